using Huimin.Platform.Cases;
using Huimin.Platform.Cases.Deciding;
using Huimin.Platform.Cases.Types;
using Huimin.Platform.Data;
using Huimin.Platform.Programmes;
using Huimin.Policies;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Awards;

/// <summary>
/// What a decision about an award in force does to it 动态管理: kept, raised, cut or stopped from the right month, in the decision's own
/// transaction. Where the policies let a family that exceeds the standard keep its benefit for a time 渐退, a stop takes effect after it.
/// </summary>
public sealed class ChangeAwards(AppDbContext context, PolicyLibrary policies, ComputeAward compute, TimeProvider clock) : ICaseEffects
{
    /// <summary>Field of the form that says why the award is looked at again.</summary>
    public const string Cause = "cause";

    /// <summary>Answer to <see cref="Cause"/>: the recipient wants it to end.</summary>
    public const string OwnWish = "own_wish";

    /// <summary>No policy lets anybody keep a benefit longer than this after the stop.</summary>
    internal const int LongestExit = 36;

    public bool Concern(CaseType type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return type.Purpose == CasePurpose.Change;
    }

    public async Task ApplyAsync(CaseFile file, Decision decision, Queue<long> ids, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(decision);
        var awards = await context.Awards.InForceFor(file).OrderBy(a => a.Id).ToListAsync(cancellation);
        if (awards.Count == 0)
            throw new CannotRunException($"没有在享受的待遇可以变更：可能已经终止。请终止办理这件核查。");
        foreach (var award in awards)
        {
            var stated = file.Type.Stated?.Invoke(file.Answers, award);
            if (decision.Outcome == CaseOutcome.Stopped)
                await StopAsync(file, decision, award, stated, cancellation);
            else
                await SetAsync(decision, award, cancellation);
            await RecordAsync(award, stated, cancellation);
        }
    }

    private async Task SetAsync(Decision decision, Award award, CancellationToken cancellation)
    {
        var line = decision.Lines.FirstOrDefault(l => l.Programme == award.Programme && l.PersonId == award.PersonId)
            ?? throw new CannotRunException($"按现行政策不再符合“{Name(award)}”的条件，不能继续享受。请选择停发，符合其他待遇的另行申请。");
        var from = Month.FromCode(Math.Max(line.FirstMonth, award.FirstMonth));
        switch (decision.Outcome)
        {
            case CaseOutcome.Raised when line.Amount <= award.Amount:
                throw new CannotRunException($"测算的金额是{new Money(line.Amount)}元，不比现在的{new Money(award.Amount)}元多，不能作增发。");
            case CaseOutcome.Cut when line.Amount >= award.Amount:
                throw new CannotRunException($"测算的金额是{new Money(line.Amount)}元，不比现在的{new Money(award.Amount)}元少，不能作减发。");
            case CaseOutcome.Kept:
                // 57号 art. 31: without a clear change the amount stays until the next review.
                break;
            default:
                context.Add(award.Set(from, line.Amount, line.Persons, decision.Id, line.Explanation, Now));
                break;
        }

        var computed = await compute.RunAsync(award, from, cancellation: cancellation);
        award.ReviewOn = policies.PackIn(from)?.Find(award.Programme) is { } programme ? NextReview.After(programme, computed?.Family, from) : null;
    }

    private async Task StopAsync(CaseFile file, Decision decision, Award award, IReadOnlyDictionary<string, long>? stated, CancellationToken cancellation)
    {
        var wish = file.Answers[Cause] == OwnWish;
        var first = Month.Of(decision.DecidedOn).AddMonths(1);
        // What begins later than that never begins.
        var from = first.Code < award.FirstMonth ? Month.FromCode(award.FirstMonth) : first;
        var computed = await compute.RunAsync(award, from, stated, cancellation);
        var line = NewLine(decision, award, from, wish ? null : computed);
        if (!wish && stated is { Count: > 0 })
            from = await ExitAsync(decision, award, from, stated, cancellation);
        if (computed is { IsEligible: true } && from == first && !wish)
            throw new CannotRunException($"按登记的情况和现行政策仍然符合“{Name(award)}”的条件，不能停发。情况有变化的，请先登记。");
        context.Add(award.End(from.AddMonths(-1), wish ? AwardEnd.GivenUp : AwardEnd.NotEntitled, decision.Id, line.Explanation, Now));
        line.LastMonth = line.Amount > 0 ? from.AddMonths(-1).Code : null;
        decision.Lines.Add(line);
        context.Add(line);
        if (award.HouseholdId is { } household && file.Type.EndedFacts.TryGetValue(award.Programme, out var fact) && policies.PackIn(from) is { } pack)
        {
            var day = from.AddMonths(-1).LastDay;
            await context.RecordAsync(pack.Facts, household, fact, day.DayNumber, day, cancellation);
            await context.ChangedAsync(cancellation);
        }
    }

    /// <summary>Goes through the months in which the policies still pay after the standard was exceeded.</summary>
    /// <returns>The first month without payment.</returns>
    private async Task<Month> ExitAsync(Decision decision, Award award, Month from, IReadOnlyDictionary<string, long> stated, CancellationToken cancellation)
    {
        var month = from;
        for (var paid = award.Amount; month < from.AddMonths(LongestExit); month = month.AddMonths(1))
        {
            if (await compute.RunAsync(award, month, stated, cancellation) is not { IsEligible: true } computed)
                return month;
            if (computed.Outcome.Fen != paid)
                context.Add(award.Set(month, paid = computed.Outcome.Fen, computed.Persons, decision.Id, computed.Kept, Now));
        }

        throw new CannotRunException($"按登记的情况和现行政策仍然符合“{Name(award)}”的条件，不能停发。情况有变化的，请先登记。");
    }

    /// <summary>The decision's line of a stop: nothing more, or what gradual exit pays, with the policy's own reasons for the letter.</summary>
    private static DecisionLine NewLine(Decision decision, Award award, Month from, ComputedMonth? computed) => new()
    {
        DecisionId = decision.Id,
        Number = decision.Lines.Count + 1,
        Programme = award.Programme,
        PersonId = award.PersonId,
        Persons = computed is { IsEligible: true } ? computed.Persons : 0,
        Amount = computed is { IsEligible: true } ? computed.Outcome.Fen : 0,
        FirstMonth = from.Code,
        Explanation = computed?.Kept ?? "",
    };

    private async Task RecordAsync(Award award, IReadOnlyDictionary<string, long>? stated, CancellationToken cancellation)
    {
        if (stated is not { Count: > 0 } || award.HouseholdId is not { } household || policies.Pack is not { } pack)
            return;
        // A date that is stated holds from that day on, and what belongs to it, too.
        var day = stated.Select(s => pack.Facts.Find(s.Key, ofHousehold: true) is { Type: FactType.Date } ? (int)s.Value : 0).Max();
        foreach (var (fact, raw) in stated)
            await context.RecordAsync(pack.Facts, household, fact, raw, day > 0 ? DateOnly.FromDayNumber(day) : DateOnly.FromDateTime(clock.GetLocalNow().DateTime), cancellation);
        await context.ChangedAsync(cancellation);
    }

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    private string Name(Award award) => policies.Pack?.Find(award.Programme)?.Name ?? award.Programme;
}
