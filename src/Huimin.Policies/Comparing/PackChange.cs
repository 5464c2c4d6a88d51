namespace Huimin.Policies;

/// <summary>What a change between two packs is about.</summary>
public enum PackChangeKind
{
    ProgrammeAdded,
    ProgrammeRemoved,

    /// <summary>A programme begins to be in force.</summary>
    ComesIntoForce,

    /// <summary>A programme is no longer in force.</summary>
    GoesOutOfForce,

    /// <summary>Name, kind, unit, grant or the articles to cite.</summary>
    Head,

    /// <summary>What the application form must give.</summary>
    Input,
    ParameterAdded,
    ParameterRemoved,
    Parameter,
    Requirement,
    Amount,
    Value,
    Overlap,
    Fact,
    Zone,
}

/// <summary>One change between two packs or two months, as a sentence in both languages.</summary>
/// <param name="Programme">Code of the programme; null for what belongs to none, such as a fact.</param>
/// <param name="Item">Code of the parameter, value or fact; null for the programme itself.</param>
/// <param name="Law">The documents that the new state rests on.</param>
public sealed record PackChange(PackChangeKind Kind, string? Programme, string? Item, string Text, string TextEn, string? Before, string? After, IReadOnlyList<string> Law)
{
    /// <summary>The new value is a placeholder: nothing was published for this place.</summary>
    public bool IsPlaceholder { get; init; }

    /// <summary>For a parameter: the day from which the new value holds.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Where the new value of a parameter comes from: 依据…, 占位值：…; else empty.</summary>
    public string Source { get; init; } = "";

    public string SourceEn { get; init; } = "";

    /// <summary><see cref="Text"/> without <see cref="Source"/>.</summary>
    public string Statement => Source.Length > 0 && Text.EndsWith($"，{Source}", StringComparison.Ordinal) ? Text[..^(Source.Length + 1)] : Text;

    public string StatementEn => SourceEn.Length > 0 && TextEn.EndsWith($", {SourceEn}", StringComparison.Ordinal) ? TextEn[..^(SourceEn.Length + 2)] : TextEn;

    /// <summary>Name of the programme, or null.</summary>
    public string? ProgrammeName { get; init; }

    public string? ProgrammeNameEn { get; init; }
}
