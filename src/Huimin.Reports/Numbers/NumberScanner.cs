using Huimin.Reports.Text;

namespace Huimin.Reports.Numbers;

/// <summary>Finds the numbers of a line that are figures: not dates, not numbers of documents, not names, not slogans.</summary>
internal sealed class NumberScanner(NormalText text, TextLine line)
{
    private const string RangeSigns = "-—~至到";
    private readonly string all = text.Characters;
    private readonly Names names = new(text.Characters, line.Start, line.End);
    private readonly List<WrittenNumber> found = [];

    public static List<WrittenNumber> Scan(NormalText text, TextLine line)
    {
        var scanner = new NumberScanner(text, line);
        scanner.Scan();
        return scanner.found;
    }

    private void Scan()
    {
        for (var at = line.Start; at < line.End;)
        {
            if (!Numerals.CanBegin(all[at]) || Numerals.At(all, at, i => text.Written(i) == ',') is not { } number)
            {
                at++;
                continue;
            }

            at = number.End;
            if (IsPartOfWord(number) || (names.Contain(number.Start) && !Tail(number.End).StartsWith("连增")))
                continue;
            if (Read(number) is { } written)
                at = Math.Max(at, Keep(written));
            else if (ReadRange(number) is { } range)
                at = range;
        }
    }

    /// <summary>The index to go on from.</summary>
    private int Keep(WrittenNumber written)
    {
        // 5%—10%: the same unit on both sides.
        if (found.Count > 0 && found[^1].Unit == written.Unit && found[^1].Bound == FigureBound.Exact && written.Start - found[^1].End == 1 && RangeSigns.Contains(all[written.Start - 1], StringComparison.Ordinal))
        {
            found[^1] = found[^1] with { Bound = FigureBound.AtLeast };
            written = written with { Bound = FigureBound.AtMost };
        }

        found.Add(written);
        return written.End;
    }

    /// <summary>Letters, signs of formulas, times and parts of dates on either side: A4, 1+7+N, 10:49, 2024-12.</summary>
    private bool IsPartOfWord(Numeral number)
    {
        var before = number.Start > line.Start ? all[number.Start - 1] : ' ';
        var behind = number.End < line.End ? all[number.End] : ' ';
        if (char.IsAsciiLetter(before) || before is '+' or '/' or '_' or '@' or '#' or '=' or '.' || char.IsAsciiLetter(behind) || behind is '+' or '@' or '=' or '_')
            return true;
        var beforeThat = number.Start - 2 >= line.Start ? all[number.Start - 2] : ' ';
        if (before is '-' or '—' or '~' or ':' && char.IsAsciiDigit(beforeThat))
            return true;
        return behind == ':' && number.End + 1 < line.End && char.IsAsciiDigit(all[number.End + 1]);
    }

    private WrittenNumber? Read(Numeral number)
    {
        var before = line.Characters[..(number.Start - line.Start)];
        if (before.EndsWith("第"))
            return ReadOrdinal(number, number.Start - 1, Tail(number.End));
        if (before.EndsWith("百分之") && (number.IsChinese || number.Value <= 1_000))
            return Make(number, number.Start - 3, number.End, UnitWords.Percent, 0.01m);
        if (number.End >= line.End)
            return null;
        switch (all[number.End])
        {
            case '%':
                return Make(number, number.Start, number.End + 1, UnitWords.Percent, 0.01m);
            case '‰':
                return Make(number, number.Start, number.End + 1, UnitWords.Permille, 0.001m);
            case '成' when IsTenths(number):
                return Make(number, number.Start, number.End + 1, UnitWords.Percent, 0.1m);
            case '连' when !number.IsChinese && number.End + 1 < line.End && all[number.End + 1] is '增' or '涨' or '升' or '提':
                return Make(number, number.Start, number.End + 2, UnitWords.Increase);
            case '年' when before.EndsWith("连续"):
                return Make(number, number.Start, number.End + 1, UnitWords.Years);
            case '大' when !number.IsChinese && UnitWords.At(all, number.End) is null && UnitWords.BeginsWithNoun(Tail(number.End + 1)) is "task" or "project":
                return Make(number, number.Start, number.End + 1, new UnitWord("大", UnitWords.BeginsWithNoun(Tail(number.End + 1))!, ["*"]));
            case '倍' when ContainsGrowth(before):
                return Make(number, number.Start, number.End + 1, UnitWords.Percent);
        }

        if (Tail(number.End).StartsWith("个百分点"))
            return Make(number, number.Start, number.End + 4, UnitWords.Points, 0.01m);
        return ReadCounted(number);
    }

    private WrittenNumber? ReadCounted(Numeral number)
    {
        if (UnitWords.At(all, number.End) is not { } unit)
            return null;
        var end = number.End + unit.Word.Length;
        if (Countings.IsCutFromWord(all, unit, end))
        {
            unit = unit.Word == "市民" ? UnitWords.At("市", 0) : null;
            if (unit is null)
                return null;
            end = number.End + unit.Word.Length;
        }

        var clause = all.AsSpan(line.ClauseStart(number.Start), number.Start - line.ClauseStart(number.Start));
        if (Countings.IsOfThePage(all, number.End, end) || !Countings.Counts(all, number, unit, end, clause))
            return null;
        // 12个1, 四个一: a slogan.
        if (unit.CountsAnything && end < line.End && all[end] is '1' or '一' && (end + 1 >= line.End || !char.IsAsciiDigit(all[end + 1])))
            return null;
        if (unit.Word == "位" && IsRank(clause, end))
            return Make(number, number.Start, end, UnitWords.Rank);
        return Make(number, number.Start, end, unit);
    }

