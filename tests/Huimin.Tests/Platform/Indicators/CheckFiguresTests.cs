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
        await using (var context = city.Database.CreateContext())
        {
            var enter = new EnterFigures(context, FigureCity.Library, city.Clock);
            foreach (var (code, value) in new[] { ("burial_plots_built", "1000"), ("burial_plots_used", "1200") })
                await enter.RunAsync(EnteredKind.Reported, new TypedFigure { Indicator = code, Region = "371300000000", Period = "2026-10", Value = value, Source = "殡葬处" }, "");
        }

        var findings = await new CheckFigures(city.Ledger()).RunAsync(FigureCity.City, Period.Of(FigureCity.October), "burial_plots_used");
        findings.ShouldHaveSingleItem().IsError.ShouldBeTrue();
    }
}
