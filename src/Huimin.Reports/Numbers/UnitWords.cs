using System.Text;

namespace Huimin.Reports.Numbers;

/// <summary>A measure word: what it usually counts, and what else it can.</summary>
internal sealed record UnitWord(string Word, string Unit, string[] Also)
{
    /// <summary>个 counts any thing, but neither people nor money.</summary>
    public bool CountsAnything { get; } = Also.Contains("*", StringComparer.Ordinal);

    /// <summary>Follows a number as a noun of its own: 20余万群众.</summary>
    public bool IsNoun { get; init; }
}

/// <summary>The measure words of <c>units.txt</c>.</summary>
internal static class UnitWords
{
    /// <summary>Units that a general measure word such as 个 never counts.</summary>
    private static readonly HashSet<string> Own = new(StringComparer.Ordinal)
    {
        "person", "person_time", "household", "yuan", "percent", "permille", "couple", "year", "hour", "rank", "tier", "mu", "bed", "increase",
    };

    private static readonly Dictionary<char, UnitWord[]> ByFirst;
    private static readonly Dictionary<string, string> Nouns = new(StringComparer.Ordinal);
    private static readonly int LongestNoun;

    static UnitWords()
    {
        var words = new List<UnitWord>();
        using var stream = typeof(UnitWords).Assembly.GetManifestResourceStream("units.txt")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        while (reader.ReadLine() is { } line)
        {
            var parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (parts.Length < 2 || line[0] == '#')
                continue;
            if (line[0] == '+')
                Nouns[parts[0][1..]] = parts[1];
            else
                words.Add(line[0] == '=' ? new UnitWord(parts[0][1..], parts[1], []) { IsNoun = true } : new UnitWord(parts[0], parts[1], parts[2..]));
        }

        ByFirst = words.GroupBy(w => w.Word[0]).ToDictionary(g => g.Key, g => g.OrderByDescending(w => w.Word.Length).ToArray());
        LongestNoun = Nouns.Keys.Max(n => n.Length);
    }

    public static UnitWord Percent { get; } = new("%", "percent", []);

    /// <summary>百分点: how far a rate moved.</summary>
    public static UnitWord Points { get; } = new("个百分点", "percent", []);

    public static UnitWord Permille { get; } = new("‰", "permille", []);

    public static UnitWord Rank { get; } = new("", "rank", []);

    public static UnitWord Tier { get; } = new("", "tier", []);

    public static UnitWord Increase { get; } = new("", "increase", []);

    public static UnitWord Years { get; } = new("", "year", []);

    /// <summary>The longest measure word or noun that begins there.</summary>
    public static UnitWord? At(string text, int at)
    {
        if (at >= text.Length || !ByFirst.TryGetValue(text[at], out var words))
            return null;
        foreach (var word in words)
        {
            if (string.CompareOrdinal(text, at, word.Word, 0, word.Word.Length) == 0)
                return word;
        }

        return null;
    }

    /// <summary>Whether figures with the word can be of an indicator with that unit.</summary>
    public static bool CanBe(UnitWord word, string unit) =>
        word.Unit == unit || (word.CountsAnything ? !Own.Contains(unit) : Array.IndexOf(word.Also, unit) >= 0);

    /// <summary>What a noun phrase is, by the longest noun that it ends with: 社区基金 fund; null for nouns not listed.</summary>
    public static string? OfNoun(ReadOnlySpan<char> phrase)
    {
        var lookup = Nouns.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var length = Math.Min(LongestNoun, phrase.Length); length > 0; length--)
        {
            if (lookup.TryGetValue(phrase[^length..], out var unit))
                return unit;
        }

        return null;
    }

    /// <summary>The first noun of a phrase that follows a number: 项目均已建设完成 is a project.</summary>
    public static string? BeginsWithNoun(ReadOnlySpan<char> phrase)
    {
        var stop = phrase.IndexOfAny(",。;、:0123456789");
        phrase = phrase[..Math.Min(stop < 0 ? phrase.Length : stop, 14)];
        for (var end = 1; end <= phrase.Length; end++)
        {
            if (OfNoun(phrase[..end]) is not null)
            {
                while (end < phrase.Length && OfNoun(phrase[..(end + 1)]) is not null)
                    end++;
                return OfNoun(phrase[..end]);
            }
        }

        return null;
    }
}
