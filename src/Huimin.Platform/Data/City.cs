using System.Globalization;
using System.Text.RegularExpressions;
using Huimin.Policies;

namespace Huimin.Platform.Data;

/// <summary>The city that this database holds: exactly one row.</summary>
public sealed partial class City
{
    /// <summary>12-digit division code of the city.</summary>
    public long Code { get; init; }

    /// <summary>Short name that commands use: <c>linyi</c>; also the policy layer.</summary>
    public required string Key { get; init; }

    public required string Name { get; init; }

    /// <summary>First and last month for which the population is recorded, as numbers 202606 and 202611.</summary>
    public int FirstMonth { get; set; }

    public int LastMonth { get; set; }

    /// <summary>Whether the population is recorded for a month; outside, nothing on record says nothing.</summary>
    public bool Records(Month month) => month.Code >= FirstMonth && month.Code <= LastMonth;

    /// <summary>How the demo was made (scale, seed); null for a real city.</summary>
    public string? Demo { get; init; }

    /// <summary>How much of the city the demo holds: 0.01 is one resident in a hundred, 1 everybody. Null for a real city.</summary>
    public decimal? DemoScale => Demo is null ? null
        : DemoText().Match(Demo) is { Success: true } match && decimal.TryParse(match.Groups["scale"].ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture, out var scale) ? scale : 1;

    /// <summary>Grows with every change of people or facts; a sweep keeps the version that it read.</summary>
    public long DataVersion { get; set; }

    /// <summary>Next free ids; they are assigned by the program, so that bulk writes need no answer from the database.</summary>
    public long NextHouseholdId { get; set; }

    public long NextPersonId { get; set; }

    [GeneratedRegex(@"^scale (?<scale>[\d.E-]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex DemoText();
}
