using Huimin.Platform;
using Huimin.Platform.Data;
using Huimin.Platform.Demo;
using Huimin.Platform.People.Population;
using Huimin.Platform.Simulations;
using Huimin.Platform.Sweeps;
using Huimin.Policies;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Tests.Platform.Simulations;

public sealed class SimulateTests
{
    private static readonly Month Month = new(2026, 11);
    private static readonly PolicyPack Pack = TestPolicies.Linyi;

    [Theory]
    [InlineData("dibao.standard=+30")]
    [InlineData("dibao.standard=-20%")]
    [InlineData("dibao.standard.zone1=+50", "elder_hardship_subsidy.band=+5%")]
    [InlineData("dibao.vehicles_at_most=2", "dibao.deduct_rigid_expense=false")]
    [InlineData("disability_nursing.standard=0")]
    public async Task Run_Change_IsTheDifferenceOfTwoFullSweeps(params string[] set)
    {
        await using var city = await DemoAsync(0.002);
        set = [.. set.Where(s => Exists(s))];
        set.ShouldNotBeEmpty();
        var variant = Trial(set);
        var result = await RunAsync(city.Database, [variant]);

        var population = await new LoadPopulation(city.Database, Pack.Facts).RunAsync(Month);
        ShouldBeTheDifference(result.Variants[0], Sweep(population, Pack.In(Month)), Sweep(population, Pack.In(Month, variant.Set)));
    }

    [Fact]
    public async Task Run_SmallCityOfTwoVariants_ComparesEachWithWhatIsInForce()
    {
        await using var city = await SmallAsync();
        Variant[] variants = [Trial("dibao.standard=+30"), Trial("dibao.standard=1")];
        var result = await RunAsync(city.Database, variants);

        var population = await new LoadPopulation(city.Database, Pack.Facts).RunAsync(Month);
        foreach (var (i, variant) in variants.Index())
            ShouldBeTheDifference(result.Variants[i], Sweep(population, Pack.In(Month)), Sweep(population, Pack.In(Month, variant.Set)));
        var raised = result.Variants[0];
        var dibao = raised.Whole[raised.Main];
        (dibao.Before.Units, dibao.Rising.Units, dibao.Entering.Units).ShouldBe((121, 121, 0));
        // 120 living alone get 30 more each; the Zhaos are three.
        dibao.FenChange.ShouldBe((120 + 3) * 3_000);
        raised.Types.Sum(t => t.Winners).ShouldBe(121);
        raised.Types[(int)HouseholdType.Single].ShouldBe(new TypeImpact { Winners = 120, Gain = 360_000 });
        raised.Types[(int)HouseholdType.WithMinor].ShouldBe(new TypeImpact { Winners = 1, Gain = 9_000 });
        raised.Changed.Single(c => c.HouseholdId == SmallCity.ZhaoHousehold).Fen.ShouldBe(9_000);
        raised.Alarms.ShouldBeEmpty();
    }

    [Fact]
    public async Task Run_ChangeThatEmptiesACounty_RaisesAnAlarm()
    {
        await using var city = await SmallAsync();
        var result = await RunAsync(city.Database, [Trial("dibao.standard=0"), Trial("dibao.standard=+100%")]);

        var emptied = result.Variants[0].Alarms.Single(a => a.Programme == "dibao");
        (emptied.Kind, emptied.County, emptied.Before, emptied.After).ShouldBe((AlarmKind.RecipientsEmptied, SmallCity.Yishui, 123, 0));
        var doubled = result.Variants[1].Alarms.Where(a => a.Programme == "dibao").Select(a => (a.Kind, a.Before, a.After)).ToList();
        doubled.ShouldBe([(AlarmKind.SpendingDoubled, result.Variants[1].Whole[result.Variants[1].Main].Before.Fen, result.Variants[1].Whole[result.Variants[1].Main].After.Fen)]);
    }

