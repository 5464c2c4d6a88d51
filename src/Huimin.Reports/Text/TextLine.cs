namespace Huimin.Reports.Text;

/// <summary>One line of a text, a paragraph or a heading, with its sentences.</summary>
internal sealed class TextLine
{
    private const string SentenceEnds = "。!?;…";
    private const string ClauseEnds = ",:。!?;…";

    public TextLine(string all, int start, int end)
    {
        (All, Start, End) = (all, start, end);
        IsHeading = end - start <= 40 && (end == start || !(SentenceEnds + ",:").Contains(all[end - 1], StringComparison.Ordinal));
    }

    public string All { get; }

    public int Start { get; }

    /// <summary>Behind the last character.</summary>
    public int End { get; }

    /// <summary>Short and without a full stop.</summary>
    public bool IsHeading { get; }

    public ReadOnlySpan<char> Characters => All.AsSpan(Start, End - Start);

    /// <summary>Every line that is not empty.</summary>
    public static List<TextLine> Split(string all)
    {
        var lines = new List<TextLine>();
        for (var start = 0; start < all.Length;)
        {
            var end = all.IndexOf('\n', start);
            if (end < 0)
                end = all.Length;
            if (!all.AsSpan(start, end - start).IsWhiteSpace())
                lines.Add(new TextLine(all, start, end));
            start = end + 1;
        }

        return lines;
    }

    /// <summary>The first character of the sentence around an index of the whole text.</summary>
    public int SentenceStart(int at) => Back(at, SentenceEnds);

    public int SentenceEnd(int at) => Forward(at, SentenceEnds);

    public int ClauseStart(int at) => Back(at, ClauseEnds);

    public int ClauseEnd(int at) => Forward(at, ClauseEnds);

    private int Back(int at, string ends)
    {
        var found = All.AsSpan(Start, at - Start).LastIndexOfAny(ends);
        return found < 0 ? Start : Start + found + 1;
    }

    private int Forward(int at, string ends)
    {
        var found = All.AsSpan(at, End - at).IndexOfAny(ends);
        return found < 0 ? End : at + found;
    }
}
