namespace Huimin.Platform.Cases.Deciding;

/// <summary>The number of a letter 文号: 沂水民救〔2026〕12号, Chinese in every language.</summary>
public static class LetterNumber
{
    private static readonly string[] Endings = ["自治县", "县", "区", "市", "镇", "乡", "街道"];

    /// <param name="unit">Name of the unit that decided; its short form stands in the number.</param>
    public static string Of(string unit, int year, int sequence)
    {
        ArgumentNullException.ThrowIfNull(unit);
        var ending = Array.Find(Endings, e => unit.Length > e.Length + 1 && unit.EndsWith(e, StringComparison.Ordinal));
        var place = ending is null ? unit : unit[..^ending.Length];
        return Texts.In(false, $"{place}民救〔{year:D}〕{sequence:D}号");
    }
}