    [Fact]
    public async Task Run_OtherPack_IsTheDifferenceOfTheTwoPacks()
    {
        await using var city = await DemoAsync(0.001);
        var other = Read(Pack.Files.ToDictionary(f => f.Key, f => f.Key == "linyi/dibao.yaml" ? f.Value.Replace("urban: 600", "urban: 700", StringComparison.Ordinal) : f.Value));
        var result = await RunAsync(city.Database, [new Variant("700", [], other)]);

        var population = await new LoadPopulation(city.Database, Pack.Facts).RunAsync(Month);
        ShouldBeTheDifference(result.Variants[0], Sweep(population, Pack.In(Month)), Sweep(population, other.In(Month)));
        result.Variants[0].Programmes.Select(p => p.Code).ShouldContain("dibao");
        result.Variants[0].Programmes.Select(p => p.Code).ShouldNotContain("old_age_allowance");
    }

    [Fact]
    public async Task Run_PackWithoutAProgramme_TakesItFromEverybody()
    {
        await using var city = await DemoAsync(0.001);
        var files = Pack.Files.Where(f => !f.Key.EndsWith("/heating_subsidy.yaml", StringComparison.Ordinal)).ToDictionary();
        var result = await RunAsync(city.Database, [new Variant("without", [], Read(files))]);

        var gone = result.Variants[0].Programmes.Index().Single(p => p.Item.After is null);
        gone.Item.Code.ShouldBe("heating_subsidy");
        var counts = result.Variants[0].Whole[gone.Index];
        counts.Leaving.ShouldBe(counts.Before with { Undetermined = 0 });
        counts.After.ShouldBe(default);
    }

    /// <summary>The heating subsidy of November is paid once: it is in no monthly sum, nor in the households' monthly gain.</summary>
    [Fact]
    public async Task Run_OneOffPayment_StandsApartFromMonthlyMoney()
    {
        await using var city = await SmallAsync();
        var result = (await RunAsync(city.Database, [Trial("heating_subsidy.of_household=+100")], months: 2)).Variants[0];

        var heating = result.Whole[result.Main];
        heating.Rising.Units.ShouldBeGreaterThan(0);
        (result.FenChange, result.OneOffChange).ShouldBe((0, heating.Rising.Units * 10_000L));
        (result.Types.Sum(t => t.Winners), result.OneOffTypes.Sum(t => t.Winners)).ShouldBe((0, heating.Rising.Units));
        result.Changed.ShouldAllBe(c => c.IsOneOff);
        result.Months.Select(m => (m.Monthly.Change, m.OneOff.Change)).ShouldBe([(0, result.OneOffChange), (0, 0)]);
    }

    [Fact]
    public async Task Run_OtherFacts_IsRefused()
    {
        await using var city = await SmallAsync();
        var files = Pack.Files.ToDictionary(f => f.Key, f => f.Key == "facts.yaml" ? f.Value + "\n# changed\n" : f.Value);
        (await Should.ThrowAsync<CannotRunException>(() => RunAsync(city.Database, [new Variant("新", [], Read(files))]))).Message.ShouldContain("facts.yaml");
    }

    [Fact]
    public async Task Run_SeveralMonths_UsesTheRowsOfEachAndTheResidentsOfTheFirst()
    {
        await using var city = await DemoAsync(0.002);
        var variant = Trial("dibao.standard=+30", "old_age_allowance.standard=+10");
        variant = variant with { Set = [.. variant.Set.Where(s => Exists(s.ToString()))] };
        var result = await RunAsync(city.Database, [variant], months: 12);

        var population = await new LoadPopulation(city.Database, Pack.Facts).RunAsync(Month);
        result.Variants[0].Months.Count.ShouldBe(12);
        foreach (var month in result.Variants[0].Months)
        {
            var codes = result.Variants[0].Programmes.Select(p => p.Code).ToHashSet();
            month.Counts.Sum(c => c.Before.Fen).ShouldBe(Sweep(population, Pack.In(month.Month)).Where(e => codes.Contains(e.Programme)).Sum(e => e.Amount), month.Month.ToString());
            month.Counts.Sum(c => c.After.Fen).ShouldBe(Sweep(population, Pack.In(month.Month, variant.Set)).Where(e => codes.Contains(e.Programme)).Sum(e => e.Amount), month.Month.ToString());
        }
    }

