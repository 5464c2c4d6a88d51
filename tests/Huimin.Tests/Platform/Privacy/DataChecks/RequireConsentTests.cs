using Huimin.Platform;
using Huimin.Platform.Access;
using Huimin.Platform.Privacy.DataChecks;
using Huimin.Tests.Platform.Access;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Tests.Platform.Privacy.DataChecks;

/// <summary>No check without a ground for its purpose on its day.</summary>
public sealed class RequireConsentTests
{
    private const string Dibao = "means.dibao";
    private const long OfTheHousehold = SmallCity.ZhaoHousehold;
    private static readonly DateOnly Given = new(2026, 3, 1);

    [Fact]
    public void Purposes_AreOfProgrammesThatExist() =>
        DataCheckPurpose.All.ShouldAllBe(p => TestPolicies.Linyi.Programmes.Any(known => known.Code == p.Programme));

    [Theory, OnEveryDatabase]
    public async Task Require_HouseholdConsent_HoldsForItsPurposeItsDaysAndItsMembersOnly(TestDatabase kind)
    {
        await using var city = await CityAsync(kind);
        await using var context = city.Database.CreateContext();
        var require = new RequireConsent(context);
        (await Should.ThrowAsync<CannotRunException>(() => require.RunAsync(OfTheHousehold, null, Dibao, Given))).Message.ShouldContain("没有用于低保经济状况核对的全户授权");

        (await new GiveConsent(context, TimeProvider.System).RunAsync(OfTheHousehold, Consent(null))).ShouldBe(1);
        (await require.RunAsync(OfTheHousehold, null, Dibao, Given)).Single().Document.ShouldBe("授权书2026-17");
        (await require.RunAsync(OfTheHousehold, SmallCity.Zhao, Dibao, Given.AddDays(90))).Count.ShouldBe(1);
        await Refused(() => require.RunAsync(OfTheHousehold, null, Dibao, Given.AddDays(-1)));
        await Refused(() => require.RunAsync(OfTheHousehold, null, "means.tekun", Given));
        await Refused(() => require.RunAsync(200001, null, Dibao, Given));
        // A relative elsewhere has to agree himself.
        await Refused(() => require.RunAsync(OfTheHousehold, 600002, Dibao, Given));
        await new GiveConsent(context, TimeProvider.System).RunAsync(OfTheHousehold, Consent(600002));
        (await require.RunAsync(OfTheHousehold, 600002, Dibao, Given)).Single().PersonId.ShouldBe(600002);
        await Refused(() => require.RunAsync(OfTheHousehold, null, "means.everything", Given));
    }

    [Theory, OnEveryDatabase]
    public async Task Require_HouseholdByItsMembers_NeedsEachOfThem(TestDatabase kind)
    {
        await using var city = await CityAsync(kind);
        await using var context = city.Database.CreateContext();
        var (give, require) = (new GiveConsent(context, TimeProvider.System), new RequireConsent(context));
        await give.RunAsync(OfTheHousehold, Consent(SmallCity.Zhao));
        await give.RunAsync(OfTheHousehold, Consent(500002));
        await Refused(() => require.RunAsync(OfTheHousehold, null, Dibao, Given));
        await Refused(() => require.RunAsync(OfTheHousehold, 500003, Dibao, Given));
        await give.RunAsync(OfTheHousehold, Consent(500003));
        (await require.RunAsync(OfTheHousehold, null, Dibao, Given)).Count.ShouldBe(3);
    }

    [Theory, OnEveryDatabase]
    public async Task Withdraw_FromThatDayOn_NoCheckRuns(TestDatabase kind)
    {
        await using var city = await CityAsync(kind);
        await using var context = city.Database.CreateContext();
        var number = await new GiveConsent(context, TimeProvider.System).RunAsync(OfTheHousehold, Consent(null));
        await new WithdrawConsent(context, TimeProvider.System).RunAsync(OfTheHousehold, number);
        var today = DateOnly.FromDateTime(TimeProvider.System.GetLocalNow().DateTime);
        var require = new RequireConsent(context);
        await Refused(() => require.RunAsync(OfTheHousehold, null, Dibao, today));
        (await require.RunAsync(OfTheHousehold, null, Dibao, today.AddDays(-1))).Count.ShouldBe(1);
        (await Should.ThrowAsync<CannotRunException>(() => new WithdrawConsent(context, TimeProvider.System).RunAsync(OfTheHousehold, number))).Message.ShouldContain("已于");
        var records = await context.AuditRecords.Where(r => r.Subject == $"data_check_consent:{OfTheHousehold}/1").OrderBy(r => r.Number).ToListAsync();
        records.Select(r => (r.Action, r.Region)).ShouldBe([("data_check_consent.add", SmallCity.Village), ("data_check_consent.change", SmallCity.Village)]);
        // Another may follow, under a number of its own.
        (await new GiveConsent(context, TimeProvider.System).RunAsync(OfTheHousehold, Consent(null))).ShouldBe(2);
    }

