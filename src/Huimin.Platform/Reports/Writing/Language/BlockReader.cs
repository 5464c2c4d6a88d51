using System.Globalization;

namespace Huimin.Platform.Reports.Writing.Language;

/// <summary>Reads tables, charts and maps: <c>{表格 行=下级 列=dibao_recipients，tekun_recipients 题=救助情况}</c>.</summary>
internal sealed class BlockReader(BindingReader bindings, TemplateErrors errors)
{
    private const int MostColumns = 24;
    private const int MostMonths = 36;

    private static readonly Dictionary<string, TableRows> Rows = new(StringComparer.Ordinal)
    {
        ["下级"] = TableRows.Divisions,
        ["月"] = TableRows.Months,
        ["指标"] = TableRows.Indicators,
    };

    private static readonly Dictionary<string, DrawingKind> Drawings = new(StringComparer.Ordinal)
    {
        ["走势"] = DrawingKind.Trend,
        ["比较"] = DrawingKind.Bars,
        ["地图"] = DrawingKind.Map,
    };

    public static bool IsBlock(ReadOnlySpan<char> line) => line.StartsWith("{表格 ") || line.StartsWith("{走势 ") || line.StartsWith("{比较 ") || line.StartsWith("{地图 ");

    /// <param name="inside">Without the braces.</param>
    /// <param name="start">Of the opening brace.</param>
    public TemplateBlock? Read(string inside, int start)
    {
        var words = Words(inside, start + 1).ToList();
        return words[0].Word == "表格" ? Table(words, start) : Drawing(Drawings[words[0].Word], words, start);
    }

    private TemplateTable? Table(List<(string Word, int At)> words, int start)
    {
        var (caption, rows, columns, isRead) = ("", TableRows.Divisions, new List<Binding>(), true);
        foreach (var (word, at) in words.Skip(1))
        {
            switch (Option(word))
            {
                case ("题", var value):
                    caption = value;
                    break;
                case ("行", var value) when Rows.TryGetValue(value, out var kind):
                    rows = kind;
                    break;
                case ("行", var value):
                    errors.Wrong(at, $"行可以是下级、月或者指标，不能是“{value}”。");
                    return null;
                case ("列", var value):
                    isRead &= AddColumns(columns, value, at + 2);
                    break;
                default:
                    errors.Wrong(at, $"表格里不认识“{word}”，可以写行=、列=、题=。");
                    return null;
            }
        }

        if (!isRead)
            return null;
        if (columns.Count is 0 or > MostColumns)
        {
            errors.Wrong(start, $"表格要有1到{MostColumns}列，例如 列=dibao_recipients，tekun_recipients。");
            return null;
        }

        return new TemplateTable(start, caption, rows, columns);
    }

    private bool AddColumns(List<Binding> columns, string value, int at)
    {
        var isRead = true;
        foreach (var name in value.Split(',', '，', '、'))
        {
            var binding = bindings.Read(name, at);
            if (binding is { Indicator: not null, Place: null, Typed: null, Form: FigureForm.House })
                columns.Add(binding);
            else
                isRead = false;
            if (binding is not null && !isRead)
                errors.Wrong(at, $"表格的列只写指标，可以加时期，例如 dibao_recipients@累计。");
            at += name.Length + 1;
        }

        return isRead;
    }

    private TemplateDrawing? Drawing(DrawingKind kind, List<(string Word, int At)> words, int start)
    {
        var (caption, months, of) = ("", 12, default(Binding));
        foreach (var (word, at) in words.Skip(1))
        {
            switch (Option(word))
            {
                case ("题", var value):
                    caption = value;
                    break;
                case ("期数", var value) when kind == DrawingKind.Trend && int.TryParse(value, CultureInfo.InvariantCulture, out months) && months is >= 2 and <= MostMonths:
                    break;
                case (null, _) when of is null:
                    of = bindings.Read(word, at);
                    if (of is null)
                        return null;
                    break;
                default:
                    errors.Wrong(at, $"这里不认识“{word}”，可以写一个指标、题=，走势还可以写期数=2至{MostMonths}。");
                    return null;
            }
        }

        if (of is { Indicator: not null, Place: null, Typed: null, Form: FigureForm.House })
            return new TemplateDrawing(start, kind, caption, of, months);
        errors.Wrong(start, $"请写要画的指标，例如：走势 dibao_recipients。");
        return null;
    }

    private static (string? Name, string Value) Option(string word) => word.IndexOf('=', StringComparison.Ordinal) is > 0 and var sign ? (word[..sign], word[(sign + 1)..]) : (null, word);

    private static IEnumerable<(string Word, int At)> Words(string inside, int start)
    {
        for (var i = 0; i < inside.Length;)
        {
            var end = inside.IndexOf(' ', i);
            if (end < 0)
                end = inside.Length;
            if (end > i)
                yield return (inside[i..end], start + i);
            i = end + 1;
        }
    }
}