    [Fact]
    public async Task Run_OneThreadOrMany_IsTheSame()
    {
        await using var city = await DemoAsync(0.002);
        var population = await new LoadPopulation(city.Database, Pack.Facts).RunAsync(Month);
        var variant = Trial("dibao.standard=+15%");
        var trials = new[] { Huimin.Platform.Simulations.Trial.Of(Pack, variant) };
        var kept = BaseOutcomes.Compute(population, Pack.In(Month), CancellationToken.None);
        string Text(int threads)
        {
            var impacts = Simulate.Pass(population, Pack.In(Month), kept, trials, [Pack.In(Month, variant.Set)], CancellationToken.None, threads)[0];
            return string.Join('\n', [.. impacts.Changed.Select(c => c.ToString()), .. impacts.Townships.OrderBy(t => t.Key).Select(t => $"{t.Key} {string.Join(' ', t.Value)}"), .. impacts.Types.Select(t => t.ToString())]);
        }

        Text(1).ShouldBe(Text(5));
    }

    [Fact]
    public async Task Run_Nothing_IsWritten()
    {
        await using var city = await SmallAsync();
        var before = await StateAsync(city.Database);
        await RunAsync(city.Database, [Trial("dibao.standard=+300")], months: 3);
        (await StateAsync(city.Database)).ShouldBe(before);
    }

    [Fact]
    public async Task Run_WrongParameterOrMonth_SaysWhy()
    {
        await using var city = await SmallAsync();
        (await Should.ThrowAsync<PolicyException>(() => RunAsync(city.Database, [Trial("dibao.standrad=1")]))).Message.ShouldContain("did you mean 'standard'?");
        using var residents = new ResidentPopulation(city.Database, TimeProvider.System);
        await Should.ThrowAsync<CannotRunException>(() => new Simulate(residents, TimeProvider.System).RunAsync(new Month(2031, 1), Pack, [Trial("dibao.standard=1")]));
        // The failed load is forgotten.
        await new Simulate(residents, TimeProvider.System).RunAsync(Month, Pack, [Trial("dibao.standard=1")]);
    }

    private static Variant Trial(params string[] set) => new("试", [.. set.Select(ParameterOverride.Parse)]);

    /// <summary>The shipped parameters grow; a case about one that has gone is about the others.</summary>
    private static bool Exists(string set) => ParameterOverride.Parse(set) is var o && Pack.Find(o.Programme)?.Parameters.Any(p => p.Code == o.Parameter) == true;

    private static async Task<SimulationResult> RunAsync(Database database, IReadOnlyList<Variant> variants, int months = 1)
    {
        using var residents = new ResidentPopulation(database, TimeProvider.System);
        return await new Simulate(residents, TimeProvider.System).RunAsync(Month, Pack, variants, months);
    }

    private static PolicyPack Read(Dictionary<string, string> files)
    {
        var reading = PolicyPack.Read(PolicyFiles.InMemory(files), "linyi");
        return reading.Pack ?? throw new InvalidOperationException(string.Join('\n', reading.Errors));
    }

    private static List<Entitlement> Sweep(PopulationColumns population, MonthPolicy policy) => [.. ComputeSweep.Run(population, policy).Entitlements];

