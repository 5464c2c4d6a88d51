using System.Globalization;
using Huimin.Platform.Audit;
using Huimin.Platform.Data;
using Huimin.Policies;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.People;

/// <summary>A fact as somebody established it.</summary>
/// <param name="PersonId">Whose it is; null for the household's.</param>
/// <param name="Value">In the encoding of <see cref="DatedFact"/>; null is established as unknown.</param>
/// <param name="Source">Code of a source of the catalogue: <c>home_visit</c>.</param>
public sealed record EstablishedFact(Fact Fact, long? PersonId, long? Value, string Source);

/// <summary>
/// Puts established facts of one family on record 登记情况, as part of an action that saves them together with what they belong to. Dated
/// rows are never overwritten: an equal value changes nothing, another one ends the held row and begins a new one; what is found for a
/// day on which the held row itself begins corrects that row. What is on record for later days stays.
/// </summary>
public sealed class RecordFacts(AppDbContext context, TimeProvider clock)
{
    /// <param name="from">The day from which they hold. Where another value was recorded since, they follow it from its first day on.</param>
    /// <param name="reason">For the trail: <c>case:12</c>.</param>
    /// <returns>Those that changed something.</returns>
    /// <exception cref="CannotRunException">The family or a person is out of reach, or a value cannot be.</exception>
    public async Task<IReadOnlyList<EstablishedFact>> RunAsync(
        FactCatalogue catalogue, long householdId, IReadOnlyCollection<EstablishedFact> facts, DateOnly from, string reason, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        ArgumentNullException.ThrowIfNull(facts);
        var household = await HouseholdAsync(householdId, cancellation);
        await RequireAsync(householdId, facts, cancellation);
        var today = DateOnly.FromDateTime(clock.GetLocalNow().DateTime);
        var ids = facts.Select(f => (short)f.Fact.Id).Distinct().ToList();
        var people = facts.Select(f => f.PersonId).OfType<long>().Distinct().ToList();
        var ofHousehold = await context.HouseholdFacts.Where(f => f.HouseholdId == householdId && ids.Contains(f.Fact)).ToListAsync(cancellation);
        var ofPeople = await context.PersonFacts.Where(f => people.Contains(f.PersonId) && ids.Contains(f.Fact)).ToListAsync(cancellation);
        var (changed, before, after) = (new List<EstablishedFact>(), new Dictionary<string, object?>(), new Dictionary<string, object?>());
        foreach (var fact in facts.GroupBy(f => (f.Fact.Id, f.PersonId)).Select(g => g.Last()))
        {
            var source = (short)(catalogue.Sources.FirstOrDefault(s => s.Code == fact.Source)?.Id ?? throw new CannotRunException($"政策的信息来源中没有 {fact.Source}。"));
            var (id, value) = ((short)fact.Fact.Id, fact.Value);
            var held = fact.PersonId is { } person
                ? Establish(ofPeople.FindAll(f => f.PersonId == person && f.Fact == id), value, source, from, today, (begin, end) => new PersonFact { PersonId = person, Fact = id, ValidFrom = begin, ValidTo = end, Value = value, Source = source })
                : Establish(ofHousehold.FindAll(f => f.Fact == id), value, source, from, today, (begin, end) => new HouseholdFact { HouseholdId = householdId, Fact = id, ValidFrom = begin, ValidTo = end, Value = value, Source = source });
            if (held is not (true, var was))
                continue;
            changed.Add(fact);
            var name = fact.PersonId is { } whose ? string.Create(CultureInfo.InvariantCulture, $"{whose}.{fact.Fact.Code}") : fact.Fact.Code;
            (before[name], after[name]) = (was, value);
        }

        if (changed.Count > 0)
            await ChangedAsync(household, reason, before, after, cancellation);
        return changed;
    }

