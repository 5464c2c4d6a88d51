namespace Huimin.Platform.Files.Uploading;

/// <summary>What is accepted for one purpose.</summary>
/// <param name="MostBytes">Of the file as it is sent.</param>
/// <param name="Otherwise">What to send instead, for who sends something else.</param>
/// <param name="Endings">Endings that names may have, with the dot; the content must be what the ending says.</param>
public sealed record UploadRule(int MostBytes, FormattableString Otherwise, params IReadOnlyList<string> Endings)
{
    /// <summary>For the page's <c>[LargestBody]</c>: room for the rest of the form.</summary>
    public const int RestOfForm = 64 * 1024;

    /// <summary>What a .zip may hold; null where none is accepted.</summary>
    public ZipRule? Zip { get; init; }

    /// <summary>The most pixels of a picture, whose size its header must then state; null asks for no size.</summary>
    public long? MostPixels { get; init; }

    /// <summary>What to do about a file that is too large; null for the usual words.</summary>
    public FormattableString? TooLarge { get; init; }

    /// <summary>For the field's <c>accept</c>. A phone converts its photos to what is named here.</summary>
    public string Accept => string.Join(',', Endings);

    public bool Takes(string name) => Endings.Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase);
}

/// <summary>What an archive may hold. What it says of itself is not believed: everything is counted while it is unpacked.</summary>
/// <param name="MostFiles">Entries, with those that are skipped.</param>
/// <param name="MostFileBytes">Of one file unpacked.</param>
/// <param name="MostBytes">Of all files unpacked.</param>
/// <param name="Otherwise">What an archive may hold, for who sends another.</param>
/// <param name="Endings">Endings that names inside may have.</param>
public sealed record ZipRule(int MostFiles, int MostFileBytes, long MostBytes, Func<string, FormattableString> Otherwise, params IReadOnlyList<string> Endings)
{
    /// <summary>Text is packed to a fifth, a table of zeros to a fiftieth; more is made to burst.</summary>
    public const int MostRatio = 200;
}

/// <summary>A file that somebody sent and that is what it says.</summary>
/// <param name="Name">Without a path and without characters that deceive readers.</param>
public sealed record UploadedFile(string Name, FileKind Kind, byte[] Content);

/// <summary>A file out of an archive.</summary>
/// <param name="Path">Its path inside; it does not lead out.</param>
public sealed record ArchivedFile(string Path, byte[] Content)
{
    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    /// <summary>The folder that it stands in; empty at the top.</summary>
    public string Folder
    {
        get
        {
            var segments = Path.Split('/');
            return segments.Length > 1 ? segments[^2] : "";
        }
    }
}
