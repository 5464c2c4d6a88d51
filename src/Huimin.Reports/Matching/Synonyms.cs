namespace Huimin.Reports.Matching;

/// <summary>Other words for the same: where a text has one of a line, the first of that line counts as said, too.</summary>
internal sealed class Synonyms
{
    private readonly Dictionary<char, List<(string Word, string Canonical)>> byFirst = [];

    public Synonyms(IEnumerable<IReadOnlyList<string>> lines)
    {
        foreach (var line in lines)
        {
            foreach (var word in line.Skip(1))
            {
                if (!byFirst.TryGetValue(word[0], out var words))
                    byFirst[word[0]] = words = [];
                words.Add((word, line[0]));
            }
        }
    }

    /// <summary>Replaces the list by the first words of the lines that the text touches, and where it does.</summary>
    public void Find(ReadOnlySpan<char> text, List<(int At, string Canonical)> found)
    {
        found.Clear();
        for (var i = 0; i < text.Length; i++)
        {
            if (!byFirst.TryGetValue(text[i], out var words))
                continue;
            foreach (var (word, canonical) in words)
            {
                if (text[i..].StartsWith(word, StringComparison.Ordinal))
                    found.Add((i, canonical));
            }
        }
    }
}
