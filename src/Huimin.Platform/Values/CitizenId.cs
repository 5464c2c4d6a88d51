using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Huimin.Platform.People;
using Huimin.Platform.Privacy;
using Huimin.Platform.Regions;

namespace Huimin.Platform.Values;

/// <summary>
/// A citizen identity number 公民身份号码 (GB 11643): region 6, birth date 8, sequence 3 (odd is male), check character 1.
/// Holds always the form of eighteen characters; a number of fifteen digits is upgraded when it is read. An attribute of a
/// person that may be missing or wrong, never a key.
/// </summary>
public readonly record struct CitizenId : IComparable<CitizenId>
{
    private const string CheckCharacters = "10X98765432";

    private const int DemonstrationArea = 99;

    private readonly long digits; // the first seventeen; the check character follows from them

    private CitizenId(long digits) => this.digits = digits;

    /// <summary>The first six digits: the division of first registration, which may long have been abolished.</summary>
    public int RegionPrefix => (int)(digits / 100_000_000_000);

    /// <summary>Date of birth: digits 7–14.</summary>
    public DateOnly Birth
    {
        get
        {
            var date = (int)(digits / 1_000 % 100_000_000);
            return new DateOnly(date / 10_000, date / 100 % 100, date % 100);
        }
    }

    /// <summary>Sex by the parity of digit 17.</summary>
    public Sex Sex => digits % 2 == 1 ? Sex.Male : Sex.Female;

    /// <summary>The number of an invented person: its area begins with 99, which names no province and never will.</summary>
    public bool IsDemonstration => RegionPrefix / 10_000 == DemonstrationArea;

    /// <summary>For screens and lists: <c>37**************34</c>.</summary>
    public string Masked => Masking.CitizenId(ToString());

    /// <summary>
    /// Reads eighteen or fifteen characters. Full-width digits, a lower-case x and surrounding blanks are normalised;
    /// <paramref name="error"/> names the rule that the text breaks and never repeats the number.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<char> text, out CitizenId value, [NotNullWhen(false)] out string? error)
    {
        value = default;
        text = text.Trim();
        if (text.IsEmpty)
            return Fail($"身份证号为空", out error);
        if (text.Length is not (18 or 15))
            return Fail($"身份证号应为18位（旧证15位）", out error);

        Span<char> plain = stackalloc char[text.Length];
        for (var i = 0; i < text.Length; i++)
        {
            plain[i] = Normal(text[i]);
            if (!char.IsAsciiDigit(plain[i]) && !(plain[i] == 'X' && i == 17))
                return Fail($"身份证号含有数字以外的字符（仅第18位可为X）", out error);
        }

        var number = text.Length == 18 ? Number(plain[..17]) : Upgraded(plain);
        if (!IsRegion((int)(number / 1_000_000_000_000_000)))
            return Fail($"身份证号前两位不是省级代码", out error);
        if (!IsDate((int)(number / 1_000 % 100_000_000)))
            return Fail($"身份证号第7至14位不是有效的出生日期", out error);
        if (text.Length == 18 && plain[17] != CheckCharacter(number))
            return Fail($"身份证号校验码与前17位不符", out error);
        value = new CitizenId(number);
        error = null;
        return true;
    }

    /// <exception cref="FormatException">The text is not a citizen identity number; the message does not repeat it.</exception>
    public static CitizenId Parse(string text) =>
        TryParse(text, out var value, out var error) ? value : throw new FormatException(error);

    /// <summary>The number of eighteen characters for a region, a birth date and a sequence; used to build demonstration cities.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A part does not fit.</exception>
    public static CitizenId Create(int regionPrefix, DateOnly birth, int sequence)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sequence, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(sequence, 999);
        if (regionPrefix is < 100_000 or > 999_999 || !IsRegion(regionPrefix / 10_000))
            throw new ArgumentOutOfRangeException(nameof(regionPrefix), regionPrefix, "Not a division of GB/T 2260.");
        var date = birth.Year * 10_000 + birth.Month * 100 + birth.Day;
        return new CitizenId((regionPrefix * 100_000_000L + date) * 1_000 + sequence);
    }

    public int CompareTo(CitizenId other) => digits.CompareTo(other.digits);

    public static bool operator <(CitizenId left, CitizenId right) => left.digits < right.digits;

    public static bool operator >(CitizenId left, CitizenId right) => left.digits > right.digits;

    public static bool operator <=(CitizenId left, CitizenId right) => left.digits <= right.digits;

    public static bool operator >=(CitizenId left, CitizenId right) => left.digits >= right.digits;

    /// <summary>The full number of eighteen characters: for storage and revealed fields; screens show <see cref="Masked"/>.</summary>
    public override string ToString() =>
        digits.ToString("D17", CultureInfo.InvariantCulture) + CheckCharacter(digits);

    private static char Normal(char c) => c switch
    {
        >= '０' and <= '９' => (char)(c - '０' + '0'),
        'x' or 'Ｘ' or 'ｘ' => 'X',
        _ => c,
    };

    private static long Number(ReadOnlySpan<char> text)
    {
        long number = 0;
        foreach (var c in text)
            number = number * 10 + (c - '0');
        return number;
    }

    /// <summary>Numbers of fifteen digits lack the century: 19, except the sequences 996–999 kept for those born before 1900.</summary>
    private static long Upgraded(ReadOnlySpan<char> text)
    {
        var region = Number(text[..6]);
        var rest = Number(text[6..]);
        return region * 100_000_000_000 + (rest % 1_000 >= 996 ? 18 : 19) * 1_000_000_000L + rest;
    }

    /// <summary>Provinces of GB/T 2260, 83 of the residence permits for people from Taiwan, and 99 of invented people.</summary>
    private static bool IsRegion(int twoDigits) => DivisionCode.IsProvince(twoDigits) || twoDigits is 83 or DemonstrationArea;

    private static bool IsDate(int date)
    {
        var (year, month, day) = (date / 10_000, date / 100 % 100, date % 100);
        return year is >= 1800 and <= 2199 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month);
    }

    private static char CheckCharacter(long number)
    {
        // ISO 7064 MOD 11-2: the weight of a position is 2 to the power of its distance from the check character.
        var sum = 0L;
        var weight = 2L;
        for (var i = 0; i < 17; i++)
        {
            sum += number % 10 * weight;
            number /= 10;
            weight = weight * 2 % 11;
        }

        return CheckCharacters[(int)(sum % 11)];
    }

    private static bool Fail(FormattableString problem, out string error)
    {
        error = Texts.Of(problem);
        return false;
    }
}
