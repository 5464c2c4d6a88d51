using System.Globalization;
using Huimin.Platform.Documents;
using Huimin.Policies;

namespace Huimin.Platform.Cases.Letters;

/// <summary>How letters write days, months and amounts: Chinese in every language, since the paper is what was signed.</summary>
internal static class LetterWords
{
    public static string Day(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{day.Year}年{day.Month}月{day.Day}日");

    public static string Month(Month month) => string.Create(CultureInfo.InvariantCulture, $"{month.Year}年{month.Number}月");

    public static string Amount(long fen) => new Money(fen).ToDisplay() + "元";

    /// <summary>The local day of a time.</summary>
    public static DateOnly DayOf(DateTime utc) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc), TimeZoneInfo.Local));

    /// <summary>With the law behind it: …（社会救助法第十八条）。</summary>
    public static string Cited(string sentence, IReadOnlyList<string> law) => law.Count == 0
        ? Closed(sentence)
        : Closed(sentence).TrimEnd('。') + $"（{string.Join("；", law.Select(l => l.Replace(" ", "", StringComparison.Ordinal)))}）。";

    public static string Closed(string sentence) => sentence.Length > 0 && sentence[^1] is '。' or '；' or '：' ? sentence : sentence + "。";

    /// <summary>What may be done against it, and in which time.</summary>
    public static IEnumerable<DocumentPart> RemedyParts(IReadOnlyList<Remedy> remedies, LetterOffice office)
    {
        var ways = remedies.Where(r => r.Kind is RemedyKind.Review or RemedyKind.Lawsuit).OrderBy(r => r.Kind).ToList();
        if (ways.Count == 0)
            yield break;
        var opened = remedies.FirstOrDefault(r => r.Kind == RemedyKind.Right);
        yield return new DocumentHeading(1, "不服本决定的救济途径");
        var ground = opened is null ? "" : $"根据{opened.Law}，";
        yield return new DocumentParagraph($"{ground}对本决定不服的，可以{string.Join("；也可以", ways.Select(w => $"{Filled(w, office)}（{w.Law}）"))}。");
    }

    private static string Filled(Remedy remedy, LetterOffice office) => remedy.Text
        .Replace("{期限}", remedy.Limit is { } limit ? Texts.In(false, limit.Name) : "", StringComparison.Ordinal)
        .Replace("{复议机关}", office.Above, StringComparison.Ordinal);
}
