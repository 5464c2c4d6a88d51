namespace Huimin.Policies;

/// <summary>The name that somebody most likely meant.</summary>
internal static class Suggestion
{
    /// <summary>Longer words are not compared: no name is that long.</summary>
    private const int LongestName = 60;

    /// <summary>Names that are looked at: far more than any pack has in one place, and few enough for a file full of mistakes.</summary>
    private const int MostNames = 300;

    /// <summary><c>; did you mean 'standard'?</c>, or nothing when no name is close.</summary>
    public static string For(string written, IEnumerable<string> known)
    {
        if (written.Length > LongestName)
            return "";
        string? best = null;
        var bestDistance = Math.Max(2, written.Length / 3) + 1;
        foreach (var name in known.Take(MostNames))
        {
            if (Math.Abs(name.Length - written.Length) >= bestDistance || name.Length > LongestName)
                continue;
            var distance = Distance(written, name, bestDistance);
            if (distance < bestDistance)
                (best, bestDistance) = (name, distance);
        }
        return best is null ? "" : $"; did you mean '{best}'?";
    }

    /// <summary>
    /// Edit distance in which two neighbouring letters that changed places count once (standrad, standard); <paramref name="limit"/> as soon
    /// as it cannot be less.
    /// </summary>
    private static int Distance(string a, string b, int limit)
    {
        Span<int> before = stackalloc int[b.Length + 1];
        Span<int> last = stackalloc int[b.Length + 1];
        Span<int> row = stackalloc int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
            last[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            var leastOfRow = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                var least = Math.Min(Math.Min(last[j] + 1, row[j - 1] + 1), last[j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    least = Math.Min(least, before[j - 2] + 1);
                row[j] = least;
                leastOfRow = Math.Min(leastOfRow, least);
            }
            if (leastOfRow > limit)
                return limit;
            var free = before;
            before = last;
            last = row;
            row = free;
        }
        return last[b.Length];
    }
}
