using Huimin.Reports.Text;

namespace Huimin.Reports.Phrases;

/// <summary>
/// One number for several things (甲、乙均达到100%, 甲、乙各1个) becomes a figure for each; a list of numbers for a list of things
/// (甲和乙分别达到1500元、3000元) gives each number its thing.
/// </summary>
internal static class SharedNumbers
{
    private static readonly string[] Tails = ["覆盖率", "达标率", "满意率", "占比", "比例", "标准", "总量", "数量", "率"];

    /// <summary>Words that two things are pressed into: 城乡 is 城市 and 农村.</summary>
    private static readonly (string Pressed, string First, string Second)[] Pairs = [("城乡", "城市", "农村"), ("男女", "男性", "女性"), ("市县", "市级", "县级")];

    public static List<Mention> Resolve(TextLine line, List<Mention> mentions)
    {
        var resolved = new List<Mention>(mentions.Count);
        List<string>? lastSubjects = null;
        for (var i = 0; i < mentions.Count;)
        {
            var left = mentions[i].Span(mentions[i].Left);
            if (left.LastIndexOf("分别") is >= 0 and var respectively && ListLength(line, mentions, i) is > 1 and var length)
            {
                var subjects = Subjects(mentions, i, left[..respectively], length, lastSubjects);
                for (var k = 0; k < length; k++)
                    resolved.Add(mentions[i + k] with { Subject = subjects?[k], Left = k == 0 ? mentions[i].Left : mentions[i + k].Left });
                (lastSubjects, i) = (subjects ?? lastSubjects, i + length);
            }
            else
            {
                resolved.AddRange(Each(mentions[i]));
                i++;
            }
        }

        return resolved;
    }

    /// <summary>How many numbers follow one another from there on, with nothing but 、 or 和 between them.</summary>
    private static int ListLength(TextLine line, List<Mention> mentions, int first)
    {
        var length = 1;
        for (var i = first + 1; i < mentions.Count; i++, length++)
        {
            var between = line.All.AsSpan(mentions[i - 1].Number.End, mentions[i].Number.Start - mentions[i - 1].Number.End);
            if (between.Length is 0 or > 7 || mentions[i].Number.Unit != mentions[first].Number.Unit || between.IndexOfAny("、和与及,") != 0 || !MentionReader.IsFiller(between[1..]))
                break;
        }

        return length;
    }

    private static List<string>? Subjects(List<Mention> mentions, int first, ReadOnlySpan<char> before, int count, List<string>? last)
    {
        var subject = before.ToString();
        foreach (var comparison in new[] { "同比", "比去年", "比上年", "较上年", "环比", "也", "并" })
            subject = subject.EndsWith(comparison, StringComparison.Ordinal) ? subject[..^comparison.Length] : subject;
        if (subject.Length > 1 && Conjuncts(subject) is { } parts && parts.Count == count)
            return parts;
        if (count == 2)
        {
            foreach (var (pressed, one, other) in Pairs)
            {
                if (subject.Contains(pressed, StringComparison.Ordinal))
                    return [subject.Replace(pressed, one, StringComparison.Ordinal), subject.Replace(pressed, other, StringComparison.Ordinal)];
            }
        }

        if (subject.Length > 1)
            return null;
        if (last?.Count == count)
            return last;
        // 销售4.7亿元,筹集1.45亿元,同比分别增长18%、30%: what the numbers before are about.
        return first >= count
            ? [.. mentions.GetRange(first - count, count).Select(m => m.Text(m.RightIsEmpty ? m.Left : m.Right))]
            : null;
    }

    /// <summary>甲、乙覆盖率 is 甲覆盖率 and 乙覆盖率; null for one thing.</summary>
    private static List<string>? Conjuncts(string subject)
    {
        var parts = subject.Split(['、'], StringSplitOptions.RemoveEmptyEntries).SelectMany(SplitAtAnd).ToList();
        if (parts.Count < 2)
            return null;
        var tail = Array.Find(Tails, t => parts[^1].EndsWith(t, StringComparison.Ordinal) && parts[^1].Length > t.Length);
        return [.. parts.Select(p => tail is null || p.EndsWith(tail, StringComparison.Ordinal) ? p : p + tail)];
    }

    private static IEnumerable<string> SplitAtAnd(string part)
    {
        foreach (var and in new[] { "以及", "和", "与", "及" })
        {
            var at = part.IndexOf(and, StringComparison.Ordinal);
            if (at > 1 && part.Length - at - and.Length > 1)
                return [part[..at], part[(at + and.Length)..]];
        }

        return [part];
    }

    /// <summary>甲、乙均达到100%: a figure for each.</summary>
    private static IEnumerable<Mention> Each(Mention mention)
    {
        var left = mention.Text(mention.Left);
        if (EachAt(left) is not (>= 0 and var at) || Conjuncts(left[..at]) is not { } parts)
            return [mention];
        var start = mention.Left.Start.Value;
        return parts.Select((part, index) => mention with { Subject = part, QuoteStart = start + Nth(left, index) });
    }

    /// <summary>Where 均 or 各 stands before the number with nothing but a verb between; -1 for 人均 and 各类.</summary>
    private static int EachAt(string left)
    {
        var at = left.LastIndexOfAny(['均', '各', '都']);
        if (at < 2 || "人户平年月日台亩".Contains(left[at - 1], StringComparison.Ordinal))
            return -1;
        var between = left.AsSpan(at + 1);
        return between.IsEmpty || MentionReader.IsFiller(between) || between is "超过" or "建成" or "配备" or "设立" or "实现" ? at : -1;
    }

    /// <summary>Where the conjunct of that number begins.</summary>
    private static int Nth(string left, int index)
    {
        var at = 0;
        for (var i = 0; i < index; i++)
        {
            var next = left.AsSpan(at).IndexOfAny("、和与及");
            if (next < 0)
                break;
            at += next + 1;
        }

        return at;
    }
}
