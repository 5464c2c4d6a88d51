using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Huimin.Reports.Documents;

/// <summary>Reads the text out of a file, by its content; what its name says counts for nothing.</summary>
public static class ReportFile
{
    /// <summary>Bytes; the longest yearbook chapter has a hundredth of it.</summary>
    public const int LargestFile = 32 << 20;

    private static readonly SearchValues<char> Usual = SearchValues.Create("的一是在和了人有中大民政市年工作全务務会會服老社困保,。、，");

    static ReportFile() => System.Text.Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>Plain text, HTML or .docx.</summary>
    /// <exception cref="UnreadableReportException">It is something else, too large, empty or damaged.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public static ReportText Read(Stream file)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (file.CanSeek && file.Length - file.Position > LargestFile)
            throw new UnreadableReportException(UnreadableReason.TooLarge);
        return Read(Bytes(file));
    }

    /// <inheritdoc cref="Read(Stream)"/>
    public static ReportText Read(byte[] content)
    {
        ArgumentNullException.ThrowIfNull(content);
        if (content.Length > LargestFile)
            throw new UnreadableReportException(UnreadableReason.TooLarge);
        var text = content switch
        {
            [] => "",
            [(byte)'%', (byte)'P', (byte)'D', (byte)'F', ..] => throw new UnreadableReportException(UnreadableReason.Pdf),
            [0xD0, 0xCF, 0x11, 0xE0, ..] => throw new UnreadableReportException(UnreadableReason.OldWord),
            [0xFF, 0xD8, 0xFF, ..] or [0x89, (byte)'P', (byte)'N', (byte)'G', ..] or [(byte)'G', (byte)'I', (byte)'F', (byte)'8', ..] => throw new UnreadableReportException(UnreadableReason.Picture),
            [(byte)'P', (byte)'K', 3 or 5, _, ..] => DocxText.Read(new MemoryStream(content, writable: false)),
            _ => Decode(content),
        };
        return string.IsNullOrWhiteSpace(text) ? throw new UnreadableReportException(UnreadableReason.Empty) : new ReportText(text);
    }

    private static byte[] Bytes(Stream file)
    {
        using var copy = new MemoryStream();
        var part = new byte[1 << 16];
        for (int length; (length = file.Read(part)) > 0;)
        {
            copy.Write(part, 0, length);
            if (copy.Length > LargestFile)
                throw new UnreadableReportException(UnreadableReason.TooLarge);
        }

        return copy.ToArray();
    }

    private static string Decode(byte[] content)
    {
        var text = content switch
        {
            [0xEF, 0xBB, 0xBF, ..] => Encoding.UTF8.GetString(content, 3, content.Length - 3),
            [0xFF, 0xFE, ..] => Encoding.Unicode.GetString(content, 2, content.Length - 2),
            [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode.GetString(content, 2, content.Length - 2),
            _ => WithoutMark(content),
        };
        if (text.Contains('\uFFFD', StringComparison.Ordinal))
            throw new UnreadableReportException(UnreadableReason.Encoding);
        return text.AsSpan().ContainsAnyInRange('\u0001', '\u0008') || text.Contains('\0', StringComparison.Ordinal) ? throw new UnreadableReportException(UnreadableReason.Binary) : text;
    }

    private static string WithoutMark(byte[] content)
    {
        if (Utf8.IsValid(content))
            return Encoding.UTF8.GetString(content);
        // Chinese text in UTF-16 without a mark still has zeros: line ends and digits.
        var zeros = (Even: 0, Odd: 0);
        for (var i = 0; i < Math.Min(content.Length, 1 << 16); i++)
        {
            if (content[i] == 0)
                zeros = i % 2 == 0 ? (zeros.Even + 1, zeros.Odd) : (zeros.Even, zeros.Odd + 1);
        }

        if (zeros.Even + zeros.Odd == 0)
            return Gb18030(content);
        if (zeros.Odd > 20 * zeros.Even)
            return Encoding.Unicode.GetString(content);
        return zeros.Even > 20 * zeros.Odd ? Encoding.BigEndianUnicode.GetString(content) : throw new UnreadableReportException(UnreadableReason.Binary);
    }

    /// <summary>
    /// Nearly every pair of high bytes is some character of GB18030, so text of another encoding decodes to rare ones: it counts as
    /// Chinese only if the characters that every report is full of are there.
    /// </summary>
    private static string Gb18030(byte[] content)
    {
        try
        {
            var text = Encoding.GetEncoding("GB18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback).GetString(content);
            var wide = text.Count(c => c > '\u007F');
            return text.Count(c => Usual.Contains(c)) * 50 >= wide ? text : throw new UnreadableReportException(UnreadableReason.Encoding);
        }
        catch (DecoderFallbackException e)
        {
            throw new UnreadableReportException(content.AsSpan().ContainsAnyInRange((byte)1, (byte)8) ? UnreadableReason.Binary : UnreadableReason.Encoding, e);
        }
    }
}
