using System.Globalization;
using System.Text;

namespace Huimin.Platform.Documents;

/// <summary>Texts as files of XML take them: the same characters, without those that no file can hold or that turn the direction of writing.</summary>
internal static class PlainText
{
    /// <summary>Line ends stay as <c>\n</c>, tabs become blanks, halves of characters become �.</summary>
    public static string Clean(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value == '\t')
                clean.Append(' ');
            else if (rune.Value == '\n' || !IsDropped(rune))
                clean.Append(rune.ToString());
        }

        return clean.ToString();
    }

    /// <summary>At least one, which may be empty.</summary>
    public static IReadOnlyList<string> Lines(string? text) => Clean(text).Split('\n');

    /// <summary>On one line.</summary>
    public static string Line(string? text) => Clean(text).Replace('\n', ' ').Trim();

    private static bool IsDropped(Rune rune) =>
        Rune.GetUnicodeCategory(rune) == UnicodeCategory.Control
        || rune.Value is 0xFFFE or 0xFFFF or 0x061C or 0xFEFF or (>= 0x200E and <= 0x200F) or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);
}
