using System.Diagnostics.CodeAnalysis;

namespace Huimin.Platform.Values;

/// <summary>
/// A unified social credit code 统一社会信用代码 (GB 32100): registrar 1, kind of organisation 1, region 6, organisation
/// code 9, check character 1, from an alphabet without I, O, S, V and Z.
/// </summary>
public readonly record struct SocialCreditCode
{
    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    private readonly string? text;

    private SocialCreditCode(string text) => this.text = text;

    /// <summary>Registrar and kind, such as <c>51</c> association 社会团体, <c>52</c> private non-enterprise unit 民办非企业单位, <c>53</c> foundation 基金会.</summary>
    public string Prefix => ToString()[..2];

    /// <summary>Division of registration: characters 3–8, six digits.</summary>
    public string RegionPrefix => ToString()[2..8];

    /// <summary>Organisation code 组织机构代码 (GB 11714): characters 9–17.</summary>
    public string OrganizationCode => ToString()[8..17];

    /// <summary>Reads eighteen characters; lower case is accepted, <paramref name="error"/> names the rule that the text breaks.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out SocialCreditCode value, [NotNullWhen(false)] out string? error)
    {
        value = default;
        text = text.Trim();
        if (text.Length != 18)
            return Fail($"统一社会信用代码应为18位", out error);
        Span<char> upper = stackalloc char[18];
        text.ToUpperInvariant(upper);
        var sum = 0;
        var weight = 1;
        for (var i = 0; i < 18; i++)
        {
            var position = Alphabet.IndexOf(upper[i], StringComparison.Ordinal);
            if (position < 0)
                return Fail($"统一社会信用代码含有不允许的字符（只用数字和除I、O、S、V、Z外的大写字母）", out error);
            if (i is >= 2 and <= 7 && position > 9)
                return Fail($"统一社会信用代码第3至8位应为登记机关区划代码（数字）", out error);
            if (i == 17)
            {
                if (position != (31 - sum % 31) % 31)
                    return Fail($"统一社会信用代码校验码不符", out error);
                break;
            }

            sum += position * weight;
            weight = weight * 3 % 31;
        }

        value = new SocialCreditCode(new string(upper));
        error = null;
        return true;
    }

    /// <exception cref="FormatException">The text is not a unified social credit code.</exception>
    public static SocialCreditCode Parse(string text) =>
        TryParse(text, out var value, out var error) ? value : throw new FormatException(Texts.Of($"{error}：{text}"));

    /// <summary>The eighteen characters in upper case.</summary>
    public override string ToString() => text ?? "";

    private static bool Fail(FormattableString problem, out string error)
    {
        error = Texts.Of(problem);
        return false;
    }
}
