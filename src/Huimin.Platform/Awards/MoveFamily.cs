using Huimin.Platform.Access;
using Huimin.Platform.Audit;
using Huimin.Platform.Cases;
using Huimin.Platform.Data;
using Huimin.Platform.People;
using Huimin.Platform.Privacy;
using Huimin.Platform.Regions;
using Huimin.Platform.Tasks;
using Huimin.Policies;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Awards;

/// <summary>
/// A family or some of its members move 迁移、分户、并户. Awards go along, and the new place pays from the next month on; where members
/// leave or join, the families' awards are looked at again by change cases, for which tasks are made at once.
/// </summary>
public sealed class MoveFamily(AppDbContext context, Keyring keyring, CaseOffice office)
{
    /// <summary>The whole household to another village or community of the city.</summary>
    /// <param name="address">The new address; empty keeps the old.</param>
    /// <exception cref="CannotRunException">There is no such household or place, or the duty does not allow it.</exception>
    public async Task HouseholdAsync(long id, long region, string address, CancellationToken cancellation = default)
    {
        Require();
        var household = await HouseholdOfAsync(id, cancellation);
        if (household.Region == region)
            throw new CannotRunException($"这户家庭已经在这个村（社区）。");
        await RequirePlaceAsync(region, cancellation);
        var sealer = address.Trim().Length > 0 ? await keyring.SealerAsync(context, cancellation) : null;
        await using var transaction = await context.Database.BeginTransactionAsync(cancellation);
        var before = household.Region;
        // The filters would hide the household from whoever hands it over as soon as its place is another.
        await context.People.Where(p => p.HouseholdId == id).ExecuteUpdateAsync(set => set.SetProperty(p => p.Region, region), cancellation);
        household.Region = region;
        if (sealer is not null)
        {
            household.PlainAddress = CaseOffice.Text(address, longest: 100);
            sealer.Seal(household);
        }

        await MoveAwardsAsync(context.Awards.Where(a => a.HouseholdId == id), region, id, office.Today, cancellation);
        await context.ChangedAsync(cancellation);
        context.Record(new AuditEntry("household.move", $"household:{id}") { Region = before, Before = new { region = before }, After = new { region } });
        await SaveAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>Members to another household 并户, or to one of their own 分户.</summary>
    /// <param name="people">Who moves; the first is the head of a new household.</param>
    /// <param name="to">The household that takes them in; null makes a new one in the same village.</param>
    /// <param name="day">First day in the new household.</param>
    /// <returns>The household in which they are now.</returns>
    /// <exception cref="CannotRunException">Somebody is no member, the day cannot be, or the duty does not allow it.</exception>
    public async Task<long> PeopleAsync(long from, IReadOnlyList<long> people, long? to, Relation relation, DateOnly day, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(people);
        Require();
        if (day > office.Today || people.Count == 0 || to == from)
            throw new CannotRunException($"请选择迁出的成员，日期不能晚于今天，迁入的应是另一户。");
        var left = await HouseholdOfAsync(from, cancellation);
        var members = await context.People.Where(p => p.HouseholdId == from && people.Contains(p.Id) && p.DiedOn == null && p.DepartedOn == null).ToListAsync(cancellation);
        if (members.Count != people.Distinct().Count())
            throw new CannotRunException($"所选的人不都是这户家庭现在的成员，请重新打开页面。");
        var joined = to is { } known ? await HouseholdOfAsync(known, cancellation) : null;
        var sealer = joined is null ? await keyring.SealerAsync(context, cancellation) : null;
        var ids = new Queue<long>([await TaskIdAsync(cancellation), await TaskIdAsync(cancellation), await TaskIdAsync(cancellation), await TaskIdAsync(cancellation)]);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellation);
        await context.ChangedAsync(cancellation);
        joined ??= await NewHouseholdAsync(left, sealer!, day, cancellation);
        foreach (var member in members.OrderBy(m => people.ToList().IndexOf(m.Id)))
            Move(member, joined, to is null && member.Id == people[0] ? Relation.Head : relation, day);
        var moved = members.Select(m => (long?)m.Id).ToList();
        await MoveAwardsAsync(context.Awards.Where(a => moved.Contains(a.PersonId)), joined.Region, joined.Id, day, cancellation);
        var empty = !await context.People.AnyAsync(p => p.HouseholdId == from && !people.Contains(p.Id) && p.DiedOn == null && p.DepartedOn == null, cancellation);
        if (empty)
            left.ClosedOn = day;
        await LookAgainAsync(left, empty, day, ids, cancellation);
        await LookAgainAsync(joined, false, day, ids, cancellation);
        context.Record(new AuditEntry("household.members", $"household:{from}") { Region = left.Region, After = new { people, to = joined.Id, day } });
        await SaveAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return joined.Id;
    }

