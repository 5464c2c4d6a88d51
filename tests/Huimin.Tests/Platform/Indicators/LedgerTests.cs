using Huimin.Platform.Indicators;
using Huimin.Policies;
using Huimin.Tests.Platform.Awards;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Tests.Platform.Indicators;

public sealed class LedgerTests
{
    /// <summary>Every indicator that is counted from records: its value is the sum of its list, for the city and for each part of it.</summary>
    [Theory, OnEveryDatabase]
    public async Task Records_OfEveryIndicator_AddUpToTheValue(TestDatabase kind)
    {
        await using var city = await kind.FiguresAsync();
        await using var context = city.Database.CreateContext();
        var ledger = city.Ledger();
        foreach (var indicator in FigureCity.Library.CountedOnes)
        {
            foreach (var period in new[] { Period.Of(FigureCity.November), Period.Year(2026) })
            {
                var definition = indicator.Declared!.On(period.End);
                var rows = await ledger.Records(context, indicator.Code, FigureCity.City, period)!.ToListAsync();
                var whole = definition.Kind == DefinitionKind.Different ? rows.Select(r => r.Who).Distinct().Count() : rows.Sum(r => r.Quantity);
                var figure = await ledger.FindAsync(indicator.Code, FigureCity.City, period, FigureSource.Records);
                if (figure.IsKnown || figure.KnownPart is not null)
                    ((figure.Value ?? figure.KnownPart) * indicator.Declared.Scale).ShouldBe(whole, indicator.Code);
                else
                    rows.ShouldBeEmpty(indicator.Code);
            }
        }
    }

    [Theory, OnEveryDatabase]
    public async Task Find_DibaoOfThePlaces_CountsTheFamily(TestDatabase kind)
    {
        await using var city = await kind.FiguresAsync();
        var november = Period.Of(FigureCity.November);
        var family = await city.AwardAsync("dibao", AwardCity.Family);
        foreach (var region in new[] { FigureCity.City, FigureCity.Yishui, FigureCity.Gaoqiao })
            (await city.FindAsync("dibao_recipients", region, november)).Value!.Value.ShouldBeGreaterThanOrEqualTo(family.Persons);
        var village = await city.FindAsync("dibao_households", FigureCity.Village, november);
        (village.Kind, village.AsOf, village.Unit).ShouldBe((FigureKind.Computed, FigureCity.Today, "household"));
        (await city.FindAsync("dibao_households", new(371302000000), november)).Value.ShouldBe(0);
    }

    /// <summary>Before the city kept records nothing is known; that is not zero.</summary>
    [Theory, OnEveryDatabase]
    public async Task Find_BeforeRecords_IsUnknown(TestDatabase kind)
    {
        await using var city = await kind.FiguresAsync();
        (await city.FindAsync("dibao_recipients", FigureCity.City, Period.Year(2024))).ShouldSatisfyAllConditions(f => f.IsKnown.ShouldBeFalse(), f => f.Value.ShouldBeNull(), f => f.Why.ShouldNotBeNull());
        // A flow of a year whose first months nobody recorded is not the year's.
        var year = await city.FindAsync("dibao_expenditure", FigureCity.City, Period.Year(2026));
        (year.IsKnown, year.KnownPart > 0).ShouldBe((false, true));
        (await city.FindAsync("dibao_expenditure", FigureCity.City, Period.Of(FigureCity.October))).Value.ShouldNotBeNull();
        // A register in which nobody entered anything says nothing; the catalogue's other lines are not counted at all.
        (await city.FindAsync("social_assistance_assistants", FigureCity.City, Period.Of(FigureCity.November))).IsKnown.ShouldBeFalse();
        (await city.FindAsync("lottery_sales", FigureCity.City, Period.Of(FigureCity.November))).IsKnown.ShouldBeFalse();
        (await city.FindAsync("no_such_thing", FigureCity.City, Period.Of(FigureCity.November))).IsKnown.ShouldBeFalse();
    }

    [Theory, OnEveryDatabase]
    public async Task Rebuild_ADay_GivesTheSameAsTheRecords(TestDatabase kind)
    {
        await using var city = await kind.FiguresAsync();
        var day = new Month(2026, 10).LastDay;
        await city.Rebuild().RunAsync(day);
        await city.Rebuild().RunAsync(day);
        foreach (var indicator in FigureCity.Library.CountedOnes)
        {
            foreach (var region in new[] { FigureCity.City, FigureCity.Yishui, FigureCity.Gaoqiao })
            {
                var kept = await city.FindAsync(indicator.Code, region, Period.OfDay(day), FigureSource.Facts);
                var counted = await city.FindAsync(indicator.Code, region, Period.OfDay(day), FigureSource.Records);
                (kept.Kind, kept.Value).ShouldBe((counted.Kind, counted.Value), indicator.Code);
            }
        }
    }
}
