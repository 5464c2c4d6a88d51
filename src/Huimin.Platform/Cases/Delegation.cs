using System.Globalization;
using Huimin.Platform.Access;
using Huimin.Platform.Data;
using Huimin.Platform.Regions;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Cases;

/// <summary>
/// Which counties hand the decision of a matter down to their townships 审核确认权限下放. The province allows it (社会救助法 art. 44), the
/// county's approver switches it; what was decided before stays decided.
/// </summary>
public sealed class Delegation(AppDbContext context)
{
    private const string Prefix = "cases.delegated";

    private static readonly ReadyQuery<string, string> Switched = new(static (context, prefix) => context.Settings.Where(s => s.Name.StartsWith(prefix) && s.Value == "on").Select(s => s.Name));

    private HashSet<string>? delegated;

    public async Task<Func<string, long, bool>> ReadAsync(CancellationToken cancellation = default)
    {
        delegated ??= (await Switched.ToListAsync(context, Prefix, cancellation)).ToHashSet(StringComparer.Ordinal);
        return (type, region) => delegated.Contains(Name(type, County(region)));
    }

    /// <exception cref="CannotRunException">The duty does not allow it.</exception>
    public async Task SetAsync(string type, long county, bool on, CancellationToken cancellation = default)
    {
        if (!context.Acting.May(Permissions.ApproveCases) || !context.Acting.Reach.Holds(county) || new DivisionCode(county).Level != RegionLevel.County)
            throw new CannotRunException($"审核确认权限由县级审批岗位下放。");
        var name = Name(type, county);
        if (await context.Settings.FirstOrDefaultAsync(s => s.Name == name, cancellation) is { } held)
            held.Value = on ? "on" : "off";
        else
            context.Add(new Setting { Name = name, Value = on ? "on" : "off" });
        await context.SaveChangesAsync(cancellation);
        delegated = null;
    }

    private static string Name(string type, long county) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}/{type}/{county}");

    private static long County(long region) => region / 1_000_000 * 1_000_000;
}
