using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Huimin.Policies;

/// <summary>A YAML value with its style and its place in the text, for writing it anew.</summary>
internal abstract class LaidOut
{
    public required int Start { get; init; }

    /// <summary>The index after its last character.</summary>
    public int End { get; set; }
}

internal sealed class LaidOutText : LaidOut
{
    public required string Value { get; init; }

    public required ScalarStyle Style { get; init; }
}

/// <summary>A list or a mapping; of a list the entries have no key.</summary>
internal sealed class LaidOutGroup : LaidOut
{
    public required bool IsMap { get; init; }

    /// <summary>Written with brackets, in one line.</summary>
    public required bool IsFlow { get; set; }

    public List<LaidOutEntry> Entries { get; } = [];
}

/// <summary>What begins a line of its own outside brackets: an item of a list, or a key and its value.</summary>
internal sealed class LaidOutEntry
{
    public required LaidOutGroup Owner { get; init; }

    public required LaidOutText? Key { get; init; }

    public required LaidOut Value { get; init; }

    public int Start => Key?.Start ?? Value.Start;

    /// <summary>Comments on lines of their own before the entry, each with whether a blank line stands before it.</summary>
    public List<(string Text, bool BlankBefore)> Comments { get; } = [];

    /// <summary>The comment at the end of its line.</summary>
    public string? Remark { get; set; }

    public bool BlankBefore { get; set; }
}

/// <summary>A document with its comments: the parser drops them, so they are found in the text between the values.</summary>
internal sealed class LaidOutYaml
{
    private readonly string text;
    private readonly List<LaidOutText> texts = [];
    private readonly List<LaidOutEntry> entries = [];

    private LaidOutYaml(string text)
    {
        this.text = text;
        var parser = new Parser(new StringReader(text));
        while (parser.MoveNext() && parser.Current is not DocumentStart)
        {
        }
        parser.MoveNext();
        Root = (LaidOutGroup)Read(parser);
        Attach();
    }

    public LaidOutGroup Root { get; }

    /// <summary>Comments after the last value.</summary>
    public List<(string Text, bool BlankBefore)> Last { get; } = [];

    /// <param name="text">A text that was parsed as a mapping already.</param>
    public static LaidOutYaml Read(string text) => new(text);

    /// <summary>Every comment, in order of its text: formatting loses none.</summary>
    public IReadOnlyList<string> AllComments() =>
        [.. entries.SelectMany(e => e.Comments.Select(c => c.Text).Concat(e.Remark is null ? [] : [e.Remark])).Concat(Last.Select(c => c.Text)).Order(StringComparer.Ordinal)];

    private LaidOut Read(Parser parser)
    {
        switch (parser.Current)
        {
            case Scalar scalar:
                var value = new LaidOutText { Start = (int)scalar.Start.Index, End = (int)scalar.End.Index, Value = scalar.Value, Style = scalar.Style };
                texts.Add(value);
                return value;
            case SequenceStart sequence:
                var list = new LaidOutGroup { Start = (int)sequence.Start.Index, IsMap = false, IsFlow = sequence.Style == SequenceStyle.Flow };
                for (parser.MoveNext(); parser.Current is not SequenceEnd; parser.MoveNext())
                    Add(list, null, Read(parser));
                list.End = (int)parser.Current!.End.Index;
                return list;
            default:
                var start = (MappingStart)parser.Current!;
                var map = new LaidOutGroup { Start = (int)start.Start.Index, IsMap = true, IsFlow = start.Style == MappingStyle.Flow };
                for (parser.MoveNext(); parser.Current is not MappingEnd; parser.MoveNext())
                {
                    var key = (LaidOutText)Read(parser);
                    parser.MoveNext();
                    Add(map, key, Read(parser));
                }
                map.End = (int)parser.Current!.End.Index;
                return map;
        }
    }

    private void Add(LaidOutGroup owner, LaidOutText? key, LaidOut value)
    {
        var entry = new LaidOutEntry { Owner = owner, Key = key, Value = value };
        owner.Entries.Add(entry);
        entries.Add(entry);
    }

