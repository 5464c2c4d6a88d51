using System.Net;
using System.Text;

namespace Huimin.Reports.Text;

/// <summary>
/// A text in one way of writing, for recognition: simplified characters, half-width digits and commas, no mark-up, no spaces
/// between Chinese characters, no pinyin in brackets, punctuation that was doubled by a scraper once. Every character knows
/// where it came from.
/// </summary>
internal sealed class NormalText
{
    private const string Mixed = ",、。;:!?";
    private const int LongestName = 14;

    // Attributes can hold a whole style sheet; a < without a > so near is no tag.
    private const int LongestTag = 4_000;

    private static readonly HashSet<string> Blocks = new(StringComparer.OrdinalIgnoreCase)
    {
        "p", "div", "br", "hr", "li", "ul", "ol", "table", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "title", "section", "article", "header", "footer", "body", "html", "head",
        "blockquote", "dl", "dt", "dd", "pre", "form", "nav", "main", "tbody", "thead", "caption",
    };

    private static readonly HashSet<string> Inline = new(StringComparer.OrdinalIgnoreCase)
    {
        "a", "b", "i", "u", "em", "strong", "span", "font", "img", "sub", "sup", "small", "big", "meta", "link", "input", "label", "button", "td", "th", "script", "style",
        "center", "o", "s", "code", "iframe", "video", "audio", "source", "svg", "path", "figure", "figcaption", "ucapcontent", "ucaptitle", "!doctype",
    };

    private readonly string original;
    private readonly StringBuilder text;
    private readonly List<int> origins;
    private int pendingSpace = -1;

    private NormalText(string original)
    {
        this.original = original;
        text = new StringBuilder(original.Length);
        origins = new List<int>(original.Length + 1);
        Fill();
        origins.Add(original.Length);
        Characters = text.ToString();
    }

    /// <summary>Lines end with \n, cells of a table with \t.</summary>
    public string Characters { get; }

    public static NormalText Of(string original) => new(original);

    /// <summary>Where the character at this index stood in the original.</summary>
    public int Origin(int index) => origins[index];

    /// <summary>The character at this index as the original wrote it.</summary>
    public char Written(int index) => original[origins[index]];

    /// <summary>The original from one character to another, the last one excluded.</summary>
    public (int Offset, string Words) Quote(int start, int end)
    {
        var from = origins[start];
        var to = origins[end - 1] + 1;
        return (from, original[from..to]);
    }

    private void Fill()
    {
        for (var i = 0; i < original.Length; i++)
        {
            var c = original[i];
            if (c == '<' && SkipTag(i) is var behind && behind > i)
                i = behind - 1;
            else if (c == '&' && Entity(i) is { Length: > 0 } entity)
                i += TakeEntity(i, entity) - 1;
            else if (c is '(' or '（' && PinyinEnd(i) is var end && end > i)
                i = end - 1;
            else
                Take(c, i);
        }
    }

    private void Take(char c, int at)
    {
        if (c is '\n' or '\t')
            Break(c, at);
        else if (c is '|' or '｜' or '│')
            Break('\t', at);
        else if (c is ' ' or '\u00A0' or '\u3000' or '\u2002' or '\u2003')
            pendingSpace = pendingSpace < 0 ? at : pendingSpace;
        else if (c is not ('\r' or '\u200B' or '\uFEFF'))
            Append(Simple(c), at);
    }

    private void Break(char c, int at)
    {
        pendingSpace = -1;
        if (text.Length > 0 && text[^1] == '\n')
        {
            if (c == '\t')
                Add(c, at);
            return;
        }

        Add(c, at);
    }

    private void Append(char c, int at)
    {
        if (pendingSpace >= 0 && text.Length > 0 && char.IsAscii(c) && char.IsAsciiLetterOrDigit(c) && char.IsAsciiLetterOrDigit(text[^1]))
            Add(' ', pendingSpace);
        pendingSpace = -1;
        if (text.Length > 0 && Mixed.Contains(c, StringComparison.Ordinal) && Mixed.Contains(text[^1], StringComparison.Ordinal) && Doubled(text[^1], c))
        {
            text[^1] = c;
            origins[^1] = at;
            return;
        }

        Add(c, at);
    }

