using Huimin.Reports.Numbers;
using Huimin.Reports.Text;

namespace Huimin.Reports.Phrases;

/// <summary>A line of a statistical table: a name, perhaps a unit, and one number. Rows with more numbers need their columns' heads and are left alone.</summary>
internal static class TableRow
{
    private static readonly Dictionary<string, (string Unit, decimal Scale)> Units = new(StringComparer.Ordinal)
    {
        ["%"] = ("percent", 0.01m),
        ["‰"] = ("permille", 0.001m),
        ["元"] = ("yuan", 1m),
    };

    /// <summary>Whether cells stand on the line and one of them is a number.</summary>
    public static bool Is(TextLine line)
    {
        var words = line.Characters.Trim('\t');
        return words.Contains('\t') && Cells(line).Any(c => IsNumber(line, c));
    }

    /// <summary>The figure of a row; null if it has several numbers or no unit.</summary>
    public static Mention? Read(TextLine line)
    {
        var cells = Cells(line);
        var numbers = cells.FindAll(c => IsNumber(line, c));
        var words = cells.FindAll(c => !IsNumber(line, c));
        if (numbers.Count != 1 || words.Count == 0)
            return null;
        var (start, length) = numbers[0].GetOffsetAndLength(line.All.Length);
        if (Numerals.At(line.All, start, _ => true) is not { } number)
            return null;
        var unit = Unit(line, words, start + length, number);
        if (unit is not var (word, scale) || word is null)
            return null;
        return new Mention
        {
            Line = line,
            Left = words[0],
            Right = (start + length)..(start + length),
            QuoteStart = words[0].Start.Value,
            Number = new WrittenNumber
            {
                Start = start,
                End = start + length,
                Value = number.Value * scale,
                Step = number.Step * scale,
                Bound = FigureBound.Exact,
                Unit = word,
                HasMagnitude = scale > 1,
            },
        };
    }

    private static List<Range> Cells(TextLine line)
    {
        var cells = new List<Range>();
        for (var start = line.Start; start <= line.End;)
        {
            var end = line.All.IndexOf('\t', start, line.End - start);
            if (end < 0)
                end = line.End;
            if (!line.All.AsSpan(start, end - start).IsWhiteSpace())
                cells.Add(start..end);
            start = end + 1;
        }

        return cells;
    }

    private static bool IsNumber(TextLine line, Range cell)
    {
        var words = line.All.AsSpan(cell);
        return char.IsAsciiDigit(words[0]) && words.IndexOfAnyExcept("0123456789.,%‰") < 0;
    }

    /// <summary>From the sign behind the number, a cell of its own (万人), or a bracket in the name: 低保人数(万人).</summary>
    private static (UnitWord? Word, decimal Scale)? Unit(TextLine line, List<Range> words, int end, Numeral number)
    {
        if (number.End < end && Units.TryGetValue(line.All[number.End].ToString(), out var sign))
            return (sign.Unit == "percent" ? UnitWords.Percent : UnitWords.Permille, sign.Scale);
        if (words.Count > 1 && Named(line.All[words[^1]]) is { } cell)
            return cell;
        var name = line.All[words[0]];
        var open = name.LastIndexOf('(');
        return open > 0 && name.EndsWith(')') ? Named(name[(open + 1)..^1]) : null;
    }

    private static (UnitWord? Word, decimal Scale)? Named(string unit)
    {
        var scale = 1m;
        while (unit.Length > 1 && unit[0] is '万' or '亿' or '千' or '百')
        {
            scale *= unit[0] switch { '百' => 100m, '千' => 1_000m, '万' => 10_000m, _ => 100_000_000m };
            unit = unit[1..];
        }

        if (Units.TryGetValue(unit, out var sign) && sign.Unit != "yuan")
            return (sign.Unit == "percent" ? UnitWords.Percent : UnitWords.Permille, sign.Scale);
        return UnitWords.At(unit, 0) is { } word && (word.Word.Length == unit.Length || unit[word.Word.Length] == '/') ? (word, scale) : null;
    }
}
