using System.Collections.Frozen;

namespace Huimin.Platform.Reports.Writing.Language;

/// <summary>Measure words that may stand for the usual one of a unit; the reader of reports understands each of them as that unit.</summary>
internal static class MeasureWords
{
    private static readonly FrozenDictionary<string, string[]> Others = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["person"] = ["名", "位"],
        ["place"] = ["个", "家", "所", "座"],
        ["organization"] = ["家", "处"],
        ["session"] = ["场", "次"],
        ["case"] = ["起", "例"],
        ["device"] = ["台", "套"],
        ["item"] = ["条", "件"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static IReadOnlyList<string> Of(string unit) => Others.GetValueOrDefault(unit, []);
}
