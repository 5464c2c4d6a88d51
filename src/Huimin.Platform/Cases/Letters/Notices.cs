using System.Globalization;
using Huimin.Platform.Cases.Deciding;
using Huimin.Platform.Documents;

namespace Huimin.Platform.Cases.Letters;

/// <summary>
/// What the applicant is told in writing before there is a decision: everything that is missing, once 一次性告知补正通知书, and that the matter is
/// not accepted 不予受理通知书. Made from the event on the timeline, which is never changed. A case has at most one of each, so its own number
/// within unit and year is theirs.
/// </summary>
public static class Notices
{
    public static OfficialDocument Supplement(CaseFile file, CaseEvent asked, LetterOffice office)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(asked);
        ArgumentNullException.ThrowIfNull(office);
        List<string> items = [.. asked.Note.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
        return Of(file, asked, office, "补", "一次性告知补正通知书",
        [
            new DocumentParagraph($"你（户）提出的“{Texts.In(false, file.Type.Name)}”（受理号{file.Record.Number}），材料或者内容还不完整。请补正下列全部内容，除此以外不再要求补正："),
            .. items.Select((item, i) => new DocumentParagraph(string.Create(CultureInfo.InvariantCulture, $"{i + 1}．{LetterWords.Closed(item)}"))),
            new DocumentParagraph("补正的材料可以交到受理单位，也可以在手机上传。补正期间不计入办理期限。"),
        ]);
    }

    public static OfficialDocument NotAccepted(CaseFile file, CaseEvent refused, LetterOffice office, IReadOnlyList<Remedy> remedies)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(refused);
        ArgumentNullException.ThrowIfNull(office);
        return Of(file, refused, office, "不受", "不予受理通知书",
        [
            new DocumentParagraph($"你（户）提出的“{Texts.In(false, file.Type.Name)}”（受理号{file.Record.Number}），经审查决定不予受理。"),
            new DocumentHeading(1, "理由"),
            new DocumentParagraph(LetterWords.Closed(refused.Note)),
            .. LetterWords.RemedyParts(remedies, office),
        ]);
    }

    private static OfficialDocument Of(CaseFile file, CaseEvent happened, LetterOffice office, string series, string title, IReadOnlyList<DocumentPart> parts) => new()
    {
        Issuer = office.Name,
        Number = NumberOf(file.Record, office, series),
        Title = title,
        Addressee = DecisionLetter.AddresseeOf(file),
        Parts = parts,
        Signature = office.Name,
        Date = LetterWords.DayOf(happened.At),
    };

    /// <summary>
    /// 高桥民救补〔2026〕12号: the case's own year and number. Where a county signs for cases that its townships number, the township's three digits
    /// stand before the five of the number, so that no two notices of the county have one number.
    /// </summary>
    private static string NumberOf(Case record, LetterOffice office, string series)
    {
        if (record.Number.Split('-') is not [var unit, var year, var number] || !long.TryParse(unit, CultureInfo.InvariantCulture, out var code)
            || !int.TryParse(year, CultureInfo.InvariantCulture, out var y) || !int.TryParse(number, CultureInfo.InvariantCulture, out var n))
            return "";
        var sequence = code * 1_000 == office.Unit ? n : ((int)(code % 1_000) * 100_000) + n;
        return LetterNumber.Of(office.Place, y, sequence).Replace("〔", series + "〔", StringComparison.Ordinal);
    }
}