    /// <summary>Entitlement by entitlement: the same units enter, leave and change, with the same sums, in the city and in each county and township.</summary>
    private static void ShouldBeTheDifference(VariantResult result, List<Entitlement> before, List<Entitlement> after)
    {
        var touched = result.Programmes.Select(p => p.Code).ToHashSet();
        static string Key(Entitlement e) => $"{e.Programme} {e.HouseholdId} {e.PersonId}";
        before.Where(e => !touched.Contains(e.Programme)).Select(e => $"{Key(e)} {e.Amount}").ShouldBe(after.Where(e => !touched.Contains(e.Programme)).Select(e => $"{Key(e)} {e.Amount}"), "an untouched programme changes");
        foreach (var (unit, places) in new[] { (1_000_000_000_000L, null), (1_000_000L, result.Counties), (1_000L, result.Townships) })
        {
            foreach (var place in before.Concat(after).Select(e => e.Region / unit).Distinct())
            {
                foreach (var (i, programme) in result.Programmes.Index())
                {
                    var was = before.Where(e => e.Programme == programme.Code && e.Region / unit == place).ToDictionary(Key);
                    var becomes = after.Where(e => e.Programme == programme.Code && e.Region / unit == place).ToDictionary(Key);
                    var counts = places is null ? result.Whole[i] : places[place * unit][i];
                    Fact(counts.Before).ShouldBe(Sum(was.Values, e => e.Amount), programme.Code);
                    Fact(counts.After).ShouldBe(Sum(becomes.Values, e => e.Amount), programme.Code);
                    Fact(counts.Entering).ShouldBe(Sum(becomes.Values.Where(e => !was.ContainsKey(Key(e))), e => e.Amount), programme.Code);
                    Fact(counts.Leaving).ShouldBe(Sum(was.Values.Where(e => !becomes.ContainsKey(Key(e))), e => e.Amount), programme.Code);
                    var both = becomes.Values.Where(e => was.ContainsKey(Key(e))).ToList();
                    Fact(counts.Rising).ShouldBe(Sum(both.Where(e => e.Amount > was[Key(e)].Amount), e => e.Amount - was[Key(e)].Amount), programme.Code);
                    Fact(counts.Falling).ShouldBe(Sum(both.Where(e => e.Amount < was[Key(e)].Amount), e => was[Key(e)].Amount - e.Amount), programme.Code);
                }
            }
        }

        // What is paid every month and what is paid once are never one sum.
        foreach (var oneOff in (bool[])[false, true])
        {
            var totals = before.Where(e => IsOneOff(e) == oneOff).Select(e => (e.HouseholdId, Fen: -e.Amount))
                .Concat(after.Where(e => IsOneOff(e) == oneOff).Select(e => (e.HouseholdId, Fen: e.Amount)))
                .GroupBy(e => e.HouseholdId).Select(g => (g.Key, Fen: g.Sum(e => e.Fen))).ToDictionary(g => g.Key, g => g.Fen);
            var types = oneOff ? result.OneOffTypes : result.Types;
            types.Sum(t => t.Winners).ShouldBe(totals.Values.Count(f => f > 0));
            types.Sum(t => t.Gain).ShouldBe(totals.Values.Where(f => f > 0).Sum());
            types.Sum(t => t.Losers).ShouldBe(totals.Values.Count(f => f < 0));
            types.Sum(t => t.Loss).ShouldBe(-totals.Values.Where(f => f < 0).Sum());
            (oneOff ? result.OneOffChange : result.FenChange).ShouldBe(totals.Values.Sum());
            result.SpendingOf(result.Whole, oneOff).Change.ShouldBe(result.Counties.Values.Sum(c => result.SpendingOf(c, oneOff).Change));
            foreach (var household in result.Changed.Where(c => c.Change == HouseholdChange.Amount && c.IsOneOff == oneOff))
                household.Fen.ShouldBe(totals[household.HouseholdId]);
        }

        foreach (var household in result.Changed.Where(c => c.Change == HouseholdChange.Enters))
            after.ShouldContain(e => e.Programme == household.Programme && e.HouseholdId == household.HouseholdId && e.PersonId == household.PersonId && e.Amount == household.Fen);

        bool IsOneOff(Entitlement e) => Pack.Find(e.Programme) is { Grant: Grant.OneOff };

        static (int, int, long) Fact(SweepCounts counts) => (counts.Units, counts.Persons, counts.Fen);
        static (int, int, long) Sum(IEnumerable<Entitlement> of, Func<Entitlement, long> fen) => (of.Count(), of.Sum(e => e.Persons), of.Sum(fen));
    }

    private static async Task<TestCity> DemoAsync(double scale)
    {
        var city = await TestDatabase.Sqlite.CreateAsync();
        await new DemoCity(city.Database, Pack, TimeProvider.System).CreateAsync(new DemoOptions("linyi", scale, Month), null);
        return city;
    }

    private static async Task<TestCity> SmallAsync()
    {
        var city = await TestDatabase.Sqlite.CreateAsync();
        await new SmallCity().WriteAsync(city.Database);
        return city;
    }

    private static async Task<string> StateAsync(Database database)
    {
        await using var context = database.CreateContext();
        return string.Join(' ', await context.Cities.Select(c => c.DataVersion).SingleAsync(), await context.Entitlements.CountAsync(), await context.Entitlements.SumAsync(e => e.Amount),
            await context.SweepTotals.SumAsync(t => t.Amount), await context.SweepRuns.MaxAsync(r => r.FinishedAt.Ticks), await context.People.CountAsync(), await context.PersonFacts.CountAsync());
    }
}
