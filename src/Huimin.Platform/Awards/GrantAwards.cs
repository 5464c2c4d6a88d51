using Huimin.Platform.Cases;
using Huimin.Platform.Cases.Deciding;
using Huimin.Platform.Cases.Types;
using Huimin.Platform.Data;
using Huimin.Platform.Programmes;
using Huimin.Policies;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Awards;

/// <summary>An application that is granted becomes an award of each of its lines, in the decision's own transaction 生成待遇.</summary>
public sealed class GrantAwards(AppDbContext context, PolicyLibrary policies, TimeProvider clock) : ICaseEffects
{
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
                ReviewOn = line.OneOff ? null : ReviewDay(programme, from),
            };
            context.Add(award);
            context.Add(award.Set(from, line.Amount, line.Persons, decision.Id, line.Explanation, clock.GetUtcNow().UtcDateTime));
            if (line.OneOff)
                award.End(from, AwardEnd.Expired);
            else if (line.LastMonth is { } last)
                award.End(Month.FromCode(last), AwardEnd.Expired);
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

    /// <summary>The next periodic re-verification: a year after it begins, unless the type of family says sooner.</summary>
    private static DateOnly? ReviewDay(Programme programme, Month from) => programme.Kind == ProgrammeKind.Benefit ? from.AddMonths(12).FirstDay : null;
}
