using System.Collections.Frozen;
using System.Globalization;
using Huimin.Policies;

namespace Huimin.Platform.People.Transfer;

/// <summary>
/// Reads single cells. Each function returns null and the value, or what is wrong in words that a clerk can act on. Text
/// comes trimmed, with full-width digits and signs made narrow.
/// </summary>
internal static class CellValues
{
    /// <summary>A month's income above a million yuan is a wrong unit; so is property above a hundred million.</summary>
    private const long AbsurdMonthlyFen = 100_000_000;
    private const long AbsurdFen = 10_000_000_000;

    private static readonly (string Word, Relation Value)[] RelationWords =
    [
        ("户主", Relation.Head), ("本人", Relation.Head), ("head", Relation.Head),
        ("配偶", Relation.Spouse), ("夫", Relation.Spouse), ("妻", Relation.Spouse), ("spouse", Relation.Spouse),
        ("子", Relation.Son), ("儿子", Relation.Son), ("son", Relation.Son),
        ("女", Relation.Daughter), ("女儿", Relation.Daughter), ("daughter", Relation.Daughter),
        ("孙子女", Relation.Grandchild), ("孙子", Relation.Grandchild), ("孙女", Relation.Grandchild), ("外孙子女", Relation.Grandchild), ("grandchild", Relation.Grandchild),
        ("父母", Relation.Parent), ("父亲", Relation.Parent), ("母亲", Relation.Parent), ("父", Relation.Parent), ("母", Relation.Parent), ("parent", Relation.Parent),
        ("祖父母", Relation.Grandparent), ("祖父", Relation.Grandparent), ("祖母", Relation.Grandparent), ("grandparent", Relation.Grandparent),
        ("兄弟姐妹", Relation.Sibling), ("兄", Relation.Sibling), ("弟", Relation.Sibling), ("姐", Relation.Sibling), ("妹", Relation.Sibling), ("sibling", Relation.Sibling),
        ("其他", Relation.Other), ("other", Relation.Other),
    ];

    private static readonly FrozenDictionary<string, Relation>.AlternateLookup<ReadOnlySpan<char>> Relations =
        RelationWords.ToFrozenDictionary(r => r.Word, r => r.Value, StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    public static string? ReadRelation(ReadOnlySpan<char> text, out Relation value)
    {
        value = default;
        // GB/T 4761: two digits, of which the first is the class; 01 the person, 02 the head of the household.
        if (text.Length == 2 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var code))
        {
            value = code is 1 or 2 ? Relation.Head : (Relation)Math.Min(code / 10 * 10, (int)Relation.Other);
            return value == default ? Texts.Of($"与户主关系代码不在 GB/T 4761 中") : null;
        }

        if (Relations.TryGetValue(text, out value))
            return null;
        return Texts.Of($"与户主关系应为户主、配偶、子、女、孙子女、父母、祖父母、兄弟姐妹、其他，或 GB/T 4761 两位代码");
    }

    /// <summary>The word that <see cref="ReadRelation"/> reads back.</summary>
    public static string Write(Relation value)
    {
        foreach (var (word, relation) in RelationWords)
        {
            if (relation == value && char.IsAsciiLetter(word[0]))
                return word;
        }

        throw new ArgumentOutOfRangeException(nameof(value), value, "Not a relation of GB/T 4761.");
    }

    /// <summary>The word that <see cref="ReadSex"/> reads back; nothing for an unknown sex.</summary>
    public static string Write(Sex value) => value switch
    {
        Sex.Male => "male",
        Sex.Female => "female",
        Sex.NotStated => "9",
        _ => "",
    };

    public static string? ReadHukou(ReadOnlySpan<char> text, out Hukou value)
    {
        value = text switch
        {
            "城镇" or "城市" or "非农业" or "urban" or "1" => Hukou.Urban,
            "农村" or "农业" or "rural" or "2" => Hukou.Rural,
            _ => default,
        };
        return value == default ? Texts.Of($"户籍性质应为城镇或农村") : null;
    }

    public static string? ReadSex(ReadOnlySpan<char> text, out Sex value)
    {
        (value, var known) = text switch
        {
            "男" or "男性" or "male" or "1" => (Sex.Male, true),
            "女" or "女性" or "female" or "2" => (Sex.Female, true),
            "未知" or "0" => (Sex.Unknown, true),
            "未说明" or "9" => (Sex.NotStated, true),
            _ => (Sex.Unknown, false),
        };
        return known ? null : Texts.Of($"性别应为男或女");
    }

    private static readonly string[] DateFormats = ["yyyy-MM-dd", "yyyy-M-d", "yyyy/M/d", "yyyy.M.d", "yyyyMMdd", "yyyy年M月d日"];

    public static string? ReadDate(ReadOnlySpan<char> text, out DateOnly value)
    {
        if (text.Length == 10 && text[4] == '-' && text[7] == '-'
            && Digits(text[..4], out var year) && Digits(text.Slice(5, 2), out var month) && Digits(text.Slice(8, 2), out var day)
            && year > 0 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month))
        {
            value = new DateOnly(year, month, day);
            return null;
        }

