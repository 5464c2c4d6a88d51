namespace Huimin.Reports.Numbers;

/// <summary>Words before and behind a number that bound it.</summary>
internal static class BoundWords
{
    private static readonly (string Word, FigureBound Bound)[] Before =
    [
        ("不少于", FigureBound.AtLeast), ("不低于", FigureBound.AtLeast), ("不小于", FigureBound.AtLeast), ("至少", FigureBound.AtLeast),
        ("不超过", FigureBound.AtMost), ("不高于", FigureBound.AtMost), ("不多于", FigureBound.AtMost), ("至多", FigureBound.AtMost), ("最多", FigureBound.AtMost), ("控制在", FigureBound.AtMost),
        ("超过", FigureBound.MoreThan), ("突破", FigureBound.MoreThan), ("多于", FigureBound.MoreThan), ("高于", FigureBound.MoreThan), ("大于", FigureBound.MoreThan), ("超", FigureBound.MoreThan), ("逾", FigureBound.MoreThan),
        ("大约", FigureBound.About), ("大概", FigureBound.About), ("约为", FigureBound.About), ("约", FigureBound.About),
        ("将近", FigureBound.LessThan), ("接近", FigureBound.LessThan), ("不足", FigureBound.LessThan), ("不到", FigureBound.LessThan), ("低于", FigureBound.LessThan), ("少于", FigureBound.LessThan), ("近", FigureBound.LessThan),
    ];

    private static readonly (string Word, FigureBound Bound)[] Behind =
    [
        ("及以上", FigureBound.AtLeast), ("以上", FigureBound.AtLeast), ("之上", FigureBound.AtLeast), ("左右", FigureBound.About), ("上下", FigureBound.About),
        ("及以下", FigureBound.AtMost), ("以下", FigureBound.AtMost), ("以内", FigureBound.AtMost), ("之内", FigureBound.AtMost), ("有余", FigureBound.MoreThan),
    ];

    /// <summary>What bounds the number between the two indices, and how far its words reach.</summary>
    public static (FigureBound Bound, int Start, int End) Around(string text, int start, int end, bool isMore, bool isBare)
    {
        var bound = isMore ? FigureBound.MoreThan : FigureBound.Exact;
        foreach (var (word, of) in Before)
        {
            if (start < word.Length || string.CompareOrdinal(text, start - word.Length, word, 0, word.Length) != 0)
                continue;
            start -= word.Length;
            bound = of;
            break;
        }

        if (isBare && bound == FigureBound.Exact && start > 0 && text[start - 1] == '上')
            (bound, start) = (FigureBound.AtLeast, start - 1);
        foreach (var (word, of) in Behind)
        {
            if (string.CompareOrdinal(text, end, word, 0, word.Length) != 0)
                continue;
            end += word.Length;
            bound = bound == FigureBound.Exact ? of : bound;
            break;
        }

        return (bound, start, end);
    }
}
