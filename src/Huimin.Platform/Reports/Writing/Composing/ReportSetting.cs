using Huimin.Platform.Cases.Letters;
using Huimin.Platform.Data;
using Huimin.Platform.Indicators;
using Huimin.Platform.Regions;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Reports.Writing.Composing;

/// <summary>What a report is about: its place and its time, with the names that they have there and then.</summary>
internal sealed record ReportSetting(DivisionCode Region, Period Period, DateOnly Today, string Place, string Office, IReadOnlyList<Region> Below, Func<string, long?> Find)
{
    /// <summary>The most rows of a table.</summary>
    private const int MostDivisions = 400;

    /// <exception cref="CannotRunException">There is no such division.</exception>
    public static async Task<ReportSetting> ReadAsync(AppDbContext context, DivisionCode region, Period period, DateOnly today, CancellationToken cancellation)
    {
        var day = period.Until(today).End;
        var divisions = await context.Regions.AsNoTracking().Where(r => r.Code >= region.First && r.Code <= region.Last && r.ValidFrom <= day && (r.ValidTo == null || r.ValidTo > day)
            && (r.Level <= RegionLevel.Township || r.Parent == region.Value)).OrderBy(r => r.Code).ToListAsync(cancellation);
        var own = divisions.Find(r => r.Code == region.Value)?.Name
            ?? await context.Cities.Where(c => c.Code == region.Value).Select(c => c.Name).FirstOrDefaultAsync(cancellation)
            ?? throw new CannotRunException($"{day}没有区划{region.Value:D}。");
        var office = await LetterOffice.OfAsync(context, region.Value, day, cancellation);
        var below = divisions.Where(r => r.Parent == region.Value).ToList();
        if (below.Count > MostDivisions)
            throw new CannotRunException($"{own}的下级超过{MostDivisions}个，排不成表格。");
        var names = divisions.GroupBy(r => r.Name, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count() == 1 ? g.First().Code : (long?)null, StringComparer.Ordinal);
        return new ReportSetting(region, period, today, own, office.Name, below, name => FindAmong(name, names, region));
    }

    /// <summary>By its name, or by its code of 6, 9 or 12 digits inside the report's place.</summary>
    private static long? FindAmong(string name, Dictionary<string, long?> names, DivisionCode region)
    {
        if (names.TryGetValue(name, out var named))
            return named;
        return name.Length is 6 or 9 or 12 && DivisionCode.TryParse(name.PadRight(12, '0'), out var code, out _) && region.Contains(code) ? code.Value : null;
    }
}
