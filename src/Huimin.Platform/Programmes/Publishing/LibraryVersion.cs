using Huimin.Policies;

namespace Huimin.Platform.Programmes.Publishing;

/// <summary>A version as the program holds it: its texts, and the pack that they make, read when it is first needed.</summary>
public sealed class LibraryVersion
{
    private readonly Lazy<PackReading> reading;
    private readonly string? publishedHash;

    /// <param name="header">What is recorded about a published version; null for what the program ships.</param>
    internal LibraryVersion(PolicyFiles files, string layer, PolicyVersion? header)
    {
        (Files, Layer, Published) = (files, layer, header);
        (Number, Start, publishedHash) = (header?.Number ?? 0, header?.Start, header?.Hash);
        reading = new Lazy<PackReading>(() => PolicyPack.Read(files, layer));
    }

    /// <summary>0 for what the program ships.</summary>
    public int Number { get; }

    public string Layer { get; }

    /// <summary>First month in force; null: since always.</summary>
    public Month? Start { get; }

    /// <summary>Who published it and why, without its files; null for what the program ships.</summary>
    public PolicyVersion? Published { get; }

    public PolicyFiles Files { get; }

    /// <summary>Null when this program finds errors in it.</summary>
    public PolicyPack? Pack => reading.Value.Pack;

    public IReadOnlyList<PolicyError> Errors => reading.Value.Errors;

    public string Hash => publishedHash ?? Pack?.Hash ?? "";

    /// <summary>The text of a file as the pack was read from it; null when the version has no such file.</summary>
    public string? Text(string path) => Pack?.Files.GetValueOrDefault(path);

    /// <summary>The pack's files with what a draft changes.</summary>
    public PolicyFiles With(IEnumerable<PolicyDraftFile> changes) =>
        changes.Aggregate(Pack is null ? Files : PolicyFiles.InMemory(Pack.Files), (files, change) => files.With(change.Path, change.Text));
}
