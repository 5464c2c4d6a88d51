using System.Globalization;
using Huimin.Platform.Indicators;
using Huimin.Reports;

namespace Huimin.Platform.Reports.Writing.Language;

/// <summary>Reads what stands between braces; what it cannot be is said at its place.</summary>
internal sealed class BindingReader(IndicatorLibrary library, TemplateErrors errors)
{
    private const int LongestReason = 200;
    private const int LongestTyped = 60;

    private static readonly Dictionary<string, ReportWord> Words = new(StringComparer.Ordinal)
    {
        ["地区"] = ReportWord.Place,
        ["时期"] = ReportWord.Period,
        ["截至"] = ReportWord.AsOf,
        ["年"] = ReportWord.Year,
        ["机关"] = ReportWord.Office,
        ["辖区"] = ReportWord.Whole,
    };

    private static readonly Dictionary<string, FigureTime> Times = new(StringComparer.Ordinal)
    {
        ["去年同期"] = FigureTime.YearBefore,
        ["上期"] = FigureTime.Before,
        ["累计"] = FigureTime.YearToDate,
        ["上年"] = FigureTime.LastYear,
    };

    private static readonly Dictionary<string, FigureForm> Forms = new(StringComparer.Ordinal)
    {
        ["原数"] = FigureForm.Exact,
        ["余"] = FigureForm.MoreThan,
        ["近"] = FigureForm.Nearly,
        ["约"] = FigureForm.About,
        ["同比"] = FigureForm.YearOnYear,
        ["环比"] = FigureForm.OnPrevious,
        ["完成"] = FigureForm.OfTarget,
    };

    private readonly Dictionary<string, ListedIndicator> byName = library.All.GroupBy(i => i.Line.Chinese, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);

    /// <param name="inside">Without the braces.</param>
    /// <param name="at">Where it begins, behind the opening brace.</param>
    /// <returns>Null where it is none; why was said.</returns>
    public Binding? Read(string inside, int at)
    {
        var parts = inside.Split('|');
        var head = parts[0];
        var typed = head.IndexOf('=', StringComparison.Ordinal) is >= 0 and var sign ? head[(sign + 1)..].Trim() : null;
        if (typed is not null)
            head = head[..head.IndexOf('=', StringComparison.Ordinal)];
        var names = head.Split('@');
        var binding = new Binding { Start = at - 1, Length = inside.Length + 2, Typed = typed };
        if (Words.TryGetValue(names[0].Trim(), out var word))
            return inside.Trim() == names[0].Trim() ? binding with { Word = word } : Wrong(at, $"“{names[0].Trim()}”后面不能再写地方、时期和写法。");
        if (typed is not null && (typed.Length is 0 or > LongestTyped || !typed.Any(c => char.IsAsciiDigit(c) || "一二三四五六七八九十百千万两零".Contains(c, StringComparison.Ordinal))))
            return Wrong(at, $"“=”后面写改成的数字，例如 =18.9万人，最长{LongestTyped}个字。");
        if (names[0].Trim().Length > 0 || typed is null)
        {
            if (Find(names[0].Trim(), at) is not { } indicator)
                return null;
            binding = binding with { Indicator = indicator };
        }

        return Located(binding, names.AsSpan(1), at + names[0].Length + 1) is { } located ? Formed(located, parts, at + parts[0].Length + 1) : null;
    }

    private Binding? Wrong(int at, FormattableString why)
    {
        errors.Wrong(at, why);
        return null;
    }

    private ListedIndicator? Find(string name, int at)
    {
        if ((library.Find(name) ?? byName.GetValueOrDefault(name)) is { } found)
            return found;
        if (name.Length == 0)
            errors.Wrong(at, $"花括号里写指标代码或者名称，例如 dibao_recipients。");
        else if (Nearest(name) is { } near)
            errors.Wrong(at, $"指标目录里没有“{name}”，是不是 {near.Code}（{near.InBothLanguages}）？");
        else
            errors.Wrong(at, $"指标目录里没有“{name}”。");
        return null;
    }

