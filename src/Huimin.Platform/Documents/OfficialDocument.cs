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

    /// <summary>The parts with the numbers of the headings before them.</summary>
    internal IEnumerable<(DocumentPart Part, string Number)> Numbered()
    {
        var numbers = new HeadingNumbers();
        foreach (var part in Parts)
            yield return (part, part is DocumentHeading heading ? numbers.Next(heading.Level) : "");
    }
}
