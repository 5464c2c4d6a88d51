using Huimin.Reports.Catalogue;

namespace Huimin.Reports.Matching;

/// <summary>
/// The catalogue as pairs of neighbouring characters: a name is found by its pairs, which needs no dictionary of words and
/// forgives a word between. A pair that few indicators have says more.
/// </summary>
internal sealed class IndicatorIndex
{
    private static readonly string[] Endings =
    [
        "人数", "户数", "对数", "人次", "家次", "次数", "期数", "场次", "件数", "条数", "个数", "例数", "单数", "张数", "年数", "数量", "总数", "金额", "额", "数",
    ];

    private readonly Dictionary<int, int> known = [];
    private readonly short[] characters = new short[char.MaxValue + 1];
    private readonly short[] pairs;
    private readonly int width;

    public IndicatorIndex(IndicatorCatalogue catalogue)
    {
        Entries = [.. catalogue.Indicators.Select(i => new Entry(i, [.. Names(i).Select(Read).Where(p => p.Words.Length > 0)]))];
        Weights = Weigh();
        foreach (var phrase in Entries.SelectMany(e => e.Phrases))
            phrase.Weight = phrase.Words.Sum(w => w.Sum(p => Weights[p]));
        ByUnit = Entries.GroupBy(e => e.Indicator.Unit, StringComparer.Ordinal).Select(g => (g.Key, g.ToArray())).ToArray();
        foreach (var key in known.Keys)
        {
            foreach (var c in new[] { key >>> 16, key & 0xFFFF })
                characters[c] = characters[c] == 0 ? (short)++width : characters[c];
        }

        width++;
        pairs = new short[width * width];
        foreach (var (key, id) in known)
            pairs[(characters[key >>> 16] * width) + characters[key & 0xFFFF]] = (short)(id + 1);
    }

    public Entry[] Entries { get; }

    /// <summary>How much a pair says, by its number.</summary>
    public float[] Weights { get; }

    public (string Unit, Entry[] Entries)[] ByUnit { get; }

    /// <summary>The number of a pair, or -1.</summary>
    public int Id(char first, char second) => pairs[(characters[first] * width) + characters[second]] - 1;

    private static IEnumerable<string> Names(Indicator indicator)
    {
        var name = indicator.Chinese;
        var ending = Array.Find(Endings, e => name.EndsWith(e, StringComparison.Ordinal) && name.Length > e.Length + 1);
        yield return ending is null ? name : name[..^ending.Length];
        foreach (var word in indicator.Words)
            yield return word;
    }

    private Phrase Read(string name)
    {
        var words = new List<int[]>();
        var seen = new HashSet<int>();
        foreach (var word in name.Split(' '))
        {
            var ids = new List<int>();
            for (var i = 0; i + 1 < word.Length; i++)
            {
                if (IsBreak(word[i]) || IsBreak(word[i + 1]))
                    continue;
                var key = (word[i] << 16) | word[i + 1];
                if (!known.TryGetValue(key, out var id))
                    known[key] = id = known.Count;
                if (seen.Add(id))
                    ids.Add(id);
            }

            if (ids.Count > 0)
                words.Add([.. ids]);
        }

        return new Phrase([.. words]);
    }

    private static bool IsBreak(char c) => c is ' ' or '(' or ')' or '、' or '“' or '”';

    private float[] Weigh()
    {
        var counts = new int[known.Count];
        foreach (var entry in Entries)
        {
            foreach (var pair in entry.Phrases.SelectMany(p => p.Words).SelectMany(w => w).Distinct())
                counts[pair]++;
        }

        return [.. counts.Select(c => (float)Math.Log(1 + ((double)Entries.Length / Math.Max(1, c))))];
    }

    /// <summary>An indicator and its names.</summary>
    internal sealed record Entry(Indicator Indicator, Phrase[] Phrases);

    /// <summary>One name: its words as pairs, and what all of them weigh.</summary>
    internal sealed class Phrase(int[][] words)
    {
        public int[][] Words { get; } = words;

        public float Weight { get; set; }
    }
}
