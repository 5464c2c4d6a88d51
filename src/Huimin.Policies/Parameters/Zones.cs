namespace Huimin.Policies;

/// <summary>The zones 类区 of a place: groups of counties with the same standards. Declared in <c>layer.yaml</c>.</summary>
internal sealed class Zones(IReadOnlyList<Option> options, IReadOnlyDictionary<int, int> counties, int rest)
{
    public static readonly Zones None = new([], new Dictionary<int, int>(), -1);

    public IReadOnlyList<Option> Options => options;

    /// <summary>The zone of a county by its six-digit code; -1 if it lies in none.</summary>
    public int IndexOf(int county) => counties.TryGetValue(county, out var zone) ? zone : rest;
}