    /// <summary>A scraper sets a comma before the mark that stood there.</summary>
    private static bool Doubled(char before, char c) => before == ',' || before == c;

    private void Add(char c, int at)
    {
        text.Append(c);
        origins.Add(at);
    }

    private static char Simple(char c) => c switch
    {
        < '\u0080' => c,
        >= '\uFF01' and <= '\uFF5E' => (char)(c - 0xFEE0),
        '﹪' => '%',
        '–' or '―' or '−' or '‐' or '‑' => '—',
        '〜' => '~',
        '「' or '『' or '〝' => '“',
        '」' or '』' or '〞' => '”',
        _ => TraditionalCharacters.Simplify(c),
    };

    /// <summary>The index behind a tag, a comment or a script; the same index if none begins here.</summary>
    private int SkipTag(int at)
    {
        if (Starts(at, "<!--"))
            return Behind("-->", at);
        var i = at + 1;
        var closing = i < original.Length && original[i] == '/';
        if (closing)
            i++;
        var start = i;
        while (i < original.Length && (char.IsAsciiLetterOrDigit(original[i]) || original[i] == '!'))
            i++;
        if (i == start || i - start > LongestName || i >= original.Length || original[i] is not ('>' or '/' or ':' or ' ' or '\t' or '\r' or '\n'))
            return at;
        var name = original[start..i];
        var block = Blocks.Contains(name);
        var end = original.IndexOf('>', i, Math.Min(LongestTag, original.Length - i));
        if (end < 0 || (!block && !Inline.Contains(name) && original[i] != ':'))
            return at;
        if (!closing && (name.Equals("script", StringComparison.OrdinalIgnoreCase) || name.Equals("style", StringComparison.OrdinalIgnoreCase)))
            return Behind(">", Behind("</" + name, end));
        if (block)
            Break('\n', at);
        else if (closing && (name.Equals("td", StringComparison.OrdinalIgnoreCase) || name.Equals("th", StringComparison.OrdinalIgnoreCase)))
            Break('\t', at);
        return end + 1;
    }

    private bool Starts(int at, string with) => string.CompareOrdinal(original, at, with, 0, with.Length) == 0;

    private int Behind(string mark, int from) => original.IndexOf(mark, Math.Min(from, original.Length), StringComparison.OrdinalIgnoreCase) is >= 0 and var found ? found + mark.Length : original.Length;

    /// <summary>&amp;nbsp; and its like, with the semicolon; nothing if none begins here.</summary>
    private string Entity(int at)
    {
        var end = original.IndexOf(';', at, Math.Min(10, original.Length - at));
        return end > at + 1 && original.AsSpan(at + 1, end - at - 1).IndexOfAnyExceptInRange('#', 'z') < 0 ? original[at..(end + 1)] : "";
    }

    private int TakeEntity(int at, string entity)
    {
        var decoded = WebUtility.HtmlDecode(entity);
        if (decoded == entity)
            Append('&', at);
        else
            foreach (var c in decoded)
                Take(c, at);
        return decoded == entity ? 1 : entity.Length;
    }

    /// <summary>The index behind a bracket with the pronunciation of the character before it: 萬(wàn).</summary>
    private int PinyinEnd(int at)
    {
        if (at == 0 || original[at - 1] < '\u2E80')
            return at;
        var i = at + 1;
        while (i < original.Length && i - at < 9 && IsPinyin(original[i]))
            i++;
        return i > at + 1 && i < original.Length && original[i] is ')' or '）' ? i + 1 : at;
    }

    private static bool IsPinyin(char c) => char.IsAsciiLetterLower(c) || c is >= 'à' and <= 'ü' or >= 'ā' and <= 'ǜ';
}
