namespace Huimin.Platform.Values;

/// <summary>A longest common subsequence of two texts that were cut into parts: what stayed when one became the other.</summary>
internal static class CommonSubsequence
{
    /// <summary>Beyond this many pairs of parts the middle counts as changed as a whole.</summary>
    private const int MostPairs = 4_000_000;

    /// <summary>Positions of the pairs, from 0, in order.</summary>
    public static IReadOnlyList<(int A, int B)> Of(ReadOnlySpan<string> a, ReadOnlySpan<string> b)
    {
        var pairs = new List<(int A, int B)>();
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
}
