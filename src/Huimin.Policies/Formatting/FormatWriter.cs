using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using YamlDotNet.Core;

namespace Huimin.Policies;

/// <summary>Writes a document in the canonical layout.</summary>
internal sealed partial class FormatWriter
{
    private readonly LaidOutYaml yaml;
    private readonly string kind;
    private readonly StringBuilder output = new();

    private FormatWriter(LaidOutYaml yaml, string kind) => (this.yaml, this.kind) = (yaml, kind);

    public static string Write(LaidOutYaml yaml, string kind)
    {
        var writer = new FormatWriter(yaml, kind);
        writer.Group(yaml.Root, kind, 0, afterDash: false);
        foreach (var (comment, blank) in yaml.Last)
            writer.output.Append(blank && writer.output.Length > 0 ? "\n" : "").Append(comment).Append('\n');
        return writer.output.ToString();
    }

    /// <summary>A block group, each entry on lines of its own. <paramref name="afterDash"/>: its first entry stands behind the dash of its item.</summary>
    private void Group(LaidOutGroup group, string path, int indent, bool afterDash)
    {
        LaidOutEntry? before = null;
        foreach (var entry in KeyOrder.Sorted(group, path))
        {
            var first = before is null;
            if (!(first && afterDash))
                Lead(entry, path, indent, first, Separated(path, before, entry));
            if (entry.Key is { } key)
                output.Append(Quoted(key, inBrackets: false)).Append(':');
            else
                output.Append('-');
            Value(entry, KeyOrder.Below(path, entry), indent);
            before = entry;
        }
    }

    /// <summary>Blank line, comments and indentation before an entry.</summary>
    private void Lead(LaidOutEntry entry, string path, int indent, bool first, bool separated)
    {
        var top = output.Length == 0;
        var blank = separated;
        foreach (var (comment, blankBefore) in Comments(entry, KeyOrder.Below(path, entry)))
        {
            if (!top && (blank || (blankBefore && !first && indent > 0)))
                output.Append('\n');
            (blank, top, first) = (false, false, false);
            output.Append(' ', indent).Append(comment).Append('\n');
        }
        // At the top level, sections alone are set apart, and a comment from the text that it does not belong to.
        if (!top && !first && (blank || (entry.BlankBefore && (indent > 0 || kind == "facts" || entry.Comments.Count > 0))))
            output.Append('\n');
        output.Append(' ', indent);
    }

    /// <summary>The first key of an item stands behind its dash, so that the comments of both come before the dash.</summary>
    private static IEnumerable<(string Text, bool BlankBefore)> Comments(LaidOutEntry entry, string below) =>
        entry is { Key: null, Value: LaidOutGroup { IsFlow: false, IsMap: true, Entries.Count: > 0 } map } && KeyOrder.Sorted(map, below)[0] is var first
            ? entry.Comments.Concat(first.Comments)
            : entry.Comments;

    private bool Separated(string path, LaidOutEntry? before, LaidOutEntry entry) => path == kind && before is not null
        && (kind == "facts" || (kind == "programme" && Section(before) != Section(entry)));

    private static int Section(LaidOutEntry entry) => Array.FindIndex(KeyOrder.Sections, s => s.Contains(entry.Key!.Value, StringComparer.Ordinal));

    private void Value(LaidOutEntry entry, string path, int indent)
    {
        switch (entry.Value)
        {
            case LaidOutGroup { IsFlow: false, IsMap: true, Entries.Count: > 0 } item when entry.Key is null:
                output.Append(' ');
                Group(item, path, indent + 2, afterDash: true);
                return;
            case LaidOutGroup { IsFlow: false, Entries.Count: > 0 } group:
                Remark(entry);
                output.Append('\n');
                Group(group, path, indent + 2, afterDash: false);
                return;
            case LaidOutText { Style: ScalarStyle.Literal or ScalarStyle.Folded } block when yaml.Block(block) is var (sign, lines) && lines.Count > 0 && lines[0].Length > 0 && lines[0][0] != ' ':
                output.Append(' ').Append(sign);
                Remark(entry);
                foreach (var line in lines)
                    output.Append('\n').Append(' ', line.Length == 0 ? 0 : indent + 2).Append(line);
                output.Append('\n');
                return;
            default:
                var text = Line(entry.Value, path, inBrackets: false);
                output.Append(text.Length > 0 ? " " : "").Append(text);
                Remark(entry);
                output.Append('\n');
                return;
        }
    }

    private void Remark(LaidOutEntry entry)
    {
        if (entry.Remark is { } remark)
            output.Append(' ').Append(remark);
    }

    /// <summary>A value in one line.</summary>
    private string Line(LaidOut value, string path, bool inBrackets)
    {
        if (value is LaidOutText text)
            return Quoted(text, inBrackets);
        var group = (LaidOutGroup)value;
        var items = KeyOrder.Sorted(group, path).Select(e =>
        {
            var item = Line(e.Value, KeyOrder.Below(path, e), inBrackets: true);
            return e.Key is null ? item : item.Length == 0 ? $"{Quoted(e.Key, inBrackets: true)}:" : $"{Quoted(e.Key, inBrackets: true)}: {item}";
        });
        return group.IsMap ? $"{{{string.Join(", ", items)}}}" : $"[{string.Join(", ", items)}]";
    }

    private static string Quoted(LaidOutText text, bool inBrackets)
    {
        if (text.Style == ScalarStyle.Plain && !text.Value.Contains('\n', StringComparison.Ordinal))
            return text.Value;
        return IsPlain(text.Value, inBrackets) ? text.Value : Escaped(text.Value);
    }

    /// <summary>
    /// Whether a text that stood in quotation marks can do without. A text that looks like a number, a date or a word of YAML keeps
    /// them, for other readers of YAML would take it for one.
    /// </summary>
    private static bool IsPlain(string text, bool inBrackets) =>
        text.Length > 0 && !char.IsWhiteSpace(text[0]) && !char.IsWhiteSpace(text[^1])
        && !"-?:,[]{}#&*!|>'\"%@`=".Contains(text[0], StringComparison.Ordinal)
        && !text.Contains(": ", StringComparison.Ordinal) && !text.Contains(" #", StringComparison.Ordinal) && text[^1] != ':'
        && !text.Any(char.IsControl) && !(inBrackets && text.AsSpan().IndexOfAny(",[]{}") >= 0) && !(inBrackets && text.Contains(':', StringComparison.Ordinal))
        && !text.StartsWith("...", StringComparison.Ordinal) && !OtherType().IsMatch(text);

    private static string Escaped(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
        {
            quoted.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\t' => "\\t",
                '\r' => "\\r",
                _ when char.IsControl(c) || c is '\u2028' or '\u2029' or '\u0085' or '\ufeff' => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => c.ToString(),
            });
        }
        return quoted.Append('"').ToString();
    }

    [GeneratedRegex(@"^([-+.]?[0-9].*|[-+]?\.(inf|nan)|~|null|true|false|yes|no|on|off|y|n)$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OtherType();
}
