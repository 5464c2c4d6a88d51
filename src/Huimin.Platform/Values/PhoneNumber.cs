using System.Diagnostics.CodeAnalysis;
using Huimin.Platform.Privacy;

namespace Huimin.Platform.Values;

/// <summary>
/// A telephone number of mainland China 联系电话: a mobile number of eleven digits, or a landline with its area code, written 0539-8123456.
/// </summary>
public readonly record struct PhoneNumber
{
    private readonly string? number;

    private PhoneNumber(string number) => this.number = number;

    /// <summary>For screens and lists: <c>138****5678</c>.</summary>
    public string Masked => number is null ? "" : Masking.Phone(number);

    /// <summary>Reads a number; blanks, dashes, brackets and a leading +86 are dropped. <paramref name="error"/> never repeats the number.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out PhoneNumber value, [NotNullWhen(false)] out string? error)
    {
        value = default;
        Span<char> plain = stackalloc char[16];
        var length = 0;
        text = text.Trim();
        if (text.StartsWith("+86", StringComparison.Ordinal))
            text = text[3..];
        foreach (var c in text)
        {
            if (char.IsWhiteSpace(c) || c is '-' or '－' or '—' or '(' or ')' or '（' or '）')
                continue;
            if (!char.IsAsciiDigit(c))
                return Fail($"联系电话只能由数字组成", out error);
            if (length == plain.Length)
                return Fail($"联系电话应为11位手机号，或带区号的固定电话", out error);
            plain[length++] = c;
        }

        var digits = plain[..length];
        if (digits is ['1', >= '3' and <= '9', ..] && length == 11)
            value = new PhoneNumber(new string(digits));
        else if (digits is ['0', >= '1' and <= '9', ..] && AreaCodeLength(digits) is var area && length - area is 7 or 8 && digits[area] is not ('0' or '1'))
            value = new PhoneNumber($"{digits[..area]}-{digits[area..]}");
        else
            return Fail($"联系电话应为11位手机号，或带区号的固定电话", out error);
        error = null;
        return true;
    }

    /// <exception cref="FormatException">The text is no telephone number; the message does not repeat it.</exception>
    public static PhoneNumber Parse(string text) => TryParse(text, out var value, out var error) ? value : throw new FormatException(error);

    /// <summary>The full number: for storage and revealed fields; screens show <see cref="Masked"/>.</summary>
    public override string ToString() => number ?? "";

    /// <summary>010 and 02x have three digits, all others four.</summary>
    private static int AreaCodeLength(ReadOnlySpan<char> digits) => digits[1] is '1' or '2' ? 3 : 4;

    private static bool Fail(FormattableString problem, out string error)
    {
        error = Texts.Of(problem);
        return false;
    }
}
