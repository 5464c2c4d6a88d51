using Huimin.Platform.Data;
using Huimin.Platform.Regions;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Cases.Letters;

/// <summary>The office that signs a letter, as it was called on the letter's day 署名机关.</summary>
/// <param name="Unit">Its 12-digit code.</param>
/// <param name="Place">沂水县, 高桥镇.</param>
/// <param name="Name">沂水县民政局, 高桥镇人民政府, 银雀山街道办事处.</param>
/// <param name="Above">The government to which a review is asked 复议机关: the county's own for its bureau and its townships.</param>
public sealed record LetterOffice(long Unit, string Place, string Name, string Above)
{
    /// <param name="unit">12-digit code of a city, county or township.</param>
    /// <param name="day">By which a renamed place is called.</param>
    public static async Task<LetterOffice> OfAsync(AppDbContext context, long unit, DateOnly day, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        var code = new DivisionCode(unit);
        var county = code.Level <= RegionLevel.County ? unit : CaseOffice.Unit(unit, RegionLevel.County);
        var versions = await context.Regions.AsNoTracking().Where(r => r.Code == unit || r.Code == county).OrderBy(r => r.ValidFrom).ToListAsync(cancellation);
        string NameOf(long place) => (versions.FindLast(r => r.Code == place && r.ValidFrom <= day && (r.ValidTo is not { } end || day < end)) ?? versions.FindLast(r => r.Code == place))?.Name
            ?? place.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var name = NameOf(unit);
        var office = code.Level switch
        {
            <= RegionLevel.County => name + "民政局",
            RegionLevel.Township when name.EndsWith("街道", StringComparison.Ordinal) => name + "办事处",
            RegionLevel.Township => name + "人民政府",
            _ => name,
        };
        return new LetterOffice(unit, name, office, NameOf(county) + "人民政府");
    }
}
