using System.Globalization;
using System.Text.RegularExpressions;
using Huimin.Platform.Data;
using Huimin.Platform.Privacy;
using Huimin.Platform.Regions;
using Huimin.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.People;

/// <summary>What a query in the search box is, by its form.</summary>
public enum SearchKind
{
    Nothing,
    Name,
    CitizenId,
    IdTail,
    Phone,
    HouseholdNumber,
}

/// <summary>A person as lists show them.</summary>
public sealed record FoundPerson(
    long Id, string Name, SealedText? CitizenId, DateOnly? BirthDate, DateOnly? DiedOn, DateOnly? DepartedOn, long HouseholdId, DateOnly MemberSince, long Region, Relation Relation)
{
    /// <summary>Whether the person belongs to the household on that day, and so shares in what it receives.</summary>
    public bool IsMemberOn(DateOnly day) => MemberSince <= day && (DiedOn is null || DiedOn >= day) && (DepartedOn is null || DepartedOn > day);
}

/// <summary>
/// The search behind the one box: a household number, a whole citizen ID, its last four characters, a telephone number, or the beginning of a name
/// or place. Every way is one range of an index, read in its order, so that a page costs the same in a village and in a city.
/// </summary>
public sealed partial class PeopleSearch
{
    public const int PageSize = 50;

    /// <summary>Greater than anything that begins with the text: the last code point there is.</summary>
    private const string End = "\U0010FFFF";

    private PeopleSearch(string text, SearchKind kind, long householdId = 0) => (Text, Kind, HouseholdId) = (text, kind, householdId);

    public string Text { get; }

    public SearchKind Kind { get; }

    public long HouseholdId { get; }

    /// <summary>What can be searched for: without what no name holds, and empty when it is longer than any name.</summary>
    public static string Clean(string? query)
    {
        var text = new string([.. (query ?? "").Where(c => !char.IsControl(c)).Select(HalfWidth)]).Trim();
        return text.Length > 60 ? "" : text;
    }

    /// <summary>Letters, digits and marks as a Chinese keyboard may type them; brackets stay, since names of places hold them.</summary>
    private static char HalfWidth(char c) => c is (>= '\uFF10' and <= '\uFF19') or (>= '\uFF21' and <= '\uFF3A') or (>= '\uFF41' and <= '\uFF5A') or '\uFF0A' or '\uFF0D'
        ? (char)(c - 0xFEE0) : c;

