using Huimin.Platform.Data;
using Huimin.Platform.Regions;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Accounts.SigningIn;

/// <summary>An account of the demo as the sign-in page offers it.</summary>
/// <param name="IsSecond">Another account of the same role in the same place, for what needs two persons.</param>
internal sealed record DemoChoice(long Id, string Role, string RoleEn, RegionLevel Level, string Place, bool IsSecond)
{
    /// <summary>Empty where the people are real.</summary>
    public static async Task<List<DemoChoice>> ReadAsync(AppDbContext context, CancellationToken cancellation)
    {
        if (!await context.Cities.AnyAsync(c => c.Demo != null, cancellation))
            return [];
        var read = await context.Accounts.Where(a => a.IsDemo && !a.Disabled)
            .Join(context.Posts.Where(p => p.EndedAt == null), a => a.Id, p => p.AccountId, (a, p) => new { a.Id, p.Role, p.Region })
            .Join(context.Roles, x => x.Role, r => r.Code, (x, r) => new { x.Id, x.Region, r.Code, r.Name, r.NameEn })
            .Join(context.Regions.Where(r => r.ValidTo == null), x => x.Region, r => r.Code, (x, r) => new { x.Id, x.Code, x.Name, x.NameEn, r.Level, Place = r.Name, Region = r.Code })
            .OrderBy(x => x.Level).ThenBy(x => x.Id).ToListAsync(cancellation);
        var seen = new HashSet<(string, long)>();
        return read.ConvertAll(x => new DemoChoice(x.Id, x.Name, x.NameEn, x.Level, PlaceNames.Short(x.Place), !seen.Add((x.Code, x.Region))));
    }
}
