using Huimin.Platform.Privacy;
using Huimin.Platform.Regions;
using Huimin.Policies;

namespace Huimin.Tests.Platform.Privacy;

public class PublicEntryTests
{
    private static readonly DateOnly Day = new(2026, 11, 21);

    [Fact]
    public void Entry_HoldsWhatTheLawLetsBePublishedAndNothingElse() =>
        typeof(PublicEntry).GetProperties().Select(p => p.Name).ShouldBe(["Name", "Village", "Category", "Persons", "Amount", "Decision"], ignoreOrder: true);

    [Theory, OnEveryDatabase]
    public async Task Entry_OfAnAdult_HasTheMiddleOfTheNameMasked_OfAMinorAllOfIt(TestDatabase kind)
    {
        await using var city = await kind.CreateAsync();
        await new SmallCity().WriteAsync(city.Database);
        await using var context = city.Database.CreateContext();
        var places = await PlaceNames.ReadAsync(context, [SmallCity.Village]);
        var person = await context.People.FindAsync(SmallCity.Zhao);
        var child = await context.People.FindAsync(500003L);

        var entry = new PublicEntry(person!, places, TestPolicies.Linyi.Find("dibao")!, 3, new Money(117_000), PublicDecision.Proposed, Day);
        (entry.Name, entry.Village, entry.Category, entry.Persons, entry.Amount).ShouldBe(("赵*福", "南里庄村", "dibao", 3, new Money(117_000)));
        new PublicEntry(child!, places, TestPolicies.Linyi.Find("dibao")!, 1, new Money(1), PublicDecision.Ended, Day).Name.ShouldBe("****");
        child!.BirthDate = null;
        new PublicEntry(child, places, TestPolicies.Linyi.Find("dibao")!, 1, new Money(1), PublicDecision.Ended, Day).Name.ShouldBe("****");
        Should.Throw<ArgumentOutOfRangeException>(() => new PublicEntry(person!, places, TestPolicies.Linyi.Find("dibao")!, 0, new Money(1), PublicDecision.Approved, Day));
    }
}
