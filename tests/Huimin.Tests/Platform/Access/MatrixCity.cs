using Huimin.Platform.People;
using Huimin.Platform.Regions;
using Huimin.Tests.Platform.Accounts;
using Huimin.Tests.Platform.Files.Storing;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Tests.Platform.Access;

/// <summary>A <see cref="SmallCity"/> with a sister township and a sister county, and accounts of any role at any place.</summary>
internal static class MatrixCity
{
    public const long SisterTownship = 371323103000;
    public const long SisterHousehold = 300001;
    public const long SisterPerson = 700001;
    public const string SisterId = "371323196001019993";
    public const long SisterCounty = 371302000000;
    public const long FarHousehold = 300002;
    public const long FarPerson = 700002;

    public static async Task<WebCity> StartAsync(TestDatabase kind)
    {
        var city = new SmallCity();
        city.Regions.AddRange(
        [
            SmallCity.Region(SisterTownship, RegionLevel.Township, "姊妹镇"), SmallCity.Region(371323103201, RegionLevel.Village, "姊妹村村民委员会"),
            SmallCity.Region(371302001000, RegionLevel.Township, "远方街道"), SmallCity.Region(371302001001, RegionLevel.Village, "远方社区居民委员会"),
        ]);
        city.AddHousehold(SisterHousehold, 371323103201, "妹镇人家1号");
        city.AddPerson(SisterPerson, SisterHousehold, "妹镇人家", Relation.Head, Sex.Male, new DateOnly(1960, 1, 1), SisterId);
        city.AddHousehold(FarHousehold, 371302001001, "远方1号");
        city.AddPerson(FarPerson, FarHousehold, "远方人家", Relation.Head, Sex.Male, new DateOnly(1960, 1, 1), "371302196001019995");
        var web = await WebCity.StartAsync(kind, city);
        foreach (var household in city.Households.Where(h => h.Id is SmallCity.ZhaoHousehold or 200002 or SisterHousehold or FarHousehold))
            await web.Database.PutFileAsync(household.Id, household.Region);
        return web;
    }

    /// <summary>The levels at which each role can have a post.</summary>
    public static async Task<IReadOnlyDictionary<string, IReadOnlyList<RegionLevel>>> LevelsAsync(WebCity web)
    {
        await using var context = web.Database.CreateContext();
        return (await context.Roles.ToListAsync()).ToDictionary(
            r => r.Code, r => (IReadOnlyList<RegionLevel>)[.. Enum.GetValues<RegionLevel>().Where(l => l >= r.Highest && l <= r.Lowest)]);
    }

    /// <summary>A browser of somebody who has only this post.</summary>
    public static async Task<HttpClient> ReaderAsync(WebCity web, string role, long region, string? line = null)
    {
        var name = $"{role}-{region}-{line}";
        return await web.SignInAsync(name, (await web.Database.AddAccountAsync(name, role, region, line)).Password);
    }
}
