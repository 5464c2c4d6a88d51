using Huimin.Platform.Indicators;

namespace Huimin.Platform.Reports.Writing.Language;

/// <summary>How a figure is written.</summary>
public enum FigureForm
{
    /// <summary>As reports write it: 7214人, 18.8万人, 470万元, 95.3%.</summary>
    House,

    /// <summary>原数: every digit.</summary>
    Exact,

    /// <summary>万1, 亿2: in that unit with so many decimals.</summary>
    Scaled,

    /// <summary>余: 18.8万余人, where it is more than that.</summary>
    MoreThan,

    /// <summary>近: 近19万人, where it is nearly that.</summary>
    Nearly,

    /// <summary>约: 约18.8万人.</summary>
    About,

    /// <summary>同比: 同比增长18%.</summary>
    YearOnYear,

    /// <summary>环比: 环比增长18%.</summary>
    OnPrevious,

    /// <summary>完成: 完成年度目标的85%.</summary>
    OfTarget,
}

/// <summary>Words that a report takes from its place and time.</summary>
public enum ReportWord
{
    /// <summary>地区: 沂水县.</summary>
    Place,

    /// <summary>时期: 2026年上半年.</summary>
    Period,

    /// <summary>截至: 2026年6月底.</summary>
    AsOf,

    /// <summary>年: 2026年.</summary>
    Year,

    /// <summary>机关: 沂水县民政局.</summary>
    Office,

    /// <summary>辖区: 全市, 全县, 全区.</summary>
    Whole,
}

/// <summary>
/// What stands between braces: <c>{指标@地方@时期=手改|写法|单位=名|理由=…}</c>. A word of the report, an indicator's figure, one that somebody
/// typed over it, or one that somebody typed where the ledger has none.
/// </summary>
public sealed record Binding
{
    /// <summary>First character of the opening brace.</summary>
    public required int Start { get; init; }

    public required int Length { get; init; }

    /// <summary>Null for a figure.</summary>
    public ReportWord? Word { get; init; }

    /// <summary>Null for a word, and for a figure typed without one.</summary>
    public ListedIndicator? Indicator { get; init; }

    /// <summary>Name or code of another place than the report's; null for its own.</summary>
    public string? Place { get; init; }

    public FigureTime Time { get; init; }

    /// <summary>With <see cref="FigureTime.Fixed"/>.</summary>
    public Period Fixed { get; init; }

    public FigureForm Form { get; init; }

    /// <summary>10,000 or 100,000,000, with <see cref="FigureForm.Scaled"/>.</summary>
    public decimal Scale { get; init; } = 1;

    public int Decimals { get; init; }

    /// <summary>Another measure word than the usual one: 名.</summary>
    public string? Measure { get; init; }

    /// <summary>What somebody typed instead of the ledger's value; null for the ledger's.</summary>
    public string? Typed { get; init; }

    /// <summary>Why it was typed.</summary>
    public string Reason { get; init; } = "";

    public bool IsComparison => Form is FigureForm.YearOnYear or FigureForm.OnPrevious or FigureForm.OfTarget;

    /// <summary>The period meant in a report of another.</summary>
    public Period In(Period own) => Time switch
    {
        FigureTime.YearBefore => own.YearBefore,
        FigureTime.Before => own.Previous,
        FigureTime.YearToDate => new Period(new DateOnly(own.End.Year, 1, 1), own.End),
        FigureTime.LastYear => Period.Year(own.End.Year - 1),
        FigureTime.Fixed => Fixed,
        _ => own,
    };
}

/// <summary>The time of a bound figure.</summary>
public enum FigureTime
{
    Own,

    /// <summary>去年同期.</summary>
    YearBefore,

    /// <summary>上期.</summary>
    Before,

    /// <summary>累计: since 1 January.</summary>
    YearToDate,

    /// <summary>上年: all of the year before.</summary>
    LastYear,

    /// <summary>2025, 2026-Q1.</summary>
    Fixed,
}
