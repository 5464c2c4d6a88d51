namespace Huimin.Policies;

/// <summary>The name that somebody most likely meant.</summary>
internal static class Suggestion
{
    /// <summary><c>; did you mean 'standard'?</c>, or nothing when no name is close.</summary>
    public static string For(string written, IEnumerable<string> known)
    {
        if (written.Length > 60)
            return "";
        string? best = null;
        var bestDistance = Math.Max(2, written.Length / 3) + 1;
        foreach (var name in known)
        {
            if (Math.Abs(name.Length - written.Length) >= bestDistance)
                continue;
            var distance = Distance(written, name);
            if (distance < bestDistance)
                (best, bestDistance) = (name, distance);
        }
        return best is null ? "" : $"; did you mean '{best}'?";
    }

    /// <summary>Edit distance in which two neighbouring letters that changed places count once (standrad, standard).</summary>
    private static int Distance(string a, string b)
    {
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
            rows[i, 0] = i;
        for (var j = 0; j <= b.Length; j++)
            rows[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                var least = Math.Min(Math.Min(rows[i - 1, j] + 1, rows[i, j - 1] + 1), rows[i - 1, j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    least = Math.Min(least, rows[i - 2, j - 2] + 1);
                rows[i, j] = least;
            }
        }
        return rows[a.Length, b.Length];
    }
}
