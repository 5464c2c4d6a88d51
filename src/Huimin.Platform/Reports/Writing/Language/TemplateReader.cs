using System.Buffers;
using Huimin.Platform.Indicators;

namespace Huimin.Platform.Reports.Writing.Language;

/// <summary>Reads the text of a report or template. It never fails: what is wrong is among the errors, as many as there are.</summary>
public sealed class TemplateReader
{
    /// <summary>Characters; the longest work report has a tenth of it.</summary>
    public const int LongestText = 100_000;

    private const int MostFigures = 600;
    private const int LongestTitle = 120;

    /// <summary>Where words end.</summary>
    private static readonly SearchValues<string> Marks = SearchValues.Create(["{", "[[", "]]"], StringComparison.Ordinal);

    private static readonly Dictionary<string, PeriodKind> Kinds = new(StringComparer.Ordinal)
    {
        ["月"] = PeriodKind.Month,
        ["季"] = PeriodKind.Quarter,
        ["半年"] = PeriodKind.HalfYear,
        ["年"] = PeriodKind.Year,
    };

    private readonly string text;
    private readonly BindingReader bindings;
    private readonly TemplateErrors errors;
    private int figures;
    private int optionals;

    private TemplateReader(string text, IndicatorLibrary library)
    {
        (this.text, errors) = (text, new TemplateErrors(text));
        bindings = new BindingReader(library, errors);
    }

    /// <param name="text">With line feeds, as <see cref="Clean"/> gives it.</param>
    public static ReportTemplate Read(string text, IndicatorLibrary library)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(library);
        return new TemplateReader(text, library).Read();
    }

    /// <summary>Lines end with a line feed and carry no blanks at their end: what browsers send has other ends.</summary>
    /// <exception cref="CannotRunException">It is too long.</exception>
    public static string Clean(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > LongestText)
            throw new CannotRunException($"正文太长：最多{LongestText}个字符。");
        var clean = Documents.PlainText.Clean(text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n'));
        return string.Join('\n', clean.Split('\n').Select(l => l.TrimEnd())).Trim('\n') + "\n";
    }

    private ReportTemplate Read()
    {
        var template = new ReportTemplate();
        var line = Header(ref template);
        var blocks = new List<TemplateBlock>();
        for (; line < errors.Lines.Count; line++)
        {
            var (start, end) = Bounds(line);
            if (string.IsNullOrWhiteSpace(text[start..end]))
                continue;
            if (Block(start, end) is { } block)
                blocks.Add(block);
        }

        if (template.Title.Count == 0)
            errors.Wrong(0, $"第一行写“标题: …”。");
        if (figures > MostFigures)
            errors.Wrong(0, $"一份报告最多{MostFigures}个数字。");
        return template with { Blocks = blocks, Errors = errors.InOrder };
    }

    /// <summary>The lines on top, up to the first that names nothing; its number is given back.</summary>
    private int Header(ref ReportTemplate template)
    {
        var line = 0;
        for (; line < errors.Lines.Count; line++)
        {
            var (start, end) = Bounds(line);
            if (start == end)
                break;
            var colon = text.AsSpan(start, Math.Min(8, end - start)).IndexOfAny(':', '：');
            if (colon < 0)
                break;
            var (name, valueStart) = (text.Substring(start, colon).Trim(), start + colon + 1);
            while (valueStart < end && text[valueStart] == ' ')
                valueStart++;
            var value = text[valueStart..end].Trim();
            switch (name)
            {
                case "名称":
                    template = template with { Name = value };
                    break;
                case "英文":
                    template = template with { NameEn = value };
                    break;
                case "时期":
                    template = template with { Kinds = KindsOf(value, valueStart) };
                    break;
                case "标题":
                    if (value.Length > LongestTitle)
                        errors.Wrong(valueStart, $"标题太长：最多{LongestTitle}个字。");
                    template = template with { Title = Pieces(valueStart, end), BodyStart = start };
                    break;
                case "主送":
                    template = template with { Addressee = value };
                    break;
                default:
                    errors.Wrong(start, $"没有“{name}”这一项；正文前面可以写名称、英文、时期、标题和主送，空一行以后写正文。");
                    break;
            }
        }

        return line;
    }

    private List<PeriodKind> KindsOf(string value, int at)
    {
        var kinds = new List<PeriodKind>();
        foreach (var word in value.Split([' ', '、', ','], StringSplitOptions.RemoveEmptyEntries))
        {
            if (Kinds.TryGetValue(word, out var kind))
                kinds.Add(kind);
            else
                errors.Wrong(at, $"“{word}”不是时期，可以写月、季、半年、年。");
        }

        return kinds;
    }

    private TemplateBlock? Block(int start, int end)
    {
        var level = 0;
        while (level < 5 && start + level < end && text[start + level] == '#')
            level++;
        if (level > 4)
        {
            errors.Wrong(start, $"标题最多四级。");
            return null;
        }

        if (level > 0)
        {
            var words = start + level;
            while (words < end && text[words] == ' ')
                words++;
            if (words == end)
                errors.Wrong(start, $"“#”后面写小标题。");
            return new TemplateText(start, level, Pieces(words, end));
        }

        while (text[start] is ' ' or '　')
            start++;
        if (text[start] == '{' && BlockReader.IsBlock(text.AsSpan(start, end - start)))
        {
            var close = text.IndexOf('}', start, end - start);
            if (close < 0 || close != end - 1)
            {
                errors.Wrong(start, $"表格、走势、比较和地图单独占一行，以右花括号结束。");
                return null;
            }

            var block = new BlockReader(bindings, errors).Read(text[(start + 1)..close], start);
            figures += (block as TemplateTable)?.Columns.Count ?? 1;
            return block;
        }

        return new TemplateText(start, 0, Pieces(start, end));
    }

    private List<TemplatePiece> Pieces(int start, int end)
    {
        var pieces = new List<TemplatePiece>();
        var (optional, opened) = ((int?)null, 0);
        while (start < end)
        {
            var mark = text.AsSpan(start, end - start).IndexOfAny(Marks);
            var at = mark < 0 ? end : start + mark;
            if (at > start)
                pieces.Add(new TemplatePiece(start, text[start..at], null, optional));
            if (at == end)
                break;
            if (text[at] != '{')
            {
                if (text[at] == '[' && optional is null)
                    (optional, opened) = (++optionals, at);
                else if (text[at] == ']' && optional is not null)
                    optional = null;
                else
                    errors.Wrong(at, $"可略的话写在“[[”和“]]”之间，里面不能再套一层。");
                start = at + 2;
                continue;
            }

            var close = text.IndexOf('}', at, end - at);
            if (close < 0)
            {
                errors.Wrong(at, $"这个左花括号没有对应的右花括号；正文里要写括号，请用（ ）。");
                return pieces;
            }

            if (bindings.Read(text[(at + 1)..close], at + 1) is { } binding)
            {
                figures += binding.Word is null ? 1 : 0;
                pieces.Add(new TemplatePiece(at, text[at..(close + 1)], binding, optional));
            }

            start = close + 1;
        }

        if (optional is not null)
            errors.Wrong(opened, $"这个“[[”在本段里没有对应的“]]”。");
        return pieces;
    }

    private (int Start, int End) Bounds(int line) => (errors.Lines[line], line + 1 < errors.Lines.Count ? errors.Lines[line + 1] - 1 : text.Length);
}
