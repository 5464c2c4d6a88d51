using System.Globalization;
using Huimin.Platform.Access;
using Huimin.Platform.Indicators;
using Huimin.Platform.Indicators.Entering;
using Huimin.Platform.Regions;
using Huimin.Platform.Reports.Verifying;
using Huimin.Platform.Reports.Writing.Composing;
using Huimin.Platform.Reports.Writing.Drafting;
using Huimin.Platform.Reports.Writing.Language;
using Huimin.Platform.Reports.Writing.Proving;
using Huimin.Tests.Platform.Awards;
using Huimin.Tests.Platform.Indicators;

namespace Huimin.Tests.Platform.Reports.Writing;

/// <summary>A <see cref="FigureCity"/> in which reports are written.</summary>
internal static class ReportCity
{
    public static readonly Period October = Period.Of(FigureCity.October);

    public static ShippedTemplates Templates { get; } = ShippedTemplates.Load(FigureCity.Library);

    public static string Text(string template) => Templates.Find(template)!.Text;

    public static async Task<ProvenReport> WriteAsync(this AwardCity city, string text, DivisionCode? region = null, Period? period = null)
    {
        var report = await new ComposeReport(city.Database, city.Ledger()).RunAsync(TemplateReader.Clean(text), region ?? FigureCity.City, period ?? October, FigureSource.Records);
        return await new ProveReport(city.Verify()).RunAsync(report, FigureSource.Records);
    }

    public static VerifyReport Verify(this AwardCity city) => new(city.Database, city.Ledger());

    /// <summary>Somebody reports what the records of so small a city do not hold, so that nothing a template needs is missing.</summary>
    public static async Task ReportMissingAsync(this AwardCity city, string text, DivisionCode? region = null)
    {
        var place = region ?? FigureCity.City;
        var codes = Codes(TemplateReader.Read(text, FigureCity.Library)).Distinct().ToList();
        await using var context = city.Database.CreateContext();
        foreach (var (i, code) in codes.Index())
        {
            if ((await city.FindAsync(code, place, October, FigureSource.Records)).Value is not null)
                continue;
            var unit = FigureCity.Library.Find(code)!.Line.Unit;
            var value = unit == "percent" ? "0.4567" : (12_345 + (97_531 * i)).ToString(CultureInfo.InvariantCulture);
            await new EnterFigures(context, FigureCity.Library, city.Clock).RunAsync(EnteredKind.Reported, new TypedFigure { Indicator = code, Region = place.ToString(), Period = "2026-10", Value = value, Source = "报表" }, "");
        }
    }

    public static Acting Reader(string permission, long region = SmallCity.Code, long account = 7, string name = "甲")
    {
        var acting = new Acting();
        acting.As(account, name, new Post { Id = account, AccountId = account, Role = "x", Region = region, StartedAt = default }, new HashSet<string> { Permissions.ViewTotals, permission });
        return acting;
    }

    private static IEnumerable<string> Codes(ReportTemplate template) => template.Blocks.SelectMany(b => b switch
    {
        TemplateText text => text.Pieces.Select(p => p.Binding?.Indicator?.Code).OfType<string>(),
        TemplateTable table => table.Columns.Select(c => c.Indicator!.Code),
        TemplateDrawing drawing => [drawing.Of.Indicator!.Code],
        _ => [],
    });
}
