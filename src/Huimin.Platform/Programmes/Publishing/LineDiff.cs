using Huimin.Platform.Values;

namespace Huimin.Platform.Programmes.Publishing;

/// <summary>One line of a comparison: <c>' '</c> kept, <c>'-'</c> only before, <c>'+'</c> only after; numbers count from 1.</summary>
public sealed record DiffLine(char Kind, int? Before, int? After, string Text);

/// <summary>Compares texts line by line.</summary>
public static class LineDiff
{
    /// <summary>Every line of both texts in order.</summary>
    public static IReadOnlyList<DiffLine> Of(string? before, string? after)
    {
        var (a, b) = (Split(before), Split(after));
        var lines = new List<DiffLine>(a.Length + b.Length);
        var (i, j) = (0, 0);
        foreach (var (x, y) in CommonSubsequence.Of(a, b).Append((a.Length, b.Length)))
        {
            for (; i < x; i++)
                lines.Add(new DiffLine('-', i + 1, null, a[i]));
            for (; j < y; j++)
                lines.Add(new DiffLine('+', null, j + 1, b[j]));
            if (i < a.Length)
                lines.Add(new DiffLine(' ', ++i, ++j, a[x]));
        }

        return lines;
    }

    /// <summary>The changed lines with a few around them; null stands for what is left out.</summary>
    public static IReadOnlyList<DiffLine?> Near(string? before, string? after, int around = 3)
    {
        var lines = Of(before, after);
        var shown = new bool[lines.Count];
        for (var i = 0; i < lines.Count; i++)
            if (lines[i].Kind != ' ')
                for (var near = Math.Max(0, i - around); near <= Math.Min(lines.Count - 1, i + around); near++)
                    shown[near] = true;
        var result = new List<DiffLine?>();
        for (var i = 0; i < lines.Count; i++)
        {
            if (shown[i])
                result.Add(lines[i]);
            else if (i == 0 || shown[i - 1])
                result.Add(null);
        }

        return result;
    }

    /// <summary>Both changes of a text together; null where they touch the same or neighbouring lines.</summary>
    public static string? Merge(string before, string mine, string theirs)
    {
        var a = Split(before);
        var (ours, other) = (Changes(a, Split(mine)), Changes(a, Split(theirs)));
        var merged = new List<string>();
        var end = -1;
        foreach (var change in ours.Concat(other).OrderBy(c => c.From).ThenBy(c => c.To).Distinct(Change.Same))
        {
            if (change.From <= end)
                return null;
            merged.AddRange(a[Math.Max(0, end)..change.From]);
            merged.AddRange(change.Lines);
            end = change.To;
        }

        merged.AddRange(a[Math.Max(0, end)..]);
        return merged.Count == 0 ? "" : string.Join('\n', merged) + "\n";
    }

    private static string[] Split(string? text) => string.IsNullOrEmpty(text) ? [] : (text.EndsWith('\n') ? text[..^1] : text).Split('\n');

    /// <summary>What replaces the lines <c>From..To</c> of the text before.</summary>
    private static List<Change> Changes(string[] a, string[] b)
    {
        var changes = new List<Change>();
        var (i, j) = (0, 0);
        foreach (var (x, y) in CommonSubsequence.Of(a, b).Append((a.Length, b.Length)))
        {
            if (x > i || y > j)
                changes.Add(new Change(i, x, b[j..y]));
            (i, j) = (x + 1, y + 1);
        }

        return changes;
    }

    private sealed record Change(int From, int To, string[] Lines)
    {
        /// <summary>Both did the same.</summary>
        public static readonly IEqualityComparer<Change> Same = EqualityComparer<Change>.Create(
            (x, y) => x!.From == y!.From && x.To == y.To && x.Lines.SequenceEqual(y.Lines, StringComparer.Ordinal), c => HashCode.Combine(c.From, c.To, c.Lines.Length));
    }
}
