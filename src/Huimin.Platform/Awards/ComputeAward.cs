using Huimin.Platform.Cases.Assessing;
using Huimin.Platform.Data;
using Huimin.Platform.People;
using Huimin.Platform.Programmes;
using Huimin.Policies;

namespace Huimin.Platform.Awards;

/// <summary>What the policies say about one programme for a household or person in a month.</summary>
/// <param name="Persons">How many share in it.</param>
public sealed record ComputedMonth(Month Month, Programme Programme, Outcome Outcome, int Persons, Explanation Explanation, RecordedFamily Family, MonthPolicy Policy)
{
    public bool IsEligible => Outcome.Status == OutcomeStatus.Eligible;

    public bool IsDetermined => Outcome.Status != OutcomeStatus.Undetermined;

    /// <summary>As it is kept with a version or a decision.</summary>
    public string Kept => KeptExplanation.Of(Explanation, Policy.Pack).ToJson();
}

/// <summary>Computes an award anew by the policies and the facts on record 重新测算.</summary>
public sealed class ComputeAward(AppDbContext context, PolicyLibrary policies)
{
    /// <param name="stated">What a case says beside the record.</param>
    /// <returns>Null when the month has no such programme, or the household or person is not on record in it.</returns>
    public Task<ComputedMonth?> RunAsync(Award award, Month month, IReadOnlyDictionary<string, long>? stated = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(award);
        return RunAsync(award.Programme, award.HouseholdId, award.PersonId, month, stated, cancellation);
    }

    /// <param name="person">Null for a programme of households.</param>
    public async Task<ComputedMonth?> RunAsync(
        string code, long? household, long? person, Month month, IReadOnlyDictionary<string, long>? stated = null, CancellationToken cancellation = default)
    {
        if (household is not { } id || policies.PackIn(month) is not { } pack || pack.Find(code) is not { } programme)
            return null;
        var family = await RecordedFamily.LoadAsync(context, pack.Facts, id, month, cancellation, stated: stated);
        return family is null ? null : Of(family, policies.In(month), programme, person);
    }

    /// <summary>For a family that is already read.</summary>
    public static ComputedMonth? Of(RecordedFamily family, MonthPolicy policy, Programme programme, long? person)
    {
        ArgumentNullException.ThrowIfNull(family);
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(programme);
        var member = -1;
        if (!programme.OfHousehold)
        {
            member = family.Members.Index().Where(m => m.Item.Id == person).Select(m => m.Index).FirstOrDefault(-1);
            if (member < 0)
                return null;
        }
        else if (family.MemberCount == 0)
        {
            return null;
        }

        var evaluator = policy.CreateEvaluator();
        evaluator.Evaluate(family);
        var outcome = member < 0 ? evaluator.Household(programme.Index) : evaluator.Member(programme.Index, member);
        return new ComputedMonth(
            policy.Month, programme, outcome, member < 0 ? evaluator.PersonsCovered(programme.Index) : 1,
            policy.Explain(family, programme.Index, member, m => family.Members[m].Name), family, policy);
    }
}
