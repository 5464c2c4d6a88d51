using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Huimin.Platform.Values;

/// <summary>Kind of disability 残疾类别 (GB/T 26341).</summary>
public enum DisabilityKind
{
    /// <summary>视力.</summary>
    Visual = 1,

    /// <summary>听力.</summary>
    Hearing = 2,

    /// <summary>言语.</summary>
    Speech = 3,

    /// <summary>肢体.</summary>
    Physical = 4,

    /// <summary>智力.</summary>
    Intellectual = 5,

    /// <summary>精神.</summary>
    Mental = 6,

    /// <summary>多重.</summary>
    Multiple = 7,
}

/// <summary>
/// Number of a disability certificate 残疾人证号: citizen identity number, kind 1–7, grade 1–4 (1 is the severest) and, after a
/// replacement of the certificate, <c>B</c> with the count of replacements.
/// </summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct DisabilityCertificate
{
    private DisabilityCertificate(CitizenId citizen, DisabilityKind kind, int grade, int replacement)
    {
        Citizen = citizen;
        Kind = kind;
        Grade = grade;
        Replacement = replacement;
    }

    public CitizenId Citizen { get; }

    public DisabilityKind Kind { get; }

    /// <summary>Grade 残疾等级, 1 (severest) to 4.</summary>
    public int Grade { get; }

    /// <summary>How often the certificate was replaced 补领; zero without a suffix.</summary>
    public int Replacement { get; }

    /// <summary>Grade 1 or 2 重度.</summary>
    public bool IsSevere => Grade <= 2;

    /// <summary>Reads twenty characters and an optional suffix; <paramref name="error"/> names the part that is wrong.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out DisabilityCertificate value, [NotNullWhen(false)] out string? error)
    {
        value = default;
        text = text.Trim();
        if (text.Length is < 20 or > 23)
            return Fail($"残疾人证号应为20位（补领的另加B及次数）", out error);
        if (!CitizenId.TryParse(text[..18], out var citizen, out error))
        {
            return Fail($"残疾人证号前18位有误：{error}", out error);
        }

        var kind = text[18] - '0';
        if (kind is < 1 or > 7)
            return Fail($"残疾人证号第19位（残疾类别）应为1至7", out error);
        var grade = text[19] - '0';
        if (grade is < 1 or > 4)
            return Fail($"残疾人证号第20位（残疾等级）应为1至4", out error);

        var replacement = 0;
        if (text.Length > 20 && (text[20] is not ('B' or 'b')
            || !int.TryParse(text[21..], NumberStyles.None, CultureInfo.InvariantCulture, out replacement) || replacement == 0))
            return Fail($"残疾人证号后缀应为B及补领次数", out error);
        value = new DisabilityCertificate(citizen, (DisabilityKind)kind, grade, replacement);
        error = null;
        return true;
    }

    /// <exception cref="FormatException">The text is not a certificate number; the message does not repeat it.</exception>
    public static DisabilityCertificate Parse(string text) =>
        TryParse(text, out var value, out var error) ? value : throw new FormatException(error);

    /// <summary>The full number, with the suffix of a replacement.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Citizen}{(int)Kind}{Grade}{(Replacement == 0 ? "" : "B" + Replacement.ToString(CultureInfo.InvariantCulture))}");

    private static bool Fail(FormattableString problem, out string error)
    {
        error = Texts.Of(problem);
        return false;
    }
}