    [Theory, OnEveryDatabase]
    public async Task Give_IncompleteOrDoubled_IsRefused(TestDatabase kind)
    {
        await using var city = await CityAsync(kind);
        await using var context = city.Database.CreateContext();
        var give = new GiveConsent(context, TimeProvider.System);
        var good = Consent(null);
        foreach (var (wrong, word) in ((ConsentGiven, string)[])
            [
                (good with { Purpose = "means.all" }, "用途"), (good with { Basis = (LegalBasis)9 }, "依据"), (good with { Basis = LegalBasis.Duty, Article = " " }, "条款"), (good with { Document = " \t" }, "编号"),
                (good with { GivenOn = new DateOnly(2999, 1, 1) }, "今天"), (good with { GivenOn = new DateOnly(1999, 1, 1) }, "立户"), (good with { PersonId = 42 }, "没有这个人"),
                (good with { Document = new string('长', 101) }, "不超过"),
            ])
            (await Should.ThrowAsync<CannotRunException>(() => give.RunAsync(OfTheHousehold, wrong))).Message.ShouldContain(word);
        await give.RunAsync(OfTheHousehold, good);
        (await Should.ThrowAsync<CannotRunException>(() => give.RunAsync(OfTheHousehold, good))).Message.ShouldContain("同样");
        await give.RunAsync(OfTheHousehold, good with { Basis = LegalBasis.Duty, Article = "社会救助法第四十六条" });
        await Refused(() => give.RunAsync(77, good));
    }

    [Theory, OnEveryDatabase]
    public async Task Consents_OfAnotherRegion_AreNotThereAndCannotBeMade(TestDatabase kind)
    {
        await using var city = await CityAsync(kind);
        await using (var all = city.Database.CreateContext())
            await new GiveConsent(all, TimeProvider.System).RunAsync(OfTheHousehold, Consent(null));
        await using var context = city.Database.CreateContext();
        context.Acting = Clerk(371322000000, Permissions.ProposeCases);
        (await context.DataCheckConsents.CountAsync()).ShouldBe(0);
        await Refused(() => new GiveConsent(context, TimeProvider.System).RunAsync(OfTheHousehold, Consent(null)));
        await Refused(() => new WithdrawConsent(context, TimeProvider.System).RunAsync(OfTheHousehold, 1));
        await Refused(() => new RequireConsent(context).RunAsync(OfTheHousehold, null, Dibao, Given));
        context.Acting = Clerk(SmallCity.Village, Permissions.ViewPeople);
        (await context.DataCheckConsents.CountAsync()).ShouldBe(1);
        (await Should.ThrowAsync<CannotRunException>(() => new GiveConsent(context, TimeProvider.System).RunAsync(OfTheHousehold, Consent(null)))).Message.ShouldContain("岗位");
        (await Should.ThrowAsync<CannotRunException>(() => new WithdrawConsent(context, TimeProvider.System).RunAsync(OfTheHousehold, 1))).Message.ShouldContain("岗位");
    }

    [Theory, OnEveryDatabase]
    public async Task Page_Clerk_RecordsAndEndsAConsent(TestDatabase kind)
    {
        await using var web = await MatrixCity.StartAsync(kind);
        var path = $"/people/households/{OfTheHousehold}/consents";
        using var clerk = await MatrixCity.ReaderAsync(web, "township_clerk", SmallCity.Gaoqiao);
        using var refused = await WebCity.PostAsync(clerk, path, "form:has(#purpose)", new() { ["purpose"] = Dibao, ["person"] = "", ["basis"] = "Duty", ["document"] = "<b>甲1</b>" });
        var again = await refused.PageAsync();
        again.QuerySelector(".hm-errors")!.TextContent.ShouldContain("条款");
        again.QuerySelector("#document")!.GetAttribute("value").ShouldBe("<b>甲1</b>");

        using var noDay = await WebCity.PostAsync(clerk, path, "form:has(#purpose)", new() { ["purpose"] = Dibao, ["basis"] = "Consent", ["given"] = "gestern", ["document"] = "1" });
        (await noDay.PageAsync()).QuerySelector(".hm-errors")!.TextContent.ShouldContain("应写作");
        using var given = await WebCity.PostAsync(clerk, path, "form:has(#purpose)", new() { ["purpose"] = Dibao, ["person"] = "500002", ["basis"] = "Consent", ["document"] = "<b>甲1</b>" });
        var page = await given.PageAsync();
        var row = page.QuerySelector("tbody tr")!;
        row.TextContent.ShouldContain("李秀兰");
        row.TextContent.ShouldContain("<b>甲1</b>");
        row.TextContent.ShouldContain("township_clerk");

        using var leader = await MatrixCity.ReaderAsync(web, "township_leader", SmallCity.Gaoqiao);
        var seen = await leader.GetStringAsync(new Uri(path, UriKind.Relative));
        seen.ShouldContain("李秀兰");
        seen.ShouldNotContain("id=\"purpose\"");

        using var ended = await WebCity.PostAsync(clerk, path, "form:has([name=number])", []);
        (await ended.PageAsync()).QuerySelector("tbody tr")!.TextContent.ShouldContain("终止");
        await using var context = web.Database.CreateContext();
        (await context.DataCheckConsents.SingleAsync()).ShouldSatisfyAllConditions(c => c.WithdrawnOn.ShouldNotBeNull(), c => c.AccountId.ShouldNotBeNull(), c => c.PersonId.ShouldBe(500002));
    }

    private static ConsentGiven Consent(long? person) => new(person, Dibao, LegalBasis.Consent, "社会救助法第四十条", Given, "授权书2026-17");

    private static Acting Clerk(long region, string permission)
    {
        var acting = new Acting();
        acting.As(7, "甲", new Post { Id = 1, AccountId = 7, Role = "township_clerk", Region = region }, new HashSet<string> { permission });
        return acting;
    }

    private static Task Refused(Func<Task> act) => Should.ThrowAsync<CannotRunException>(act);

    private static async Task<TestCity> CityAsync(TestDatabase kind)
    {
        var city = await kind.CreateAsync();
        await new SmallCity().WriteAsync(city.Database);
        return city;
    }
}
