namespace Huimin.Platform.Registers;

/// <summary>Whom invented entries are about: people with one of some values of a fact, or of some ages.</summary>
/// <param name="Fact">Code of a choice among the facts of persons; null for anybody.</param>
/// <param name="Options">Codes of its options, which become the entry's category where the register knows them.</param>
public sealed record SamplePeople(string? Fact, params IReadOnlyList<string> Options)
{
    public (int Least, int Most) Ages { get; init; } = (0, 120);

    /// <summary>Whoever has this option of a fact is left out.</summary>
    public (string Fact, string Option)? Except { get; init; }
}

/// <summary>
/// How a demo city invents entries of a register: what cannot be drawn from the declaration itself. The same seed gives the same
/// entries. In texts, <c>{place}</c> is the division's short name and <c>{person}</c> an invented name.
/// </summary>
public sealed record RegisterSample
{
    /// <summary>Share of the divisions of the register's level, or of the people, that have an entry.</summary>
    public double Share { get; init; } = 1;

    /// <summary>Names that entries take in turn.</summary>
    public IReadOnlyList<string> Names { get; init; } = ["{person}"];

    /// <summary>Whom entries are about; null where they belong to divisions.</summary>
    public SamplePeople? People { get; init; }

    /// <summary>Texts of fields by their code; a field without any stays empty unless it is required.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Texts { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Entries of each division that has one.</summary>
    public int Each { get; init; } = 1;

    /// <summary>Records of each kind and entry: from none to this many.</summary>
    public int MostRecords { get; init; } = 2;
}
