using Huimin.Platform.People;
using Huimin.Platform.Values;

namespace Huimin.Platform.Demo;

/// <summary>
/// Citizen IDs that pass every check and belong to nobody: their area code begins with 99, which names no province.
/// Numbers are handed out in order a county, birthday and sex.
/// </summary>
internal sealed class DemoCitizenIds
{
    private static readonly DateOnly First = new(1900, 1, 1);

    private readonly ushort[] next = new ushort[60_000 * 2];
    private int area;

    /// <summary>Begins a county; its people must be made one after another.</summary>
    public void BeginCounty(long county)
    {
        area = 990_000 + (int)(county / 1_000_000 % 10_000);
        Array.Clear(next);
    }

    /// <summary>The next ID, or null when a birthday has used its 500 numbers up.</summary>
    public string? Next(DateOnly birth, Sex sex)
    {
        var slot = ((birth.DayNumber - First.DayNumber) * 2) + (sex == Sex.Male ? 1 : 0);
        var number = next[slot];
        if (number >= 500)
            return null;
        next[slot]++;
        var sequence = (number * 2) + (sex == Sex.Male ? 1 : 0);
        return CitizenId.Create(area, birth, sequence).ToString();
    }
}
