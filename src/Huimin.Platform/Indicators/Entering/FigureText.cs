using System.Collections.Frozen;
using System.Globalization;
using Huimin.Platform.Regions;
using Huimin.Reports;

namespace Huimin.Platform.Indicators.Entering;

/// <summary>A figure as somebody typed it or a row of a file has it.</summary>
public sealed record TypedFigure
{
    public string Indicator { get; init; } = "";

    public string Region { get; init; } = "";

    /// <summary>See <see cref="Indicators.Period"/>.</summary>
    public string Period { get; init; } = "";

    public string Scope { get; init; } = "";

    /// <summary>In whole units, a share as a fraction or with a percent sign: 188000, 0.95, 95%.</summary>
    public string Value { get; init; } = "";

    /// <summary>Empty for exact.</summary>
    public string Bound { get; init; } = "";

    /// <summary>Significant digits; empty where it is exact.</summary>
    public string Digits { get; init; } = "";

    public string Source { get; init; } = "";

    public string Note { get; init; } = "";
}

/// <summary>What is wrong with a typed figure: the column and the reason.</summary>
public sealed record FigureProblem(string Column, string Value, FormattableString Reason);

/// <summary>Reads figures as they are typed, and says everything that is wrong with one at once.</summary>
public sealed class FigureText(IndicatorLibrary library, DivisionCode city, IReadOnlySet<long> divisions, DateOnly today)
{
    private const decimal Greatest = 9_000_000_000_000m;
    private const int LongestText = 300;

    /// <summary>What is counted one by one: a part of one cannot be.</summary>
    private static readonly FrozenSet<string> Divisible = new[] { "yuan", "percent", "permille", "mu", "kilometre", "hour", "year" }.ToFrozenSet();

    private static readonly FrozenDictionary<string, FigureBound> Bounds = new Dictionary<string, FigureBound>(StringComparer.OrdinalIgnoreCase)
    {
        [""] = FigureBound.Exact,
        ["exact"] = FigureBound.Exact,
        ["more_than"] = FigureBound.MoreThan,
        ["at_least"] = FigureBound.AtLeast,
        ["about"] = FigureBound.About,
        ["less_than"] = FigureBound.LessThan,
        ["at_most"] = FigureBound.AtMost,
        ["余"] = FigureBound.MoreThan,
        ["以上"] = FigureBound.AtLeast,
        ["约"] = FigureBound.About,
        ["近"] = FigureBound.LessThan,
        ["以下"] = FigureBound.AtMost,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The figure without id and time; null when something is wrong.</summary>
    public EnteredFigure? Read(TypedFigure typed, EnteredKind kind, List<FigureProblem> problems)
    {
        ArgumentNullException.ThrowIfNull(typed);
        ArgumentNullException.ThrowIfNull(problems);
        var before = problems.Count;
        var indicator = library.Find(typed.Indicator);
        if (indicator is null)
            problems.Add(new FigureProblem("indicator", typed.Indicator, $"指标目录里没有这个代码"));
        var region = ReadRegion(typed.Region, kind, problems);
        var period = ReadPeriod(typed.Period, kind, problems);
        var value = indicator is null ? 0 : ReadValue(typed.Value, indicator, problems);
        if (!Bounds.TryGetValue(typed.Bound.Trim(), out var bound))
            problems.Add(new FigureProblem("bound", typed.Bound, $"应是 exact、more_than、at_least、about、less_than 或 at_most"));
        short digits = 0;
        if (typed.Digits.Trim().Length > 0 && (!short.TryParse(typed.Digits, NumberStyles.None, CultureInfo.InvariantCulture, out digits) || digits is < 1 or > 15))
            problems.Add(new FigureProblem("digits", typed.Digits, $"有效位数应是1到15的整数"));
        if (typed.Source.Trim().Length == 0)
            problems.Add(new FigureProblem("source", "", $"要写明来源：哪份报告、报表或者文件"));
        foreach (var (column, text) in new[] { ("source", typed.Source), ("note", typed.Note), ("scope", typed.Scope) })
        {
            if (text.Length > LongestText)
                problems.Add(new FigureProblem(column, text[..20], $"最长{LongestText}个字"));
        }

        return problems.Count > before ? null : new EnteredFigure
        {
            Kind = kind,
            Indicator = indicator!.Code,
            Region = region,
            From = period.Start,
            To = period.End,
            Scope = typed.Scope.Trim(),
            Millionths = (long)(value * EnteredFigure.Unit),
            Bound = bound,
            Digits = digits == 0 ? null : digits,
            Source = typed.Source.Trim(),
            Note = typed.Note.Trim(),
        };
    }

    private long ReadRegion(string text, EnteredKind kind, List<FigureProblem> problems)
    {
        if (!DivisionCode.TryParse(text.Trim().PadRight(12, '0'), out var code, out var error))
        {
            problems.Add(new FigureProblem("region", text, $"{error}"));
            return 0;
        }

        if (city.Contains(code))
        {
            if (!divisions.Contains(code.Value))
                problems.Add(new FigureProblem("region", text, $"没有这个区划"));
        }
        else if (kind == EnteredKind.Reported)
        {
            problems.Add(new FigureProblem("region", text, $"不是本市的区划；别的城市只能导入它公布的数字和目标"));
        }
        else if (code.Level > RegionLevel.City)
        {
            problems.Add(new FigureProblem("region", text, $"别的城市只收全市的数字"));
        }

        return code.Value;
    }

    private Period ReadPeriod(string text, EnteredKind kind, List<FigureProblem> problems)
    {
        if (!Period.TryParse(text.Trim(), out var period))
            problems.Add(new FigureProblem("period", text, $"应写作 2026、2026-H1、2026-Q3、2026-11、2026-11-29 或 2020-01-01/2024-12-20"));
        else if (kind != EnteredKind.Target && period.End > today)
            problems.Add(new FigureProblem("period", text, $"时期还没有结束"));
        return period;
    }

    private static decimal ReadValue(string text, ListedIndicator indicator, List<FigureProblem> problems)
    {
        var written = text.Trim();
        var (number, divisor) = written switch { [.., '%'] => (written[..^1], 100m), [.., '‰'] => (written[..^1], 1_000m), _ => (written, 1m) };
        if (!decimal.TryParse(number, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var value))
        {
            problems.Add(new FigureProblem("value", text, $"不是数字；写整数、小数或者百分数，不写“万”“亿”"));
            return 0;
        }

        value /= divisor;
        var (unit, measure) = (indicator.Line.Unit, indicator.Line.Measure);
        if (Math.Abs(value) > Greatest || decimal.Round(value, 6) != value)
            problems.Add(new FigureProblem("value", text, $"数字太大，或者小数多于6位"));
        else if (divisor != 1 && unit is not ("percent" or "permille"))
            problems.Add(new FigureProblem("value", text, $"这个指标不是比率，不能写成百分数"));
        else if (value < 0 && measure != Measure.Growth)
            problems.Add(new FigureProblem("value", text, $"不能是负数"));
        else if (measure == Measure.Rate && unit is "percent" or "permille" && value > 1)
            problems.Add(new FigureProblem("value", text, $"比率不能超过100%；小数0.95或者写95%"));
        else if (value != decimal.Truncate(value) && !Divisible.Contains(unit) && measure is not (Measure.Rate or Measure.Growth))
            problems.Add(new FigureProblem("value", text, $"不能有小数：数的是整个的人、户、处等"));
        return value;
    }
}