        return DateOnly.TryParseExact(text, DateFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out value)
            ? null
            : Texts.Of($"不是有效日期，应写作 2026-11-01");
    }

    /// <summary>Reads an amount in yuan.</summary>
    public static string? ReadFen(ReadOnlySpan<char> text, out long fen)
    {
        fen = 0;
        if (text.ContainsAny('万', '亿'))
            return Texts.Of($"金额单位应为元，不能写“万”或“亿”");
        if (text.ContainsAny('e', 'E'))
            return Texts.Of($"金额被表格软件改成了科学计数法");
        var point = text.IndexOf('.');
        var whole = point < 0 ? text : text[..point];
        var cents = point < 0 ? default : text[(point + 1)..];
        if (whole.IsEmpty || (point >= 0 && cents.IsEmpty) || whole.ContainsAnyExcept("0123456789,") || cents.ContainsAnyExceptInRange('0', '9'))
            return Texts.Of($"金额应为数字，单位为元，不带“元”“¥”等字样");
        if (cents.Length > 2 && cents[2..].ContainsAnyExcept('0'))
            return Texts.Of($"金额最多两位小数（分）");
        if (whole.Contains(',') && !IsGrouped(whole))
            return Texts.Of($"金额的千分位逗号位置不对");

        foreach (var c in whole)
        {
            if (c == ',')
                continue;
            if (fen > AbsurdFen)
                break;
            fen = fen * 10 + (c - '0');
        }

        fen = fen * 100 + (cents.Length > 0 ? (cents[0] - '0') * 10 : 0) + (cents.Length > 1 ? cents[1] - '0' : 0);
        return null;
    }

    /// <summary>Reads a fact into the encoding of the database; null is a fact established as unknown.</summary>
    public static string? ReadFact(Fact fact, ReadOnlySpan<char> text, out long? value)
    {
        value = null;
        if (text is "未知" or "unknown")
            return null;
        var (problem, raw) = fact.Type switch
        {
            FactType.Money => (ReadFen(text, out var fen) ?? Absurd(fact, fen), fen),
            FactType.Count => (ReadCount(text, out var count), count),
            FactType.Bool => (ReadBool(text, out var yes), yes),
            FactType.Date => (ReadFactDate(text, out var date), date),
            _ => (ReadOption(fact, text, out var option), option),
        };
        if (problem is null && fact.Type is FactType.Count && (raw < fact.Minimum || raw > fact.Maximum))
            problem = Texts.Of($"{Texts.Pick(fact.Name, fact.NameEn)}应在{fact.Minimum}至{fact.Maximum}之间");
        value = raw;
        return problem;
    }

    /// <summary>Full-width letters, digits and signs made narrow; the text itself where there are none.</summary>
    public static ReadOnlySpan<char> Narrow(ReadOnlySpan<char> text, Span<char> buffer)
    {
        if (!text.ContainsAnyInRange('！', '～') || text.Length > buffer.Length)
            return text;
        for (var i = 0; i < text.Length; i++)
            buffer[i] = text[i] is >= '！' and <= '～' ? (char)(text[i] - '！' + '!') : text[i];
        return buffer[..text.Length];
    }

    private static string? Absurd(Fact fact, long fen)
    {
        var limit = Math.Min(fact.Maximum, fact.Period == MoneyPeriod.Month ? AbsurdMonthlyFen : AbsurdFen);
        return fen > limit ? Texts.Of($"金额过大（超过{new Money(limit).ToDisplay()}元），请检查单位和期间") : null;
    }

    private static string? ReadCount(ReadOnlySpan<char> text, out long count) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out count) ? null : Texts.Of($"应为非负整数");

    private static string? ReadBool(ReadOnlySpan<char> text, out long yes)
    {
        yes = text is "是" or "有" or "true" or "TRUE" or "1" ? 1 : 0;
        return yes == 1 || text is "否" or "无" or "false" or "FALSE" or "0" ? null : Texts.Of($"应为是或否");
    }

    private static string? ReadFactDate(ReadOnlySpan<char> text, out long recorded)
    {
        var problem = ReadDate(text, out var date);
        recorded = (date.Year * 10_000L) + (date.Month * 100) + date.Day;
        return problem;
    }

    private static string? ReadOption(Fact fact, ReadOnlySpan<char> text, out long position)
    {
        for (position = 0; position < fact.Options.Count; position++)
        {
            var option = fact.Options[(int)position];
            if (text.Equals(option.Code, StringComparison.OrdinalIgnoreCase) || text.SequenceEqual(option.Name))
                return null;
        }

        return Texts.Of($"应为{Texts.List(fact.Options.Select(o => Texts.English ? o.Code : o.Name))}之一");
    }

    private static bool IsGrouped(ReadOnlySpan<char> whole)
    {
        var first = whole.IndexOf(',');
        if (first is < 1 or > 3 || (whole.Length - first) % 4 != 0)
            return false;
        for (var i = first; i < whole.Length; i++)
        {
            if (whole[i] == ',' != ((i - first) % 4 == 0))
                return false;
        }

        return true;
    }

    private static bool Digits(ReadOnlySpan<char> text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
