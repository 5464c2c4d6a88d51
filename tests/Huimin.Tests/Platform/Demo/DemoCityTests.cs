using Huimin.Platform;
using Huimin.Platform.Data;
using Huimin.Platform.Demo;
using Huimin.Platform.People;
using Huimin.Platform.Sweeps;
using Huimin.Platform.Values;
using Huimin.Policies;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Tests.Platform.Demo;

public sealed class DemoCityTests
{
    private static readonly Month Month = new(2026, 11);

    [Theory]
    [InlineData("linyi", 0.05)]
    [InlineData("zaozhuang", 0.05)]
    [InlineData("ankang", 0.05)]
    [InlineData("chengdu", 0.02)]
    public async Task Create_SmallScale_SweepGivesTheFiguresInProportion(string key, double scale)
    {
        await using var city = await TestDatabase.Sqlite.CreateAsync();
        var pack = TestPolicies.Of(key);
        await new DemoCity(city.Database, pack, TimeProvider.System).CreateAsync(new DemoOptions(key, scale, Month), null);
        var report = await new RunSweep(city.Database, pack, TimeProvider.System).RunAsync(Month);

        var profile = DemoProfile.Read(key);
        int Persons(params string[] programmes) => programmes.Sum(p => report.Result.Whole[pack.Find(p)!.Index].Persons);
        var computed = new List<(string Figure, int Persons)>
        {
            ("dibao_recipients", Persons("dibao")),
            ("tekun_recipients", Persons("tekun")),
            ("hardship_disabled_allowance_recipients", Persons("disability_living")),
            ("severe_disabled_allowance_recipients", Persons("disability_nursing")),
            ("orphan_hardship_children_supported", Persons("orphan_living", "de_facto_orphan_living")),
            ("resident_population", report.Result.Persons),
        };
        // Not every city published these; Zaozhuang's old-age allowance is its own, for all from 80 on.
        await using var context = city.Database.CreateContext();
        if (profile.Has("hardship_elder_subsidy_recipients"))
            computed.Add(("hardship_elder_subsidy_recipients", Persons("elder_hardship_subsidy")));
        if (profile.Has("old_age_allowance_recipients"))
        {
            var born = Month.FirstDay.AddYears(-80);
            computed.Add(("old_age_allowance_recipients", await context.People.CountAsync(p => p.DiedOn == null && p.BirthDate <= born)));
        }

        if (profile.Has("dibao_recipients_rural"))
        {
            var rural = await context.Households.Where(h => h.Hukou == Hukou.Rural).Select(h => h.Id).ToHashSetAsync();
            computed.Add(("dibao_recipients_rural", report.Result.Entitlements.Where(e => e.Programme == "dibao" && rural.Contains(e.HouseholdId)).Sum(e => e.Persons)));
        }

        foreach (var (figure, persons) in computed)
        {
            var expected = profile.Figure(figure) * scale;
            // 2 % of the figure, and a handful for the last household of each kind.
            ((double)persons).ShouldBe(expected, (expected * 0.02) + 6, figure);
        }
    }

    [Fact]
    public async Task Create_LinyiSmallScale_EveryWarningRuleFindsAFewPerMille()
    {
        await using var city = await TestDatabase.Sqlite.CreateAsync();
        await new DemoCity(city.Database, TestPolicies.Linyi, TimeProvider.System).CreateAsync(new DemoOptions("linyi", 0.05, Month), null);
        var report = await new RunSweep(city.Database, TestPolicies.Linyi, TimeProvider.System).RunAsync(Month);

        foreach (var warning in TestPolicies.Linyi.Programmes.Where(p => p.Kind == ProgrammeKind.Warning))
            report.Result.Whole[warning.Index].Units.ShouldBeInRange(1, report.Result.Households / 50, warning.Code);
        report.Result.Whole[TestPolicies.Linyi.Find("rigid_expense_family")!.Index].Units.ShouldBeInRange(1, report.Result.Households / 200);
    }

    [Theory]
    [InlineData("ankang", 7814, 3560)]
    [InlineData("chengdu", 97600, 66400)]
    public void DibaoHouseholdSizes_MeanIsThePublishedOne(string key, double persons, double households)
    {
        var sizes = DemoProfile.Read(key).DibaoHouseholdSizes;

        sizes.Sum().ShouldBe(1, 1e-9);
        sizes.Select((share, i) => share * (i + 1)).Sum().ShouldBe(persons / households, 0.01);
    }

    [Theory, OnEveryDatabase]
    public async Task Create_SameSeed_GivesTheSameCity(TestDatabase kind)
    {
        await using var first = await kind.CreateAsync();
        await using var second = await kind.CreateAsync();
        foreach (var city in new[] { first, second })
            await new DemoCity(city.Database, TestPolicies.Linyi, TimeProvider.System).CreateAsync(new DemoOptions("linyi", 0.0005, Month), null);

        (await EverybodyAsync(first.Database)).ShouldBe(await EverybodyAsync(second.Database));
    }

    [Fact]
    public async Task Create_OtherSeed_GivesOtherPeople()
    {
        await using var first = await TestDatabase.Sqlite.CreateAsync();
        await using var second = await TestDatabase.Sqlite.CreateAsync();
        await new DemoCity(first.Database, TestPolicies.Linyi, TimeProvider.System).CreateAsync(new DemoOptions("linyi", 0.0005, Month), null);
        await new DemoCity(second.Database, TestPolicies.Linyi, TimeProvider.System).CreateAsync(new DemoOptions("linyi", 0.0005, Month, 7), null);

        (await EverybodyAsync(first.Database)).ShouldNotBe(await EverybodyAsync(second.Database));
    }

