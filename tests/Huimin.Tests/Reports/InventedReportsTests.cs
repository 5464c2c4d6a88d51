using System.Text.Json;
using Huimin.Reports;
using Huimin.Reports.Documents;
using Xunit.Abstractions;

namespace Huimin.Tests.Reports;

/// <summary>Invented reports in the style of other cities' bureaus, labelled before the reader saw them: what it does with words it has not met.</summary>
public sealed class InventedReportsTests(ITestOutputHelper output)
{
    [Fact]
    public void Read_InventedReports_AreReadLikeThePublished()
    {
        var scores = new List<ReportScore>();
        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(SourceTree.Root, "tests", "Huimin.Tests", "Reports", "invented.json")));
        foreach (var report in json.RootElement.EnumerateArray())
        {
            var text = report.GetProperty("text").GetString()!;
            var labels = report.GetProperty("figures").EnumerateArray().Select(Label).ToList();
            var score = ReportScore.Of(labels, new ReportReader(TestCatalogue.Shipped).Read(new ReportText(text)).Figures);
            output.WriteLine($"{report.GetProperty("name").GetString()}: {score}");
            foreach (var wrong in score.Wrong)
                output.WriteLine($"    {wrong}");
            scores.Add(score);
        }

        var all = ReportScore.Sum(scores);
        output.WriteLine(all.ToString());
        all.F1.ShouldBeGreaterThanOrEqualTo(0.98, all.ToString());
        all.ValueRate.ShouldBeGreaterThanOrEqualTo(0.95, all.ToString());
        all.IndicatorRate.ShouldBeGreaterThanOrEqualTo(0.9, all.ToString());
        all.FalseAlarms.ShouldBe(0);
    }

    private static Label Label(JsonElement figure) => new(
        figure.GetProperty("quote").GetString()!,
        figure.GetProperty("offset").GetInt32(),
        figure.GetProperty("value").GetDecimal(),
        figure.GetProperty("unit").GetString()!,
        figure.GetProperty("bound").GetString(),
        figure.GetProperty("indicator").GetString(),
        IsSuspect: false);
}
