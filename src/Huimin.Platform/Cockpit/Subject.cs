using Huimin.Platform.Indicators;
using Huimin.Platform.Programmes;
using Huimin.Platform.Ui;
using Huimin.Reports;

namespace Huimin.Platform.Cockpit;

/// <summary>
/// What the cockpit compares between places: an indicator of the ledger 台账指标, or those whom the month's pass found entitled to a
/// programme 应享.
/// </summary>
public sealed record Subject
{
    /// <summary>Before the code of a programme in addresses.</summary>
    public const string Entitled = "entitled:";

    /// <summary>Null for a programme.</summary>
    public ListedIndicator? Indicator { get; private init; }

    /// <summary>Code of a programme; null for an indicator.</summary>
    public string? Programme { get; private init; }

    /// <summary>As addresses name it.</summary>
    public string Key => Indicator?.Code ?? Entitled + Programme;

    /// <summary>Code of the unit.</summary>
    public string Unit => Indicator?.Line.Unit ?? "person";

    /// <summary>Whether it grows with the number of residents, so that places are comparable by what comes to 10,000 of them.</summary>
    public bool GrowsWithResidents => Indicator is null || (Indicator.Line.Measure is Measure.Stock or Measure.Flow && Indicator.Code != OwnIndicators.Residents && !IsShare);

    /// <summary>A fraction that is written as a percentage.</summary>
    public bool IsShare => Unit is "percent" or "permille";

    /// <summary>Whether parts add up to the whole, so that what parts leave over is told.</summary>
    public bool AddsUp(DateOnly day) => Indicator is null || Indicator.Declared?.On(day).Kind is DefinitionKind.Stock or DefinitionKind.Flow;

    public static Subject Of(ListedIndicator indicator) => new() { Indicator = indicator };

    public static Subject OfProgramme(string code) => new() { Programme = code };

    public string Name(Words words, PolicyLibrary policies)
    {
        ArgumentNullException.ThrowIfNull(words);
        ArgumentNullException.ThrowIfNull(policies);
        return Indicator is { } listed ? words.Name(listed) : words["{0}应享人数", policies.Name(Programme!, words)];
    }
}
