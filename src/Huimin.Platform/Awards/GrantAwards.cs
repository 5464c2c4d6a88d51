using Huimin.Platform.Cases;
using Huimin.Platform.Cases.Deciding;
using Huimin.Platform.Cases.Types;
using Huimin.Platform.Data;
using Huimin.Platform.Programmes;
using Huimin.Policies;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Awards;

/// <summary>An application that is granted becomes an award of each of its lines, in the decision's own transaction 生成待遇.</summary>
public sealed class GrantAwards(AppDbContext context, PolicyLibrary policies, ComputeAward compute, TimeProvider clock) : ICaseEffects
{
    /// <summary>Field of a form that says in how many months a sum granted once is paid 分阶段发放.</summary>
    public const string Stages = "stages";

    private const int MostStages = 12;

    public bool Concern(CaseType type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return type is { Purpose: CasePurpose.Application, Programmes.Count: > 0 };
    }

    public async Task ApplyAsync(CaseFile file, Decision decision, Queue<long> ids, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(decision);
        ArgumentNullException.ThrowIfNull(ids);
        if (decision.Outcome != CaseOutcome.Granted)
            return;
        foreach (var line in decision.Lines)
        {
            var (from, pack) = (Month.FromCode(line.FirstMonth), policies.Require(Month.FromCode(line.FirstMonth)));
            var programme = pack.Find(line.Programme)!;
            await RefuseSecondAsync(programme, file.Record, line, cancellation);
            await ReplaceAsync(file, decision, line, cancellation);
            var award = new Award
            {
                Id = ids.Dequeue(),
                Programme = line.Programme,
                Line = programme.Line,
                Region = file.Record.Region,
                HouseholdId = file.Record.HouseholdId,
                PersonId = line.PersonId,
                CaseId = file.Record.Id,
                OneOff = line.OneOff,
                FirstMonth = line.FirstMonth,
                ReviewOn = NextReview.After(programme, line.OneOff ? null : (await compute.RunAsync(line.Programme, file.Record.HouseholdId, line.PersonId, from, cancellation: cancellation))?.Family, from),
            };
            context.Add(award);
            if (line.OneOff)
            {
                var parts = Parts(line.Amount, file.Answers[Stages]);
                context.AddRange(award.SetStages(from, parts, line.Persons, decision.Id, line.Explanation, Now));
                award.Expire(from.AddMonths(parts.Count - 1));
                continue;
            }

            context.Add(award.Set(from, line.Amount, line.Persons, decision.Id, line.Explanation, Now));
            if (line.LastMonth is { } last)
                award.Expire(Month.FromCode(last));
        }
    }

    /// <summary>Nobody receives one programme twice at a time.</summary>
    private async Task RefuseSecondAsync(Programme programme, Case record, DecisionLine line, CancellationToken cancellation)
    {
        if (line.OneOff)
            return;
        var held = await context.Awards.AnyAsync(
            a => a.Programme == line.Programme && a.HouseholdId == record.HouseholdId && a.PersonId == line.PersonId && !a.OneOff && (a.LastMonth == null || a.LastMonth >= line.FirstMonth), cancellation);
        if (held)
            throw new CannotRunException($"已经在享受{programme.Name}，不能再次批准。情况有变化的，请办理动态管理。");
    }

    /// <summary>
    /// Who is granted one layer does not keep a lower one 转为其他救助: dibao takes the place of a recognition as marginal. A member who is
    /// granted support of persons leaves the family's award as it is; what that changes is found by the next pass.
    /// </summary>
    private async Task ReplaceAsync(CaseFile file, Decision decision, DecisionLine line, CancellationToken cancellation)
    {
        if (file.Type.GrantsEach || line.OneOff)
            return;
        var (household, codes, from) = (file.Record.HouseholdId, file.Type.Programmes, Month.FromCode(line.FirstMonth));
        var replaced = await context.Awards.Where(a => a.HouseholdId == household && a.PersonId == line.PersonId && codes.Contains(a.Programme) && a.Programme != line.Programme
            && !a.OneOff && (a.LastMonth == null || a.LastMonth >= line.FirstMonth)).ToListAsync(cancellation);
        foreach (var award in replaced)
            context.Add(award.End(from.AddMonths(-1), AwardEnd.Replaced, decision.Id, line.Explanation, Now));
    }

    /// <summary>Equal parts to the fen; what does not divide goes with the first.</summary>
    private static List<long> Parts(long amount, string answer)
    {
        var count = int.TryParse(answer, System.Globalization.CultureInfo.InvariantCulture, out var asked) ? Math.Clamp(asked, 1, MostStages) : 1;
        var part = amount / count;
        return [amount - part * (count - 1), .. Enumerable.Repeat(part, count - 1)];
    }

    private DateTime Now => clock.GetUtcNow().UtcDateTime;
}
