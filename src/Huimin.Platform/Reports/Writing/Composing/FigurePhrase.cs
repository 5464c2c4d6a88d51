using System.Globalization;
using Huimin.Platform.Indicators;
using Huimin.Platform.Reports.Writing.Language;
using Huimin.Reports;
using Line = Huimin.Reports.Catalogue.Indicator;

namespace Huimin.Platform.Reports.Writing.Composing;

/// <summary>
/// How reports write values. What is written is always true of the value, as exactly as it is written: the reader of reports takes the
/// value to lie within it.
/// </summary>
public static class FigurePhrase
{
    private const decimal Ten = 10_000;
    private const decimal Hundred = 100_000_000;

    /// <summary>From here on counts are told in 万.</summary>
    private const decimal Large = 100_000;

    /// <param name="value">In the unit of the catalogue; shares as fractions.</param>
    public static string Of(decimal value, ListedIndicator indicator, Binding binding)
    {
        ArgumentNullException.ThrowIfNull(indicator);
        ArgumentNullException.ThrowIfNull(binding);
        if (indicator.Line.Unit is "percent" or "permille")
            return (binding.Form == FigureForm.About ? "约" : "") + Share(value, indicator.Line.Unit);
        var unit = binding.Measure ?? FigureWords.ChineseUnit(indicator.Line);
        return binding.Form switch
        {
            FigureForm.Exact => Whole(value, indicator) + unit,
            FigureForm.Scaled => Scaled(value, binding.Scale, binding.Decimals) + unit,
            FigureForm.MoreThan => MoreThan(value, unit) ?? House(value, indicator) + unit,
            FigureForm.Nearly => Nearly(value, unit) ?? House(value, indicator) + unit,
            FigureForm.About => "约" + House(value, indicator) + unit,
            _ => House(value, indicator) + unit,
        };
    }

    /// <summary>188000, 1170.5: every digit, without marks between them.</summary>
    public static string Plain(decimal value) => value.ToString("0.######", CultureInfo.InvariantCulture);

    /// <summary>A share of nearly all is never written as all of it, and a small one never as none.</summary>
    public static string Share(decimal value, string unit)
    {
        var whole = unit == "permille" ? 1000m : 100m;
        for (var decimals = 1; decimals < 6; decimals++)
        {
            var shown = Round(value * whole, decimals);
            if ((shown != whole || value == 1) && (shown != 0 || value == 0))
                return Plain(shown) + (unit == "permille" ? "‰" : "%");
        }

        return Plain(Math.Round(value * whole, 6, MidpointRounding.ToZero)) + (unit == "permille" ? "‰" : "%");
    }

    /// <summary>同比增长18%, 同比提高1.2个百分点, 与上年同期持平.</summary>
    /// <param name="sinceYear">同比, else 环比.</param>
    /// <returns>The words and the change that they state, a fraction or points of a share; null where there was none to compare with.</returns>
    public static (string Words, decimal Change)? Change(decimal now, decimal then, string unit, bool sinceYear)
    {
        var (asked, level) = sinceYear ? ("同比", "与上年同期持平") : ("环比", "与上期持平");
        if (now == then)
            return (level, 0);
        if (unit is "percent" or "permille")
        {
            var points = (now - then) * 100;
            return Rounded(points) is { } moved ? ($"{asked}{(points > 0 ? "提高" : "下降")}{Plain(Math.Abs(moved))}个百分点", moved / 100) : (level.Replace("持平", "基本持平", StringComparison.Ordinal), 0);
        }

        if (then == 0)
            return null;
        var percent = ((now / then) - 1) * 100;
        return Rounded(percent) is { } change ? ($"{asked}{(percent > 0 ? "增长" : "下降")}{Plain(Math.Abs(change))}%", change / 100) : (level.Replace("持平", "基本持平", StringComparison.Ordinal), 0);
    }

    /// <summary>完成年度目标的85%.</summary>
    public static string OfTarget(decimal reached, bool ofYear) => $"完成{(ofYear ? "年度" : "")}目标的{Share(reached, "percent")}";

    /// <summary>How the value stands in a table: every digit, money in 万元.</summary>
    public static string Cell(decimal value, Line line)
    {
        ArgumentNullException.ThrowIfNull(line);
        return line.Unit is "percent" or "permille" ? Share(value, line.Unit) : Plain(InTable(value, line));
    }

    /// <summary>The value in the unit of <see cref="TableUnit"/>.</summary>
    public static decimal InTable(decimal value, Line line) => IsInTens(line) ? Round(value / Ten, 2) : value;

    /// <summary>人, 万元; %, ‰.</summary>
    public static string TableUnit(Line line)
    {
        ArgumentNullException.ThrowIfNull(line);
        return line.Unit switch { "percent" => "%", "permille" => "‰", _ => (IsInTens(line) ? "万" : "") + FigureWords.ChineseUnit(line) };
    }

    private static bool IsInTens(Line line) => line.Unit == "yuan" && line.Measure != Measure.Standard;

    /// <summary>Every digit; money ends with its fen.</summary>
    private static string Whole(decimal value, ListedIndicator indicator) => Plain(indicator.Line.Unit == "yuan" ? Round(value, 2) : value);

    private static string House(decimal value, ListedIndicator indicator)
    {
        var size = Math.Abs(value);
        if (indicator.Line.Unit == "yuan")
        {
            return indicator.Line.Measure is Measure.Standard || size < Ten ? Whole(value, indicator)
                : size < Hundred ? Scaled(value, Ten, 2) : Scaled(value, Hundred, 2);
        }

        return size < Large || indicator.Line.Measure is Measure.Standard or Measure.Rank ? Plain(value)
            : size < Hundred ? Scaled(value, Ten, 1) : Scaled(value, Hundred, 2);
    }

    /// <summary>18.8万; what would be rounded to nothing keeps its digits.</summary>
    private static string Scaled(decimal value, decimal scale, int decimals)
    {
        var shown = Round(value / scale, decimals);
        return shown == 0 ? Plain(value) : Plain(shown) + (scale == Ten ? "万" : "亿");
    }

    /// <summary>The digits that 余 leaves, where something is left over; null where nothing is.</summary>
    private static string? MoreThan(decimal value, string unit)
    {
        if (value < 100)
            return null;
        var step = Step(value);
        var floor = Math.Floor(value / step) * step;
        return floor == value ? null : Magnitude(floor) + "余" + unit;
    }

    /// <summary>The next round number above, where the value nearly reaches it.</summary>
    private static string? Nearly(decimal value, string unit)
    {
        if (value < 100)
            return null;
        var step = Step(value);
        var ceiling = Math.Ceiling(value / step) * step;
        return ceiling == value || value < ceiling * 0.95m ? null : "近" + Magnitude(ceiling) + unit;
    }

    /// <summary>Three digits of large numbers stay, two of small ones.</summary>
    private static decimal Step(decimal value)
    {
        var step = 1m;
        for (var kept = value < Large ? 100m : 1_000m; value / step >= kept; step *= 10)
        {
        }

        return step;
    }

    private static string Magnitude(decimal round) =>
        round >= Hundred ? Plain(round / Hundred) + "亿" : round >= Ten ? Plain(round / Ten) + "万" : Plain(round);

    private static decimal? Rounded(decimal percent)
    {
        var shown = Round(percent, 1);
        if (shown == 0)
            shown = Round(percent, 2);
        return shown == 0 ? null : shown;
    }

    private static decimal Round(decimal value, int decimals) => Math.Round(value, decimals, MidpointRounding.AwayFromZero);
}
