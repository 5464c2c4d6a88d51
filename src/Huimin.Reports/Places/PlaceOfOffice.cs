namespace Huimin.Reports.Places;

/// <summary>Whose own report a text is, where it begins with the office of a part of the city: 沂水县民政局2026年工作总结.</summary>
public static class PlaceOfOffice
{
    /// <summary>Characters in which a report names whose it is.</summary>
    private const int Top = 200;

    private const string Office = "民政";

    /// <summary>The place whose office a line near the top begins with; null where none does.</summary>
    public static string? Find(string text, IEnumerable<string> places)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(places);
        var top = text[..Math.Min(Top, text.Length)];
        foreach (var line in top.Split('\n'))
        {
            var office = line.IndexOf(Office, StringComparison.Ordinal);
            // Behind other words it is a place that the report speaks of.
            if (office > 0 && places.FirstOrDefault(p => p.Length == office && line.StartsWith(p, StringComparison.Ordinal)) is { } place)
                return place;
        }

        return null;
    }
}
