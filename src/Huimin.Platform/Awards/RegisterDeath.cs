using Huimin.Platform.Access;
using Huimin.Platform.Audit;
using Huimin.Platform.Cases;
using Huimin.Platform.Data;
using Huimin.Policies;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Awards;

/// <summary>
/// A death 死亡登记. What the person received ends with the month of the death; the families' benefits are computed anew without the
/// person from the month after, for past months, too. Nobody is heard before that (社会救助法 art. 48 asks for it before cuts for other
/// reasons): a family that would lose its benefit altogether keeps it until it was heard, and is found by the next pass.
/// </summary>
public sealed class RegisterDeath(AppDbContext context, ComputeAward compute, TimeProvider clock)
{
    public const int LongestSource = 200;

    /// <param name="source">Who says so: a certificate, the police, the family.</param>
    /// <returns>The awards that it changed; none when the same death was registered before.</returns>
    /// <exception cref="CannotRunException">There is no such person within reach, the day cannot be, another day is registered, or the duty does not allow it.</exception>
    public async Task<IReadOnlyList<long>> RunAsync(long person, DateOnly day, string source, CancellationToken cancellation = default)
    {
        if (!context.Acting.May(Permissions.ProposeCases))
            throw new CannotRunException($"死亡登记由经办岗位办理。");
        source = CaseOffice.Text(source, $"请写明依据，例如死亡证明的编号或者谁来报告。", LongestSource);
        var record = await context.People.AsNoTracking().FirstOrDefaultAsync(p => p.Id == person, cancellation) ?? throw new CannotRunException($"没有这个人，或者不在您的岗位范围内。");
        if (record.DiedOn == day)
            return [];
        if (record.DiedOn is { } known)
            throw new CannotRunException($"已经登记为{known}去世。日期有误的，请通过数据导入更正。");
        if (day > Today || day < record.BirthDate)
            throw new CannotRunException($"死亡日期应在出生日期与今天之间。");
        await using var transaction = await context.Database.BeginTransactionAsync(cancellation);
        if (await context.People.Where(p => p.Id == person && p.DiedOn == null).ExecuteUpdateAsync(set => set.SetProperty(p => p.DiedOn, day), cancellation) == 0)
            throw new CannotRunException($"别人刚刚登记了这个人的死亡，请重新打开页面看一看。");
        await context.ChangedAsync(cancellation);
        var changed = await ChangeAsync(person, record.HouseholdId, day, cancellation);
        context.Record(new AuditEntry("person.death", $"person:{person}") { Region = record.Region, Reason = source, After = new { died_on = day, awards = changed } });
        try
        {
            await context.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateConcurrencyException e)
        {
            throw new CannotRunException($"别人刚刚变更了这户家庭的待遇，死亡还没有登记，请再办一次。", e);
        }

        await transaction.CommitAsync(cancellation);
        return changed;
    }

    private DateOnly Today => DateOnly.FromDateTime(clock.GetLocalNow().DateTime);

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    private async Task<List<long>> ChangeAsync(long person, long household, DateOnly day, CancellationToken cancellation)
    {
        var last = Month.Of(day);
        var awards = await context.Awards.Where(a => !a.OneOff && (a.PersonId == person || (a.HouseholdId == household && a.PersonId == null)) && (a.LastMonth == null || a.LastMonth > last.Code)).ToListAsync(cancellation);
        var changed = new List<long>();
        foreach (var award in awards)
        {
            if (award.PersonId == person)
                context.Add(award.End(last, AwardEnd.Died, null, "", Now));
            else if (!await ComputeAnewAsync(award, last, cancellation))
                continue;
            changed.Add(award.Id);
        }

        return changed;
    }

    /// <summary>The family without the person, month by month up to the next one.</summary>
    private async Task<bool> ComputeAnewAsync(Award award, Month last, CancellationToken cancellation)
    {
        var versions = await context.Set<AwardVersion>().AsNoTracking().Where(v => v.AwardId == award.Id).ToListAsync(cancellation);
        var until = Month.Of(Today).AddMonths(1);
        var first = last.AddMonths(1).Code < award.FirstMonth ? Month.FromCode(award.FirstMonth) : last.AddMonths(1);
        var changed = false;
        for (var month = first; month <= until || month == first; month = month.AddMonths(1))
        {
            var computed = await compute.RunAsync(award, month, cancellation: cancellation);
            if (computed is null && !await AnybodyLeftAsync(award, cancellation))
            {
                context.Add(award.End(last, AwardEnd.Died, null, "", Now));
                return true;
            }

            if (computed is not { IsEligible: true })
                break;
            var held = AwardHistory.In(award, versions, month);
            if (held is null || (held.Amount == computed.Outcome.Fen && held.Persons == computed.Persons))
                continue;
            var version = award.Set(month, computed.Outcome.Fen, computed.Persons, null, computed.Kept, Now);
            context.Add(version);
            versions.Add(version);
            changed = true;
        }

        return changed;
    }

    private Task<bool> AnybodyLeftAsync(Award award, CancellationToken cancellation) =>
        context.People.AnyAsync(p => p.HouseholdId == award.HouseholdId && p.DiedOn == null && p.DepartedOn == null, cancellation);
}
