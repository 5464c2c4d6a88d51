using Huimin.Platform.People;
using Huimin.Policies;

namespace Huimin.Platform.Demo.History;

/// <summary>A household or person that received something through the years, and what is known of it now.</summary>
internal sealed class HistoryUnit
{
    public required long Household { get; init; }

    /// <summary>Null where the household is awarded.</summary>
    public long? Person { get; init; }

    public required long Region { get; init; }

    public required int Persons { get; init; }

    public Hukou Hukou { get; init; }

    public DateOnly? Birth { get; init; }

    public string Name { get; init; } = "";

    /// <summary>Programmes with what each is now in fen; of what has ended, what it would be.</summary>
    public required IReadOnlyList<(string Programme, long Now)> Awards { get; init; }

    /// <summary>Whether the last pass still found it.</summary>
    public required bool IsPresent { get; init; }

    public bool HasDied { get; init; }

    /// <summary>Null until it is decided.</summary>
    public Month? First { get; set; }

    /// <summary>Null while it goes on.</summary>
    public Month? Last { get; set; }

    /// <summary>The case and decision by which it began; null for what an older system began.</summary>
    public (long Case, long Decision)? Grant { get; set; }

    /// <summary>What its programmes were from a month on, in fen and in the order of <see cref="Awards"/>; a month before the first counts from the first.</summary>
    public List<(Month From, IReadOnlyList<long> Fen)> Amounts { get; } = [];

    public long Now => Awards.Sum(a => a.Now);

    /// <summary>The same with all that it has.</summary>
    public HistoryUnit With(IReadOnlyList<(string Programme, long Now)> awards) => new()
    {
        Household = Household,
        Person = Person,
        Region = Region,
        Persons = Persons,
        Hukou = Hukou,
        Birth = Birth,
        Name = Name,
        Awards = awards,
        IsPresent = IsPresent,
    };
}
