using Huimin.Platform.Cases.Assessing;
using Huimin.Platform.Data;
using Huimin.Platform.People;
using Huimin.Platform.Programmes;
using Huimin.Policies;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Cases.Inquiry;

/// <summary>A fact that the programmes of a case look at for this family.</summary>
/// <param name="Person">Whose it is; null for the household's.</param>
/// <param name="Raw">As the policies see it, with what absence is taken for.</param>
/// <param name="Held">The record behind it; null where nothing is on record.</param>
/// <param name="IsMissing">Because of it nothing can be said yet.</param>
public sealed record FactQuestion(Fact Fact, Person? Person, long Raw, DatedFact? Held, bool IsMissing)
{
    /// <summary>Name of its field.</summary>
    public string Field => FieldOf(Fact, Person?.Id);

    public static string FieldOf(Fact fact, long? person)
    {
        ArgumentNullException.ThrowIfNull(fact);
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"f-{fact.Id}-{person ?? 0}");
    }
}

/// <summary>The questions about the household or one member, those first that decide.</summary>
public sealed record FactGroup(Person? Person, IReadOnlyList<FactQuestion> Questions)
{
    public int Missing => Questions.Count(q => q.IsMissing);
}

/// <summary>What is to be known of a family for its case.</summary>
/// <param name="Suspected">Conditions that fail because of what a check found 疑似: the family may object with evidence.</param>
/// <param name="Problem">Why nothing can be said; null when it can.</param>
public sealed record FactsOfCase(IReadOnlyList<FactGroup> Groups, IReadOnlyList<FailedCondition> Suspected, FactCatalogue? Catalogue, Month First, FormattableString? Problem = null)
{
    public int Missing => Groups.Sum(g => g.Missing);
}

/// <summary>Finds exactly the facts that the programmes of a case's type look at for its family 需要登记的情况.</summary>
public sealed class CaseFacts(AssessCase assess, PolicyLibrary policies, AppDbContext context)
{
    public async Task<FactsOfCase> RunAsync(CaseFile file, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        var assessment = await assess.RunAsync(file.Type, file.Record, file.Record.DecidedOn ?? file.Today, cancellation);
        if (assessment.Family is not { } family || assessment.Lines.Count == 0)
            return new FactsOfCase([], [], null, Month.Of(file.Today), assessment.Problem);
        var policy = policies.In(assessment.Lines[^1].First);
        var programmes = file.Type.Programmes.Select(policy.Pack.Find).OfType<Programme>().ToList();
        var questions = UsedFact.Of(policy, family, programmes).Where(u => !u.Fact.Identity).Select(u => u.Member < 0
            ? new FactQuestion(u.Fact, null, family.HouseholdFact(u.Fact.Index), family.Source(u.Fact), u.IsMissing)
            : new FactQuestion(u.Fact, family.Members[u.Member], family.MemberFact(u.Member, u.Fact.Index), family.Source(u.Member, u.Fact), u.IsMissing));
        var groups = questions.GroupBy(q => q.Person).Select(g => new FactGroup(g.Key, [.. g.OrderByDescending(q => q.IsMissing)])).ToList();
        return new FactsOfCase(groups, await SuspectedAsync(file, policy, family, programmes, cancellation), policy.Pack.Facts, policy.Month);
    }

    /// <summary>Against the values that the offices gave which found something in this very case.</summary>
    private async Task<List<FailedCondition>> SuspectedAsync(CaseFile file, MonthPolicy policy, RecordedFamily family, List<Programme> programmes, CancellationToken cancellation)
    {
        var codes = (await context.CaseChecks.Where(c => c.CaseId == file.Record.Id && c.State == CheckState.Found).Select(c => c.Source).ToListAsync(cancellation)).ToHashSet(StringComparer.Ordinal);
        var checkedBy = policy.Pack.Facts.Sources.Where(s => codes.Contains(s.Code)).Select(s => (short)s.Id).ToHashSet();
        var failed = programmes.SelectMany(p => (p.OfHousehold ? [-1] : Enumerable.Range(0, family.MemberCount)).SelectMany(m => FailedCondition.Of(policy, family, p, m, i => family.Members[i].Name)));
        return [.. failed.Where(f => f.Facts.Any(u => u.Fact.Means && (u.Member < 0 ? family.Source(u.Fact) : family.Source(u.Member, u.Fact)) is { Value: not (null or 0) } held && checkedBy.Contains(held.Source)))
            .DistinctBy(f => (f.Programme, f.Sentence))];
    }
}
