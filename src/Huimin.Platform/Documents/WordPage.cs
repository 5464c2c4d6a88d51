using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Huimin.Platform.Documents;

/// <summary>The page of GB/T 9704-2012 (5.2, 6.1, 7.5): A4, 22 lines of 28 characters, the page's number outside below the text.</summary>
internal static class WordPage
{
    public const string OddFooter = "rId4";
    public const string EvenFooter = "rId5";

    /// <summary>Width of the text in twentieths of a point: 210 − 28 − 26 = 156 mm.</summary>
    public const int TextWidth = 8844;

    /// <summary>A line in twentieths of a point: 225 mm by 22, rounded down, or the last one would stand on the next page.</summary>
    public const int Line = 579;

    /// <summary>A character of the text (3号) in twentieths of a point, as indents count them.</summary>
    public const int Character = 320;

    /// <summary>
    /// What is added to a character of 16 points so that 28 fill the line of 442.2, in twentieths of a point. Not by the grid of the page,
    /// which programs other than Word lay out wrongly.
    /// </summary>
    public const int CharacterSpace = -5;

    /// <summary>From the lower edge: 35 mm, less 7 mm of distance and a line of 4号.</summary>
    private const double FooterMillimetres = 22;

    public static SectionProperties Section() => new(
        new FooterReference { Type = HeaderFooterValues.Default, Id = OddFooter },
        new FooterReference { Type = HeaderFooterValues.Even, Id = EvenFooter },
        new PageSize { Width = 11906, Height = 16838 },
        new PageMargin
        {
            Top = Twips(37),
            Right = (uint)Twips(26),
            Bottom = Twips(35),
            Left = (uint)Twips(28),
            Header = (uint)Twips(15),
            Footer = (uint)Twips(FooterMillimetres),
            Gutter = 0,
        },
        new DocGrid { Type = DocGridValues.Lines, LinePitch = Line });

    /// <summary>— 1 —, one character from the outer edge.</summary>
    public static Footer Footer(bool isOdd)
    {
        var properties = new ParagraphProperties(
            new ParagraphStyleId { Val = WordStyles.Footer },
            isOdd ? new Indentation { Right = "280", RightChars = 100 } : new Indentation { Left = "280", LeftChars = 100 },
            new Justification { Val = isOdd ? JustificationValues.Right : JustificationValues.Left });
        return new Footer(new Paragraph(properties, Run("— "), new SimpleField(Run("1")) { Instruction = "PAGE" }, Run(" —")));
    }

    public static int Twips(double millimetres) => (int)Math.Round(millimetres * 1440 / 25.4);

    private static Run Run(string text) => new(new Text(text) { Space = SpaceProcessingModeValues.Preserve });
}
