namespace Huimin.Platform.Programmes.Publishing;

/// <summary>One line of a comparison: <c>' '</c> kept, <c>'-'</c> only before, <c>'+'</c> only after; numbers count from 1.</summary>
public sealed record DiffLine(char Kind, int? Before, int? After, string Text);

/// <summary>Compares texts line by line.</summary>
public static class LineDiff
{
    /// <summary>Beyond this many pairs of lines the middle counts as changed as a whole.</summary>
    private const int MostPairs = 4_000_000;

    /// <summary>Every line of both texts in order.</summary>
    public static IReadOnlyList<DiffLine> Of(string? before, string? after)
    {
        var (a, b) = (Split(before), Split(after));
        var lines = new List<DiffLine>(a.Length + b.Length);
        var (i, j) = (0, 0);
        foreach (var (x, y) in Common(a, b).Append((a.Length, b.Length)))
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

    /// <summary>Pairs of equal lines of a longest common subsequence, as positions from 0.</summary>
    private static List<(int, int)> Common(string[] a, string[] b)
    {
        var pairs = new List<(int, int)>();
        var start = 0;
        while (start < a.Length && start < b.Length && a[start] == b[start])
        {
            pairs.Add((start, start));
            start++;
        }

        var (endA, endB) = (a.Length, b.Length);
        while (endA > start && endB > start && a[endA - 1] == b[endB - 1])
            (endA, endB) = (endA - 1, endB - 1);
        var (n, m) = (endA - start, endB - start);
        if (n > 0 && m > 0 && (long)n * m <= MostPairs)
        {
            var longest = new int[n + 1, m + 1];
            for (var i = n - 1; i >= 0; i--)
                for (var j = m - 1; j >= 0; j--)
                    longest[i, j] = a[start + i] == b[start + j] ? longest[i + 1, j + 1] + 1 : Math.Max(longest[i + 1, j], longest[i, j + 1]);
            for (var (i, j) = (0, 0); i < n && j < m;)
            {
                if (a[start + i] == b[start + j])
                    pairs.Add((start + i++, start + j++));
                else if (longest[i + 1, j] >= longest[i, j + 1])
                    i++;
                else
                    j++;
            }
        }

        for (; endA < a.Length; endA++, endB++)
            pairs.Add((endA, endB));
        return pairs;
    }

    /// <summary>What replaces the lines <c>From..To</c> of the text before.</summary>
    private static List<Change> Changes(string[] a, string[] b)
    {
        var changes = new List<Change>();
        var (i, j) = (0, 0);
        foreach (var (x, y) in Common(a, b).Append((a.Length, b.Length)))
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
