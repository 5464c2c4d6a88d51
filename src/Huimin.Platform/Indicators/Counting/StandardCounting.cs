using System.Globalization;
using Huimin.Policies;

namespace Huimin.Platform.Indicators.Counting;

/// <summary>
/// What the policies set for a place 标准. A value that no document set, which the policies carry as a placeholder, is not a standard: it
/// proves nothing and is left out.
/// </summary>
public static class StandardCounting
{
    private const int MonthsAYear = 12;

    /// <summary>The values of a parameter on the last day, a month's for money by the year.</summary>
    /// <param name="county">Six digits; 0 for the whole city with all its zones.</param>
    /// <param name="factor">12 for what is told by the year.</param>
    public static IReadOnlyList<StandardValue> Standard(this Asked asked, string programme, string parameter, int county, int factor = 1)
    {
        ArgumentNullException.ThrowIfNull(asked);
        var month = Month.Of(asked.To);
        if (asked.Policies.PackIn(month) is not { } pack || pack.Find(programme)?.Parameters.FirstOrDefault(p => p.Code == parameter) is not { } found)
            return [];
        var row = found.RowOn(month.FirstDay);
        if (row is null or { IsPlaceholder: true })
            return [];
        var zone = county == 0 ? null : pack.ZoneOf(county);
        return [.. asked.Policies.In(month).ValuesOf(found)
            .Where(v => zone is null || v.Path.Split('.') is var path && (!path.Any(pack.ZoneCodes.Contains) || path.Contains(zone)))
            .Select(v => (Value: v, Number: Number(v.Text, factor))).Where(v => v.Number is not null)
            .Select(v => new StandardValue(v.Value.Path, v.Value.Name, v.Value.NameEn, v.Number!.Value, string.Join('、', row.Law)))];
    }

    /// <summary>By how much standards rose within a period, on average over all of them; empty where one is not known at both ends.</summary>
    public static IReadOnlyList<StandardValue> MeanRise(this Asked asked, IReadOnlyList<(string Programme, string Parameter)> standards, int county)
    {
        var rises = asked.Rises(standards, county);
        return rises.Count == 0 ? [] : [new StandardValue("", "", "", rises.Average(), "")];
    }

    /// <summary>How many of the standards rose within a period; empty where one is not known at both ends.</summary>
    public static IReadOnlyList<StandardValue> Risen(this Asked asked, IReadOnlyList<(string Programme, string Parameter)> standards, int county)
    {
        var rises = asked.Rises(standards, county);
        return rises.Count == 0 ? [] : [new StandardValue("", "", "", rises.Count(r => r > 0), "")];
    }

    /// <summary>The rise of each category; zones of a city are averaged within it.</summary>
    private static List<decimal> Rises(this Asked asked, IReadOnlyList<(string Programme, string Parameter)> standards, int county)
    {
        var before = asked with { Period = Period.OfDay(asked.From.AddDays(-1)) };
        var rises = new List<decimal>();
        foreach (var (programme, parameter) in standards)
        {
            var (then, now) = (before.Standard(programme, parameter, county), asked.Standard(programme, parameter, county));
            if (then.Count == 0 || now.Count == 0)
                return [];
            foreach (var category in now.GroupBy(v => Category(v.Path)))
            {
                var earlier = then.Where(v => Category(v.Path) == category.Key || Category(v.Path).Length == 0).ToList();
                if (earlier.Count == 0)
                    return [];
                rises.Add((category.Average(v => v.Value) / earlier.Average(v => v.Value)) - 1);
            }
        }

        return rises;
    }

    /// <summary>Town or country; other parts of a path are zones and grades, which are no categories of their own.</summary>
    private static string Category(string path) => path.Split('.').FirstOrDefault(p => p is "urban" or "rural") ?? "";

    private static decimal? Number(string text, int factor)
    {
        var (number, year) = text.EndsWith("/year", StringComparison.Ordinal) ? (text[..^5], true) : (text, false);
        if (!decimal.TryParse(number.TrimEnd('%'), NumberStyles.Number, CultureInfo.InvariantCulture, out var value))
            return null;
        return year ? factor == MonthsAYear ? value : value / MonthsAYear : value * factor;
    }
}
