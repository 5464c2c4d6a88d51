using Huimin.Platform;
using Huimin.Platform.Data;
using Huimin.Platform.Demo;
using Huimin.Platform.People;
using Huimin.Platform.People.Population;
using Huimin.Platform.Privacy;
using Huimin.Platform.Regions;
using Huimin.Platform.Sweeps;
using Huimin.Policies;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Tests.Platform.Sweeps;

public sealed class RunSweepTests
{
    private static readonly Month Month = new(2026, 11);
    private static readonly PolicyPack Pack = TestPolicies.Linyi;

    [Theory, OnEveryDatabase]
    public async Task Run_WholeCity_StoresWhatItFound(TestDatabase kind)
    {
        await using var city = await DemoAsync(kind);
        var report = await new RunSweep(city.Database, Pack, TimeProvider.System).RunAsync(Month);
        await using var context = city.Database.CreateContext();

        var stored = await context.Entitlements.ToListAsync();
        stored.Count.ShouldBe(report.Result.Entitlements.Count());
        stored.Count.ShouldBeGreaterThan(100);
        var cityTotals = await context.SweepTotals.Where(t => t.Region == 371300000000).ToDictionaryAsync(t => t.Programme);
        foreach (var programme in Pack.Programmes.Where(p => !p.OnlyOnApplication))
        {
            var rows = stored.Where(e => e.Programme == programme.Code).ToList();
            cityTotals[programme.Code].Units.ShouldBe(rows.Count);
            cityTotals[programme.Code].Amount.ShouldBe(rows.Sum(r => r.Amount));
            cityTotals[programme.Code].Persons.ShouldBe(rows.Sum(r => r.Persons));
        }

        var counties = await context.SweepTotals.Where(t => t.Region % 1_000_000 == 0 && t.Region != 371300000000).ToListAsync();
        var townships = await context.SweepTotals.Where(t => t.Region % 1_000_000 != 0).ToListAsync();
        foreach (var (code, total) in cityTotals)
        {
            counties.Where(t => t.Programme == code).Sum(t => t.Amount).ShouldBe(total.Amount);
            townships.Where(t => t.Programme == code).Sum(t => t.Persons).ShouldBe(total.Persons);
        }
    }

    [Theory, OnEveryDatabase]
    public async Task Run_Twice_StoresTheSame(TestDatabase kind)
    {
        await using var city = await DemoAsync(kind);
        var sweep = new RunSweep(city.Database, Pack, TimeProvider.System);
        await sweep.RunAsync(Month);
        var first = await StoredAsync(city.Database);
        await sweep.RunAsync(Month);
        (await StoredAsync(city.Database)).ShouldBe(first);
    }

    [Theory, OnEveryDatabase]
    public async Task Run_CountyAgain_LeavesTheWholeAsItWas(TestDatabase kind)
    {
        await using var city = await DemoAsync(kind);
        var sweep = new RunSweep(city.Database, Pack, TimeProvider.System);
        await sweep.RunAsync(Month);
        var before = await StoredAsync(city.Database);
        var county = await sweep.RunAsync(Month, new DivisionCode(371323000000));
        county.Result.Counties.Keys.ShouldBe([371323000000]);
        (await StoredAsync(city.Database)).ShouldBe(before);
        await sweep.RunAsync(Month, new DivisionCode(371323101000));
        (await StoredAsync(city.Database)).ShouldBe(before);
    }

    [Theory, OnEveryDatabase]
    public async Task Run_PartAfterAHouseholdMovedIn_IsRefused(TestDatabase kind)
    {
        await using var city = await DemoAsync(kind);
        var sweep = new RunSweep(city.Database, Pack, TimeProvider.System);
        await sweep.RunAsync(Month);
        var before = await StoredAsync(city.Database);
        await using (var context = city.Database.CreateContext())
        {
            var entitled = await context.Entitlements.Where(e => e.Region < 371303000000).Select(e => e.HouseholdId).FirstAsync();
            await context.Households.Where(h => h.Id == entitled).ExecuteUpdateAsync(set => set.SetProperty(h => h.Region, 371323101201));
        }

        foreach (var part in new[] { 371323000000, 371302000000 })
            await Should.ThrowAsync<CannotRunException>(() => sweep.RunAsync(Month, new DivisionCode(part)));
        (await StoredAsync(city.Database)).ShouldBe(before);
        await sweep.RunAsync(Month);
        await sweep.RunAsync(Month, new DivisionCode(371323000000));
    }