    private void Require()
    {
        if (!context.Acting.May(Permissions.ProposeCases))
            throw new CannotRunException($"家庭变化由经办岗位登记。");
    }

    private Task<long> TaskIdAsync(CancellationToken cancellation) => context.OwnDatabase.Ids.NextAsync(TaskTables.Ids, cancellation);

    private async Task<Household> HouseholdOfAsync(long id, CancellationToken cancellation) =>
        await context.Households.FirstOrDefaultAsync(h => h.Id == id && h.ClosedOn == null, cancellation) ?? throw new CannotRunException($"没有编号末段为{id:D}的家庭，或者不在您的岗位范围内。");

    private async Task RequirePlaceAsync(long region, CancellationToken cancellation)
    {
        if (!await context.Regions.Current().AnyAsync(r => r.Code == region && r.Level == RegionLevel.Village, cancellation))
            throw new CannotRunException($"没有这个村（社区），请写12位区划代码。");
    }

    private void Move(Person member, Household joined, Relation relation, DateOnly day)
    {
        if (day <= member.MemberSince)
            throw new CannotRunException($"日期应晚于{member.MemberSince}，那天起才是这户家庭的成员。");
        context.Add(member.MoveTo(joined.Id, joined.Region, relation, day));
    }

    /// <summary>In the same village, at the same address until somebody writes another.</summary>
    private async Task<Household> NewHouseholdAsync(Household left, Sealer sealer, DateOnly day, CancellationToken cancellation)
    {
        // The row of the city is locked by its change above: no other household takes the same id.
        var id = await context.Cities.Select(c => c.NextHouseholdId).SingleAsync(cancellation);
        await context.Cities.ExecuteUpdateAsync(set => set.SetProperty(c => c.NextHouseholdId, id + 1), cancellation);
        var made = new Household { Id = id, Region = left.Region, Hukou = left.Hukou, OpenedOn = day, MeansCheckedOn = left.MeansCheckedOn, PlainAddress = keyring.Open(left) };
        sealer.Seal(made);
        context.Add(made);
        return made;
    }

    /// <summary>From the month after, the new place pays.</summary>
    private async Task MoveAwardsAsync(IQueryable<Award> asked, long region, long household, DateOnly day, CancellationToken cancellation)
    {
        var next = Month.Of(day).AddMonths(1);
        foreach (var award in await asked.Where(a => !a.OneOff && (a.LastMonth == null || a.LastMonth >= next.Code)).ToListAsync(cancellation))
        {
            var newest = await context.Set<AwardVersion>().AsNoTracking().Where(v => v.AwardId == award.Id).OrderByDescending(v => v.Number).FirstAsync(cancellation);
            var from = next.Code < newest.FromMonth ? Month.FromCode(newest.FromMonth) : next;
            if (award.Region == region)
                award.HouseholdId = household;
            else
                context.Add(award.MoveTo(region, household, from, newest, office.Now));
        }
    }

    /// <summary>The family's own awards are to be looked at again; of a family that is no more, they end.</summary>
    private async Task LookAgainAsync(Household household, bool empty, DateOnly day, Queue<long> ids, CancellationToken cancellation)
    {
        var (id, last) = (household.Id, Month.Of(day));
        var awards = await context.Awards.Where(a => a.HouseholdId == id && a.PersonId == null && !a.OneOff && (a.LastMonth == null || a.LastMonth > last.Code)).OrderBy(a => a.Id).ToListAsync(cancellation);
        foreach (var award in awards)
        {
            var subject = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{TaskKinds.FamilyChanged.Code}/{award.Programme}/{id}/0");
            if (empty)
                context.Add(award.End(last, AwardEnd.Replaced, null, "", office.Now));
            else if (ids.Count > 0 && !await context.WorkTasks.AnyAsync(t => t.Subject == subject && t.State == TaskState.Open, cancellation))
                context.Add(TaskKinds.FamilyChanged.New(ids.Dequeue(), subject, award, last, office.Today, office.Calendar));
        }
    }

    private async Task SaveAsync(CancellationToken cancellation)
    {
        try
        {
            await context.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateException e)
        {
            throw new CannotRunException($"别人刚刚变更了这户家庭，没有登记任何变化，请重新打开页面再办。", e);
        }
    }
}
