using Huimin.Platform.Audit;

namespace Huimin.Platform.Privacy.DataChecks;

/// <summary>Why a check may be made 合法性基础 (个人信息保护法 article 13).</summary>
public enum LegalBasis : short
{
    /// <summary>Whom it is about agreed 同意.</summary>
    Consent = 1,

    /// <summary>A law demands it of the bureau 法定职责; the record names the article.</summary>
    Duty = 2,
}

/// <summary>
/// On what ground the income and property of a household or a person may be asked of others 核对授权, and for which purpose only.
/// Never changed but for its end.
/// </summary>
public sealed class DataCheckConsent : IAudited
{
    string IAudited.AuditSubject => $"data_check_consent:{HouseholdId}/{Number}";

    long? IAudited.AuditRegion => Region;

    public long HouseholdId { get; init; }

    /// <summary>1, 2, 3 … within the household.</summary>
    public int Number { get; init; }

    /// <summary>Null for everybody who lives in the household; relatives outside of it give their own (社会救助法 article 41).</summary>
    public long? PersonId { get; init; }

    /// <summary>Code of a <see cref="DataCheckPurpose"/>.</summary>
    public required string Purpose { get; init; }

    public LegalBasis Basis { get; init; }

    /// <summary>Law and article; empty for a consent that names none.</summary>
    public required string Article { get; init; }

    public DateOnly GivenOn { get; init; }

    /// <summary>Who recorded it; null for a command.</summary>
    public long? AccountId { get; init; }

    /// <summary>Number or place of the signed paper 授权书编号.</summary>
    public required string Document { get; init; }

    /// <summary>First day on which it no longer holds; null while it holds.</summary>
    public DateOnly? WithdrawnOn { get; private set; }

    /// <summary>12-digit code of the household's village, for the trail; known while it is recorded or withdrawn, not stored.</summary>
    public long? Region { get; set; }

    public bool HoldsOn(DateOnly day) => GivenOn <= day && (WithdrawnOn is null || day < WithdrawnOn);

    /// <exception cref="CannotRunException">It was withdrawn before, or had not been given by then.</exception>
    public void Withdraw(DateOnly day)
    {
        if (WithdrawnOn is { } already)
            throw new CannotRunException($"这项授权已于{already}终止。");
        if (day < GivenOn)
            throw new CannotRunException($"终止日期不能早于{GivenOn}。");
        WithdrawnOn = day;
    }
}