    /// <summary>进步12位, but 32位老人.</summary>
    private static bool IsRank(ReadOnlySpan<char> clause, int end) =>
        end > 0 && (clause.EndsWith("进步") || clause.EndsWith("前移") || clause.EndsWith("提升") || clause.EndsWith("上升") || clause.EndsWith("跃升") || clause.EndsWith("前进") || clause.EndsWith("列") || clause.EndsWith("居"));

    /// <summary>第2位 and 全省第二 are ranks, 第二批 and 第九届 are names.</summary>
    private WrittenNumber? ReadOrdinal(Numeral number, int start, ReadOnlySpan<char> tail)
    {
        if (tail.StartsWith("方阵") || tail.StartsWith("梯队"))
            return Make(number, start, number.End + 2, UnitWords.Tier);
        var clause = all.AsSpan(line.ClauseStart(start), start - line.ClauseStart(start));
        var ranks = clause.ContainsAny(RankWords) || clause.EndsWith("全省") || clause.EndsWith("全国") || clause.EndsWith("全市");
        if (!ranks)
            return null;
        if (tail.StartsWith("位") || tail.StartsWith("名"))
            return Make(number, start, number.End + 1, UnitWords.Rank);
        return tail.IsEmpty || ",。;、和及)".Contains(tail[0], StringComparison.Ordinal) ? Make(number, start, number.End, UnitWords.Rank) : null;
    }

    private static readonly System.Buffers.SearchValues<string> RankWords =
        System.Buffers.SearchValues.Create(["位居", "位列", "排名", "排在", "名列", "列全", "居全", "并列", "获得", "荣获", "进入"], StringComparison.Ordinal);

    private bool IsTenths(Numeral number) => number.Value is > 0 and <= 10 && !number.HasMagnitude
        && (number.End + 1 >= line.End || "以左的,。、;多上".Contains(all[number.End + 1], StringComparison.Ordinal));

    private static bool ContainsGrowth(ReadOnlySpan<char> before)
    {
        var near = before[^Math.Min(8, before.Length)..];
        return near.Contains("增长", StringComparison.Ordinal) || near.Contains("提高", StringComparison.Ordinal) || near.Contains("增加", StringComparison.Ordinal);
    }

    /// <summary>3—5个, 300至500元 and, after 分别, 870、820元: the measure word stands behind the last only.</summary>
    private int? ReadRange(Numeral number)
    {
        var at = number.End;
        if (at + 1 >= line.End || number.IsChinese)
            return null;
        var shares = all[at] is '、' or '和' && line.Characters[..(number.Start - line.Start)].Contains("分别", StringComparison.Ordinal);
        if ((!RangeSigns.Contains(all[at], StringComparison.Ordinal) && !shares) || Numerals.At(all, at + 1, _ => false) is not { IsChinese: false } second || second.End > line.End)
            return null;
        if (Read(second) is not { } last)
            return null;
        // 3—5万元: the magnitude stands behind the last only, too.
        var magnitude = second.HasMagnitude && !number.HasMagnitude && number.Value < last.Value / second.Step ? second.Step * Decimals(second, last) : 1m;
        var scale = last.Unit.Unit switch { "percent" => 0.01m, "permille" => 0.001m, _ => 1m };
        Keep(last with { Start = number.Start, End = number.End, Value = number.Value * magnitude * scale, Step = number.Step * magnitude * scale, Bound = shares ? last.Bound : FigureBound.AtLeast, HasMagnitude = second.HasMagnitude });
        found.Add(shares ? last : last with { Bound = FigureBound.AtMost });
        return last.End;
    }

    /// <summary>Turns the step of 5.5万 (1000) into its magnitude (10000).</summary>
    private decimal Decimals(Numeral second, WrittenNumber last)
    {
        var point = all.IndexOf('.', second.Start, second.End - second.Start);
        var scale = 1m;
        for (var i = point + 1; point >= 0 && i < last.End && char.IsAsciiDigit(all[i]); i++)
            scale *= 10;
        return scale;
    }

    private ReadOnlySpan<char> Tail(int at) => at >= line.End ? [] : all.AsSpan(at, line.End - at);

    private WrittenNumber Make(Numeral number, int start, int end, UnitWord unit, decimal scale = 1m)
    {
        var (bound, from, to) = BoundWords.Around(all, start, Math.Min(end, line.End), number.IsMore, number.IsBare);
        return new WrittenNumber
        {
            Start = Math.Max(from, line.Start),
            End = Math.Min(to, line.End),
            Value = number.Value * scale,
            Step = number.Step * scale,
            Bound = bound,
            Unit = unit,
            IsChinese = number.IsChinese,
            HasMagnitude = number.HasMagnitude,
        };
    }
}
