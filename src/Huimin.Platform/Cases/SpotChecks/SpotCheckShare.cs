using System.Globalization;
using Huimin.Platform.Access;
using Huimin.Platform.Data;
using Huimin.Platform.Regions;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Cases.SpotChecks;

/// <summary>The share of a county's undecided cases that the county visits itself 抽查比例; the county's approver sets it.</summary>
public sealed class SpotCheckShare(AppDbContext context)
{
    /// <summary>Where the county has not said otherwise: 30 in a hundred (57号: not below).</summary>
    public const int Usual = 30;

    public async Task<int> ReadAsync(long county, CancellationToken cancellation = default)
    {
        var name = Name(county);
        return await context.Settings.AsNoTracking().Where(s => s.Name == name).Select(s => s.Value).FirstOrDefaultAsync(cancellation) is { } text
            && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var share) ? share : Usual;
    }

    /// <exception cref="CannotRunException">The duty does not allow it, or the share is none.</exception>
    public async Task SetAsync(long county, int share, CancellationToken cancellation = default)
    {
        if (!context.Acting.May(Permissions.ApproveCases) || !context.Acting.Reach.Holds(county) || new DivisionCode(county).Level != RegionLevel.County)
            throw new CannotRunException($"抽查比例由县级审批岗位设定。");
        if (share is < 1 or > 100)
            throw new CannotRunException($"抽查比例应为1到100的整数。");
        var (name, value) = (Name(county), share.ToString(CultureInfo.InvariantCulture));
        if (await context.Settings.FirstOrDefaultAsync(s => s.Name == name, cancellation) is { } held)
            held.Value = value;
        else
            context.Add(new Setting { Name = name, Value = value });
        await context.SaveChangesAsync(cancellation);
    }

    private static string Name(long county) => string.Create(CultureInfo.InvariantCulture, $"cases.spot_check/{county}");
}
