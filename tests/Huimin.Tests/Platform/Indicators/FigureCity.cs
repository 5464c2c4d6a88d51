using System.Globalization;
using Huimin.Modules;
using Huimin.Platform.Access;
using Huimin.Platform.Awards;
using Huimin.Platform.Indicators;
using Huimin.Platform.Indicators.Entering;
using Huimin.Platform.Indicators.Facts;
using Huimin.Platform.Regions;
using Huimin.Platform.Reports.Verifying;
using Huimin.Policies;
using Huimin.Reports.Documents;
using Huimin.Tests.Platform.Awards;

namespace Huimin.Tests.Platform.Indicators;

/// <summary>A <see cref="SmallCity"/> whose residents' awards of October were taken over, on 20 November 2026.</summary>
internal static class FigureCity
{
    public static readonly DateOnly Today = new(2026, 11, 20);
    public static readonly Month October = new(2026, 10);
    public static readonly Month November = new(2026, 11);

    public static IndicatorLibrary Library { get; } = IndicatorLibrary.Load(AllModules.List);

    public static DivisionCode City { get; } = new(SmallCity.Code);

    public static DivisionCode Yishui { get; } = new(SmallCity.Yishui);

    public static DivisionCode Gaoqiao { get; } = new(SmallCity.Gaoqiao);

    public static DivisionCode Village { get; } = new(SmallCity.Village);

    public static Task<AwardCity> FiguresAsync(this TestDatabase kind, Action<SmallCity>? change = null) => AwardCity.StartAsync(kind, October, Today, [("2020-07-01", 600)], city =>
    {
        AwardCity.AddFamily(city, income: 30_000);
        change?.Invoke(city);
    });

    /// <summary>The ledger as somebody of this reach asks it; everything by default.</summary>
    public static Ledger Ledger(this AwardCity city, Acting? acting = null, IndicatorLibrary? library = null) => new(city.Database, library ?? Library, city.Policies, acting ?? Acting.Command(), city.Clock);

    public static RebuildFacts Rebuild(this AwardCity city, IndicatorLibrary? library = null) => new(city.Database, library ?? Library, city.Policies, city.Clock);

    public static Task<LedgerFigure> FindAsync(this AwardCity city, string code, DivisionCode region, Period period, FigureSource source = FigureSource.Best) => city.Ledger().FindAsync(code, region, period, source);

    /// <summary>Enters figures of the whole city.</summary>
    public static async Task ReportAsync(this AwardCity city, EnteredKind kind, Dictionary<string, string> values, string period = "2026-10")
    {
        await using var context = city.Database.CreateContext();
        foreach (var (code, value) in values)
            await new EnterFigures(context, Library, city.Clock).RunAsync(kind, new TypedFigure { Indicator = code, Region = SmallCity.Code.ToString(CultureInfo.InvariantCulture), Period = period, Value = value, Source = "报表" }, "更正");
    }

    /// <summary>Holds a text against the ledger.</summary>
    public static Task<VerifiedReport> VerifyAsync(this AwardCity city, string text, DateOnly? asOf = null) => new VerifyReport(city.Database, city.Ledger()).RunAsync(new ReportText(text), null, asOf);

    /// <summary>A family of four on dibao since October, entered in November.</summary>
    public static async Task AddLateAwardAsync(this AwardCity city)
    {
        await using var context = city.Database.CreateContext();
        var award = new Award { Id = 9_000_001, Programme = "dibao", Line = "social_assistance", Region = SmallCity.Village, HouseholdId = SmallCity.ZhaoHousehold, FirstMonth = October.Code };
        context.Add(award);
        context.Add(award.Set(October, 40_000, 4, null, "", new DateTime(2026, 11, 19, 0, 0, 0, DateTimeKind.Utc)));
        await context.SaveChangesAsync();
    }
}
