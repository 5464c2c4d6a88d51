using Huimin.Policies;

namespace Huimin.Tests.Policies.Facts;

public sealed class FactCatalogueTests
{
    private static readonly FactCatalogue Facts = ShippedPolicies.Linyi.Facts;

    [Fact]
    public void Catalogue_FixedNames_AllDeclared()
    {
        string[] household = ["hukou", "rigid_expense", "rigid_expense_12m", "financial_assets", "dwellings", "vehicles", "business_registrations"];
        string[] member = ["birth_date", "sex", "hukou", "counted", "wage", "business_income", "property_income", "transfer_income", "support_income", "basic_pension", "disability_kind", "disability_grade", "serious_illness", "self_care_failed", "ability_level", "study", "can_work", "newly_employed", "refused_offers", "has_capable_supporter", "guardianship", "placement", "other_nursing_benefit", "died_on"];

        household.Where(code => Facts.Find(code, ofHousehold: true) is null).ShouldBeEmpty();
        member.Where(code => Facts.Find(code, ofHousehold: false) is null).ShouldBeEmpty();
    }

    [Fact]
    public void Catalogue_EveryFact_StandsAtItsIndexAndHasOneId()
    {
        Facts.Household.Select(f => f.Index).ShouldBe(Enumerable.Range(0, Facts.Household.Count));
        Facts.Member.Select(f => f.Index).ShouldBe(Enumerable.Range(0, Facts.Member.Count));
        Facts.Household.Concat(Facts.Member).Select(f => f.Id).ShouldBeUnique();
        Facts.Sources.Select(s => s.Id).ShouldBeUnique();
    }

    [Fact]
    public void Catalogue_DefaultFitsItsFact()
    {
        foreach (var fact in Facts.Household.Concat(Facts.Member).Where(f => f.Default != Family.Unknown))
            fact.Default.ShouldBeInRange(fact.Minimum, fact.Type == FactType.Choice ? fact.Options.Count - 1 : fact.Type == FactType.Date ? Fact.Never : fact.Maximum, fact.Code);
    }

    [Fact]
    public void Listing_SaysTypeDefaultAndMeaning()
    {
        var (facts, errors) = FactCatalogue.Read(ShippedPolicies.Root);

        errors.ShouldBeEmpty();
        FactListing.ToText(facts!).ShouldContain("yuan/month");
        FactListing.ToText(facts!, english: true).ShouldContain("Wage: Wages, bonuses");
        System.Text.Json.JsonDocument.Parse(FactListing.ToJson(facts!)).RootElement.GetProperty("member").GetArrayLength().ShouldBe(facts!.Member.Count);
    }

    [Fact]
    public void Read_IdTwice_IsAnError()
    {
        using var folder = new PolicyFolder();
        folder.Write("facts.yaml", File.ReadAllText(Path.Combine(ShippedPolicies.Root, "facts.yaml")).Replace("id: 102\n", "id: 101\n", StringComparison.Ordinal));

        FactCatalogue.Read(folder.Root).Errors.ShouldHaveSingleItem().Message.ShouldBe("the id 101 is used twice");
    }

    [Theory]
    [InlineData("wage", 150000, "1,500.00", "1,500.00")]
    [InlineData("wage", Family.Unknown, "未知", "unknown")]
    [InlineData("counted", 1, "是", "yes")]
    [InlineData("study", 2, "普通高中", "senior high school")]
    [InlineData("disability_grade", 3, "3", "3")]
    [InlineData("birth_date", 722814, "1980-01-01", "1980-01-01")]
    public void Format_ByType(string code, long raw, string chinese, string english)
    {
        var fact = Facts.Find(code, ofHousehold: false)!;

        fact.Format(raw).ShouldBe(chinese);
        fact.Format(raw, english: true).ShouldBe(english);
    }
}
