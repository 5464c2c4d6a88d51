using System.Globalization;
using Huimin.Platform.Values;
using Huimin.Policies;

namespace Huimin.Platform.Registers;

/// <summary>What somebody typed into a field, made into the one form that is stored; people, entries and programmes are looked up elsewhere.</summary>
internal static class FieldText
{
    public const int LongestText = 100;
    public const int LongestLongText = 2_000;
    public const string DayFormat = "yyyy-MM-dd";
    public const string MomentFormat = "yyyy-MM-ddTHH:mm";

    /// <param name="problem">What is wrong with it; null when nothing is.</param>
    /// <returns>The stored form; null where the field stays empty or is wrong.</returns>
    public static string? Read(Field field, string? typed, DateTime now, out FormattableString? problem)
    {
        problem = null;
        var text = Clean(typed, keepLines: field.Kind == RegisterFieldKind.LongText);
        if (text.Length == 0)
            return null;
        return field.Kind switch
        {
            RegisterFieldKind.Text or RegisterFieldKind.Person or RegisterFieldKind.Entry or RegisterFieldKind.Programme => OfLength(text, LongestText, ref problem),
            RegisterFieldKind.LongText => OfLength(text, LongestLongText, ref problem),
            RegisterFieldKind.Choice => Option(field, text, ref problem),
            RegisterFieldKind.Choices or RegisterFieldKind.Checklist => Several(field, text, ref problem),
            RegisterFieldKind.Number => Number(field, text, ref problem),
            RegisterFieldKind.Money => Fen(field, text, ref problem),
            RegisterFieldKind.Day => Day(text, ref problem),
            RegisterFieldKind.Moment => Moment(text, now, ref problem),
            RegisterFieldKind.YesNo => YesNo(text, ref problem),
            _ => Phone(text, ref problem),
        };
    }

    /// <summary>Without control characters, and without blanks around.</summary>
    public static string Clean(string? typed, bool keepLines = false) =>
        new string([.. (typed ?? "").Replace("\r\n", "\n", StringComparison.Ordinal).Where(c => !char.IsControl(c) || (keepLines && c == '\n'))]).Trim();

    private static string? OfLength(string text, int longest, ref FormattableString? problem)
    {
        if (text.Length <= longest)
            return text;
        problem = TooLong(longest);
        return null;
    }

    private static string? Option(Field field, string text, ref FormattableString? problem)
    {
        // A file may have the name in either language, a form has the code.
        if (field.Options.FirstOrDefault(o => o.Code == text || Texts.In(false, o.Name) == text || Texts.In(true, o.Name) == text) is { } option)
            return option.Code;
        problem = NotOffered();
        return null;
    }

    private static string? Several(Field field, string text, ref FormattableString? problem)
    {
        var chosen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var part in text.Split([',', '、', ';', '；', '，'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (Option(field, part, ref problem) is not { } code)
                return null;
            chosen.Add(code);
        }

        return string.Join(',', field.Options.Select(o => o.Code).Where(chosen.Contains));
    }

    private static string? Number(Field field, string text, ref FormattableString? problem)
    {
        var scale = field.Decimals == 1 ? 10 : 1;
        if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number <= field.Range.Most
            && number * scale == decimal.Truncate(number * scale) && number * scale >= field.Range.Least && number * scale <= field.Range.Most)
            return ((long)(number * scale)).ToString(CultureInfo.InvariantCulture);
        problem = OutOfRange(Shown(field.Range.Least, scale), Shown(field.Range.Most, scale), field.Decimals);
        return null;
    }

    private static string? Fen(Field field, string text, ref FormattableString? problem)
    {
        if (decimal.TryParse(text.Replace(",", "", StringComparison.Ordinal), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var yuan)
            && yuan >= 0 && yuan <= field.Range.Most / 100m && yuan * 100 == decimal.Truncate(yuan * 100))
            return ((long)(yuan * 100)).ToString(CultureInfo.InvariantCulture);
        problem = NoAmount();
        return null;
    }

    private static string? Day(string text, ref FormattableString? problem)
    {
        if (TryDay(text, out var day))
            return day.ToString(DayFormat, CultureInfo.InvariantCulture);
        problem = NoDay();
        return null;
    }

    private static string? Moment(string text, DateTime now, ref FormattableString? problem)
    {
        if (!DateTime.TryParseExact(text.Replace(' ', 'T'), [MomentFormat, "yyyy-MM-ddTHH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment) || moment.Year < 1949)
            problem = NoMoment();
        else if (moment > now.AddMinutes(1))
            problem = InTheFuture();
        else
            return moment.ToString(MomentFormat, CultureInfo.InvariantCulture);
        return null;
    }

    private static string? YesNo(string text, ref FormattableString? problem)
    {
        if (text is "yes" or "no")
            return text;
        var (yes, no) = (Yes(), No());
        if (text == Texts.In(false, yes) || text == Texts.In(true, yes))
            return "yes";
        if (text == Texts.In(false, no) || text == Texts.In(true, no))
            return "no";
        problem = NotOffered();
        return null;
    }

    private static string? Phone(string text, ref FormattableString? problem)
    {
        if (PhoneNumber.TryParse(text, out var number, out _))
            return number.ToString();
        problem = NoPhone();
        return null;
    }

    /// <summary>A day of 1949 to 2100, as forms and files write it.</summary>
    public static bool TryDay(string? text, out DateOnly day) =>
        DateOnly.TryParseExact(text, [DayFormat, "yyyy/M/d", "yyyy-M-d"], CultureInfo.InvariantCulture, DateTimeStyles.None, out day) && day.Year is >= 1949 and <= 2100;

    /// <summary>A stored number as people read it.</summary>
    public static string Shown(long stored, int scale) => scale == 1
        ? stored.ToString("#,##0", CultureInfo.InvariantCulture)
        : (stored / (decimal)scale).ToString("#,##0.#", CultureInfo.InvariantCulture);

    /// <summary>A stored value as the box of a form and a file have it.</summary>
    public static string Typed(Field field, string? stored) => (field.Kind, stored) switch
    {
        (_, null) => "",
        (RegisterFieldKind.Money, var fen) => new Money(long.Parse(fen, CultureInfo.InvariantCulture)).Yuan.ToString("0.00", CultureInfo.InvariantCulture),
        (RegisterFieldKind.Number, var number) when field.Decimals == 1 => (long.Parse(number, CultureInfo.InvariantCulture) / 10m).ToString("0.#", CultureInfo.InvariantCulture),
        (_, var text) => text,
    };

    public static FormattableString Yes() => $"是";

    public static FormattableString No() => $"否";

    public static FormattableString Missing() => $"必填，不能为空";

    private static FormattableString TooLong(int longest) => $"太长了，请写到{longest}个字以内";

    private static FormattableString NotOffered() => $"请从列出的选项中选择";

    private static FormattableString OutOfRange(string least, string most, int decimals) => $"应为{least}至{most}的数字，最多{decimals}位小数";

    private static FormattableString NoAmount() => $"应为金额，单位元，最多两位小数，例如 1170.00";

    private static FormattableString NoDay() => $"应为日期，写作 2026-11-01";

    private static FormattableString NoMoment() => $"应为日期和时刻，写作 2026-11-01 14:05";

    private static FormattableString InTheFuture() => $"不能晚于现在";

    private static FormattableString NoPhone() => $"联系电话应为11位手机号，或带区号的固定电话";
}