    /// <summary>东莞: townships stand directly under the city.</summary>
    [Theory, OnEveryDatabase]
    public async Task Run_CityWithoutCounties_SumsItsTownships(TestDatabase kind)
    {
        await using var city = await kind.CreateAsync();
        var day = new DateOnly(2000, 1, 1);
        await using (var context = city.Database.CreateContext())
        {
            context.Add(new City { Code = 441900000000, Key = "dongguan", Name = "东莞市", FirstMonth = 202611, LastMonth = 202611, NextHouseholdId = 3, NextPersonId = 3 });
            context.Add(new Region { Code = 441900000000, ValidFrom = day, Level = RegionLevel.City, Name = "东莞市" });
            for (var i = 1; i <= 2; i++)
                context.Add(new Region { Code = 441900003000 + (i * 1000), ValidFrom = day, Level = RegionLevel.Township, Parent = 441900000000, Name = $"{i}镇" });
            await context.SaveChangesAsync();
        }

        await using (var bulk = await city.Database.BeginBulkAsync())
        {
            var sealer = await city.Database.Keyring.SealerAsync(bulk);
            for (var i = 1; i <= 2; i++)
            {
                var household = new Household { Id = i, Region = 441900003001 + (i * 1000), PlainAddress = "1号", Hukou = Hukou.Urban, OpenedOn = day };
                sealer.Seal(household);
                await bulk.WriteAsync(PeopleTables.Household, [household]);
                var person = new Person { Id = i, HouseholdId = i, Region = household.Region, Relation = Relation.Head, MemberSince = day, Name = "甲", Sex = Sex.Male, BirthDate = new DateOnly(1920, 1, 1), Secrets = PersonSecrets.None };
                sealer.Seal(person);
                await bulk.WriteAsync(PeopleTables.Person, [person]);
            }

            await bulk.CommitAsync();
        }

        var sweep = new RunSweep(city.Database, Pack, TimeProvider.System);
        await sweep.RunAsync(Month);
        await sweep.RunAsync(Month, new DivisionCode(441900004000));
        await using var check = city.Database.CreateContext();
        (await check.SweepTotals.Where(t => t.Programme == "old_age_allowance" && t.Units > 0).OrderBy(t => t.Region).Select(t => $"{t.Region} {t.Units}").ToListAsync())
            .ShouldBe(["441900000000 2", "441900004000 1", "441900005000 1"]);
    }

    [Fact]
    public async Task Compute_OneThreadOrMany_IsTheSame()
    {
        await using var city = await DemoAsync(TestDatabase.Sqlite);
        var population = await new LoadPopulation(city.Database, Pack.Facts).RunAsync(Month);
        var policy = Pack.In(Month);
        static string Text(SweepResult result) => string.Join('\n', result.Entitlements.Select(e => $"{e.Programme} {e.HouseholdId} {e.PersonId} {e.Amount}"));
        Text(ComputeSweep.Run(population, policy, threads: 1)).ShouldBe(Text(ComputeSweep.Run(population, policy, threads: 7)));
    }

    /// <summary>What a page explains is what the sweep computed: every household, two ways.</summary>
    [Theory, OnEveryDatabase]
    public async Task Load_EveryHousehold_IsTheFamilyThatPagesShow(TestDatabase kind)
    {
        await using var city = await DemoAsync(kind, 0.0003);
        foreach (var month in new[] { Month, Month.AddMonths(-4) })
        {
            var population = await new LoadPopulation(city.Database, Pack.Facts).RunAsync(month);
            var columns = new ColumnFamily(population);
            await using var context = city.Database.CreateContext();
            for (var row = 0; row < population.HouseholdCount; row++)
            {
                columns.MoveTo(row);
                var recorded = (await RecordedFamily.LoadAsync(context, Pack.Facts, population.HouseholdIds[row], month))!;
                Describe(recorded).ShouldBe(Describe(columns));
            }
        }
    }

    [Theory, OnEveryDatabase]
    public async Task Run_MonthOutsideTheData_IsRefusedInWords(TestDatabase kind)
    {
        await using var city = await DemoAsync(kind, 0.0003);
        foreach (var month in new[] { new Month(2019, 1), new Month(2031, 5) })
        {
            (await Should.ThrowAsync<CannotRunException>(() => new RunSweep(city.Database, Pack, TimeProvider.System).RunAsync(month)))
                .Message.ShouldContain("2026-06到2026-11");
        }
    }

    [Fact]
    public async Task Run_UnknownDivision_IsRefused()
    {
        await using var city = await DemoAsync(TestDatabase.Sqlite, 0.0003);
        (await Should.ThrowAsync<CannotRunException>(() => new RunSweep(city.Database, Pack, TimeProvider.System).RunAsync(Month, new DivisionCode(510104000000))))
            .Message.ShouldContain("510104000000");
    }

    private static string Describe(Family family)
    {
        var lines = new List<string> { $"{family.Region} {family.MemberCount}" };
        lines.AddRange(Pack.Facts.Household.Select(f => $"{f.Code}={family.HouseholdFact(f.Index)}"));
        for (var member = 0; member < family.MemberCount; member++)
            lines.AddRange(Pack.Facts.Member.Select(f => $"{member} {f.Code}={family.MemberFact(member, f.Index)}"));
        return string.Join('\n', lines);
    }

    private static async Task<TestCity> DemoAsync(TestDatabase kind, double scale = 0.002)
    {
        var city = await kind.CreateAsync();
        await new DemoCity(city.Database, Pack, TimeProvider.System).CreateAsync(new DemoOptions("linyi", scale, Month), null);
        return city;
    }

    private static async Task<string> StoredAsync(Database database)
    {
        await using var context = database.CreateContext();
        var entitlements = await context.Entitlements.OrderBy(e => e.Programme).ThenBy(e => e.HouseholdId).ThenBy(e => e.PersonId).ToListAsync();
        var totals = await context.SweepTotals.OrderBy(t => t.Region).ThenBy(t => t.Programme).ToListAsync();
        return string.Join('\n', entitlements.Select(e => $"{e.Programme} {e.Region} {e.HouseholdId} {e.PersonId} {e.Persons} {e.Amount}"))
            + string.Join('\n', totals.Select(t => $"{t.Region} {t.Programme} {t.Units} {t.Persons} {t.Amount} {t.Undetermined}"));
    }
}
