using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Huimin.Platform.Documents;

/// <summary>The parts of a document in their order 版头、主体、版记.</summary>
internal static class WordBody
{
    private const int LargestIssuer = 88;
    private const int SmallestIssuer = 44;

    /// <param name="main">To which charts are added.</param>
    public static Document Of(OfficialDocument document, MainDocumentPart main)
    {
        var body = new Body();
        body.Append(IssuerOf(PlainText.Line(document.Issuer)));
        body.Append(Paragraph(WordStyles.Number, PlainText.Line(document.Number)));
        body.Append(TitleOf(document.Title));
        if (PlainText.Line(document.Addressee) is { Length: > 0 } addressee)
            body.Append(Paragraph(WordStyles.Normal, addressee.TrimEnd('：', ':') + "："));
        AppendParts(body, document, main);
        AppendAttachments(body, document.Attachments);
        AppendSignature(body, PlainText.Line(document.Signature), OfficialDocument.DateOf(document.Date));
        if (WordFoot.Of(document) is { } foot)
            body.Append(foot, WordFoot.Anchor());
        body.Append(WordPage.Section());
        return new Document(body);
    }

    internal static Paragraph Paragraph(string style, string text, params OpenXmlElement[] properties) =>
        new(new ParagraphProperties([new ParagraphStyleId { Val = style }, .. properties]), RunOf(text));

    internal static Run RunOf(string text) => new(new Text(text) { Space = SpaceProcessingModeValues.Preserve });

    /// <summary>As large as one line takes, which the standard leaves to the unit (7.2.4).</summary>
    private static Paragraph IssuerOf(string issuer)
    {
        var size = Math.Clamp(WordPage.TextWidth / 10 / Math.Max(1, issuer.Length) / 2 * 2, SmallestIssuer, LargestIssuer).ToString(CultureInfo.InvariantCulture);
        var run = RunOf(issuer);
        run.PrependChild(new RunProperties(new FontSize { Val = size }, new FontSizeComplexScript { Val = size }));
        return new Paragraph(new ParagraphProperties(new ParagraphStyleId { Val = WordStyles.Issuer }), run);
    }

    private static Paragraph TitleOf(string title)
    {
        var run = new Run();
        foreach (var line in PlainText.Lines(title))
        {
            if (run.HasChildren)
                run.Append(new Break());
            run.Append(new Text(line.Trim()) { Space = SpaceProcessingModeValues.Preserve });
        }

        return new Paragraph(new ParagraphProperties(new ParagraphStyleId { Val = WordStyles.Title }), run);
    }

    private static void AppendParts(Body body, OfficialDocument document, MainDocumentPart main)
    {
        var charts = 0;
        foreach (var (part, number) in document.Numbered())
        {
            switch (part)
            {
                case DocumentHeading heading:
                    body.Append(Paragraph(WordStyles.Heading(heading.Level), number + PlainText.Line(heading.Text)));
                    break;
                case DocumentParagraph paragraph:
                    body.Append(PlainText.Lines(paragraph.Text).Select(line => Paragraph(WordStyles.Text, line)));
                    break;
                case DocumentTable table:
                    WordTable.AppendTo(body, table);
                    break;
                case DocumentMap map:
                    WordTable.AppendTo(body, map.Table);
                    break;
                case DocumentChart chart:
                    WordChart.AppendTo(body, chart, main, ++charts);
                    break;
            }
        }

        // The signature never stands on a page of its own (7.3.5.4).
        if (body.LastChild is Paragraph last)
            last.ParagraphProperties!.InsertAfter(new KeepNext(), last.ParagraphProperties.ParagraphStyleId);
    }

    /// <summary>A line below the text, names under each other; no stop after them (7.3.4).</summary>
    private static void AppendAttachments(Body body, IReadOnlyList<string> attachments)
    {
        const int Word = 3 * WordPage.Character;
        const int Start = 2 * WordPage.Character;
        var names = attachments.Select(PlainText.Line).Where(a => a.Length > 0).ToList();
        if (names.Count == 0)
            return;
        body.Append(Paragraph(WordStyles.Normal, "", new KeepNext()));
        if (names.Count == 1)
        {
            body.Append(Paragraph(WordStyles.Normal, "附件：" + names[0], new KeepNext(), Indent(Start + Word, Word)));
            return;
        }

        var number = names.Count < 10 ? 320 : 480;
        for (var i = 0; i < names.Count; i++)
        {
            var before = string.Create(CultureInfo.InvariantCulture, $"{(i == 0 ? "附件：" : "")}{i + 1}.");
            var paragraph = Paragraph(WordStyles.Normal, before, new KeepNext(), Indent(Start + Word + number, (i == 0 ? Word : 0) + number));
            paragraph.Append(new Run(new TabChar()), RunOf(names[i]));
            body.Append(paragraph);
        }
    }

    /// <summary>The day four characters from the right, the unit in the middle above it (7.3.5.1).</summary>
    private static void AppendSignature(Body body, string unit, string day)
    {
        body.Append(Paragraph(WordStyles.Normal, "", new KeepNext()), Paragraph(WordStyles.Normal, "", new KeepNext()));
        var right = 4 * WordPage.Character;
        var above = Math.Max(0, right + ((Width(day) - Width(unit)) / 2));
        body.Append(Paragraph(WordStyles.Normal, unit, new KeepNext(), new Indentation { Right = Text(above) }, new Justification { Val = JustificationValues.Right }));
        body.Append(Paragraph(WordStyles.Normal, day, new Indentation { Right = Text(right) }, new Justification { Val = JustificationValues.Right }));
    }

    /// <summary>Digits and letters are half as wide as characters.</summary>
    private static int Width(string text) => text.Sum(c => char.IsAscii(c) ? WordPage.Character / 2 : WordPage.Character);

    private static Indentation Indent(int left, int hanging) => new() { Left = Text(left), Hanging = Text(hanging) };

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
