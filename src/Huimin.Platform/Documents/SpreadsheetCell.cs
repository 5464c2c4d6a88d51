namespace Huimin.Platform.Documents;

/// <summary>What a cell holds. A text is a text, whatever it begins with: no program takes it for a formula.</summary>
public readonly record struct SpreadsheetCell
{
    private SpreadsheetCell(SpreadsheetCellKind kind, string? words, decimal number) => (Kind, Words, Amount) = (kind, words, number);

    /// <summary>Nothing.</summary>
    public static SpreadsheetCell Empty => default;

    internal SpreadsheetCellKind Kind { get; }

    internal string? Words { get; }

    internal decimal Amount { get; }

    /// <summary>Characters as they are, also those of numbers with many digits and zeros before them: ID, telephone, account.</summary>
    public static SpreadsheetCell Text(string? text) => string.IsNullOrEmpty(text) ? default : new SpreadsheetCell(SpreadsheetCellKind.Text, text, 0);

    /// <summary>1,234.</summary>
    public static SpreadsheetCell Whole(long? number) => number is { } known ? new SpreadsheetCell(SpreadsheetCellKind.Whole, null, known) : default;

    /// <summary>With the decimals that it has.</summary>
    public static SpreadsheetCell Number(decimal? number) => number is { } known ? new SpreadsheetCell(SpreadsheetCellKind.Number, null, known) : default;

    /// <param name="fen">Shown in yuan with two decimals.</param>
    public static SpreadsheetCell Money(long? fen) => fen is { } known ? new SpreadsheetCell(SpreadsheetCellKind.Money, null, known / 100m) : default;

    /// <summary>2026-11-01; days before March 1900, which spreadsheets count wrongly, as text.</summary>
    public static SpreadsheetCell Day(DateOnly? day) => day switch
    {
        null => default,
        { } known when known < new DateOnly(1900, 3, 1) => Text(known.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)),
        { } known => new SpreadsheetCell(SpreadsheetCellKind.Day, null, known.DayNumber - new DateOnly(1899, 12, 30).DayNumber),
    };
}

internal enum SpreadsheetCellKind : byte
{
    Empty,
    Text,
    Whole,
    Number,
    Money,
    Day,
}
