using Huimin.Platform.Data;
using Huimin.Policies;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.People;

/// <summary>
/// One household as it is recorded for a month, with source and date of every fact: what a page explains. The same rules of
/// absence, time and order as the population columns, held to them by a test.
/// </summary>
public sealed class RecordedFamily : Family
{
    // Of one household each: few rows, of which those of the day are picked here.
    private static readonly ReadyQuery<long, Household> HouseholdOf = new(static (context, id) => context.Households.AsNoTracking().Where(h => h.Id == id));
    private static readonly ReadyQuery<long, Person> PeopleOf = new(static (context, id) => context.People.AsNoTracking().Where(p => p.HouseholdId == id));
    private static readonly ReadyQuery<long, HouseholdFact> FactsOf = new(static (context, id) => context.HouseholdFacts.AsNoTracking().Where(f => f.HouseholdId == id));
    private static readonly ReadyQuery<long, PersonFact> FactsOfPeopleOf = new(static (context, id) =>
        context.People.Where(p => p.HouseholdId == id).Join(context.PersonFacts.AsNoTracking(), p => p.Id, f => f.PersonId, (_, f) => f));
    private static readonly ReadyQuery<long, FormerMembership> FormerOf = new(static (context, id) => context.FormerMemberships.AsNoTracking().Where(m => m.HouseholdId == id));

    private readonly FactCatalogue facts;
    private readonly bool meansKnown;
    private readonly Dictionary<int, HouseholdFact> householdFacts;
    private readonly Dictionary<(long Person, int Fact), PersonFact> memberFacts;

    private RecordedFamily(
        FactCatalogue facts, Household household, DateOnly day, IReadOnlyList<Person> members, IEnumerable<HouseholdFact> ofHousehold, IEnumerable<PersonFact> ofMembers)
    {
        this.facts = facts;
        Record = household;
        meansKnown = household.MeansKnownOn(day);
        Members = members;
        householdFacts = ofHousehold.ToDictionary(f => (int)f.Fact);
        memberFacts = ofMembers.ToDictionary(f => (f.PersonId, (int)f.Fact));
    }

    public Household Record { get; }

    public FactCatalogue Facts => facts;

    /// <summary>What an application of this family says, by <c>programme.input</c> in raw values; null without one.</summary>
    public IReadOnlyDictionary<string, long>? Application { get; init; }

    /// <summary>What a case says about the household beside the record, by code of the fact in raw values; null without one.</summary>
    public IReadOnlyDictionary<string, long>? Stated { get; init; }

    /// <summary>The member that the application is for; null for the household or everybody.</summary>
    public long? Applicant { get; init; }

    /// <summary>Members in the order in which the evaluator numbers them.</summary>
    public IReadOnlyList<Person> Members { get; }

    public override long Region => Record.Region;

    public override int MemberCount => Members.Count;

    public override long HouseholdInput(ApplicationInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return Application?.GetValueOrDefault(input.ToString(), Unknown) ?? Unknown;
    }

    public override long MemberInput(int member, ApplicationInput input) =>
        Applicant is not { } one || Members[member].Id == one ? HouseholdInput(input) : Unknown;

    /// <param name="application">What an application says, by <c>programme.input</c> in raw values.</param>
    /// <param name="applicant">The member that the application is for.</param>
    /// <param name="alone">Only the applicant counts, as a household of one 单人户.</param>
    /// <param name="stated">What a case says beside the record.</param>
    /// <returns>The family on the month's first day, or null when there was no such household then.</returns>
    public static async Task<RecordedFamily?> LoadAsync(
        AppDbContext context, FactCatalogue facts, long householdId, Month month, CancellationToken cancellation = default,
        IReadOnlyDictionary<string, long>? application = null, long? applicant = null, bool alone = false, IReadOnlyDictionary<string, long>? stated = null)
    {
        ArgumentNullException.ThrowIfNull(context);
        var day = month.FirstDay;
        var household = (await HouseholdOf.ToListAsync(context, householdId, cancellation)).Find(h => h.OpenedOn <= day && (h.ClosedOn is null || h.ClosedOn > day));
        if (household is null)
            return null;
        var current = (await PeopleOf.ToListAsync(context, householdId, cancellation))
            .FindAll(p => p.MemberSince <= day && (p.DiedOn is null || p.DiedOn >= day) && (p.DepartedOn is null || p.DepartedOn > day));
        var former = await FormerAsync(context, [.. (await FormerOf.ToListAsync(context, householdId, cancellation)).Where(m => m.From <= day && m.To > day).Select(m => m.PersonId)], day, cancellation);
        var members = current.Concat(former.People).Where(p => !alone || p.Id == applicant).OrderBy(p => p.Id).ToList();
        var ids = current.Select(p => p.Id).ToHashSet();
        var ofHousehold = (await FactsOf.ToListAsync(context, householdId, cancellation)).Where(f => f.HoldsOn(day));
        var ofMembers = (await FactsOfPeopleOf.ToListAsync(context, householdId, cancellation)).Where(f => ids.Contains(f.PersonId)).Concat(former.Facts).Where(f => f.HoldsOn(day));
        return new RecordedFamily(facts, household, day, members, ofHousehold, ofMembers) { Application = application, Applicant = applicant, Stated = stated };
    }

