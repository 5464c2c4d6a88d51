using System.Globalization;

namespace Huimin.Platform.Cases;

/// <summary>The number that residents quote 受理号: unit, year, and a number within both.</summary>
public static class CaseNumber
{
    /// <summary>371323102-2026-00012.</summary>
    /// <param name="unit">12-digit code of the township, county or city.</param>
    public static string Of(long unit, int year, int sequence) => string.Create(CultureInfo.InvariantCulture, $"{unit / 1_000}-{year}-{sequence:00000}");
}
