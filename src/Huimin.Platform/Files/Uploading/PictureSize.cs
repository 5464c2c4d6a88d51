using System.Buffers.Binary;

namespace Huimin.Platform.Files.Uploading;

/// <summary>
/// Width and height of a picture in pixels as its header states them, without unpacking it: JPEG (ITU-T T.81, annex B), PNG
/// (ISO/IEC 15948, section 11.2.2).
/// </summary>
/// <param name="Width">From 1.</param>
/// <param name="Height">From 1.</param>
public readonly record struct PictureSize(long Width, long Height)
{
    public long Pixels => Width * Height;

    /// <summary>Null where the header is damaged, or the content no picture.</summary>
    public static PictureSize? Of(FileKind kind, ReadOnlySpan<byte> content)
    {
        var size = kind switch
        {
            FileKind.Jpeg => OfJpeg(content),
            FileKind.Png => OfPng(content),
            _ => null,
        };
        return size is { Width: > 0, Height: > 0 } ? size : null;
    }

    private static PictureSize? OfPng(ReadOnlySpan<byte> content) => content.Length >= 24 && content.Slice(12, 4).SequenceEqual("IHDR"u8)
        ? new PictureSize(BinaryPrimitives.ReadUInt32BigEndian(content[16..]) & int.MaxValue, BinaryPrimitives.ReadUInt32BigEndian(content[20..]) & int.MaxValue)
        : null;

    /// <summary>Goes from segment to segment up to the frame header; what stands before (the camera's data, a small picture) is skipped by its length.</summary>
    private static PictureSize? OfJpeg(ReadOnlySpan<byte> content)
    {
        var at = 2;
        while (at + 4 <= content.Length && content[at] == 0xFF)
        {
            var marker = content[at + 1];
            if (marker == 0xFF)
            {
                at++; // filling
                continue;
            }

            if (marker is 0xD8 or 0x01 or (>= 0xD0 and <= 0xD7))
            {
                at += 2; // without a length
                continue;
            }

            if (marker is 0xDA or 0xD9)
                return null; // the picture begins without a frame
            var length = BinaryPrimitives.ReadUInt16BigEndian(content[(at + 2)..]);
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            {
                return at + 9 <= content.Length && length >= 8
                    ? new PictureSize(BinaryPrimitives.ReadUInt16BigEndian(content[(at + 7)..]), BinaryPrimitives.ReadUInt16BigEndian(content[(at + 5)..]))
                    : null;
            }

            at += 2 + length;
        }

        return null;
    }
}
