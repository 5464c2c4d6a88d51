using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Huimin.Platform.Regions;

/// <summary>
/// A division code 区划代码 of twelve digits: province 2, city 2, county 2 (GB/T 2260), township 3, village 3 (GB/T 10114);
/// unused positions are zero. A division holds every code with its prefix, so one comparison of numbers answers containment
/// and <see cref="First"/>–<see cref="Last"/> is the range for a query.
/// </summary>
public readonly record struct DivisionCode : IComparable<DivisionCode>
{
    private const long ProvinceUnit = 10_000_000_000;
    private const long CityUnit = 100_000_000;
    private const long CountyUnit = 1_000_000;
    private const long TownshipUnit = 1_000;

    /// <summary>The twelve digits as a number; zero only in <c>default</c>.</summary>
    public long Value { get; }

    /// <exception cref="ArgumentException">The number is not a division code.</exception>
    public DivisionCode(long value)
    {
        if (Problem(value) is { } problem)
            throw new ArgumentException(Texts.Of(problem), nameof(value));
        Value = value;
    }

    private DivisionCode(long value, bool _) => Value = value;

    /// <summary>Level by the last part that is not zero.</summary>
    public RegionLevel Level => LevelOf(Value);

    /// <summary>
    /// The division directly above, or null for a province. A township of a city without counties (东莞, 儋州) lies directly
    /// under the city.
    /// </summary>
    public DivisionCode? Parent => Level switch
    {
        RegionLevel.Village => Truncated(TownshipUnit),
        RegionLevel.Township => Truncated(CountyUnit),
        RegionLevel.County => Truncated(CityUnit),
        RegionLevel.City => Truncated(ProvinceUnit),
        _ => null,
    };

    /// <summary>Smallest code inside this division: the division itself.</summary>
    public long First => Value;

    /// <summary>Largest code that can lie inside this division; a query takes the range from <see cref="First"/> to it.</summary>
    public long Last => Value + Level switch
    {
        RegionLevel.Province => ProvinceUnit,
        RegionLevel.City => CityUnit,
        RegionLevel.County => CountyUnit,
        RegionLevel.Township => TownshipUnit,
        _ => 1,
    } - 1;

    /// <summary>The code of the city 地级 that this division belongs to.</summary>
    /// <exception cref="InvalidOperationException">The division is a province.</exception>
    public DivisionCode City => Level == RegionLevel.Province
        ? throw new InvalidOperationException($"{this} is a province and belongs to no city.")
        : Truncated(CityUnit);

    /// <summary>Whether <paramref name="other"/> is this division or lies inside it.</summary>
    public bool Contains(DivisionCode other) => other.Value >= First && other.Value <= Last;

    /// <summary>Reads twelve digits; <paramref name="error"/> says which part is wrong.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out DivisionCode value, [NotNullWhen(false)] out string? error)
    {
        value = default;
        text = text.Trim();
        if (text.Length != 12)
            return Fail($"区划代码应为12位数字", out error);
        long number = 0;
        foreach (var c in text)
        {
            if (!char.IsAsciiDigit(c))
                return Fail($"区划代码只能由数字组成", out error);
            number = number * 10 + (c - '0');
        }

        if (Problem(number) is { } problem)
            return Fail(problem, out error);
        value = new DivisionCode(number, false);
        error = null;
        return true;
    }

    /// <exception cref="FormatException">The text is not a division code.</exception>
    public static DivisionCode Parse(string text) =>
        TryParse(text, out var value, out var error) ? value : throw new FormatException(Texts.Of($"{error}：{text}"));

    public int CompareTo(DivisionCode other) => Value.CompareTo(other.Value);

    public static bool operator <(DivisionCode left, DivisionCode right) => left.Value < right.Value;

    public static bool operator >(DivisionCode left, DivisionCode right) => left.Value > right.Value;

    public static bool operator <=(DivisionCode left, DivisionCode right) => left.Value <= right.Value;

    public static bool operator >=(DivisionCode left, DivisionCode right) => left.Value >= right.Value;

    /// <summary>The twelve digits.</summary>
    public override string ToString() => Value.ToString("D12", CultureInfo.InvariantCulture);

    /// <summary>Whether the two digits name a province of GB/T 2260.</summary>
    internal static bool IsProvince(int twoDigits) => twoDigits is
        (>= 11 and <= 15) or (>= 21 and <= 23) or (>= 31 and <= 37) or (>= 41 and <= 46)
        or (>= 50 and <= 54) or (>= 61 and <= 65) or 71 or 81 or 82;

    private DivisionCode Truncated(long unit) => new(Value - Value % unit, false);

    private static RegionLevel LevelOf(long value) =>
        value % TownshipUnit != 0 ? RegionLevel.Village
        : value % CountyUnit != 0 ? RegionLevel.Township
        : value % CityUnit != 0 ? RegionLevel.County
        : value % ProvinceUnit != 0 ? RegionLevel.City
        : RegionLevel.Province;

    private static FormattableString? Problem(long value)
    {
        if (value is <= 0 or >= 1_000_000_000_000 || !IsProvince((int)(value / ProvinceUnit)))
            return $"区划代码前两位不是省级代码";
        if (value % TownshipUnit != 0 && value / TownshipUnit % 1_000 == 0)
            return $"区划代码有村级而无乡级（第7至9位为000）";
        if (value % CityUnit != 0 && value / CityUnit % 100 == 0)
            return $"区划代码有县级以下而无地级（第3至4位为00）";
        return null;
    }

    private static bool Fail(FormattableString problem, out string error)
    {
        error = Texts.Of(problem);
        return false;
    }
}
