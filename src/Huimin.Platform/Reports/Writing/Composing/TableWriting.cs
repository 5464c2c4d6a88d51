using Huimin.Platform.Indicators;
using Huimin.Platform.Regions;
using Huimin.Platform.Reports.Writing.Language;
using Huimin.Policies;

namespace Huimin.Platform.Reports.Writing.Composing;

/// <summary>Writes a table of figures, and tests what must hold in it.</summary>
/// <param name="add">Keeps a figure and gives its number.</param>
internal sealed class TableWriting(ReportSetting setting, IndicatorLibrary library, LedgerAnswers answers, Func<WrittenFigure, int> add)
{
    public void Plan(TemplateTable table)
    {
        foreach (var column in table.Columns)
        {
            if (table.Rows == TableRows.Indicators)
                answers.WantCompared(column.Indicator!.Code, setting.Region.Value, column.In(setting.Period));
            else
                foreach (var (_, region, period) in Rows(table.Rows))
                    answers.Want(column.Indicator!.Code, region, column.In(period));
        }
    }

    public TableBlock Write(TemplateTable table) => table.Rows == TableRows.Indicators ? OfIndicators(table) : OfRows(table);

    private TableBlock OfRows(TemplateTable table)
    {
        List<string> heads = [table.Rows == TableRows.Months ? "月份" : "地区", .. table.Columns.Select(Head)];
        var rows = Rows(table.Rows).Select(r => new ReportRow(r.Name, [.. table.Columns.Select(c => Cell(c, answers[c.Indicator!.Code, r.Region, c.In(r.Period)]))])).ToList();
        return new TableBlock(table.Caption, heads, rows, table.Rows == TableRows.Divisions ? [.. Checks(table)] : []);
    }

    /// <summary>For each indicator its unit, the value, the same time a year before and the change.</summary>
    private TableBlock OfIndicators(TemplateTable table)
    {
        var rows = new List<ReportRow>();
        foreach (var column in table.Columns)
        {
            var indicator = column.Indicator!;
            var found = answers.Comparison(indicator.Code, setting.Region.Value, column.In(setting.Period));
            var change = found is { Now.Value: { } now, YearBefore.Value: { } before, ChangesSinceYearBefore.Count: 0 } ? FigurePhrase.Change(now, before, indicator.Line.Unit, sinceYear: true)?.Change : null;
            rows.Add(new ReportRow(indicator.Line.Chinese, [new ReportCell(FigurePhrase.TableUnit(indicator.Line)), Cell(column, found.Now), Cell(column, found.YearBefore, isNeeded: false), new ReportCell(change is { } known ? Signed(known) : "—")]));
        }

        return new TableBlock(table.Caption, ["指标", "单位", "本期", "上年同期", "同比"], rows, [.. RowChecks(table, setting.Region.Value, setting.Place)]);
    }

    private static string Signed(decimal change) => change == 0 ? "0" : (change > 0 ? "+" : "−") + FigurePhrase.Plain(Math.Abs(change) * 100) + "%";

    private string Head(Binding column)
    {
        var line = column.Indicator!.Line;
        var (time, unit) = (column.Time == FigureTime.Own ? "" : TimeOf(column), FigurePhrase.TableUnit(line));
        return $"{line.Chinese}{time}（{unit}）";
    }

    private string TimeOf(Binding column) => column.Time switch
    {
        FigureTime.YearToDate => "·本年累计",
        FigureTime.YearBefore => "·上年同期",
        FigureTime.Before => "·上期",
        _ => "·" + ReportLanguage.Of(column.In(setting.Period)),
    };

    /// <param name="isNeeded">Whether the table is incomplete without it: what is compared with may be unknown.</param>
    private ReportCell Cell(Binding column, LedgerFigure found, bool isNeeded = true)
    {
        var line = column.Indicator!.Line;
        var figure = ReportWriting.Of(column.Indicator, found);
        if (found.Value is { } value)
        {
            var words = FigurePhrase.Cell(value, line);
            return new ReportCell(words, add(figure with { Written = words }), line.Unit is "percent" or "permille" ? value : FigurePhrase.InTable(value, line));
        }

        if (!isNeeded)
            return new ReportCell("—");
        return found.IsKnown && found.Variants.Count > 0
            ? new ReportCell(Varied(found, line), add(figure with { Origin = FigureOrigin.Ledger, Written = Varied(found, line) }))
            : new ReportCell("【缺】", add(figure with { Written = "【缺】" }));
    }

