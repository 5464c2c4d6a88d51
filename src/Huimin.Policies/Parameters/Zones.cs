namespace Huimin.Policies;

/// <summary>The zones 类区 of a place: groups of counties with the same standards. Declared in <c>layer.yaml</c>.</summary>
internal sealed class Zones(IReadOnlyList<Option> options, IReadOnlyDictionary<int, int> counties, int rest)
{
    public static readonly Zones None = new([], new Dictionary<int, int>(), -1);

    public IReadOnlyList<Option> Options => options;

    /// <summary>The zone of a county by its six-digit code; -1 if it lies in none.</summary>
    public int IndexOf(int county) => counties.TryGetValue(county, out var zone) ? zone : rest;

    /// <summary>Each zone with the codes of its counties: <c>一类区 371302 371311；二类区 其余</c>; a dash without zones.</summary>
    public string Describe(bool english) => options.Count == 0 ? "—" : string.Join(english ? "; " : "；", options.Select((o, i) => string.Join(' ',
        [english ? o.NameEn : o.Name, .. counties.Where(c => c.Value == i).Select(c => c.Key.ToString(System.Globalization.CultureInfo.InvariantCulture)).Order(StringComparer.Ordinal), .. i == rest ? (string[])[english ? "the rest" : "其余"] : []])));
}
