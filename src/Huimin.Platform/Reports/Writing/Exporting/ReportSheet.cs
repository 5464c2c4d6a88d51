using Huimin.Platform.Documents;
using Huimin.Platform.Reports.Writing.Composing;

namespace Huimin.Platform.Reports.Writing.Exporting;

/// <summary>The tables of a report as a spreadsheet, one below the other; numbers are numbers.</summary>
public static class ReportSheet
{
    /// <exception cref="CannotRunException">The report has no table.</exception>
    public static byte[] Write(ComposedReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var tables = report.Blocks.OfType<TableBlock>().ToList();
        if (tables.Count == 0)
            throw new CannotRunException($"这份报告没有表格。");
        var widest = tables.MaxBy(t => t.Columns.Count)!;
        var first = tables[0];
        List<SpreadsheetColumn> columns = [.. widest.Columns.Select((_, i) => new SpreadsheetColumn(i < first.Columns.Count ? first.Columns[i] : "", i == 0 ? 28 : 18))];
        return new SpreadsheetFile(first.Caption.Length > 0 ? first.Caption : report.TitleText, columns).Write(Rows(tables, report));
    }

    private static IEnumerable<IReadOnlyList<SpreadsheetCell>> Rows(List<TableBlock> tables, ComposedReport report)
    {
        foreach (var (i, table) in tables.Index())
        {
            if (i > 0)
            {
                yield return [];
                yield return [SpreadsheetCell.Text(table.Caption)];
                yield return [.. table.Columns.Select(SpreadsheetCell.Text)];
            }

            foreach (var row in table.Rows)
                yield return [SpreadsheetCell.Text(row.Name), .. row.Cells.Select(Cell)];
        }

        yield return [];
        yield return [SpreadsheetCell.Text(report.TitleText)];
        yield return [SpreadsheetCell.Text(report.Office), SpreadsheetCell.Day(report.Date)];
    }

    private static SpreadsheetCell Cell(ReportCell cell) => cell.Value is { } value ? SpreadsheetCell.Number(value) : SpreadsheetCell.Text(cell.Words);
}
