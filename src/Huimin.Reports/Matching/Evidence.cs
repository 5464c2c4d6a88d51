using Huimin.Reports.Text;

namespace Huimin.Reports.Matching;

/// <summary>Which pairs of characters stand around a number, each with the weight of the nearest place; used again for every number.</summary>
internal sealed class Evidence(IndicatorIndex index, Synonyms synonyms)
{
    private readonly float[] weights = new float[index.Weights.Length];
    private readonly bool[] inHead = new bool[index.Weights.Length];
    private readonly List<int> touched = [];
    private readonly List<(int At, string Canonical)> canonicals = [];
    private int[] ids = [];
    private TextLine? line;

    /// <summary>What the pairs of the head weigh together.</summary>
    private float headWeight;

    /// <summary>Forgets the number before; what was found out about its line is kept for the next number of that line.</summary>
    public void Begin(TextLine of)
    {
        foreach (var id in touched)
            (weights[id], inHead[id]) = (0, false);
        touched.Clear();
        headWeight = 0;
        if (line == of)
            return;
        line = of;
        var words = of.Characters;
        if (ids.Length < words.Length)
            ids = new int[words.Length * 2];
        for (var i = 0; i + 1 < words.Length; i++)
            ids[i] = index.Id(words[i], words[i + 1]);
        synonyms.Find(words, canonicals);
    }

    /// <summary>Adds a stretch of the line; the pairs of the head have to be explained by the indicator, too.</summary>
    public void Add(Range range, float weight, bool isHead = false)
    {
        var (from, to) = (range.Start.Value - line!.Start, range.End.Value - line.Start - 1);
        for (var i = from; i < to; i++)
            Add(ids[i], weight, isHead);
        foreach (var (at, canonical) in canonicals)
        {
            if (at >= from && at < to)
                AddCanonical(canonical, weight);
        }
    }

    /// <summary>Adds words from elsewhere.</summary>
    public void Add(ReadOnlySpan<char> words, float weight, bool isHead = false)
    {
        for (var i = 0; i + 1 < words.Length; i++)
            Add(index.Id(words[i], words[i + 1]), weight, isHead);
    }

    private void AddCanonical(string words, float weight)
    {
        for (var i = 0; i + 1 < words.Length; i++)
            Add(index.Id(words[i], words[i + 1]), weight, isHead: false);
    }

    private void Add(int id, float weight, bool isHead)
    {
        if (id < 0)
            return;
        if (weights[id] == 0)
            touched.Add(id);
        weights[id] = Math.Max(weights[id], weight);
        if (!isHead || inHead[id])
            return;
        inHead[id] = true;
        headWeight += index.Weights[id];
    }

    /// <summary>
    /// How well a name fits, from 0 to 1: how much of it stands there, and how much of the head it explains. A name of several words
    /// of which one is missing altogether fits badly.
    /// </summary>
    public float Fit(IndicatorIndex.Phrase phrase)
    {
        var (there, explained, missing) = (0f, 0f, 1f);
        foreach (var word in phrase.Words)
        {
            var of = 0f;
            foreach (var pair in word)
            {
                of += index.Weights[pair] * weights[pair];
                if (inHead[pair])
                    explained += index.Weights[pair];
            }

            there += of;
            if (of == 0)
                missing *= 0.6f;
        }

        var precision = headWeight > 0 ? explained / headWeight : 0;
        return there / phrase.Weight * missing * (0.5f + (0.5f * precision));
    }
}
