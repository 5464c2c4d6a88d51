namespace Huimin.Platform.Privacy;

/// <summary>How sealed values are shown, in one place 脱敏: enough to tell two apart, too little to use.</summary>
public static class Masking
{
    /// <summary>Where a value cannot be opened, and where nothing of it may be seen.</summary>
    public const string Unreadable = "****";

    /// <summary>
    /// 37**************17; a number of another length keeps its last two characters only. The region where somebody lives and the
    /// day of birth stand on the same page, and they are fourteen of the eighteen characters: what they leave must not be shown whole.
    /// </summary>
    public static string CitizenId(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return id.Length == 18 ? Middle(id, 2, 2) : Tail(id, 2);
    }

    /// <summary>138****5678; of a landline, area code and last two digits: 0539-*****67.</summary>
    public static string Phone(string number)
    {
        ArgumentNullException.ThrowIfNull(number);
        return number is ['1', ..] && number.Length == 11 ? Middle(number, 3, 4) : Middle(number, number.IndexOf('-', StringComparison.Ordinal) + 1, 2);
    }

    /// <summary>The last four digits: ************1234.</summary>
    public static string BankAccount(string account)
    {
        ArgumentNullException.ThrowIfNull(account);
        return Tail(account, 4);
    }

    /// <summary>A protected child's name: 张*, whatever its length.</summary>
    public static string Name(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var first = System.Globalization.StringInfo.GetNextTextElementLength(name);
        return string.Concat(name.AsSpan(0, first), "*");
    }

    /// <summary>An adult's name on a published list: 张*, 张*三, 欧**华.</summary>
    public static string PublicName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var parts = new System.Globalization.StringInfo(name);
        var length = parts.LengthInTextElements;
        return length <= 2
            ? Name(name)
            : string.Concat(parts.SubstringByTextElements(0, 1), new string('*', length - 2), parts.SubstringByTextElements(length - 1));
    }

    /// <summary>A wrong cell of a file, for its error list: whoever corrects it has the line; short ones stand as they are.</summary>
    public static string Cell(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length switch
        {
            <= 6 => text,
            15 or 17 or 18 => CitizenId(text),
            _ => Middle(text, 3, 2),
        };
    }

    private static string Tail(string text, int last) => Middle(text, 0, Math.Min(last, text.Length / 2));

    private static string Middle(string text, int first, int last) => text.Length <= first + last
        ? new string('*', text.Length)
        : string.Concat(text.AsSpan(0, first), new string('*', text.Length - first - last), text.AsSpan(text.Length - last));
}
