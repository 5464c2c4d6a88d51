using System.Collections;
using Huimin.Platform.Regions;

namespace Huimin.Platform.Demo;

/// <summary>A village or community 村（社区）and how many residents it gets.</summary>
internal readonly record struct DemoVillage(long Code, long County, bool Town, int Residents);

/// <summary>
/// Spreads the residents over the real villages: communities of streets 街道 get twice what villages get, counties what the
/// profile says where it does, and fractions carry over, so that the sum is exact at any scale.
/// </summary>
internal sealed class DemoVillages : IEnumerable<DemoVillage>
{
    private readonly List<DemoVillage> villages = [];

    public DemoVillages(IReadOnlyList<Region> divisions, DemoProfile profile, DemoOptions options)
    {
        var towns = divisions
            .Where(d => d.Level == RegionLevel.Township)
            .ToDictionary(d => d.Code, d => d.Name.EndsWith("街道", StringComparison.Ordinal) || d.Name.Contains("街道办", StringComparison.Ordinal));
        var all = divisions.Where(d => d.Level == RegionLevel.Village).OrderBy(d => d.Code).ToList();
        if (all.Count == 0)
            throw new CannotRunException($"区划中没有村和社区，无处安置居民。");
        double InTown(Region village) => towns[village.Parent!.Value] ? 2 : 1;
        var counties = all.GroupBy(v => v.Code / 1_000_000).ToDictionary(g => g.Key, g => profile.ResidentsOfCounty(g.First().Code) is { } share ? share / g.Sum(InTown) : 1);
        double Weight(Region village) => InTown(village) * counties[village.Code / 1_000_000];
        var perWeight = profile.Residents * options.Scale / all.Sum(Weight);
        double due = 0, poverty = 0, total = 0;
        foreach (var village in all)
        {
            due += Weight(village) * perWeight;
            var residents = (int)due;
            due -= residents;
            villages.Add(new DemoVillage(village.Code, village.Code / 1_000_000 * 1_000_000, towns[village.Parent!.Value], residents));
            poverty += residents * profile.Poverty(village.Code);
            total += residents;
        }

        MeanPoverty = poverty / total;
    }

    /// <summary>Poverty over all residents; the county factors are relative to it.</summary>
    public double MeanPoverty { get; }

    public IEnumerator<DemoVillage> GetEnumerator() => villages.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