    /// <summary>The code or name that shares most of its pairs of characters with what was written.</summary>
    private ListedIndicator? Nearest(string name)
    {
        var pairs = Pairs(name);
        var best = library.All.Select(i => (Indicator: i, Score: Math.Max(Alike(pairs, Pairs(i.Code)), Alike(pairs, Pairs(i.Line.Chinese))))).MaxBy(i => i.Score);
        return best.Score >= 0.6 ? best.Indicator : null;

        static HashSet<string> Pairs(string text) => [.. Enumerable.Range(0, Math.Max(0, text.Length - 1)).Select(i => text.Substring(i, 2))];
        static double Alike(HashSet<string> a, HashSet<string> b) => a.Count + b.Count == 0 ? 0 : 2.0 * a.Count(b.Contains) / (a.Count + b.Count);
    }

    private Binding? Located(Binding binding, ReadOnlySpan<string> names, int at)
    {
        foreach (var written in names)
        {
            var name = written.Trim();
            if (Times.TryGetValue(name, out var time))
                binding = binding.Time == FigureTime.Own ? binding with { Time = time } : Wrong(at, $"时期写了两次。")!;
            else if (Period.TryParse(name, out var period))
                binding = binding.Time == FigureTime.Own ? binding with { Time = FigureTime.Fixed, Fixed = period } : Wrong(at, $"时期写了两次。")!;
            else if (name.Length == 0)
                return Wrong(at, $"“@”后面写地方或者时期，例如 @沂水县、@去年同期、@2025。");
            else
                binding = binding.Place is null ? binding with { Place = name } : Wrong(at, $"地方写了两次；时期应写作 2025、2026-H1、2026-Q3、2026-11、去年同期、上期、累计或者上年。")!;
            if (binding is null)
                return null;
            at += written.Length + 1;
        }

        return binding;
    }

    private Binding? Formed(Binding binding, string[] parts, int at)
    {
        for (var i = 1; i < parts.Length; at += parts[i].Length + 1, i++)
        {
            var option = parts[i].Trim();
            if (option.StartsWith("理由=", StringComparison.Ordinal))
            {
                if (binding.Typed is null || option.Length > LongestReason + 3 || option.Length == 3)
                    return Wrong(at, $"理由写在手改的数字后面，最长{LongestReason}个字。");
                binding = binding with { Reason = option[3..].Trim() };
            }
            else if (option.StartsWith("单位=", StringComparison.Ordinal))
            {
                if (Measured(binding, option[3..].Trim(), at) is not { } measured)
                    return null;
                binding = measured;
            }
            else if (binding.Form != FigureForm.House)
                return Wrong(at, $"写法只能有一种，这里多了“{option}”。");
            else if (Shaped(binding, option, at) is { } shaped)
                binding = shaped;
            else
                return null;
        }

        return binding;
    }

    private Binding? Measured(Binding binding, string word, int at)
    {
        var unit = binding.Indicator?.Line.Unit ?? "";
        if (MeasureWords.Of(unit).Contains(word, StringComparer.Ordinal))
            return binding with { Measure = word };
        return MeasureWords.Of(unit) is { Count: > 0 } others
            ? Wrong(at, $"“{word}”不能作这个指标的量词，可以用{string.Join('、', others)}。")
            : Wrong(at, $"“{word}”不能作这个指标的量词。");
    }

    private Binding? Shaped(Binding binding, string option, int at)
    {
        if (binding.Typed is not null)
            return Wrong(at, $"手改的数字后面只能写理由，不能写“{option}”。");
        var isShare = binding.Indicator?.Line.Unit is "percent" or "permille";
        if (Forms.TryGetValue(option, out var form))
        {
            if (isShare && form is FigureForm.MoreThan or FigureForm.Nearly or FigureForm.OfTarget)
                return Wrong(at, $"比率不能用“{option}”。");
            return binding.Indicator?.Line.Measure == Measure.Growth && form is FigureForm.YearOnYear or FigureForm.OnPrevious
                ? Wrong(at, $"增幅本身就是比较，不能再用“{option}”。")
                : binding with { Form = form };
        }

        if (option is ['万' or '亿', ..] && (option.Length == 1 || (option.Length == 2 && option[1] is >= '0' and <= '4')))
        {
            return isShare
                ? Wrong(at, $"比率不能用“{option}”。")
                : binding with { Form = FigureForm.Scaled, Scale = option[0] == '万' ? 10_000 : 100_000_000, Decimals = option.Length == 1 ? 1 : int.Parse(option.AsSpan(1), CultureInfo.InvariantCulture) };
        }

        return Wrong(at, $"没有“{option}”这种写法，可以用原数、万1、亿2、余、近、约、同比、环比、完成、单位=名。");
    }
}
