using System.Globalization;
using Huimin.Platform.Cases.Assessing;
using Huimin.Platform.Data;
using Huimin.Platform.Documents;
using Huimin.Platform.Programmes;
using Huimin.Policies;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Cases.Letters;

/// <summary>A letter of a case.</summary>
/// <param name="Key">In addresses: <c>decision-12</c>, <c>supplement-3</c>.</param>
/// <param name="Title">One line.</param>
/// <param name="IsReplaced">A later decision stands in its place.</param>
public sealed record CaseLetter(string Key, string Title, OfficialDocument Document, DateOnly? DeliveredOn, bool IsReplaced)
{
    /// <summary>A decision, which counts from its delivery on; the others are notices.</summary>
    public bool IsDecision => Key.StartsWith(DecisionKey, StringComparison.Ordinal);

    internal const string DecisionKey = "decision-";
}

/// <summary>The letters of a case 文书: decisions, newest first, then the notices before them.</summary>
public sealed class CaseLetters(AppDbContext context, PolicyLibrary policies, Remedies remedies)
{
    public async Task<IReadOnlyList<CaseLetter>> ReadAsync(CaseFile file, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        var letters = new List<CaseLetter>();
        foreach (var decision in file.Decisions)
            letters.Add(Of(string.Create(CultureInfo.InvariantCulture, $"{CaseLetter.DecisionKey}{decision.Id}"), await DecisionAsync(file, decision, cancellation), decision.DeliveredOn, decision.ReplacedBy is not null));
        var told = await context.CaseEvents.AsNoTracking()
            .Where(e => e.CaseId == file.Record.Id && (e.Kind == CaseEventKind.NotAccepted || e.Kind == CaseEventKind.SupplementAsked)).OrderByDescending(e => e.Number).ToListAsync(cancellation);
        foreach (var happened in told)
        {
            var day = LetterWords.DayOf(happened.At);
            var office = await LetterOffice.OfAsync(context, OfficeOf(file, happened), day, cancellation);
            letters.Add(happened.Kind == CaseEventKind.NotAccepted
                ? Of(string.Create(CultureInfo.InvariantCulture, $"not-accepted-{happened.Number}"), Notices.NotAccepted(file, happened, office, remedies.On(day, file.Type.Line)), null, false)
                : Of(string.Create(CultureInfo.InvariantCulture, $"supplement-{happened.Number}"), Notices.Supplement(file, happened, office), null, false));
        }

        return letters;
    }

    private static CaseLetter Of(string key, OfficialDocument document, DateOnly? delivered, bool replaced) =>
        new(key, document.Title.Replace("\n", "", StringComparison.Ordinal), document, delivered, replaced);

    /// <summary>Whoever acted from a township or above signs for it; a village never signs.</summary>
    private static long OfficeOf(CaseFile file, CaseEvent happened) =>
        CaseOffice.Unit(happened.DutyRegion is { } unit && unit != 0 ? unit : file.Record.Region, Regions.RegionLevel.Township);

    private async Task<OfficialDocument> DecisionAsync(CaseFile file, Decision decision, CancellationToken cancellation)
    {
        var programmes = new Dictionary<string, Programme>(StringComparer.Ordinal);
        foreach (var line in decision.Lines)
        {
            var computed = KeptExplanation.Parse(line.Explanation).Month;
            var month = Month.FromCode(computed > 0 ? computed : line.FirstMonth);
            if (policies.PackIn(month)?.Find(line.Programme) is { } programme)
                programmes[line.Programme] = programme;
        }

        var ids = decision.Lines.Select(l => l.PersonId).OfType<long>().Distinct().ToList();
        var people = await context.People.AsNoTracking().Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Name, cancellation);
        var answered = file.Checks.Select(c => c.AnsweredAt).Max();
        return DecisionLetter.Of(new DecisionLetterContent(
            file, decision, await LetterOffice.OfAsync(context, decision.Unit, decision.DecidedOn, cancellation), programmes, people, remedies.On(decision.DecidedOn, file.Type.Line),
            answered is { } at && LetterWords.DayOf(at) is var day && day <= decision.DecidedOn ? day : null));
    }
}
