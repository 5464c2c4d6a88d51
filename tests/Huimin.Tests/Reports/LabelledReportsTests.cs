using Huimin.Reports;
using Huimin.Reports.Catalogue;
using Huimin.Reports.Documents;
using Xunit.Abstractions;

namespace Huimin.Tests.Reports;

/// <summary>The bars of the reader on five published reports, and what it does when it has not learned a report's words.</summary>
public sealed class LabelledReportsTests(ITestOutputHelper output)
{
    private static readonly Dictionary<string, long> Residents = new(StringComparer.Ordinal)
    {
        ["临沂市"] = 11_000_000,
        ["成都市"] = 21_190_000,
        ["安康市"] = 2_490_000,
        ["枣庄市"] = 3_850_000,
    };

    [Fact]
    public void Read_FiveReports_MeetsTheBars()
    {
        if (LabelledReport.All.Count == 0)
            return;
        LabelledReport.All.Count.ShouldBe(5);
        var all = ReportScore.Sum([.. LabelledReport.All.Select(r => Score(r, TestCatalogue.Shipped))]);
        all.Labels.ShouldBe(283);
        all.F1.ShouldBeGreaterThanOrEqualTo(0.98, all.ToString());
        all.ValueRate.ShouldBeGreaterThanOrEqualTo(0.98, all.ToString());
        all.IndicatorRate.ShouldBeGreaterThanOrEqualTo(0.95, all.ToString());
        all.SuspectsFound.ShouldBe(all.Suspects, all.ToString());
        all.FalseAlarms.ShouldBeLessThanOrEqualTo(2, all.ToString());
    }

    /// <summary>Every word of the catalogue that could have been learned from a report is taken away before that report is read.</summary>
    [Fact]
    public void Read_WithoutTheWordsOfAReport_StillFindsItsFiguresAndNamesMostOfThem()
    {
        if (LabelledReport.All.Count == 0)
            return;
        var all = ReportScore.Sum([.. LabelledReport.All.Select(r => Score(r, TestCatalogue.WithoutWordsOf(r.Labels.Select(l => l.Indicator!).ToHashSet(StringComparer.Ordinal))))]);
        all.F1.ShouldBeGreaterThanOrEqualTo(0.98, all.ToString());
        all.ValueRate.ShouldBeGreaterThanOrEqualTo(0.98, all.ToString());
        all.IndicatorRate.ShouldBeGreaterThanOrEqualTo(0.8, all.ToString());
    }

    [Fact]
    public void Read_FiveReports_GivesPeriodsAndMeasures()
    {
        foreach (var report in LabelledReport.All)
        {
            var reading = Read(report, TestCatalogue.Shipped);
            reading.Period.ShouldBe(new ReportPeriod(DateOnly.Parse(report.Start, null), DateOnly.Parse(report.End, null)), report.Name);
            var (right, all) = (0, 0);
            for (var i = 0; i < report.Labels.Count; i++)
            {
                var label = report.Labels[i];
                var times = report.Times[i];
                var figure = reading.Figures.FirstOrDefault(f => f.Indicator == label.Indicator && f.Value == label.Value && f.Offset < label.Offset + label.Quote.Length && label.Offset < f.Offset + f.Quote.Length);
                if (figure is null)
                    continue;
                all++;
                right += figure.Measure.ToString().Equals(times.Measure, StringComparison.OrdinalIgnoreCase) && $"{figure.Period?.Start:yyyy-MM-dd}/{figure.Period?.End:yyyy-MM-dd}" == $"{times.Start}/{times.End}" ? 1 : 0;
            }

            ((double)right / all).ShouldBeGreaterThanOrEqualTo(0.95, report.Name);
        }
    }

    [Fact]
    public void Catalogue_HoldsEveryCodeOfTheReports()
    {
        foreach (var label in LabelledReport.All.SelectMany(r => r.Labels))
            TestCatalogue.Shipped.Find(label.Indicator!).ShouldNotBeNull(label.Indicator).Unit.ShouldBe(label.Unit, label.Indicator);
    }

    private static Reading Read(LabelledReport report, IndicatorCatalogue catalogue) =>
        new ReportReader(catalogue).Read(new ReportText(report.Text), new ReadingOptions { Name = report.Name, Residents = Residents });

    private ReportScore Score(LabelledReport report, IndicatorCatalogue catalogue)
    {
        var figures = Read(report, catalogue).Figures;
        foreach (var figure in figures)
            report.Text.Substring(figure.Offset, figure.Quote.Length).ShouldBe(figure.Quote);
        var score = ReportScore.Of(report.Labels, figures);
        output.WriteLine($"{report.Name}: {score}");
        foreach (var wrong in score.Wrong)
            output.WriteLine($"    {wrong}");
        return score;
    }
}
