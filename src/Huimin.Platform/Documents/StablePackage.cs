using System.IO.Compression;

namespace Huimin.Platform.Documents;

/// <summary>Packs an Office file anew so that the same content is the same bytes: entries in order, without the time of writing.</summary>
internal static class StablePackage
{
    /// <summary>The first that the format knows.</summary>
    private static readonly DateTimeOffset NoTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static void Write(Stream package, Stream output)
    {
        package.Position = 0;
        using var from = new ZipArchive(package, ZipArchiveMode.Read, leaveOpen: true);
        using var to = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true);
        // Readers look at the types first.
        foreach (var entry in from.Entries.OrderBy(e => e.FullName != "[Content_Types].xml").ThenBy(e => e.FullName, StringComparer.Ordinal))
        {
            var written = to.CreateEntry(entry.FullName, CompressionLevel.Optimal);
            written.LastWriteTime = NoTime;
            using var source = entry.Open();
            using var target = written.Open();
            source.CopyTo(target);
        }
    }
}
