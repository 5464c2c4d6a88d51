using System.Text.Json;

namespace Huimin.Platform.Reports;

/// <summary>Residents of the cities of <c>data/</c>, by the city's name.</summary>
public static class CityResidents
{
    public static Dictionary<string, long> Read()
    {
        var residents = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(ContentFiles.DataFolder, "published-*.json"))
        {
            var regions = file.Replace("published-", "regions-", StringComparison.Ordinal).Replace(".json", ".csv", StringComparison.Ordinal);
            if (File.Exists(regions) && File.ReadLines(regions).Select(l => l.Split(',')).FirstOrDefault(c => c is [_, "city", _]) is [_, _, var name] && Population(file) is { } population)
                residents[name] = population;
        }

        return residents;
    }

    private static long? Population(string file)
    {
        using var published = JsonDocument.Parse(File.ReadAllBytes(file));
        foreach (var figure in published.RootElement.GetProperty("figures").EnumerateArray())
        {
            if (figure.GetProperty("indicator").GetString() == "resident_population")
                return figure.GetProperty("value").GetInt64();
        }

        return null;
    }
}