    [Fact]
    public async Task Create_CitizenIds_AreValidAndBelongToNobody()
    {
        await using var city = await TestDatabase.Sqlite.CreateAsync();
        await new DemoCity(city.Database, TestPolicies.Linyi, TimeProvider.System).CreateAsync(new DemoOptions("linyi", 0.002, Month), null);
        await using var context = city.Database.CreateContext();
        var people = await context.People.ToListAsync();

        people.Count.ShouldBeGreaterThan(20_000);
        var ids = new HashSet<string>();
        foreach (var person in people)
        {
            var secrets = city.Database.Keyring.Open(person);
            var id = CitizenId.Parse(secrets.CitizenId!);
            id.IsDemonstration.ShouldBeTrue();
            id.Birth.ShouldBe(person.BirthDate!.Value);
            id.Sex.ShouldBe(person.Sex);
            ids.Add(secrets.CitizenId!).ShouldBeTrue();
            if (secrets.Phone is { } phone)
                PhoneNumber.Parse(phone).ToString().ShouldStartWith("154");
            if (secrets.BankAccount is { } account)
                BankAccount.Parse(account).ToString().ShouldStartWith("99");
        }

        people.Count(p => p.Phone is not null).ShouldBeGreaterThan(people.Count / 6);
        people.Count(p => p.BankAccount is not null).ShouldBeGreaterThan(people.Count / 7);
    }

    [Theory, OnEveryDatabase]
    public async Task Create_Everybody_HasTheRegionOfTheHousehold(TestDatabase kind)
    {
        await using var city = await kind.CreateAsync();
        await new DemoCity(city.Database, TestPolicies.Linyi, TimeProvider.System).CreateAsync(new DemoOptions("linyi", 0.01, Month), null);
        await using var context = city.Database.CreateContext();
        (await context.FormerMemberships.CountAsync()).ShouldBeGreaterThan(0);
        (await context.People.Join(context.Households, p => p.HouseholdId, h => h.Id, (p, h) => new { p, h }).CountAsync(x => x.p.Region != x.h.Region)).ShouldBe(0);
    }

    [Theory, OnEveryDatabase]
    public async Task Create_CancelledInTheMiddle_LeavesNothing(TestDatabase kind)
    {
        await using var city = await kind.CreateAsync();
        using var stop = new CancellationTokenSource();
        var stopper = new Progress(p =>
        {
            if (p.Done > 0)
                stop.Cancel();
        });

        await Should.ThrowAsync<OperationCanceledException>(() =>
            new DemoCity(city.Database, TestPolicies.Linyi, TimeProvider.System).CreateAsync(new DemoOptions("linyi", 0.02, Month), stopper, stop.Token));

        await using var context = city.Database.CreateContext();
        (await context.People.AnyAsync()).ShouldBeFalse();
        (await context.Regions.AnyAsync()).ShouldBeFalse();
        await new DemoCity(city.Database, TestPolicies.Linyi, TimeProvider.System).CreateAsync(new DemoOptions("linyi", 0.0005, Month), null);
        (await context.Cities.CountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task Create_DatabaseThatHoldsACity_IsRefused()
    {
        await using var city = await TestDatabase.Sqlite.CreateAsync();
        var demo = new DemoCity(city.Database, TestPolicies.Linyi, TimeProvider.System);
        await demo.CreateAsync(new DemoOptions("linyi", 0.0005, Month), null);
        (await Should.ThrowAsync<CannotRunException>(() => demo.CreateAsync(new DemoOptions("linyi", 0.0005, Month), null))).Message.ShouldContain("中已有城市");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(100)]
    [InlineData(double.NaN)]
    public async Task Create_ImpossibleScale_IsRefused(double scale)
    {
        await using var city = await TestDatabase.Sqlite.CreateAsync();
        await Should.ThrowAsync<CannotRunException>(() =>
            new DemoCity(city.Database, TestPolicies.Linyi, TimeProvider.System).CreateAsync(new DemoOptions("linyi", scale, Month), null));
    }

    private static async Task<string> EverybodyAsync(Database database)
    {
        await using var context = database.CreateContext();
        var people = (await context.People.AsNoTracking().OrderBy(p => p.Id).ToListAsync())
            .Select(p => (p.Id, p.Name, Secrets: database.Keyring.Open(p), p.HouseholdId, p.DiedOn))
            .Select(p => (p.Id, p.Name, p.Secrets.CitizenId, p.Secrets.Phone, p.Secrets.BankAccount, p.Secrets.ProtectedName, p.HouseholdId, p.DiedOn));
        var facts = await context.PersonFacts.OrderBy(f => f.PersonId).ThenBy(f => f.Fact).ThenBy(f => f.ValidFrom)
            .Select(f => new { f.PersonId, f.Fact, f.ValidFrom, f.ValidTo, f.Value }).ToListAsync();
        return string.Join('\n', people) + string.Join('\n', facts);
    }

    private sealed class Progress(Action<WorkProgress> report) : IProgress<WorkProgress>
    {
        public void Report(WorkProgress value) => report(value);
    }
}
