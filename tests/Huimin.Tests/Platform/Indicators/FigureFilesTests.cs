using System.Text;
using Huimin.Platform;
using Huimin.Platform.Data;
using Huimin.Platform.Files;
using Huimin.Platform.Indicators;
using Huimin.Platform.Indicators.Entering;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Tests.Platform.Indicators;

public sealed class FigureFilesTests
{
    private const string Head = "indicator,region,period,value,source\n";

    [Theory, OnEveryDatabase]
    public async Task Import_BadRows_SaysLineAndReasonAndWritesNothing(TestDatabase kind)
    {
        await using var city = await kind.FiguresAsync();
        await using var context = city.Database.CreateContext();
        using var errors = new RowErrors(null);
        var made = await ImportAsync(context, city.Clock, Head
            + "lottery_sales,371300,2025,470000000,福彩中心报表\n"
            + "no_such,371300,2025,1,报表\n"
            + "dibao_recipients,371300,2025-06,14.3,报表\n"
            + "simple_funeral_rate,371300,2025,1.2,报表\n"
            + "lottery_sales,999999,2025,1,报表\n"
            + "lottery_sales,371300,2025-13,1,报表\n"
            + "lottery_sales,371300,2024,4.7亿,报表\n"
            + "lottery_sales,371300,2023,1,\n"
            + "lottery_sales,371300,2099,1,报表\n"
            + "lottery_sales,371300,2025,470000000,福彩中心报表\n"
            + "lottery_sales,371300\n", errors);
        made.ShouldBe(new FiguresImported(11, 0, 0, 10));
        errors.First.Select(e => (e.Line, e.Column)).ShouldBe([(3, "indicator"), (4, "value"), (5, "value"), (6, "region"), (7, "period"), (8, "value"), (9, "source"), (10, "period"), (11, "indicator"), (12, "")]);
        errors.First.ShouldAllBe(e => e.Reason.Length > 0);
        (await context.EnteredFigures.CountAsync()).ShouldBe(0);
    }

    [Theory, OnEveryDatabase]
    public async Task Import_Again_ChangesNothing_AndAnotherValueTakesItsPlace(TestDatabase kind)
    {
        await using var city = await kind.FiguresAsync();
        await using var context = city.Database.CreateContext();
        using var errors = new RowErrors(null);
        var rows = Head + "lottery_sales,371300,2025,470000000,福彩中心报表\nsimple_funeral_rate,371300,2025,95%,殡葬处\n";
        (await ImportAsync(context, city.Clock, rows, errors)).Added.ShouldBe(2);
        (await ImportAsync(context, city.Clock, rows, errors)).ShouldBe(new FiguresImported(2, 0, 2, 0));
        (await ImportAsync(context, city.Clock, rows.Replace("470000000", "471000000", StringComparison.Ordinal), errors)).Added.ShouldBe(1);

        var sales = await city.FindAsync("lottery_sales", FigureCity.City, Period.Year(2025));
        (sales.Kind, sales.Value, sales.Entered!.Source).ShouldBe((FigureKind.Published, 471_000_000m, "福彩中心报表"));
        (await city.FindAsync("simple_funeral_rate", FigureCity.City, Period.Year(2025))).Value.ShouldBe(0.95m);
        (await context.EnteredFigures.CountAsync(e => e.ReplacedBy != null)).ShouldBe(1);
        (await city.FindAsync("lottery_sales", FigureCity.City, Period.HalfYear(2025, 1))).IsKnown.ShouldBeFalse();
    }

    /// <summary>The figures of the five reports: every code is in the catalogue, other cities stand beside the own one.</summary>
    [Theory, OnEveryDatabase]
    public async Task Import_TheFiveReports_FillsStatusAndPeers(TestDatabase kind)
    {
        await using var city = await kind.FiguresAsync();
        await using var context = city.Database.CreateContext();
        using var errors = new RowErrors(null);
        var made = await ImportAsync(context, city.Clock, await File.ReadAllTextAsync(ContentFiles.Data("figures-published.csv")), errors);
        errors.First.ShouldBeEmpty();
        made.Added.ShouldBe(made.Rows);
        (await city.FindAsync("tekun_recipients", new(610900000000), Period.Year(2023))).ShouldSatisfyAllConditions(f => f.Kind.ShouldBe(FigureKind.Published), f => f.Value.ShouldBe(37_500));
        // Published for parts only: a value for each, none for the whole.
        (await city.FindAsync("dibao_standard_monthly", new(510100000000), Period.Year(2021))).ShouldSatisfyAllConditions(f => f.Value.ShouldBeNull(), f => f.Variants.Select(v => v.Value).ShouldBe([870, 820]));

        var standing = await IndicatorStatus.ReadAsync(context, FigureCity.Library);
        var codes = (await context.EnteredFigures.Select(e => e.Indicator).Distinct().ToListAsync()).ToHashSet();
        codes.Count.ShouldBeGreaterThanOrEqualTo(234);
        standing.Where(s => codes.Contains(s.Indicator.Code)).Count(s => s.State == IndicatorState.Computed).ShouldBeGreaterThan(50);
        var page = await city.Web.GetAsync("/indicators/peers?domain=elder_care");
        page.QuerySelector("main")!.Words.ShouldContain("成都市");
    }

    private static async Task<FiguresImported> ImportAsync(AppDbContext context, TimeProvider clock, string text, RowErrors errors)
    {
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return await new ImportFigures(context, new EnterFigures(context, FigureCity.Library, clock)).RunAsync(file, EnteredKind.Published, errors);
    }
}