    private static string Varied(LedgerFigure found, Huimin.Reports.Catalogue.Indicator line) => string.Join('；', found.Variants.Select(v => (v.Name + " " + FigurePhrase.Cell(v.Value, line)).Trim()));

    private IEnumerable<(string Name, long Region, Period Period)> Rows(TableRows rows)
    {
        if (rows == TableRows.Months)
            return Months().Select(m => (ReportLanguage.Of(Period.Of(m)), setting.Region.Value, Period.Of(m)));
        return setting.Below.Select(r => (PlaceNames.Short(r.Name), r.Code, setting.Period)).Prepend(("合计", setting.Region.Value, setting.Period));
    }

    private IEnumerable<Month> Months()
    {
        for (var month = Month.Of(setting.Period.Start); month <= Month.Of(setting.Period.Until(setting.Today).End); month = month.AddMonths(1))
            yield return month;
    }

    private IEnumerable<TableCheck> Checks(TemplateTable table)
    {
        foreach (var column in table.Columns.Where(AddsUp))
        {
            var code = column.Indicator!.Code;
            var period = column.In(setting.Period);
            var parts = setting.Below.Select(r => answers[code, r.Code, period].Value).ToList();
            if (parts.Count == 0 || answers[code, setting.Region.Value, period].Value is not { } total || parts.Contains(null))
                continue;
            var name = column.Indicator.InBothLanguages;
            yield return parts.Sum() == total
                ? Check(true, $"“{name}”：合计等于各地之和，都是{total}。")
                : Check(false, $"“{name}”：合计{total}，各地之和{parts.Sum()!.Value}，不相等。");
        }

        foreach (var (name, region, _) in Rows(table.Rows))
        {
            // What holds everywhere is said once, for the whole; below it only what does not hold.
            foreach (var check in RowChecks(table, region, name).Where(c => !c.IsGood || region == setting.Region.Value))
                yield return check;
        }
    }

    /// <summary>Identities of the catalogue whose parts and total are columns of the same time: 城+乡=合计.</summary>
    private IEnumerable<TableCheck> RowChecks(TemplateTable table, long region, string place)
    {
        foreach (var sum in library.Catalogue.Sums)
        {
            foreach (var total in table.Columns.Where(c => c.Indicator!.Code == sum.Total))
            {
                var period = total.In(setting.Period);
                var parts = sum.Parts.Select(p => table.Columns.FirstOrDefault(c => c.Indicator!.Code == p && c.Time == total.Time && c.Fixed == total.Fixed)).ToList();
                if (parts.Contains(null) || answers[sum.Total, region, period].Value is not { } whole)
                    continue;
                var values = parts.Select(p => answers[p!.Indicator!.Code, region, period].Value).ToList();
                if (values.Contains(null))
                    continue;
                var names = new BothLanguages(string.Join(" + ", parts.Select(p => p!.Indicator!.Line.Chinese)), string.Join(" + ", parts.Select(p => p!.Indicator!.Line.English)));
                yield return values.Sum() == whole
                    ? Check(true, $"{place}：{names} = “{total.Indicator!.InBothLanguages}”，{whole}。")
                    : Check(false, $"{place}：{names} 是{values.Sum()!.Value}，“{total.Indicator!.InBothLanguages}”是{whole}，不相等。");
            }
        }
    }

    /// <summary>Whether the places of a table add up to the whole: who was helped in two places is one person there.</summary>
    private bool AddsUp(Binding column) => column.Indicator!.Declared is { } declared && declared.On(column.In(setting.Period).Until(setting.Today).End) is { IsCounted: true, Kind: not DefinitionKind.Different };

    private static TableCheck Check(bool isGood, FormattableString text) => new(isGood, Texts.In(false, text), Texts.In(true, text));
}
