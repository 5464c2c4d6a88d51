using Huimin.Platform;
using Huimin.Platform.Audit;
using Huimin.Platform.People;
using Huimin.Tests.Platform.Access;
using Huimin.Tests.Platform.Cases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Huimin.Tests.Platform.People;

/// <summary>People without ID, with a wrong one, with another person's: registered or explained, and never twice.</summary>
public sealed class RegisterFamilyTests
{
    private const string Free = "11010519491231002X";

    [Theory, OnEveryDatabase]
    public async Task Family_WithAndWithoutId_IsRegisteredOnceSealedAndOnTheTrail(TestDatabase kind)
    {
        await using var city = await CaseCity.StartAsync(kind);
        var family = Family([Member("钱多多", Free, Relation.Head, "13853900001"), Member("钱小宝", "", Relation.Son, birth: new DateOnly(2020, 5, 1))], note: "孩子出生未上户口");
        var registered = await RunAsync(city, family);
        (await RunAsync(city, family)).ShouldBeEquivalentTo(registered);

        await using var context = city.Web.Database.CreateContext();
        var people = await context.People.Where(p => p.HouseholdId == registered.HouseholdId).OrderBy(p => p.Id).ToListAsync();
        people.Select(p => p.Id).ShouldBe(registered.People);
        (people[0].BirthDate, people[0].Sex).ShouldBe((new DateOnly(1949, 12, 31), Sex.Female), "as the number says");
        city.Web.Database.Keyring.Open(people[0]).Phone.ShouldBe("13853900001");
        (await context.Households.SingleAsync(h => h.Id == registered.HouseholdId)).MeansCheckedOn.ShouldBeNull("nobody has looked yet");
        var next = await context.Cities.SingleAsync();
        (next.NextHouseholdId, next.NextPersonId).ShouldBe((1_000_001, 1_000_002));
        var record = await context.AuditRecords.SingleAsync(r => r.Action == AuditAction.RegisterFamily);
        record.Reason.ShouldBe("孩子出生未上户口");
        record.After!.ShouldNotContain(Free);
    }

    [Theory, OnEveryDatabase]
    public async Task Family_WithBadNumbers_IsToldWhatToDo(TestDatabase kind)
    {
        await using var city = await CaseCity.StartAsync(kind);
        (await WhyAsync(city, Family([Member("钱多多", "110105194912310021", Relation.Head)]))).ShouldContain("校验码");
        (await WhyAsync(city, Family([Member("钱多多", "12345", Relation.Head)]))).ShouldContain("18位");
        (await WhyAsync(city, Family([Member("钱多多", "", Relation.Head)], note: ""))).ShouldContain("写明原因");
        (await WhyAsync(city, Family([Member(" ", Free, Relation.Head)]))).ShouldContain("请填写姓名");
        (await WhyAsync(city, Family([Member("甲", Free, Relation.Head), Member("乙", Free, Relation.Spouse)]))).ShouldContain("同一个身份证号");
        (await WhyAsync(city, Family([Member("甲", "", Relation.Head, birth: new DateOnly(2030, 1, 1))]))).ShouldContain("出生日期");
        (await WhyAsync(city, Family([Member("甲", Free, Relation.Head)]) with { Region = SmallCity.Yishui })).ShouldContain("村或者社区");
        (await WhyAsync(city, Family([Member("甲", Free, Relation.Head)]) with { Region = 371302001001 })).ShouldContain("村或者社区");
        (await WhyAsync(city, Family([]))).ShouldContain("至少登记一个人");
        await using var context = city.Web.Database.CreateContext();
        (await context.Households.CountAsync(h => h.Id >= 1_000_000)).ShouldBe(0);
    }

    [Theory, OnEveryDatabase]
    public async Task Family_WithAnothersNumber_ShowsItMaskedAndNothingOfOtherOffices(TestDatabase kind)
    {
        var content = new SmallCity();
        content.Regions.AddRange([SmallCity.Region(371302001000, Huimin.Platform.Regions.RegionLevel.Township, "远方街道"), SmallCity.Region(371302001001, Huimin.Platform.Regions.RegionLevel.Village, "远方社区居民委员会")]);
        content.AddHousehold(MatrixCity.FarHousehold, 371302001001, "远方1号");
        content.AddPerson(MatrixCity.FarPerson, MatrixCity.FarHousehold, "远方人家", Relation.Head, Sex.Female, new DateOnly(1949, 12, 31), Free);
        content.AddHousehold(300009, SmallCity.Village, "9号");
        content.AddPerson(700009, 300009, "孙有号", Relation.Head, Sex.Male, new DateOnly(1953, 1, 1), "440524198001010013");
        await using var city = await CaseCity.StartAsync(kind, content);
        var far = await WhyAsync(city, Family([Member("钱多多", Free, Relation.Head)]));
        far.ShouldContain("别的地方的远*名下");
        far.ShouldNotContain("远方人家");
        far.ShouldNotContain(Free);
        var near = await WhyAsync(city, Family([Member("钱多多", "440524198001010013", Relation.Head)]));
        near.ShouldContain("孙有号");
        near.ShouldContain("44**************13");
        // Registered without it, with the reason.
        (await RunAsync(city, Family([Member("钱多多", "", Relation.Head)], note: "号码与他人重复"))).People.ShouldHaveSingleItem();
    }

    private static NewFamily Family(IReadOnlyList<NewMember> members, string note = "证件遗失") => new(SmallCity.Village, Hukou.Rural, "南里庄村99号", members, note, "register-token-00001");

    private static NewMember Member(string name, string id, Relation relation, string phone = "", DateOnly? birth = null) => new(name, id, relation, Sex.Male, birth, phone, "");

    private static Task<RegisteredFamily> RunAsync(CaseCity city, NewFamily family) => city.Clerk.DoAsync(s => s.GetRequiredService<RegisterFamily>().RunAsync(family));

    private static async Task<string> WhyAsync(CaseCity city, NewFamily family) => (await Should.ThrowAsync<CannotRunException>(() => RunAsync(city, family))).Message;
}