    /// <summary>Who has left the household since: most have nobody.</summary>
    private static async Task<(List<Person> People, List<PersonFact> Facts)> FormerAsync(AppDbContext context, List<long> ids, DateOnly day, CancellationToken cancellation)
    {
        if (ids.Count == 0)
            return ([], []);
        var people = await context.People.AsNoTracking().Where(p => ids.Contains(p.Id) && (p.DiedOn == null || p.DiedOn >= day)).ToListAsync(cancellation);
        return (people, await context.PersonFacts.AsNoTracking().Where(f => ids.Contains(f.PersonId)).ToListAsync(cancellation));
    }

    /// <summary>Many families of a month at once, with five queries for every five hundred; one that is not on record then is left out.</summary>
    public static async Task<Dictionary<long, RecordedFamily>> LoadManyAsync(AppDbContext context, FactCatalogue facts, IReadOnlyCollection<long> households, Month month, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        var day = month.FirstDay;
        var found = new Dictionary<long, RecordedFamily>();
        foreach (var part in households.Distinct().Chunk(500))
        {
            var records = await context.Households.AsNoTracking().Where(h => part.Contains(h.Id) && h.OpenedOn <= day && (h.ClosedOn == null || h.ClosedOn > day)).ToListAsync(cancellation);
            var current = await context.People.AsNoTracking().Where(p => part.Contains(p.HouseholdId) && p.MemberSince <= day)
                .Where(p => (p.DiedOn == null || p.DiedOn >= day) && (p.DepartedOn == null || p.DepartedOn > day)).ToListAsync(cancellation);
            var former = await context.FormerMemberships.AsNoTracking().Where(m => part.Contains(m.HouseholdId) && m.From <= day && m.To > day)
                .Join(context.People, m => m.PersonId, p => p.Id, (m, p) => new { m.HouseholdId, Person = p }).Where(x => x.Person.DiedOn == null || x.Person.DiedOn >= day).AsNoTracking().ToListAsync(cancellation);
            var members = current.Select(p => (p.HouseholdId, Person: p)).Concat(former.Select(f => (f.HouseholdId, f.Person))).ToLookup(m => m.HouseholdId, m => m.Person);
            var ids = members.SelectMany(m => m).Select(p => p.Id).ToList();
            var ofHousehold = (await context.HouseholdFacts.AsNoTracking().Where(f => part.Contains(f.HouseholdId) && f.ValidFrom <= day && (f.ValidTo == null || f.ValidTo > day)).ToListAsync(cancellation)).ToLookup(f => f.HouseholdId);
            var ofMembers = (await context.PersonFacts.AsNoTracking().Where(f => ids.Contains(f.PersonId) && f.ValidFrom <= day && (f.ValidTo == null || f.ValidTo > day)).ToListAsync(cancellation)).ToLookup(f => f.PersonId);
            foreach (var record in records)
            {
                var own = members[record.Id].OrderBy(p => p.Id).ToList();
                found[record.Id] = new RecordedFamily(facts, record, day, own, ofHousehold[record.Id], own.SelectMany(p => ofMembers[p.Id]));
            }
        }

        return found;
    }

    /// <summary>The record behind a household's fact, or null when nothing is recorded.</summary>
    public DatedFact? Source(Fact fact)
    {
        ArgumentNullException.ThrowIfNull(fact);
        return householdFacts.GetValueOrDefault(fact.Id);
    }

    /// <summary>The record behind a member's fact, or null when nothing is recorded.</summary>
    public DatedFact? Source(int member, Fact fact)
    {
        ArgumentNullException.ThrowIfNull(fact);
        return memberFacts.GetValueOrDefault((Members[member].Id, fact.Id));
    }

    public override long HouseholdFact(int fact)
    {
        var asked = facts.Household[fact];
        if (Stated is not null && Stated.TryGetValue(asked.Code, out var said))
            return said;
        return asked.Code == "hukou" ? (long)Record.Hukou - 1 : Read(asked, Source(asked));
    }

    public override long MemberFact(int member, int fact)
    {
        var asked = facts.Member[fact];
        var person = Members[member];
        return asked.Code switch
        {
            "hukou" => (long)Record.Hukou - 1,
            "sex" => RecordedValue.OfSex(asked, person.Sex),
            "birth_date" => person.BirthDate?.DayNumber ?? asked.Default,
            "died_on" => person.DiedOn?.DayNumber ?? asked.Default,
            _ => Read(asked, Source(member, asked)),
        };
    }

    private long Read(Fact fact, DatedFact? record) => record switch
    {
        { Value: { } value } => RecordedValue.ToRaw(fact, value),
        { } => Unknown,
        null when fact.Means && !meansKnown => Unknown,
        null => fact.Default,
    };
}
