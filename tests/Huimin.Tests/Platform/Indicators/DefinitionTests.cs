using Huimin.Platform.Access;
using Huimin.Platform.Indicators;
using Huimin.Platform.Indicators.Counting;
using Huimin.Platform.Regions;

namespace Huimin.Tests.Platform.Indicators;

/// <summary>Ways of counting that change, divisions that come and go, places that a post does not reach.</summary>
public sealed class DefinitionTests
{
    private static readonly DateOnly Changed = new(2026, 11, 1);

    [Theory, OnEveryDatabase]
    public async Task Find_DefinitionThatChangesInTheYear_CountsEachPartByItsOwn(TestDatabase kind)
    {
        await using var city = await kind.FiguresAsync();
        var ledger = city.Ledger(library: Changing());
        var both = new Period(FigureCity.October.FirstDay, FigureCity.November.LastDay);
        var october = (await ledger.FindAsync("dibao_expenditure", FigureCity.City, Period.Of(FigureCity.October))).Value!.Value;
        var november = (await ledger.FindAsync("dibao_expenditure", FigureCity.City, Period.Of(FigureCity.November))).Value!.Value;
        var whole = await ledger.FindAsync("dibao_expenditure", FigureCity.City, both);
        (october > november).ShouldBeTrue("fen before, households after");
        whole.Value.ShouldBe(october + november);
        whole.Note.ShouldNotBeNull();

        var compared = await ledger.CompareAsync("dibao_expenditure", FigureCity.City, Period.Of(FigureCity.November));
        (compared.ChangesSinceBefore, compared.SinceBefore).ShouldSatisfyAllConditions(c => c.ChangesSinceBefore.ShouldBe([Changed]), c => c.SinceBefore.ShouldBeNull());
        await city.Rebuild(Changing()).RunAsync([FigureCity.Today], new Period(FigureCity.October.FirstDay, FigureCity.Today), null, CancellationToken.None);
        (await ledger.FindAsync("dibao_expenditure", FigureCity.City, both, FigureSource.Facts)).Value.ShouldBe(whole.Value);
    }

    [Theory, OnEveryDatabase]
    public async Task Find_DivisionThatWasSplit_HasFiguresOnlyWhileItStands(TestDatabase kind)
    {
        var (old, next) = (371323103000, 371323104000);
        await using var city = await kind.FiguresAsync();
        await using (var context = city.Database.CreateContext())
        {
            context.Add(Division(old, "旧镇", FigureCity.October.FirstDay, Changed));
            context.Add(Division(next, "新镇", Changed, null));
            await context.SaveChangesAsync();
        }

        async Task<bool> KnownAsync(long region, Huimin.Policies.Month month) => (await city.FindAsync("dibao_recipients", new DivisionCode(region), Period.Of(month))).IsKnown;
        (await KnownAsync(old, FigureCity.October), await KnownAsync(old, FigureCity.November)).ShouldBe((true, false));
        (await KnownAsync(next, FigureCity.October), await KnownAsync(next, FigureCity.November)).ShouldBe((false, true));
        // Before it stood it had not none: there is nothing to compare with.
        (await city.Ledger().CompareAsync("dibao_recipients", new DivisionCode(next), Period.Of(FigureCity.November))).SinceBefore.ShouldBeNull();
        (await city.FindAsync("township_level_divisions", FigureCity.Yishui, Period.Of(FigureCity.October))).Value.ShouldBe(2);
        (await city.FindAsync("township_level_divisions", FigureCity.Yishui, Period.Of(FigureCity.November))).Value.ShouldBe(2);
    }

    [Theory, OnEveryDatabase]
    public async Task Find_OutsideTheReach_IsUnknownAndHasNoList(TestDatabase kind)
    {
        await using var city = await kind.FiguresAsync();
        var lanshan = Of(371302000000, null);
        var november = Period.Of(FigureCity.November);
        await using var context = city.Database.CreateContext();
        context.Acting = lanshan;
        var ledger = city.Ledger(lanshan);
        foreach (var region in new[] { FigureCity.City, FigureCity.Yishui, FigureCity.Village })
        {
            (await ledger.FindAsync("dibao_recipients", region, november)).IsKnown.ShouldBeFalse();
            ledger.Records(context, "dibao_recipients", region, november).ShouldBeNull();
        }

        (await ledger.FindAsync("dibao_recipients", new(371302000000), november)).Value.ShouldBe(0);
        // A post of one business line sees the figures of that line.
        var disability = city.Ledger(Of(SmallCity.Code, "disability"));
        (await disability.FindAsync("dibao_recipients", FigureCity.City, november)).IsKnown.ShouldBeFalse();
        (await disability.FindAsync("hardship_disabled_allowance_recipients", FigureCity.City, november)).IsKnown.ShouldBeTrue();
    }

    private static IndicatorLibrary Changing()
    {
        var declared = FigureCity.Library.All.Select(i => i.Declared).OfType<Indicator>().Select(i => i.Code != "dibao_expenditure" ? i : i with
        {
            Definitions = [i.Definitions[0], i.Definitions[0] with { From = Changed, Records = static asked => asked.AwardMonths("dibao").Units() }],
        });
        return new IndicatorLibrary(FigureCity.Library.Catalogue, declared);
    }

    private static Acting Of(long region, string? line)
    {
        var acting = new Acting();
        acting.As(1, "甲", new Post { Id = 1, AccountId = 1, Role = "county_officer", Region = region, Line = line, StartedAt = default }, new HashSet<string> { Permissions.ViewTotals, Permissions.ViewCases });
        return acting;
    }

    private static Region Division(long code, string name, DateOnly from, DateOnly? to) => new() { Code = code, ValidFrom = from, ValidTo = to, Level = RegionLevel.Township, Parent = SmallCity.Yishui, Name = name };
}
