using Huimin.Platform.Privacy.DataChecks;

namespace Huimin.Platform.Cases.Inquiry;

/// <summary>
/// Registers the consent that the application itself brought along 按申请登记授权: the family agreed in the form and its signed paper lies with
/// the case.
/// </summary>
public sealed class ConsentOfApplication(CaseOffice office, GiveConsent give)
{
    /// <summary>Field of forms in which the family agrees.</summary>
    public const string Agreed = "authorised";

    /// <summary>Kind of document that is the signed paper.</summary>
    public const string Paper = "authorisation";

    /// <summary>The signed paper of a case whose form agrees; null where either is missing.</summary>
    public static CaseDocument? PaperOf(CaseFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return file.Answers.IsYes(Agreed) ? file.Documents.FirstOrDefault(d => d.Kind == Paper) : null;
    }

    /// <exception cref="CannotRunException">The form does not agree, the paper is missing, or the duty does not allow it.</exception>
    public async Task RunAsync(long id, CancellationToken cancellation = default)
    {
        var file = await office.ReadAsync(id, cancellation) ?? throw new CannotRunException($"没有这件案件，或者不在您的岗位范围内。");
        if (file.Type.CheckPurpose is not { } purpose || file.Record.HouseholdId is not { } household)
            throw new CannotRunException($"还没有关联家庭，不能登记授权。");
        if (PaperOf(file) is not { } paper)
            throw new CannotRunException($"申请表没有同意核对，或者还没有核对授权书。请先补齐，或者在家庭档案登记授权。");
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(paper.AddedAt, DateTimeKind.Utc), TimeZoneInfo.Local));
        var kind = file.Type.Documents.First(d => d.Code == Paper);
        await give.RunAsync(household, new ConsentGiven(null, purpose, LegalBasis.Consent, "", day < office.Today ? day : office.Today, $"{file.Record.Number} {Texts.In(false, kind.Name)}"), cancellation);
    }
}
