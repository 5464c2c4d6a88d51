using Huimin.Policies;

namespace Huimin.Tests.Policies.Families;

public sealed class JsonFamilyTests
{
    private static readonly FactCatalogue Facts = ShippedPolicies.Linyi.Facts;

    private static long Household(JsonFamily family, string code) => family.HouseholdFact(Facts.Find(code, ofHousehold: true)!.Index);

    private static long Member(JsonFamily family, string code) => family.MemberFact(0, Facts.Find(code, ofHousehold: false)!.Index);

    [Fact]
    public void Read_FactsOfEveryType_AreRaw()
    {
        var family = JsonFamily.Read("""{"region": "510104001001", "household": {"hukou": "rural", "financial_assets": 4200.5}, "members": [{"id": "a", "birth_date": "1980-01-02", "wage": "1800", "counted": false, "disability_kind": "mental", "disability_grade": 2}], "inputs": {}}""", Facts);

        family.Region.ShouldBe(510104001001);
        family.MemberIds.ShouldBe(["a"]);
        Household(family, "hukou").ShouldBe(1);
        Household(family, "financial_assets").ShouldBe(420050);
        Member(family, "birth_date").ShouldBe(new DateOnly(1980, 1, 2).DayNumber);
        Member(family, "wage").ShouldBe(180000);
        Member(family, "counted").ShouldBe(0);
        Member(family, "disability_kind").ShouldBe(6);
        Member(family, "disability_grade").ShouldBe(2);
    }

    [Fact]
    public void Read_AbsentFacts_HaveDefaults()
    {
        var family = JsonFamily.Read("""{"region": "371302", "household": {"hukou": "rural"}, "members": [{}]}""", Facts);

        family.Region.ShouldBe(371302000000);
        family.MemberIds.ShouldBe(["1"]);
        Household(family, "dwellings").ShouldBe(1);
        Member(family, "hukou").ShouldBe(1, "a member's hukou follows the household");
        Member(family, "counted").ShouldBe(1);
        Member(family, "has_capable_supporter").ShouldBe(1);
        Member(family, "died_on").ShouldBe(Fact.Never);
        Member(family, "birth_date").ShouldBe(Family.Unknown);
    }

    [Fact]
    public void Read_Null_IsUnknown() =>
        Member(JsonFamily.Read("""{"region": "371302001001", "members": [{"id": "a", "wage": null}]}""", Facts), "wage").ShouldBe(Family.Unknown);

    [Theory]
    [InlineData("""{"region": "371302001001", "members": [{"wgae": 1}]}""", "members[0]: 'wgae' is not a fact of a member; did you mean 'wage'?")]
    [InlineData("""{"region": "371302001001", "household": {"wage": 1}, "members": []}""", "'wage' is a fact of a member, not of a household")]
    [InlineData("""{"region": "371302001001", "members": [{"wage": "viel"}]}""", "'viel' is not an amount of yuan")]
    [InlineData("""{"region": "371302001001", "members": [{"wage": 1.005}]}""", "smaller than one fen")]
    [InlineData("""{"region": "371302001001", "members": [{"wage": -1}]}""", "not between")]
    [InlineData("""{"region": "371302001001", "members": [{"wage": 1e27}]}""", "more than a family can have")]
    [InlineData("""{"region": "371302001001", "members": [{"counted": 1}]}""", "'1' is not true or false")]
    [InlineData("""{"region": "371302001001", "members": [{"disability_kind": "mentall"}]}""", "did you mean 'mental'?")]
    [InlineData("""{"region": "371302001001", "members": [{"disability_grade": 5}]}""", "5 is not between 0 and 4")]
    [InlineData("""{"region": "371302001001", "members": [{"birth_date": "1980-13-01"}]}""", "is not a date")]
    [InlineData("""{"region": "371302001001", "members": [{"wage": [1]}]}""", "one value is expected")]
    [InlineData("""{"region": "371302001001", "members": [{"id": "a"}, {"id": "a"}]}""", "two members have the id 'a'")]
    [InlineData("""{"region": "3713", "members": []}""", "not a division code")]
    [InlineData("""{"members": []}""", "region: the division code")]
    [InlineData("""{"region": "371302001001"}""", "members: a list")]
    [InlineData("""{"region": "371302001001", "members": [], "household": []}""", "household: an object")]
    [InlineData("""{"region": "371302001001", "members": [], "memberz": 1}""", "did you mean 'members'?")]
    [InlineData("[]", "A family is an object")]
    [InlineData("""{"region": "371302001001", "members": [{"id": "\ud800"}]}""", "not valid JSON")]
    [InlineData("""{"region": "371302001001", "members": [{"\ud800": 1}]}""", "not valid JSON")]
    [InlineData("""{"region": "371302001001", "members": [{"study": "\udc00"}]}""", "not valid JSON")]
    [InlineData("""{"region": "371302001001", "members": [{"birth_date": "never"}]}""", "'never' is not a date")]
    [InlineData("""{"region": "371302001001", "members": [{"disability_grade": 2.5}]}""", "'2.5' is not a whole number")]
    [InlineData("""{"region": "371302001001", "members": [{"disability_grade": 99999999999999999999}]}""", "is not a whole number")]
    [InlineData("{", "not valid JSON")]
    [InlineData("""{"region": "371302001001", "members": [{"wage": 1, "wage": 2}]}""", "not valid JSON")]
    public void Read_Wrong_SaysWhy(string json, string expected) =>
        Should.Throw<PolicyException>(() => JsonFamily.Read(json, Facts)).Message.ShouldContain(expected);

    [Fact]
    public void Read_LoneSurrogateInTheText_IsAClearError() =>
        Should.Throw<PolicyException>(() => JsonFamily.Read($$"""{"region": "371302001001", "members": [{"id": "{{(char)0xd800}}"}]}""", Facts)).Message.ShouldContain("not valid JSON");

    [Fact]
    public void Read_ByteOrderMark_IsSkipped() =>
        JsonFamily.Read("\ufeff" + """{"region": "371302001001", "members": [{}]}""", Facts).MemberCount.ShouldBe(1);

    [Fact]
    public void Read_MembersWithoutId_GetNumbersThatNobodyHas() =>
        JsonFamily.Read("""{"region": "371302001001", "members": [{}, {"id": "1"}, {}, {"id": 3}]}""", Facts).MemberIds.ShouldBe(["2", "1", "4", "3"]);

    [Fact]
    public void Read_CountWrittenAsDecimal_IsWhole() =>
        Member(JsonFamily.Read("""{"region": "371302001001", "members": [{"disability_grade": 3.0, "died_on": "never"}]}""", Facts), "disability_grade").ShouldBe(3);

    [Fact]
    public void Read_SeveralMistakes_NamesAll()
    {
        var message = Should.Throw<PolicyException>(() => JsonFamily.Read("""{"region": "x", "members": [{"wage": "a", "counted": "b"}]}""", Facts)).Message;

        message.Split(Environment.NewLine).Length.ShouldBe(3);
    }

    [Fact]
    public void Read_HostileNesting_IsAClearError() =>
        Should.Throw<PolicyException>(() => JsonFamily.Read(new string('[', 1_000_000), Facts)).Message.ShouldContain("not valid JSON");

    [Fact]
    public void Read_TooManyMembers_IsAClearError() =>
        Should.Throw<PolicyException>(() => JsonFamily.Read($$"""{"region": "371302001001", "members": [{{string.Join(',', Enumerable.Repeat("{}", 5000))}}]}""", Facts))
            .Message.ShouldContain("at most 200 members");
}