    /// <summary>Gives each comment to the entry that follows it, or to the one whose line it ends.</summary>
    private void Attach()
    {
        // An item of a list begins where its first key does: the item comes first.
        var ordered = entries.OrderBy(e => e.Start).ThenBy(e => e.Key is null ? 0 : 1).ToList();
        foreach (var (at, comment, alone) in Comments())
        {
            var next = ordered.Find(e => e.Start > at);
            var line = alone ? null : ordered.FindLast(e => e.Start < at && !(e.Owner.IsFlow && e.Owner.End <= at));
            foreach (var group in Groups(Root).Where(g => g.IsFlow && g.Start < at && at < g.End).ToList())
                group.IsFlow = false; // brackets in one line have no room for a comment
            if (line is { Remark: null })
                line.Remark = comment;
            else if (next is not null)
                next.Comments.Add((comment, BlankBefore(at)));
            else
                Last.Add((comment, BlankBefore(at)));
        }
        foreach (var entry in entries)
            entry.BlankBefore = BlankBefore(entry.Start);
    }

    private static IEnumerable<LaidOutGroup> Groups(LaidOutGroup group) =>
        group.Entries.Select(e => e.Value).OfType<LaidOutGroup>().SelectMany(Groups).Prepend(group);

    /// <summary>Alone: nothing stands before it on its line but the dash of an item.</summary>
    private IEnumerable<(int At, string Comment, bool Alone)> Comments()
    {
        var next = 0;
        texts.Sort((a, b) => a.Start.CompareTo(b.Start));
        for (var at = 0; at < text.Length; at++)
        {
            while (next < texts.Count && texts[next].End <= at)
                next++;
            if (next < texts.Count && Begin(texts[next]) <= at && at < texts[next].End)
            {
                at = texts[next].End - 1;
                continue;
            }
            if (text[at] != '#' || (at > 0 && !char.IsWhiteSpace(text[at - 1])))
                continue;
            var end = text.IndexOf('\n', at);
            end = end < 0 ? text.Length : end;
            yield return (at, text[at..end].TrimEnd(), text[LineStart(at)..at].All(c => char.IsWhiteSpace(c) || c == '-'));
            at = end;
        }
    }

    /// <summary>Where the characters of a text begin that are not looked at for comments: of a block after its first line.</summary>
    private int Begin(LaidOutText value)
    {
        if (value.Style is not (ScalarStyle.Literal or ScalarStyle.Folded))
            return value.Start;
        var line = text.IndexOf('\n', value.Start);
        return line < 0 ? text.Length : line;
    }

    private int LineStart(int at) => at == 0 ? 0 : text.LastIndexOf('\n', at - 1) + 1;

    private bool BlankBefore(int at)
    {
        var start = LineStart(at);
        return start > 0 && text[LineStart(start - 1)..start].All(char.IsWhiteSpace);
    }

    /// <summary>The lines of a block text (<c>|</c>, <c>&gt;-</c>) without their common indentation, and its first sign.</summary>
    public (string Sign, IReadOnlyList<string> Lines) Block(LaidOutText value)
    {
        var header = text[value.Start..Begin(value)];
        var sign = new string([.. header.TakeWhile(c => c is '|' or '>' or '-' or '+' || char.IsAsciiDigit(c)).Where(c => !char.IsAsciiDigit(c))]);
        var lines = text[Math.Min(Begin(value) + 1, value.End)..value.End].Split('\n').Select(l => l.TrimEnd()).ToList();
        while (lines.Count > 0 && lines[^1].Length == 0)
            lines.RemoveAt(lines.Count - 1);
        var indent = lines.Where(l => l.Length > 0).Select(l => l.Length - l.TrimStart(' ').Length).DefaultIfEmpty(0).Min();
        return (sign, [.. lines.Select(l => l.Length == 0 ? "" : l[indent..])]);
    }
}
