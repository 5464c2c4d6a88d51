using System.Collections.Frozen;

namespace Huimin.Platform.Files.Uploading;

/// <summary>What a file is, as far as its first bytes tell.</summary>
public enum FileKind
{
    /// <summary>None of the others: bytes that no reader of ours takes.</summary>
    Unknown,

    /// <summary>Characters in some encoding: policies, tables.</summary>
    Text,

    Zip,

    /// <summary>.docx and .xlsx.</summary>
    Office,

    Pdf,

    Jpeg,

    Png,
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
        [".zip"] = FileKind.Zip,
        [".docx"] = FileKind.Office,
        [".xlsx"] = FileKind.Office,
        [".pdf"] = FileKind.Pdf,
        [".jpg"] = FileKind.Jpeg,
        [".jpeg"] = FileKind.Jpeg,
        [".png"] = FileKind.Png,
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
        [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] => FileKind.Text, // UTF-16, whose every second byte may be zero
        _ => IsText(content) ? FileKind.Text : FileKind.Unknown,
    };

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
