using Huimin.Platform.Cases;
using Huimin.Platform.Cases.Assessing;
using Huimin.Platform.Data;
using Huimin.Policies;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Awards;

/// <summary>What a change case comes to by the policies 测算结论: the outcome, and the monthly amounts that it follows from.</summary>
/// <param name="Now">Of the awards in force together.</param>
/// <param name="Due">Of the same by the facts on record.</param>
public sealed record SuggestedChange(CaseOutcome Outcome, Money Now, Money Due);

/// <summary>Compares the assessment of a change case with the awards that it is about.</summary>
public sealed class SuggestChange(AppDbContext context, ComputeAward compute)
{
    /// <returns>Null where the policies cannot say yet, or would do something else with each of several awards.</returns>
    public async Task<SuggestedChange?> RunAsync(CaseFile file, CaseAssessment assessment, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(assessment);
        var awards = await context.Awards.AsNoTracking().InForceFor(file).OrderBy(a => a.Id).ToListAsync(cancellation);
        if (awards.Count == 0)
            return null;
        var outcomes = new HashSet<CaseOutcome?>();
        var due = 0L;
        foreach (var award in awards)
        {
            var (outcome, amount) = await OfAsync(file, assessment, award, cancellation);
            outcomes.Add(outcome);
            due += amount;
        }

        return outcomes is { Count: 1 } && outcomes.Single() is { } one ? new SuggestedChange(one, new Money(awards.Sum(a => a.Amount)), new Money(due)) : null;
    }

    private async Task<(CaseOutcome? Outcome, long Due)> OfAsync(CaseFile file, CaseAssessment assessment, Award award, CancellationToken cancellation)
    {
        if (file.Answers[ChangeAwards.Cause] == ChangeAwards.OwnWish)
            return (CaseOutcome.Stopped, 0);
        // Gradual exit still pays in the next months: what counts is that it ends.
        if (file.Type.Stated?.Invoke(file.Answers, award) is { Count: > 0 } stated
            && await compute.RunAsync(award, Month.Of(file.Today).AddMonths(ChangeAwards.LongestExit + 1), stated, cancellation) is { IsDetermined: true, IsEligible: false })
            return (CaseOutcome.Stopped, 0);
        return assessment.Lines.FirstOrDefault(l => l.Programme.Code == award.Programme && l.Person?.Id == award.PersonId) switch
        {
            null or { Outcome.Status: OutcomeStatus.Undetermined } => (null, 0),
            { IsEligible: false } => (CaseOutcome.Stopped, 0),
            var line when line.Outcome.Amount.Fen > award.Amount => (CaseOutcome.Raised, line.Outcome.Amount.Fen),
            var line when line.Outcome.Amount.Fen < award.Amount => (CaseOutcome.Cut, line.Outcome.Amount.Fen),
            var line => (CaseOutcome.Kept, line.Outcome.Amount.Fen),
        };
    }
}
