using Huimin.Reports;

namespace Huimin.Platform.Reports.Verifying;

/// <summary>
/// How a figure of a report compares with the ledger of a city. A real city's is the whole. A demo that holds a hundredth of the people
/// has a hundredth of what is counted of them, give or take one: then the report's figure is taken times a hundredth.
/// </summary>
/// <param name="Scale">What the report's figure is taken times; 1 where it is compared as it stands.</param>
/// <param name="Slack">How much the ledger may lie outside what the report writes: one of what is counted.</param>
internal readonly record struct Proportion(decimal Scale, decimal Slack)
{
    public static readonly Proportion Whole = new(1, 0);

    public bool IsWhole => this == Whole;

    /// <summary>As exactly as the text writes it; 余 does not reach the next step.</summary>
    public bool Agrees(Figure read, decimal value)
    {
        if (value < (read.Low * Scale) - Slack)
            return false;
        if (read.High == decimal.MaxValue)
            return true;
        var high = (read.High * Scale) + Slack;
        return read.Bound == FigureBound.MoreThan && Slack == 0 ? value < high : value <= high;
    }
}
