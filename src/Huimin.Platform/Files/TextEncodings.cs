using System.Text;
using System.Text.Unicode;

namespace Huimin.Platform.Files;

/// <summary>
/// Finds out how a text file is encoded: UTF-8 and UTF-16 with or without a byte order mark, otherwise GB18030, which holds
/// GBK and GB 2312. Bytes that cannot be decoded become U+FFFD, for the reader to refuse where they stand.
/// </summary>
public static class TextEncodings
{
    private const int SampleLength = 1 << 20;

    static TextEncodings() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>The national encoding GB18030.</summary>
    public static Encoding Gb18030 => Encoding.GetEncoding("GB18030");

    /// <summary>Reads the first megabyte, and leaves the stream behind the byte order mark.</summary>
    /// <param name="stream">Must be able to seek.</param>
    public static Encoding Detect(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (!stream.CanSeek)
            throw new CannotRunException($"不能从管道读取，请先存成文件再导入。");
        var start = stream.Position;
        var sample = new byte[(int)Math.Min(SampleLength, stream.Length - start)];
        var length = stream.ReadAtLeast(sample, sample.Length, throwOnEndOfStream: false);
        var (encoding, mark) = Detect(sample.AsSpan(0, length));
        stream.Position = start + mark;
        return encoding;
    }

    private static (Encoding Encoding, int Mark) Detect(ReadOnlySpan<byte> sample) => sample switch
    {
        [0xEF, 0xBB, 0xBF, ..] => (new UTF8Encoding(false), 3),
        [0xFF, 0xFE, ..] => (new UnicodeEncoding(false, false), 2),
        [0xFE, 0xFF, ..] => (new UnicodeEncoding(true, false), 2),
        _ => (WithoutMark(sample), 0),
    };

    private static Encoding WithoutMark(ReadOnlySpan<byte> sample)
    {
        if (Utf16(sample) is { } utf16)
            return utf16;
        return Utf8.IsValid(sample) || IsMostlyUtf8(sample) ? new UTF8Encoding(false) : Gb18030;
    }

    /// <summary>Commas, digits and line ends leave every second byte zero; a table without them does not exist.</summary>
    private static UnicodeEncoding? Utf16(ReadOnlySpan<byte> sample)
    {
        Span<int> zeros = stackalloc int[2];
        for (var i = 0; i < sample.Length; i++)
        {
            if (sample[i] == 0)
                zeros[i % 2]++;
        }

        var many = sample.Length / 10;
        if (zeros[1] > many && zeros[0] < zeros[1] / 10)
            return new UnicodeEncoding(false, false);
        return zeros[0] > many && zeros[1] < zeros[0] / 10 ? new UnicodeEncoding(true, false) : null;
    }

    /// <summary>
    /// A few broken bytes (also a character cut at the end of the sample) do not make UTF-8 into GBK: in GBK nearly every
    /// Chinese character is an invalid sequence.
    /// </summary>
    private static bool IsMostlyUtf8(ReadOnlySpan<byte> sample)
    {
        var (valid, invalid) = (0, 0);
        while (!sample.IsEmpty)
        {
            var ascii = sample.IndexOfAnyInRange((byte)0x80, (byte)0xFF);
            if (ascii < 0)
                break;
            sample = sample[ascii..];
            var status = Rune.DecodeFromUtf8(sample, out _, out var consumed);
            if (status == System.Buffers.OperationStatus.Done)
                valid++;
            else
                invalid++;
            sample = sample[consumed..];
        }

        return valid > 10 * invalid;
    }
}
