using Huimin.Reports.Numbers;
using Huimin.Reports.Text;

namespace Huimin.Reports.Phrases;

/// <summary>Finds for every number of a line the words that govern it.</summary>
internal static class MentionReader
{
    private const int Longest = 36;
    private const string RightEnds = ",。;、:!?…)”\t";

    /// <summary>Words between a subject and its number, which name nothing themselves.</summary>
    private static readonly string[] Fillers =
    [
        "达到", "达", "共有", "共计", "共", "累计", "总计", "合计", "有", "为", "约", "已", "均", "各", "增加至", "增加到", "增至", "提高到", "提高至", "提升至", "提升到", "至", "到", "计", "其中", "全市", "同比", "分别", "超", "延长到", "延长至", "扩大到", "上升到", "下降到", "增长", "提高", "提高了", "下降", "减少", "增加", "比上年", "比去年", "较上年", "较去年", "支出", "惠及", "资金", "救助资金", "补贴资金", "发放", "下发", "拨付", "每人每月", "每人每年", "每月", "每年", "其中", "第", "在", "的", "了", "是", "等",
    ];

    public static List<Mention> Read(TextLine line, List<WrittenNumber> numbers)
    {
        var mentions = new List<Mention>(numbers.Count);
        for (var i = 0; i < numbers.Count; i++)
        {
            var before = i > 0 ? numbers[i - 1] : null;
            var after = i + 1 < numbers.Count ? numbers[i + 1] : null;
            var mention = new Mention { Number = numbers[i], Line = line, Left = Left(line, numbers[i], before), Right = Right(line, numbers[i], after) };
            mentions.Add(mention with { Shared = Shared(mention, mentions.Count > 0 ? mentions[^1] : null) });
        }

        for (var i = 0; i + 1 < mentions.Count; i++)
            mentions[i] = WithNounOfNext(mentions[i], mentions[i + 1]);
        return SharedNumbers.Resolve(line, mentions);
    }

    private static Range Left(TextLine line, WrittenNumber number, WrittenNumber? before)
    {
        var start = Math.Max(line.ClauseStart(number.Start), before?.End ?? line.Start);
        start = Math.Max(start, number.Start - Longest);
        while (start < number.Start && "、,和与及以并(“\t ".Contains(line.All[start], StringComparison.Ordinal))
            start++;
        return start..Math.Max(start, number.Start);
    }

    private static Range Right(TextLine line, WrittenNumber number, WrittenNumber? after)
    {
        var limit = Math.Max(number.End, Math.Min(after?.Start ?? line.End, number.End + Longest));
        var (start, stop, open) = (number.End, number.End, 0);
        // 村(居)儿童主任 goes on behind its bracket.
        while (stop < limit && (open > 0 || !RightEnds.Contains(line.All[stop], StringComparison.Ordinal)))
            open += line.All[stop++] switch { '(' => 1, ')' => -1, _ => 0 };
        while (start < stop && line.All[start] is '的' or '(')
            start++;
        while (after is not null && stop == after.Start && stop > start && "和与及以、".Contains(line.All[stop - 1], StringComparison.Ordinal))
            stop--;
        return start..stop;
    }

    /// <summary>What 7814人 of 新纳入低保3560户、7814人 is about: nothing of its own, so the words of its neighbour or of the clause before.</summary>
    private static Range Shared(Mention mention, Mention? before)
    {
        var number = mention.Number;
        if (!IsFiller(mention.Span(mention.Left)) || (!mention.RightIsEmpty && !IsFiller(mention.Span(mention.Right))))
            return default;
        var sentence = mention.Line.SentenceStart(number.Start);
        if (before is not null && before.Number.Start >= sentence && number.Start - before.Number.End <= 10)
            return IsFiller(before.Span(before.Left)) ? (before.RightIsEmpty ? before.Shared : before.Right) : before.Left;
        var clause = mention.Line.ClauseStart(number.Start);
        return clause > sentence ? Math.Max(sentence, clause - Longest)..(clause - 1) : default;
    }

    /// <summary>2个国家级、3个省级村级议事协商创新试点: the first shares the noun of the second.</summary>
    private static Mention WithNounOfNext(Mention mention, Mention next)
    {
        var between = next.Number.Start - mention.Right.End.Value;
        return mention.Shared.Equals(default) && !mention.RightIsEmpty && between is 1 && !next.RightIsEmpty && next.Number.Unit.Word == mention.Number.Unit.Word && UnitWords.OfNoun(mention.Span(mention.Right)) is null
            ? mention with { Shared = next.Right }
            : mention;
    }

    /// <summary>Whether nothing but words such as 达 and 共 stands there.</summary>
    public static bool IsFiller(ReadOnlySpan<char> words)
    {
        while (!words.IsEmpty)
        {
            var length = 0;
            foreach (var filler in Fillers)
            {
                if (filler.Length > length && words.StartsWith(filler, StringComparison.Ordinal))
                    length = filler.Length;
            }

            if (length == 0)
                return words.Length == 1;
            words = words[length..];
        }

        return true;
    }
}
