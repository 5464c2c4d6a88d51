using System.Globalization;

namespace Huimin.Platform.Documents;

/// <summary>Numbers of headings, 一、 （一） 1． （1） (GB/T 9704-2012, 7.3.3); each begins anew under every heading above it.</summary>
internal sealed class HeadingNumbers
{
    private readonly int[] counts = new int[DocumentHeading.Levels];

    /// <param name="level">1 to 4.</param>
    public string Next(int level)
    {
        counts[level - 1]++;
        Array.Clear(counts, level, counts.Length - level);
        return Of(level, counts[level - 1]);
    }

    private static string Of(int level, int number) => level switch
    {
        1 => $"{InChinese(number)}、",
        2 => $"（{InChinese(number)}）",
        3 => string.Create(CultureInfo.InvariantCulture, $"{number}．"),
        _ => string.Create(CultureInfo.InvariantCulture, $"（{number}）"),
    };

    private static string InChinese(int number)
    {
        const string Digits = "一二三四五六七八九";
        if (number > 99)
            return number.ToString(CultureInfo.InvariantCulture);
        var (tens, ones) = (number / 10, number % 10);
        return (tens > 1 ? Digits[tens - 1].ToString() : "") + (tens > 0 ? "十" : "") + (ones > 0 ? Digits[ones - 1].ToString() : "");
    }
}
