using System.Net;
using System.Text.RegularExpressions;

namespace Huimin.Platform.Reports.Verifying;

/// <summary>A stretch of a report's text.</summary>
/// <param name="Number">Of the figure that it is, counted from 0; null for the words between.</param>
public sealed record TextPiece(string Words, int? Number);

/// <summary>The text of a report cut at its figures; of HTML only what is read.</summary>
public static partial class MarkedText
{
    public static IReadOnlyList<TextPiece> Of(string text, IReadOnlyList<VerifiedFigure> figures)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(figures);
        var isMarkup = Markup().IsMatch(text);
        var (pieces, at) = (new List<TextPiece>(), 0);
        foreach (var (number, figure) in figures.Index().OrderBy(f => f.Item.Read.Offset))
        {
            // Neighbours can share words: those belong to the first.
            var start = Math.Max(at, figure.Read.Offset);
            var end = Math.Max(start, figure.Read.Offset + figure.Read.Quote.Length);
            Add(text[at..start], null);
            Add(text[start..end], number);
            at = end;
        }

        Add(text[at..], null);
        return pieces;

        void Add(string words, int? number)
        {
            var shown = isMarkup ? Shown(words) : words;
            if (shown.Length > 0 || number is not null)
                pieces.Add(new TextPiece(shown, number));
        }
    }

    private static string Shown(string markup) => WebUtility.HtmlDecode(BlankLines().Replace(Tags().Replace(Blocks().Replace(Silent().Replace(markup, ""), "\n"), ""), "\n"));

    [GeneratedRegex(@"</?(p|div|html|body|br|span|table)\b[^>]*>", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Markup();

    [GeneratedRegex(@"<(?<tag>script|style|head)\b.*?</\k<tag>\s*>|<!--.*?-->", RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Silent();

    [GeneratedRegex(@"</?(p|div|br|li|tr|h[1-6])\b[^>]*>", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Blocks();

    [GeneratedRegex(@"<[^<>]*>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Tags();

    [GeneratedRegex(@"\s*\n\s*", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex BlankLines();
}
