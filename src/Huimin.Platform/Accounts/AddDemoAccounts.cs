using Huimin.Platform.Accounts.Administration;
using Huimin.Platform.Data;
using Huimin.Platform.Regions;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Accounts;

/// <summary>
/// Gives a demo city, and no other, an account of every role that signs in with one click, two where something needs two persons.
/// </summary>
public sealed class AddDemoAccounts(AppDbContext context, AddAccount add)
{
    /// <summary>Roles of which two people are needed: one drafts, proposes or registers, another approves.</summary>
    private static readonly string[] Two = ["policy_officer", "county_approver"];

    /// <summary>Roles of a county that somebody holds for the city as well: who signs what the city's statistician writes.</summary>
    private static readonly string[] AlsoOfTheCity = ["county_approver"];

    /// <summary>Does nothing where they are already, or where the people are real.</summary>
    public async Task RunAsync(CancellationToken cancellation = default)
    {
        if (!await context.Cities.AnyAsync(c => c.Demo != null, cancellation))
            return;
        var held = await context.Accounts.Where(a => a.IsDemo).Join(context.Posts, a => a.Id, p => p.AccountId, (_, p) => p.Role).Distinct().ToListAsync(cancellation);
        var places = await PlacesAsync(cancellation);
        foreach (var role in (await context.Roles.AsNoTracking().ToListAsync(cancellation)).Where(r => !held.Contains(r.Code)).OrderBy(r => r.Highest).ThenBy(r => r.Code, StringComparer.Ordinal))
        {
            // Those of the county could also work for the city; in the demo there is one of each in one line of places.
            var level = role.Code.StartsWith("county_", StringComparison.Ordinal) ? RegionLevel.County : role.Highest;
            if (!places.TryGetValue(level, out var place))
                continue;
            for (var number = 1; number <= (Two.Contains(role.Code) ? 2 : 1); number++)
            {
                var suffix = number == 1 ? "" : "2";
                await add.RunAsync(new NewAccount($"demo-{role.Code.Replace('_', '-')}{suffix}", Texts.In(false, $"演示·{role.Name}{suffix}"), role.Code, place), isDemo: true, cancellation);
            }

            if (AlsoOfTheCity.Contains(role.Code))
                await add.RunAsync(new NewAccount($"demo-{role.Code.Replace('_', '-')}-city", Texts.In(false, $"演示·市级{role.Name}"), role.Code, places[RegionLevel.City]), isDemo: true, cancellation);
        }
    }

    /// <summary>The city, and the first county that has townships with villages, with the first of each.</summary>
    private async Task<Dictionary<RegionLevel, long>> PlacesAsync(CancellationToken cancellation)
    {
        var places = new Dictionary<RegionLevel, long> { [RegionLevel.City] = await context.Cities.Select(c => c.Code).SingleAsync(cancellation) };
        if (await context.Regions.Current().Where(r => r.Level == RegionLevel.Village).OrderBy(r => r.Code).Select(r => (long?)r.Code).FirstOrDefaultAsync(cancellation) is not { } village)
            return places;
        for (DivisionCode? place = new DivisionCode(village); place is { Level: > RegionLevel.City } known; place = known.Parent)
            places[known.Level] = known.Value;
        return places;
    }
}