    public static PeopleSearch For(string? query)
    {
        var text = Clean(query);
        if (text.Length == 0)
            return new PeopleSearch("", SearchKind.Nothing);
        if (HouseholdNumber().Match(text) is { Success: true } number && long.TryParse(number.Groups["id"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            return new PeopleSearch(text, SearchKind.HouseholdNumber, id);
        if (WholeId().IsMatch(text))
            return new PeopleSearch(text.ToUpperInvariant(), SearchKind.CitizenId);
        if (PhoneNumber.TryParse(text, out var phone, out _))
            return new PeopleSearch(phone.ToString(), SearchKind.Phone);
        if (Tail().IsMatch(text))
            return new PeopleSearch(text.ToUpperInvariant(), SearchKind.IdTail);
        return new PeopleSearch(WithoutHousehold(text), SearchKind.Name);
    }

    /// <summary>A household is called after its head: “赵德福家庭” looks for 赵德福.</summary>
    private static string WithoutHousehold(string text)
    {
        foreach (var ending in (string[])["的家庭", "家庭"])
        {
            if (text.Length > ending.Length && text.EndsWith(ending, StringComparison.Ordinal))
                return text[..^ending.Length];
        }

        return text;
    }

    /// <summary>One page of people, and one row more than a page when more follow.</summary>
    /// <param name="keyring">Gives the indexes by which sealed values are found.</param>
    /// <param name="after">Id of the last person of the page before.</param>
    public async Task<List<FoundPerson>> PeopleAsync(AppDbContext context, Keyring keyring, DivisionCode? within, long? after, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(keyring);
        // Another process may be giving rows new keys just now.
        await keyring.RefreshAsync(context, cancellation);
        var people = context.People.AsNoTracking();
        if (Kind != SearchKind.Name)
            return await ByIndexAsync(people, keyring, within, after, cancellation);
        var names = keyring.Indexes(SealedColumn.Name, Text);
        if (within is { Level: >= RegionLevel.Township } small)
            return await InPlaceAsync(context, names, small, after, cancellation);
        if (within is { First: var first, Last: var final })
            people = people.Where(p => p.Region >= first && p.Region <= final);
        var before = after is { } id ? await context.People.Where(p => p.Id == id).Select(p => p.Name).FirstOrDefaultAsync(cancellation) : null;
        return await ByNameAsync(people, names, before, after ?? 0, cancellation);
    }

    /// <summary>In the order of names. A protected child whose whole name was typed comes first; its masked name stands before all names of the range.</summary>
    /// <param name="before">Name of the last person of the page before.</param>
    private async Task<List<FoundPerson>> ByNameAsync(IQueryable<Person> people, List<byte[]> names, string? before, long last, CancellationToken cancellation)
    {
        var end = Text + End;
        if (before is not null && string.CompareOrdinal(before, Text) >= 0)
        {
            // The rest of those with the same name, then all names that follow: each begins where the index is entered.
            var namesakes = await FindAsync(people.Where(p => p.Name == before && p.Id > last).OrderBy(p => p.Name).ThenBy(p => p.Id), cancellation);
            return namesakes.Count > PageSize
                ? namesakes
                : Page(namesakes, await FindAsync(people.Where(p => string.Compare(p.Name, before) > 0 && string.Compare(p.Name, end) < 0).OrderBy(p => p.Name).ThenBy(p => p.Id), cancellation));
        }

        var found = await FindAsync(people.Where(p => string.Compare(p.Name, Text) >= 0 && string.Compare(p.Name, end) < 0).OrderBy(p => p.Name).ThenBy(p => p.Id), cancellation);
        return names.Count == 0 ? found : Page(await FindAsync(WithName(people, names).Where(p => p.Id > last).OrderBy(p => p.Id), cancellation), found);
    }

    /// <summary>A whole number or its end, found by the keyed index.</summary>
    private Task<List<FoundPerson>> ByIndexAsync(IQueryable<Person> people, Keyring keyring, DivisionCode? within, long? after, CancellationToken cancellation)
    {
        var indexes = Kind switch
        {
            SearchKind.CitizenId => keyring.Indexes(SealedColumn.CitizenId, Text),
            SearchKind.Phone => keyring.Indexes(SealedColumn.Phone, Text),
            _ => keyring.TailIndexes(Text),
        };
        if (indexes.Count == 0)
            return Task.FromResult<List<FoundPerson>>([]);
        // While a rotation goes on there are two keys; the rest of the time one comparison, read in the order of the index.
        var (one, other) = (indexes[0], indexes[^1]);
        people = (Kind, indexes.Count) switch
        {
            (SearchKind.CitizenId, _) => people.Where(p => p.CitizenIdIndex == one || p.CitizenIdIndex == other),
            (SearchKind.Phone, _) => people.Where(p => p.PhoneIndex == one || p.PhoneIndex == other),
            (_, 1) => people.Where(p => p.CitizenIdTailIndex == one),
            _ => people.Where(p => p.CitizenIdTailIndex == one || p.CitizenIdTailIndex == other),
        };
        if (within is { First: var first, Last: var final })
            people = people.Where(p => p.Region >= first && p.Region <= final);
        if (after is { } last)
            people = people.Where(p => p.Id > last);
        return FindAsync(people.OrderBy(p => p.Id), cancellation);
    }

    /// <summary>
    /// Inside a township the people are walked in the order of its households instead of the city's names in theirs: of a
    /// common name, nearly all would be somewhere else. The index that is walked holds the names, too, so that only whoever is
    /// found is read.
    /// </summary>
    private async Task<List<FoundPerson>> InPlaceAsync(AppDbContext context, List<byte[]> names, DivisionCode place, long? after, CancellationToken cancellation)
    {
        var (first, last, end) = (place.First, place.Last, Text + End);
        var people = context.People.AsNoTracking().Where(p => p.Region >= first && p.Region <= last);
        if (after is { } id)
        {
            var from = await context.People.Where(p => p.Id == id).Select(p => new { p.Region, p.HouseholdId }).FirstOrDefaultAsync(cancellation);
            var (region, household) = (from?.Region ?? 0, from?.HouseholdId ?? 0);
            people = people.Where(p => p.Region >= region && (p.Region > region || p.HouseholdId > household || (p.HouseholdId == household && p.Id > id)));
        }

        var found = await WalkAsync(people.Where(p => string.Compare(p.Name, Text) >= 0 && string.Compare(p.Name, end) < 0));
        var children = names.Count == 0 ? [] : await WalkAsync(WithName(people, names));
        // Both in one order; asked in one query, the protected children would keep the database from walking the index.
        return children.Count == 0 ? found : Page(children.Concat(found).OrderBy(p => p.Region).ThenBy(p => p.HouseholdId).ThenBy(p => p.Id), []);

        Task<List<FoundPerson>> WalkAsync(IQueryable<Person> some) => FindAsync(some.OrderBy(p => p.Region).ThenBy(p => p.HouseholdId).ThenBy(p => p.Id), cancellation);
    }

    /// <summary>Protected children by their whole name; while a rotation goes on there are two keys.</summary>
    private static IQueryable<Person> WithName(IQueryable<Person> people, List<byte[]> names)
    {
        var (one, other) = (names[0], names[^1]);
        return people.Where(p => p.NameIndex != null && (p.NameIndex == one || p.NameIndex == other));
    }

    /// <summary>A page and one row more, of what comes first and what follows.</summary>
    private static List<FoundPerson> Page(IEnumerable<FoundPerson> first, List<FoundPerson> then) => [.. first.Concat(then).DistinctBy(p => p.Id).Take(PageSize + 1)];

    private static Task<List<FoundPerson>> FindAsync(IQueryable<Person> people, CancellationToken cancellation) => people.Take(PageSize + 1)
        .Select(p => new FoundPerson(
            p.Id, p.Name, p.CitizenId, p.BirthDate, p.DiedOn, p.DepartedOn, p.HouseholdId, p.MemberSince, p.Region, p.Relation))
        .ToListAsync(cancellation);

    [GeneratedRegex("^[Hh][-－—]?[0-9]{6}[-－—]?(?<id>[0-9]{1,18})$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HouseholdNumber();

    [GeneratedRegex("^([0-9]{17}[0-9Xx]|[0-9]{15})$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex WholeId();

    [GeneratedRegex("^[0-9]{3}[0-9Xx]$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Tail();
}
