using Huimin.Platform.People;

namespace Huimin.Platform.Demo;

/// <summary>
/// Citizen IDs that pass every check and belong to nobody: their area code begins with 99, which names no province.
/// Numbers are handed out in order a county, birthday and sex.
/// </summary>
internal sealed class DemoCitizenIds
{
    private const string CheckDigits = "10X98765432";
    private static readonly int[] Weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
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
        return string.Create(18, (area, birth, sequence), static (text, id) =>
        {
            Digits(text[..6], id.area);
            Digits(text.Slice(6, 8), (id.birth.Year * 10_000) + (id.birth.Month * 100) + id.birth.Day);
            Digits(text.Slice(14, 3), id.sequence);
            var sum = 0;
            for (var i = 0; i < 17; i++)
                sum += (text[i] - '0') * Weights[i];
            text[17] = CheckDigits[sum % 11];
        });
    }

    private static void Digits(Span<char> text, int number)
    {
        for (var i = text.Length - 1; i >= 0; i--, number /= 10)
            text[i] = (char)('0' + (number % 10));
    }
}
