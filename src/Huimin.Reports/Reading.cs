namespace Huimin.Reports;

/// <summary>What was read out of a report.</summary>
/// <param name="Period">The time that the report as a whole is about; null when nothing says so.</param>
/// <param name="Place">The city, such as 临沂市; null when the text names none.</param>
/// <param name="Figures">In the order of the text.</param>
/// <param name="TableLinesSkipped">Lines of tables with several columns of numbers, which were not read.</param>
public sealed record Reading(ReportPeriod? Period, string? Place, IReadOnlyList<Figure> Figures, int TableLinesSkipped);

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
