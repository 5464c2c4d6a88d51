using System.Globalization;
using Huimin.Platform.Access;
using Huimin.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Privacy.DataChecks;

/// <summary>What is recorded of a consent or a duty.</summary>
/// <param name="PersonId">Null for the whole household.</param>
/// <param name="Purpose">Code of a <see cref="DataCheckPurpose"/>.</param>
/// <param name="Basis">Consent or duty.</param>
/// <param name="Article">Law and article; a duty must name it.</param>
/// <param name="GivenOn">First day on which it holds.</param>
/// <param name="Document">Number or place of the paper.</param>
public sealed record ConsentGiven(long? PersonId, string Purpose, LegalBasis Basis, string Article, DateOnly GivenOn, string Document);

/// <summary>Records on what ground a household's circumstances may be checked 登记核对授权.</summary>
public sealed class GiveConsent(AppDbContext context, TimeProvider clock)
{
    public const int LongestText = 100;

    /// <returns>Its number within the household.</returns>
    /// <exception cref="CannotRunException">The duty does not allow it, household or person are out of reach, or what is given is incomplete.</exception>
    public async Task<int> RunAsync(long householdId, ConsentGiven given, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(given);
        if (!context.Acting.May(Permissions.ProposeCases))
            throw new CannotRunException($"您的岗位不能登记核对授权。");
        var household = await context.Households.AsNoTracking().FirstOrDefaultAsync(h => h.Id == householdId, cancellation)
            ?? throw new CannotRunException($"没有这户家庭，或者不在您的岗位范围内。");
        if (given.PersonId is { } person && !await context.People.AnyAsync(p => p.Id == person, cancellation))
            throw new CannotRunException($"没有这个人，或者不在您的岗位范围内。");
        var purpose = DataCheckPurpose.Require(given.Purpose);
        if (!Enum.IsDefined(given.Basis))
            throw new CannotRunException($"请选择依据：本人同意或法定职责。");
        var (article, document) = (Text(given.Article), Text(given.Document));
        if (given.Basis == LegalBasis.Duty && article.Length == 0)
            throw new CannotRunException($"履行法定职责的核对，请写明法律和条款。");
        if (document.Length == 0)
            throw new CannotRunException($"请写明授权书或文件的编号。");
        if (given.GivenOn > DateOnly.FromDateTime(clock.GetLocalNow().DateTime))
            throw new CannotRunException($"授权日期不能晚于今天。");
        if (given.GivenOn < household.OpenedOn)
            throw new CannotRunException($"授权日期不能早于立户日期{household.OpenedOn}。");
        var earlier = await context.DataCheckConsents.Where(c => c.HouseholdId == householdId).ToListAsync(cancellation);
        if (earlier.Exists(c => c.Purpose == purpose.Code && c.PersonId == given.PersonId && c.Basis == given.Basis && c.WithdrawnOn is null))
            throw new CannotRunException($"已经有一项未终止的同样授权。");

        var consent = new DataCheckConsent
        {
            HouseholdId = householdId,
            Number = earlier.Select(c => c.Number).DefaultIfEmpty().Max() + 1,
            PersonId = given.PersonId,
            Purpose = purpose.Code,
            Basis = given.Basis,
            Article = article,
            GivenOn = given.GivenOn,
            AccountId = context.Acting.AccountId,
            Document = document,
            Region = household.Region,
        };
        context.Add(consent);
        try
        {
            await context.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateException e)
        {
            throw new CannotRunException($"别人刚刚为这户登记了授权，请看过以后再办。", e);
        }

        return consent.Number;
    }

    /// <summary>The day as a form sends it.</summary>
    /// <exception cref="CannotRunException">It is no day.</exception>
    public static DateOnly DayOf(string text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        ? day
        : throw new CannotRunException($"授权日期应写作 2026-11-01。");

    private static string Text(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        text = new string([.. text.Where(c => !char.IsControl(c))]).Trim();
        return text.Length <= LongestText ? text : throw new CannotRunException($"条款和文件编号各不超过{LongestText}个字。");
    }
}
