using System.Diagnostics.CodeAnalysis;
using Huimin.Platform.Privacy;

namespace Huimin.Platform.Values;

/// <summary>
/// An account that benefits are paid to: a bank card 银行卡 of 16–19 digits with the check digit of Luhn, or a passbook 存折,
/// whose number (8–32 digits) carries no check digit.
/// </summary>
public readonly record struct BankAccount
{
    /// <summary>Stands before the number of a passbook where cards and passbooks share a column.</summary>
    public const string PassbookWord = "存折";

    private readonly string? number;

    private BankAccount(string number, bool isPassbook)
    {
        this.number = number;
        IsPassbook = isPassbook;
    }

    public bool IsPassbook { get; }

    /// <summary>For screens and lists: all but the last four digits as <c>*</c>.</summary>
    public string Masked => number is null ? "" : Masking.BankAccount(number);

    /// <summary>Reads a number; blanks between groups are dropped. <paramref name="error"/> names the rule that the text breaks.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, bool passbook, out BankAccount value, [NotNullWhen(false)] out string? error)
    {
        value = default;
        Span<char> plain = stackalloc char[32];
        var length = 0;
        foreach (var c in text)
        {
            if (char.IsWhiteSpace(c))
                continue;
            if (!char.IsAsciiDigit(c))
                return Fail($"银行账号只能由数字组成", out error);
            if (length == plain.Length)
                return Fail($"银行账号过长", out error);
            plain[length++] = c;
        }

        var digits = plain[..length];
        if (passbook ? length < 8 : length is < 16 or > 19)
            return passbook ? Fail($"存折账号应为8至32位数字", out error) : Fail($"银行卡号应为16至19位数字（存折请注明）", out error);
        if (!passbook && !PassesLuhn(digits))
            return Fail($"银行卡号校验位不符", out error);
        value = new BankAccount(new string(digits), passbook);
        error = null;
        return true;
    }

    /// <exception cref="FormatException">The text is not an account number; the message does not repeat it.</exception>
    public static BankAccount Parse(string text, bool passbook = false) =>
        TryParse(text, passbook, out var value, out var error) ? value : throw new FormatException(error);

    /// <summary>The full number: for storage and payment files; screens show <see cref="Masked"/>.</summary>
    public override string ToString() => number ?? "";

    /// <summary>The number, of a passbook with that word before it.</summary>
    public string ToText() => IsPassbook ? PassbookWord + number : ToString();

    private static bool PassesLuhn(ReadOnlySpan<char> digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[^(i + 1)] - '0';
            if (i % 2 == 1)
                digit = digit > 4 ? digit * 2 - 9 : digit * 2;
            sum += digit;
        }

        return sum % 10 == 0;
    }

    private static bool Fail(FormattableString problem, out string error)
    {
        error = Texts.Of(problem);
        return false;
    }
}
