namespace Huimin.Policies;

/// <summary>
/// The policies of one place: the programmes of its layer and of the layers that it extends, checked and ready to evaluate.
/// Immutable; may be used from many threads.
/// </summary>
public sealed class PolicyPack
{
    internal PolicyPack() { }

    /// <summary>Code of the nearest layer, such as <c>linyi</c>.</summary>
    public required string Layer { get; init; }

    public required string Name { get; init; }

    public required string NameEn { get; init; }

    /// <summary>First digits of the division codes of the place; empty for the whole country.</summary>
    public required string RegionPrefix { get; init; }

    /// <summary>SHA-256 of the texts of all files of the pack, in hex: a decision keeps it.</summary>
    public required string Hash { get; init; }

    /// <summary>The texts that the pack was read from, by path: <c>facts.yaml</c> and every file of its layers.</summary>
    public required IReadOnlyDictionary<string, string> Files { get; init; }

    public required FactCatalogue Facts { get; init; }

    /// <summary>Every programme after those whose results it uses.</summary>
    public required IReadOnlyList<Programme> Programmes { get; init; }

    /// <summary>The pack of the layer that this one extends, or null.</summary>
    public PolicyPack? Extends { get; internal set; }

    /// <summary>The stacking matrix 叠加与互斥: what each programme says about itself and others.</summary>
    public IReadOnlyList<ProgrammeOverlap> Overlaps => [.. Programmes.SelectMany(p => p.Overlaps)];

    internal Zones Zones { get; init; } = Zones.None;

    internal int HouseholdValues { get; init; }

    internal int MemberValues { get; init; }

    internal int ParameterCount { get; init; }

    internal IReadOnlyList<Example> Examples { get; init; } = [];

    /// <summary>Reads the pack of a layer from the folder <c>policies</c>: the pack, or all errors of all its files.</summary>
    public static PackReading Read(string root, string layer) => Read(PolicyFiles.Folder(root), layer);

    /// <summary>Reads the pack of a layer from these files: the pack, or all errors of all its files.</summary>
    public static PackReading Read(PolicyFiles files, string layer) => PackReader.Read(files, layer);

    /// <summary>The layers in the folder, in order of their codes.</summary>
    public static IReadOnlyList<string> Layers(string root) => PolicyFiles.Folder(root).Layers;

    /// <summary>Codes of the zones 类区 of the place; empty without any.</summary>
    public IReadOnlyList<string> ZoneCodes => [.. Zones.Options.Select(o => o.Code)];

    /// <summary>Code of the zone in which a county lies, by the county's six digits; null where there is none.</summary>
    public string? ZoneOf(int county) => Zones.IndexOf(county) is >= 0 and var zone ? Zones.Options[zone].Code : null;

    /// <summary>The programme with this code, or null.</summary>
    public Programme? Find(string code) => Programmes.FirstOrDefault(p => p.Code == code);

    /// <summary>
    /// The policy of a month: each parameter with the row in force on its first day. A programme that needs a parameter without a
    /// row in force is not in force: nobody is eligible, and <see cref="MonthPolicy.WhyNotInForce"/> says why.
    /// </summary>
    /// <exception cref="PolicyException">An override names no parameter, or its value does not fit.</exception>
    public MonthPolicy In(Month month, IReadOnlyList<ParameterOverride>? set = null) => new(this, month, set ?? []);
}
