using Huimin.Platform.Access;
using Huimin.Platform.Indicators;
using Huimin.Platform.Indicators.Freezing;
using Huimin.Platform.Regions;
using Huimin.Platform.Reports.Writing.Composing;
using Huimin.Platform.Reports.Writing.Language;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Reports.Writing.Drafting;

/// <summary>
/// Signs a report 签发. A report of the whole city first freezes what it states, of every period that is over, down to the village; one of a
/// county or township keeps its values itself, because freezing is the city's. Then the report is kept as it is, with every figure.
/// </summary>
public sealed class SignReport(ChangeReport work, ReadReport read, FreezeFigures freeze, IndicatorLibrary library)
{
    /// <param name="seal">Of the report as the signer saw it.</param>
    /// <exception cref="CannotRunException">Somebody else is to sign it, something is missing, or a figure changed since it was shown.</exception>
    public Task RunAsync(long id, long? seen, string seal, string note, CancellationToken cancellation = default) => work.RunAsync(id, Permissions.SignReports, async (draft, officer) =>
    {
        draft.RequireRevision(seen);
        var version = await work.Context.ReportVersions.AsNoTracking().FirstAsync(v => v.ReportId == id && v.Number == draft.Version, cancellation);
        var report = await OpenAsync(draft, version, seal, cancellation);
        if (new DivisionCode(draft.Region).Level == RegionLevel.City)
        {
            foreach (var (period, codes) in Stated(report.Report).Where(s => s.Period.End < work.Today).GroupBy(s => s.Period, s => s.Code).Select(g => (g.Key, g.ToHashSet(StringComparer.Ordinal))))
                await freeze.FreezeForReportAsync(codes, period, Texts.In(false, $"签发报告：{draft.Name}"), cancellation);
            // Freezing counts once more: what is signed is what was frozen.
            report = await OpenAsync(draft, version, seal, cancellation);
        }

        draft.Sign(officer, ReadReport.Keep(report.Report), work.Now);
        work.Context.AddRange(Figures(draft.Id, report));
        await work.AddStepAsync(draft, ReportStep.Signed, officer, ReportDraft.Cut(note), cancellation);
        return draft.Revision;
    }, cancellation);

    private async Task<OpenedReport> OpenAsync(ReportDraft draft, ReportVersion version, string seal, CancellationToken cancellation)
    {
        var report = await read.RunAsync(draft, version, cancellation);
        MoveReport.Require(report, work.Today);
        return report.Seal == seal ? report : throw new CannotRunException($"您打开以后有数字变了，没有签发。请看过现在的数字再签。");
    }

    /// <summary>Every indicator and period that the report states, with what it is compared with and computed from.</summary>
    private IEnumerable<(string Code, Period Period)> Stated(ComposedReport report)
    {
        var stated = new HashSet<(string Code, Period Period)>();
        foreach (var figure in report.Figures)
        {
            if (!Period.TryParse(figure.Period, out var period))
                continue;
            Add(figure.Code, period);
            if (figure.Form == FigureForm.YearOnYear)
                Add(figure.Code, period.YearBefore);
            else if (figure.Form == FigureForm.OnPrevious)
                Add(figure.Code, period.Previous);
        }

        return stated;

        void Add(string code, Period period)
        {
            if (library.Find(code)?.Declared is not { } declared)
                return;
            stated.Add((code, period));
            foreach (var ingredient in declared.On(period.End).Ingredients)
                Add(ingredient.Code, ingredient.Of(period));
        }
    }

    private static IEnumerable<ReportFigure> Figures(long id, OpenedReport report)
    {
        var typed = report.Proven.Marks.Where(m => m.Figure is null).Select(m => m.About.Region == 0
            ? (m.Code, report.Report.Region, report.Report.Period, m.Origin, Form: FigureForm.House, Written: report.Proven.Text[m.Start..m.End], Value: (decimal?)null, Reason: m.Given)
            : (m.Code, m.About.Region, m.About.Period, m.Origin, Form: FigureForm.House, Written: report.Proven.Text[m.Start..m.End], Value: m.Ledger, Reason: m.Given));
        var all = report.Report.Figures.Select(f => (Code: f.Code.Length > 0 ? f.Code : null, f.Region, f.Period, f.Origin, f.Form, f.Written, f.Value, f.Reason)).Concat(typed);
        return all.Select((f, number) => new ReportFigure
        {
            ReportId = id,
            Number = number,
            Indicator = f.Code,
            Region = f.Region,
            From = PeriodOf(f.Period).Start,
            To = PeriodOf(f.Period).End,
            Origin = f.Origin,
            Form = f.Form,
            Written = f.Written,
            Value = f.Value,
            Reason = f.Reason,
        });
    }

    private static Period PeriodOf(string text) => Period.TryParse(text, out var period) ? period : default;
}
