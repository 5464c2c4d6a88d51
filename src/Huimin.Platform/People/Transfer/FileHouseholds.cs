using System.Runtime.InteropServices;
using Huimin.Platform.Files;
using Huimin.Platform.Privacy;
using Huimin.Platform.Values;

namespace Huimin.Platform.People.Transfer;

/// <summary>A household as the first good row of the file gave it; later rows must agree.</summary>
internal sealed class FileHousehold
{
    public required long Id { get; init; }

    public required int Line { get; init; }

    public required long Region { get; init; }

    /// <summary>Hash of the address: of two addresses that differ, one pair in four billion passes unnoticed.</summary>
    public required int AddressHash { get; init; }

    public required Hukou Hukou { get; init; }

    public required DateOnly? MeansCheckedOn { get; init; }

    /// <summary>First day of a household that is new; null for one that is held.</summary>
    public DateOnly? OpenedOn { get; set; }

    /// <summary>Line of the head of the household; 0 while none was given.</summary>
    public int HeadLine { get; set; }

    /// <summary>Facts of the household that rows have stated, by number.</summary>
    private (short Fact, long? Value)[] facts = [];

    /// <summary>False while no row has stated the fact.</summary>
    public bool TryGetFact(int number, out long? value)
    {
        foreach (var (fact, stated) in facts)
        {
            if (fact != number)
                continue;
            value = stated;
            return true;
        }

        value = null;
        return false;
    }

    public void AddFact(StatedFact fact) => facts = [.. facts, ((short)fact.Fact.Id, fact.Value)];
}

/// <summary>
/// Remembers what the accepted rows of a file said, so that duplicates and contradictions inside the file are found
/// whatever their distance: about 150 bytes a household and 70 a person.
/// </summary>
internal sealed class FileHouseholds
{
    private readonly Dictionary<string, FileHousehold> households = new(StringComparer.Ordinal);
    private readonly Dictionary<CitizenId, int> lineOfId = [];

    // By hash of the name: two names of one household and birth date that share it are one pair in four billion.
    private readonly Dictionary<(long Household, int Name, DateOnly? Birth), (int Line, bool HasId)> linesOfPeople = [];

    private string? lastKey;
    private FileHousehold? last;

    public FileHousehold? Find(string key)
    {
        // Members of a household mostly follow one another and share the string of the key.
        if (!ReferenceEquals(key, lastKey))
            (lastKey, last) = (key, households.GetValueOrDefault(key));
        return last;
    }

    public void Add(string key, FileHousehold household)
    {
        households.Add(key, household);
        (lastKey, last) = (key, household);
    }

    /// <param name="household">The row's household as the file gave it before, if it did.</param>
    /// <returns>Null when the row contradicts no accepted row before it.</returns>
    public RowError? Contradiction(PersonRow row, FileHousehold? household)
    {
        if (row.CitizenId is { } id && lineOfId.TryGetValue(id, out var line))
            return new RowError(row.Line, "citizen_id", id.Masked, Texts.Of($"身份证号与第{line:D}行重复"));
        if (household is null)
            return null;
        if (linesOfPeople.TryGetValue(Same(row, household), out var same) && (row.CitizenId is null || !same.HasId))
        {
            return new RowError(row.Line, "name", row.Name, row.CitizenId is null && !same.HasId
                ? Texts.Of($"与第{same.Line:D}行重复（同户、同名、同出生日期）")
                : Texts.Of($"与第{same.Line:D}行是同一人"));
        }

        if (household.Region != row.Region)
            return Differs("region", row.Region.ToString(System.Globalization.CultureInfo.InvariantCulture));
        if (household.AddressHash != string.GetHashCode(row.Address, StringComparison.Ordinal))
            return Differs("address", Masking.Cell(row.Address));
        if (household.Hukou != row.Hukou)
            return Differs("hukou", row.Hukou.ToString());
        if (household.MeansCheckedOn != row.MeansCheckedOn)
            return Differs("means_checked_on", $"{row.MeansCheckedOn:yyyy-MM-dd}");
        if (row.Relation == Relation.Head && household.HeadLine > 0)
            return new RowError(row.Line, "relation", Texts.Of($"户主"), Texts.Of($"一户只能有一个户主，第{household.HeadLine:D}行已是户主"));
        foreach (var fact in CollectionsMarshal.AsSpan(row.Facts))
        {
            if (fact.Fact.OfHousehold && household.TryGetFact(fact.Fact.Id, out var before) && before != fact.Value)
                return Differs(fact.Column, fact.Value is { } value ? fact.Fact.Format(RecordedValue.ToRaw(fact.Fact, value), Texts.English) : Texts.Of($"未知"));
        }

        return null;

        RowError Differs(string column, string value) => new(row.Line, column, value, Texts.Of($"与同户第{household.Line:D}行不一致"));
    }

    /// <summary>Remembers an accepted row.</summary>
    public void Accept(PersonRow row, FileHousehold household)
    {
        if (row.CitizenId is { } id)
            lineOfId.Add(id, row.Line);
        linesOfPeople.TryAdd(Same(row, household), (row.Line, row.CitizenId is not null));
        if (row.Relation == Relation.Head)
            household.HeadLine = row.Line;
    }

    private static (long Household, int Name, DateOnly? Birth) Same(PersonRow row, FileHousehold household) =>
        (household.Id, string.GetHashCode(row.Name, StringComparison.Ordinal), row.Birth);
}
