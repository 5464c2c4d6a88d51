using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization;
using Huimin.Platform.Regions;
using Microsoft.AspNetCore.Hosting;

namespace Huimin.Platform.Ui;

/// <summary>
/// The drawn outlines of a city's counties, made at build time into <c>wwwroot/lib/maps</c> and read at the first map. A
/// county without a shape of its own, such as a development zone inside another county, is simply not in it.
/// </summary>
public sealed class CountyShapes(IWebHostEnvironment environment)
{
    private readonly ConcurrentDictionary<long, CityDrawing?> cities = new();

    /// <param name="place">12-digit code of a division.</param>
    /// <returns>Null of everything but a city, and when there is no drawing of the city; its pages show the table alone.</returns>
    public CityDrawing? Of(long place) => new DivisionCode(place).Level == RegionLevel.City ? cities.GetOrAdd(place, Read) : null;

    private CityDrawing? Read(long city)
    {
        var file = environment.WebRootFileProvider.GetFileInfo($"lib/maps/{city / 100_000_000}.json");
        if (!file.Exists)
            return null;
        using var stream = file.CreateReadStream();
        return JsonSerializer.Deserialize<CityDrawing>(stream, JsonSerializerOptions.Web);
    }
}

/// <summary>A drawing of a city in units of its own, <paramref name="Width"/> by <paramref name="Height"/>, and the corner where the legend begins.</summary>
public sealed record CityDrawing(int Width, int Height, [property: JsonPropertyName("legend")] double[]? LegendAt, IReadOnlyList<CountyShape> Counties);

/// <summary>One county: its six-digit code, an SVG path, and where its label stands; null where there is no room for one.</summary>
public sealed record CountyShape(string Id, string Name, string Path, [property: JsonPropertyName("label")] double[]? LabelAt)
{
    /// <summary>The 12-digit code.</summary>
    public long Code => long.Parse(Id, System.Globalization.CultureInfo.InvariantCulture) * 1_000_000;
}
