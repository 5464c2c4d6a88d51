using Huimin.Reports.Claims;

namespace Huimin.Reports;

/// <summary>What was read out of a report.</summary>
/// <param name="Period">The time that the report as a whole is about; null when nothing says so.</param>
/// <param name="Place">The city, such as 临沂市; null when the text names none.</param>
/// <param name="Figures">In the order of the text.</param>
/// <param name="TableLinesSkipped">Lines of tables with several columns of numbers, which were not read.</param>
public sealed record Reading(ReportPeriod? Period, string? Place, IReadOnlyList<Figure> Figures, int TableLinesSkipped)
{
    /// <summary>The city whose bureau the title names, 江州市 in 江州市民政局2024年工作总结; null where it names none.</summary>
    public string? Publisher { get; init; }

    /// <summary>What the report claims without a number, in the order of the text.</summary>
    public IReadOnlyList<Claim> Claims { get; init; } = [];
}

/// <summary>What a reader knows about a report besides its text.</summary>
public sealed record ReadingOptions
{
    /// <summary>The name of the file; a year in it counts when the text says none.</summary>
    public string? Name { get; init; }

    /// <summary>The time of the report, when it is known.</summary>
    public ReportPeriod? Period { get; init; }

    /// <summary>Residents of cities by name (临沂市), for what no city of that size can have built.</summary>
    public IReadOnlyDictionary<string, long> Residents { get; init; } = new Dictionary<string, long>(StringComparer.Ordinal);
}
