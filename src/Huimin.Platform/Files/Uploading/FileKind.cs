using System.Collections.Frozen;

namespace Huimin.Platform.Files.Uploading;

/// <summary>What a file is, as far as its first bytes tell.</summary>
/// <remarks>Stored with files by number.</remarks>
public enum FileKind : short
{
    /// <summary>None of the others: bytes that no reader of ours takes.</summary>
    Unknown = 0,

    /// <summary>Characters in some encoding: policies, tables.</summary>
    Text = 1,

    Zip = 2,

    /// <summary>.docx and .xlsx.</summary>
    Office = 3,

    Pdf = 4,

    Jpeg = 5,

    Png = 6,

    /// <summary>HEIC and its kin, the photos of iPhones, which browsers do not show.</summary>
    Heif = 7,
}

/// <summary>Tells what a file is by its content; what its name says counts for nothing but to be compared.</summary>
public static class FileKinds
{
    private static readonly FrozenDictionary<string, FileKind> Endings = new Dictionary<string, FileKind>(StringComparer.OrdinalIgnoreCase)
    {
        [".yaml"] = FileKind.Text,
        [".yml"] = FileKind.Text,
        [".csv"] = FileKind.Text,
        [".txt"] = FileKind.Text,
        [".html"] = FileKind.Text,
        [".htm"] = FileKind.Text,
        [".zip"] = FileKind.Zip,
        [".docx"] = FileKind.Office,
        [".xlsx"] = FileKind.Office,
        [".pdf"] = FileKind.Pdf,
        [".jpg"] = FileKind.Jpeg,
        [".jpeg"] = FileKind.Jpeg,
        [".png"] = FileKind.Png,
        [".heic"] = FileKind.Heif,
        [".heif"] = FileKind.Heif,
        [".hif"] = FileKind.Heif,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>What a file of that name claims to be.</summary>
    public static FileKind Claimed(string name) => Endings.GetValueOrDefault(Path.GetExtension(name), FileKind.Unknown);

    public static FileKind Of(ReadOnlySpan<byte> content) => content switch
    {
        [(byte)'P', (byte)'K', 3, 4, ..] => content.IndexOf("[Content_Types].xml"u8) >= 0 ? FileKind.Office : FileKind.Zip,
        [(byte)'P', (byte)'K', 5, 6, ..] => FileKind.Zip, // without entries
        [(byte)'%', (byte)'P', (byte)'D', (byte)'F', (byte)'-', ..] => FileKind.Pdf,
        [0xFF, 0xD8, 0xFF, ..] => FileKind.Jpeg,
        [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => FileKind.Png,
        [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', ..] when IsHeif(content) => FileKind.Heif,
        [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] => FileKind.Text, // UTF-16, whose every second byte may be zero
        _ => IsText(content) ? FileKind.Text : FileKind.Unknown,
    };

    /// <summary>By the brand of the container, which films share (ISO/IEC 23008-12).</summary>
    private static bool IsHeif(ReadOnlySpan<byte> content) => content.Length >= 12
        && (content[8..12].StartsWith("hei"u8) || content[8..12].StartsWith("hev"u8) || content[8..12].SequenceEqual("mif1"u8) || content[8..12].SequenceEqual("msf1"u8) || content[8..12].SequenceEqual("avif"u8));

    /// <summary>No control character but tab, line end, form feed and the end mark of old systems.</summary>
    private static bool IsText(ReadOnlySpan<byte> content)
    {
        foreach (var b in content)
        {
            if (b < 0x20 && b is not ((byte)'\t' or (byte)'\n' or (byte)'\r' or (byte)'\f' or 0x1A))
                return false;
        }

        return true;
    }
}
