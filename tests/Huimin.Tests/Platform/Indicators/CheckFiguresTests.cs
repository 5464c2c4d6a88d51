using Huimin.Platform.Indicators;
using Huimin.Platform.Indicators.Entering;

namespace Huimin.Tests.Platform.Indicators;

public sealed class CheckFiguresTests
{
    [Theory, OnEveryDatabase]
    public async Task Check_CountedFigures_KeepTheirIdentities(TestDatabase kind)
    {
        await using var city = await kind.FiguresAsync();
        foreach (var place in new[] { FigureCity.City, FigureCity.Yishui, FigureCity.Gaoqiao, FigureCity.Village })
            (await new CheckFigures(city.Ledger()).RunAsync(place, Period.Of(FigureCity.November))).Where(f => f.IsError).ShouldBeEmpty();
        foreach (var (whole, parts) in new (string, string[])[] { ("dibao_recipients", ["dibao_recipients_urban", "dibao_recipients_rural"]), ("tekun_recipients", ["tekun_centralised", "tekun_dispersed"]) })
        {
            var sum = 0m;
            foreach (var part in parts)
                sum += (await city.FindAsync(part, FigureCity.City, Period.Of(FigureCity.November))).Value!.Value;
            sum.ShouldBe((await city.FindAsync(whole, FigureCity.City, Period.Of(FigureCity.November))).Value!.Value);
        }
    }

    [Theory, OnEveryDatabase]
    public async Task Check_ReportedPartAboveItsWhole_IsAnError(TestDatabase kind)
    {
        await using var city = await kind.FiguresAsync();
        await city.ReportAsync(EnteredKind.Reported, new() { ["burial_plots_built"] = "1000", ["burial_plots_used"] = "1200" });
        var findings = await new CheckFigures(city.Ledger()).RunAsync(FigureCity.City, Period.Of(FigureCity.October), "burial_plots_used");
        findings.ShouldHaveSingleItem().IsError.ShouldBeTrue();
    }

    /// <summary>The welfare fund is a fifth of the sales at least, and no more than half.</summary>
    [Theory, OnEveryDatabase]
    public async Task Check_PartOutsideItsShare_IsAnError(TestDatabase kind)
    {
        await using var city = await kind.FiguresAsync();
        foreach (var (raised, isError) in new[] { ("300", false), ("600", true), ("100", true) })
        {
            await city.ReportAsync(EnteredKind.Reported, new() { ["lottery_sales"] = "1000", ["lottery_welfare_fund_raised"] = raised });
            (await new CheckFigures(city.Ledger()).RunAsync(FigureCity.City, Period.Of(FigureCity.October), "lottery_sales")).Any(f => f.IsError).ShouldBe(isError, raised);
        }
    }
}
