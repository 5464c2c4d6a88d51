namespace Huimin.Reports.Numbers;

/// <summary>A number as it is written, without its measure word: 3500余万, 12.8万, 三万余.</summary>
/// <param name="Start">Index of the first character.</param>
/// <param name="End">Index behind the last.</param>
/// <param name="Value">With the magnitude: 12.8万 is 128000.</param>
/// <param name="Step">What one more in the last written digit is worth: 0.1万 is 1000.</param>
/// <param name="IsMore">余 or 多 stands in it.</param>
/// <param name="IsChinese">Written in characters only: 八, 千余.</param>
/// <param name="HasMagnitude">万 or 亿 follows digits.</param>
/// <param name="IsBare">A magnitude alone, without a digit before: 千余.</param>
internal readonly record struct Numeral(int Start, int End, decimal Value, decimal Step, bool IsMore, bool IsChinese, bool HasMagnitude, bool IsBare);

/// <summary>Reads the number that begins at a character.</summary>
internal static class Numerals
{
    private const string ChineseDigits = "〇零一二三四五六七八九";
    private const string MoreWords = "余多来";
    private const int LongestDigits = 15;
    private const decimal LargestMagnitude = 1_000_000_000_000m;

    public static bool CanBegin(char c) => c is >= '0' and <= '9' || IsChinese(c);

    public static bool IsChinese(char c) => c is '一' or '二' or '两' or '三' or '四' or '五' or '六' or '七' or '八' or '九' or '十' or '百' or '千' or '万' or '亿' or '〇' or '零';

    /// <summary>The number at that index, or null. <paramref name="grouped"/> says whether a comma there can group digits.</summary>
    public static Numeral? At(string text, int start, Func<int, bool> grouped) =>
        text[start] is >= '0' and <= '9' ? Arabic(text, start, grouped) : Chinese(text, start);

    private static Numeral? Arabic(string text, int start, Func<int, bool> grouped)
    {
        var (end, value, step) = (start, 0m, 1m);
        while (end < text.Length)
        {
            if (char.IsAsciiDigit(text[end]) && end - start < LongestDigits)
                value = (value * 10) + (text[end] - '0');
            else if (!(text[end] == ',' && IsGroup(text, end) && grouped(end)))
                break;
            end++;
        }

        if (end + 1 < text.Length && text[end] == '.' && char.IsAsciiDigit(text[end + 1]))
        {
            end++;
            while (end < text.Length && char.IsAsciiDigit(text[end]) && step > 0.0000001m)
            {
                step /= 10;
                value += (text[end] - '0') * step;
                end++;
            }
        }

        return Magnify(text, start, end, value, step);
    }

    /// <summary>A comma with three digits behind it and no fourth, and digits before.</summary>
    private static bool IsGroup(string text, int comma) =>
        comma > 0 && char.IsAsciiDigit(text[comma - 1]) && comma + 3 < text.Length && char.IsAsciiDigit(text[comma + 1]) && char.IsAsciiDigit(text[comma + 2])
        && char.IsAsciiDigit(text[comma + 3]) && !(comma + 4 < text.Length && char.IsAsciiDigit(text[comma + 4]));

    private static Numeral Magnify(string text, int start, int end, decimal value, decimal step)
    {
        var more = TakeMore(text, ref end);
        var magnitude = 1m;
        while (end < text.Length && Magnitude(text[end]) is var m and > 1 && magnitude * m <= LargestMagnitude && !IsThousandMetres(text, end))
        {
            magnitude *= m;
            end++;
        }

        more |= TakeMore(text, ref end);
        return new Numeral(start, end, value * magnitude, step * magnitude, more, IsChinese: false, HasMagnitude: magnitude > 1, IsBare: false);
    }

    private static bool IsThousandMetres(string text, int at) => text[at] == '千' && at + 1 < text.Length && text[at + 1] is '米' or '克' or '瓦';

    private static bool TakeMore(string text, ref int end)
    {
        if (end >= text.Length || !MoreWords.Contains(text[end], StringComparison.Ordinal))
            return false;
        // 8万多人 but 20多元化, 10来自
        if (end + 1 < text.Length && ((text[end] == '多' && text[end + 1] is '元' && end + 2 < text.Length && text[end + 2] is '化') || (text[end] == '来' && text[end + 1] is '自' or '源' or '到')))
            return false;
        end++;
        return true;
    }

    private static decimal Magnitude(char c) => c switch
    {
        '百' => 100m,
        '千' => 1_000m,
        '万' => 10_000m,
        '亿' => 100_000_000m,
        _ => 1m,
    };

    /// <summary>三万五千, 十二, 千 of 千余, 二〇二四.</summary>
    private static Numeral? Chinese(string text, int start)
    {
        var (end, total, section, digit, step) = (start, 0m, 0m, -1m, 1m);
        var (digits, more) = (0, false);
        while (end < text.Length)
        {
            var c = text[end];
            if (ChineseDigits.IndexOf(c, StringComparison.Ordinal) is >= 0 and var found)
                digit = digits++ > 0 && digit >= 0 ? (digit * 10) + Math.Max(0, found - 1) : Math.Max(0, found - 1);
            else if (c == '两')
                digit = 2;
            else if (c is '十' or '百' or '千')
                (section, step, digit) = (section + ((digit < 0 ? 1 : digit) * (c == '十' ? 10 : Magnitude(c))), c == '十' ? 10 : Magnitude(c), -1);
            else if (c is '万' or '亿')
                (total, section, step, digit) = ((total + Section(section, digit, total)) * Magnitude(c), 0, Magnitude(c), -1);
            else if (c is '余' or '多' && end > start && end + 1 < text.Length && text[end + 1] is '万' or '亿')
                more = true;
            else
                break;
            if (end - start > 16 || total > LargestMagnitude || digit > 99_999)
                return null;
            end++;
        }

        if (end == start || (digits == 0 && end == start + 1 && text[start] is '零' or '〇'))
            return null;
        var value = total + section + Math.Max(0, digit);
        more |= TakeMore(text, ref end);
        var bare = text[start] is '百' or '千' or '万' or '亿';
        return new Numeral(start, end, value, digit >= 0 ? 1 : step, more, IsChinese: true, HasMagnitude: step >= 10_000, bare);
    }

    private static decimal Section(decimal section, decimal digit, decimal total) => section == 0 && digit < 0 && total == 0 ? 1 : section + Math.Max(0, digit);
}
