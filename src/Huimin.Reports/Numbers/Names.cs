namespace Huimin.Reports.Numbers;

/// <summary>Stretches of a line that are names: titles in 《》, slogans in short quotes, numbers of documents in 〔〕.</summary>
internal sealed class Names
{
    // A quotation longer than this, with clauses, is somebody speaking: its figures count.
    private const int LongestName = 24;

    private readonly List<(int Start, int End)> stretches = [];

    public Names(string text, int start, int end)
    {
        Find(text, start, end, '《', '》', int.MaxValue);
        Find(text, start, end, '“', '”', LongestName);
        Find(text, start, end, '〔', '〕', LongestName);
        Find(text, start, end, '"', '"', LongestName);
    }

    public bool Contain(int at)
    {
        foreach (var (start, end) in stretches)
        {
            if (at > start && at < end)
                return true;
        }

        return false;
    }

    private void Find(string text, int start, int end, char open, char close, int longest)
    {
        for (var at = start; at < end;)
        {
            var from = text.IndexOf(open, at, end - at);
            var to = from < 0 || from + 1 >= end ? -1 : text.IndexOf(close, from + 1, end - from - 1);
            if (to < 0)
                return;
            if (to - from <= longest && (longest == int.MaxValue || text.AsSpan(from, to - from).IndexOfAny(",。;") < 0))
                stretches.Add((from, to));
            at = to + 1;
        }
    }
}
