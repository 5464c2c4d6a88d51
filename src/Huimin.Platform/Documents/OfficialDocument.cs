using System.Globalization;

namespace Huimin.Platform.Documents;

/// <summary>
/// An official document 公文 as its parts follow each other by GB/T 9704-2012: written as .docx by <see cref="WordFile"/>, shown and
/// printed by <c>OfficialPage</c>. All texts are plain: whatever stands in them is shown and never obeyed. It is Chinese whoever
/// reads it, being the paper that is signed.
/// </summary>
public sealed record OfficialDocument
{
    /// <summary>The red words at the top 发文机关标志: 沂水县民政局文件, or the unit alone.</summary>
    public required string Issuer { get; init; }

    /// <summary>发文字号, see <see cref="NumberOf"/>; empty for none.</summary>
    public string Number { get; init; } = "";

    /// <summary>标题; a line end breaks it where it should be broken.</summary>
    public required string Title { get; init; }

    /// <summary>主送机关 without the colon; empty for none.</summary>
    public string Addressee { get; init; } = "";

    /// <summary>正文.</summary>
    public IReadOnlyList<DocumentPart> Parts { get; init; } = [];

    /// <summary>Names of the attachments 附件说明, without numbers and stops.</summary>
    public IReadOnlyList<string> Attachments { get; init; } = [];

    /// <summary>发文机关署名.</summary>
    public required string Signature { get; init; }

    /// <summary>成文日期.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>抄送机关, without the word and the stop; empty for none.</summary>
    public string CopyTo { get; init; } = "";

    /// <summary>印发机关 at the foot of the last page; empty for none.</summary>
    public string PrintedBy { get; init; } = "";

    /// <summary>印发日期; the document's own where null.</summary>
    public DateOnly? PrintedOn { get; init; }

    /// <summary>沂水民救〔2026〕12号: six-sided brackets, no zeros before the number.</summary>
    /// <param name="code">机关代字.</param>
    /// <param name="year">Of four digits.</param>
    /// <param name="number">Within the year, from 1.</param>
    public static string NumberOf(string code, int year, int number)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(code);
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        return string.Create(CultureInfo.InvariantCulture, $"{code}〔{year:0000}〕{number}号");
    }

    /// <summary>2026年11月1日.</summary>
    internal static string DateOf(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{day.Year}年{day.Month}月{day.Day}日");

    /// <summary>The parts with the numbers of the headings before them; a number begins anew under every heading above it.</summary>
    internal IEnumerable<(DocumentPart Part, string Number)> Numbered()
    {
        var counts = new int[DocumentHeading.Levels];
        foreach (var part in Parts)
        {
            if (part is not DocumentHeading heading)
            {
                yield return (part, "");
                continue;
            }

            counts[heading.Level - 1]++;
            Array.Clear(counts, heading.Level, counts.Length - heading.Level);
            yield return (part, HeadingNumber(heading.Level, counts[heading.Level - 1]));
        }
    }

    /// <summary>一、 （一） 1． （1） (GB/T 9704-2012, 7.3.3).</summary>
    private static string HeadingNumber(int level, int number) => level switch
    {
        1 => $"{InChinese(number)}、",
        2 => $"（{InChinese(number)}）",
        3 => string.Create(CultureInfo.InvariantCulture, $"{number}．"),
        _ => string.Create(CultureInfo.InvariantCulture, $"（{number}）"),
    };

    private static string InChinese(int number)
    {
        const string Digits = "一二三四五六七八九";
        if (number > 99)
            return number.ToString(CultureInfo.InvariantCulture);
        var (tens, ones) = (number / 10, number % 10);
        return (tens > 1 ? Digits[tens - 1].ToString() : "") + (tens > 0 ? "十" : "") + (ones > 0 ? Digits[ones - 1].ToString() : "");
    }
}