    /// <summary>
    /// Every register was asked: from a day on, what is not on record of income and property was looked for and not found. An earlier
    /// check keeps its day, so that months which were settled by it stay settled.
    /// </summary>
    public async Task MeansCheckedAsync(long householdId, DateOnly from, string reason, CancellationToken cancellation = default)
    {
        var household = await HouseholdAsync(householdId, cancellation);
        if (household.MeansCheckedOn <= from)
            return;
        var before = household.MeansCheckedOn;
        household.MeansCheckedOn = from;
        await ChangedAsync(household, reason, new() { ["means_checked_on"] = before }, new() { ["means_checked_on"] = from }, cancellation);
    }

    /// <returns>Whether the value is another one, and what it was; null where nothing was on record, too.</returns>
    private (bool Changed, long? Before) Establish<T>(List<T> rows, long? value, short source, DateOnly from, DateOnly today, Func<DateOnly, DateOnly?, T> make)
        where T : DatedFact
    {
        rows.Sort((a, b) => a.ValidFrom.CompareTo(b.ValidFrom));
        var day = today > from ? today : from;
        var held = rows.Find(r => r.ValidFrom <= day && (r.ValidTo is null || r.ValidTo > day));
        if (held is not null && held.Value == value)
            return (false, null);
        // A row that ended since the day keeps its time.
        var begin = held is null ? rows.Where(r => r.ValidFrom <= day && r.ValidTo > from).Select(r => r.ValidTo!.Value).Append(from).Max() : held.ValidFrom > from ? held.ValidFrom : from;
        if (held is not null && held.ValidFrom == begin)
        {
            var (before, entry) = (held.Value, context.Entry(held));
            entry.Property(nameof(DatedFact.Value)).CurrentValue = value;
            entry.Property(nameof(DatedFact.Source)).CurrentValue = source;
            return (true, before);
        }

        var end = held is not null ? held.ValidTo : rows.Find(r => r.ValidFrom > begin)?.ValidFrom;
        if (held is not null)
            held.ValidTo = begin;
        context.Add(make(begin, end));
        return (true, held?.Value);
    }

    private async Task<Household> HouseholdAsync(long id, CancellationToken cancellation) =>
        await context.Households.FirstOrDefaultAsync(h => h.Id == id, cancellation) ?? throw new CannotRunException($"没有这户家庭，或者不在您的岗位范围内。");

    private async Task RequireAsync(long household, IReadOnlyCollection<EstablishedFact> facts, CancellationToken cancellation)
    {
        var people = facts.Select(f => f.PersonId).OfType<long>().Distinct().ToList();
        var members = await context.People.Where(p => people.Contains(p.Id)).Where(p => p.HouseholdId == household
            || context.FormerMemberships.Any(m => m.PersonId == p.Id && m.HouseholdId == household)).CountAsync(cancellation);
        if (members != people.Count)
            throw new CannotRunException($"没有这个人，或者不是这户家庭的成员。");
        foreach (var fact in facts)
        {
            if (fact.Fact.Identity || fact.Fact.OfHousehold != fact.PersonId is null)
                throw new CannotRunException($"“{Texts.Pick(fact.Fact.Name, fact.Fact.NameEn)}”不在这里登记。");
            if (fact.Value is { } value && fact.Fact.Type != FactType.Date && (value < fact.Fact.Minimum || value > fact.Fact.Maximum))
                throw new CannotRunException($"“{Texts.Pick(fact.Fact.Name, fact.Fact.NameEn)}”不会是这个数，请核对。");
        }
    }

    /// <summary>A sweep that read the people before sees that it is old.</summary>
    private async Task ChangedAsync(Household household, string reason, Dictionary<string, object?> before, Dictionary<string, object?> after, CancellationToken cancellation)
    {
        if (context.Database.CurrentTransaction is null)
            throw new InvalidOperationException("Facts are recorded inside the transaction of the action that found them.");
        await context.Cities.ExecuteUpdateAsync(set => set.SetProperty(c => c.DataVersion, c => c.DataVersion + 1), cancellation);
        context.Record(new AuditEntry(AuditAction.RecordFacts, string.Create(CultureInfo.InvariantCulture, $"household:{household.Id}")) { Region = household.Region, Reason = reason, Before = before, After = after });
    }
}
