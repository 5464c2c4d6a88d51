using System.Security.Cryptography;
using System.Text;

namespace Huimin.Policies;

/// <summary>Reads a pack: the facts, the chain of layers, and each layer's programmes on top of those it extends.</summary>
internal sealed class PackReader
{
    private const string FactsFile = "facts.yaml";

    private readonly ErrorList errors = new();
    private readonly PolicyFiles files;

    private PackReader(PolicyFiles files) => this.files = files;

    public static PackReading Read(PolicyFiles files, string layer)
    {
        var reader = new PackReader(files);
        var pack = reader.Read(layer);
        return reader.errors.Count > 0 ? new PackReading(null, reader.errors.Sorted()) : new PackReading(pack, []);
    }

    public static (FactCatalogue? Facts, IReadOnlyList<PolicyError> Errors) ReadFacts(PolicyFiles files)
    {
        var reader = new PackReader(files);
        var facts = YamlSource.Open(files, FactsFile, reader.errors)?.Parse(reader.errors) is { } map ? new FactCatalogueReader(reader.errors).Read(map) : null;
        return (reader.errors.Count > 0 ? null : facts, reader.errors.Sorted());
    }

    private PolicyPack? Read(string layer)
    {
        YamlSource? source = null;
        FactCatalogue? facts = null;
        List<LayerFiles> layers = [];
        Parallel.Invoke(
            () => layers = Chain(layer),
            () =>
            {
                source = YamlSource.Open(files, FactsFile, errors);
                facts = source?.Parse(errors) is { } catalogue ? new FactCatalogueReader(errors).Read(catalogue) : null;
            });
        if (source is null || facts is null || layers.Count == 0)
            return null;
        // The pack of each layer, from the farthest to the nearest; each is built from the texts alone, so all at once.
        var isSound = errors.Count == 0;
        var builds = new (PolicyPack? Pack, ErrorList Errors)[layers.Count];
        Parallel.For(0, layers.Count, i => builds[i] = Build(facts, source, layers.GetRange(0, i + 1), isSound));
        PolicyPack? nearest = null;
        foreach (var (pack, found) in builds)
        {
            errors.Add(found);
            pack?.Extends = nearest;
            nearest = pack;
        }
        return nearest;
    }

    /// <summary>The layer and those it extends, the farthest first.</summary>
    private List<LayerFiles> Chain(string layer)
    {
        var chain = new List<LayerFiles>();
        var (wanted, from) = (layer, new Place($"{files.Name}/{layer}", 1, 1));
        while (true)
        {
            if (chain.Any(l => l.Code == wanted))
            {
                errors.Add(from, $"the layers extend each other in a circle: {string.Join(" → ", chain.Select(l => l.Code).Append(wanted))}");
                break;
            }
            if (!FactCatalogueReader.Code.IsMatch(wanted) || !files.Layers.Contains(wanted, StringComparer.Ordinal))
            {
                errors.Add(from, $"there is no layer '{wanted}'{Suggestion.For(wanted, files.Layers)}");
                break;
            }
            var found = LayerFiles.Read(files, wanted, errors);
            chain.Add(found);
            if (found.Extends is null)
                break;
            (wanted, from) = (found.Extends, found.ExtendsPlace);
        }
        chain.Reverse();
        return chain;
    }

    /// <param name="isSound">The files themselves had no errors; otherwise there is no pack, only more errors.</param>
    private static (PolicyPack? Pack, ErrorList Errors) Build(FactCatalogue facts, YamlSource factSource, List<LayerFiles> layers, bool isSound)
    {
        var mistakes = new ErrorList();
        var nearest = layers[^1];
        var zones = layers.LastOrDefault(l => l.Zones is not null)?.Zones ?? Zones.None;
        var slots = new SlotCounter();
        var reader = new ProgrammeReader(facts, zones, slots, mistakes);
        var unread = layers.SelectMany(l => l.Unread).ToHashSet(StringComparer.Ordinal);
        var binding = new PackBinding(facts, unread, mistakes);
        var programmes = new List<Programme>();
        foreach (var (code, statement) in Programmes(layers, unread, mistakes))
        {
            var programme = reader.Declare(code, statement);
            programmes.Add(programme);
            binding.Add(programme);
        }
        foreach (var programme in programmes)
            reader.Bind(programme, binding);
        if (isSound && mistakes.Count == 0)
            programmes = Order(programmes, mistakes);
        var examples = new ExampleReader(facts, programmes, unread, mistakes);
        YamlSource[] sources = [factSource, .. layers.SelectMany(l => l.Sources)];
        var own = nearest.Programmes.SelectMany(p => examples.Read(p.Programme.Text, p.Map)).ToList();
        return !isSound || mistakes.Count > 0 ? (null, mistakes) : (new PolicyPack
        {
            Layer = nearest.Code,
            Name = nearest.Name,
            NameEn = nearest.NameEn,
            RegionPrefix = nearest.Region,
            Hash = Hash(sources),
            Files = sources.ToDictionary(s => s.Path, s => s.Content, StringComparer.Ordinal),
            Facts = facts,
            Programmes = programmes,
            Zones = zones,
            HouseholdValues = slots.HouseholdValues,
            MemberValues = slots.MemberValues,
            ParameterCount = slots.Parameters,
            Examples = own,
        }, mistakes);
    }

    /// <summary>Each programme as its nearest statement has it, with the overrides of layers nearer than that.</summary>
    private static SortedDictionary<string, ProgrammeFiles> Programmes(List<LayerFiles> layers, HashSet<string> unread, ErrorList errors)
    {
        var found = new SortedDictionary<string, ProgrammeFiles>(StringComparer.Ordinal);
        foreach (var (code, map, isOverride) in layers.SelectMany(l => l.Programmes))
        {
            if (!isOverride)
                found[code.Text] = new ProgrammeFiles(map, []);
            else if (found.TryGetValue(code.Text, out var stated))
                found[code.Text] = stated with { Overrides = [.. stated.Overrides, map] };
            else if (!unread.Contains(code.Text))
                errors.Add(code.Place, $"there is no programme '{code.Text}' in a farther layer whose parameters could be set{Suggestion.For(code.Text, found.Keys)}");
        }
        return found;
    }

    /// <summary>Every programme after those whose results it uses; otherwise in the order of their codes.</summary>
    private static List<Programme> Order(List<Programme> programmes, ErrorList errors)
    {
        var ordered = new List<Programme>();
        var path = new List<Programme>();
        var done = new HashSet<Programme>();
        foreach (var programme in programmes)
            Visit(programme);
        for (var i = 0; i < ordered.Count; i++)
            ordered[i].Index = i;
        return ordered;

        void Visit(Programme programme)
        {
            var from = path.IndexOf(programme);
            if (from >= 0)
                errors.Add(programme.Place, $"the programmes use each other in a circle: {string.Join(" → ", path.Skip(from).Append(programme).Select(p => p.Code))}");
            if (from < 0 && path.Count >= PackBinding.DeepestChain)
                errors.Add(programme.Place, $"the programmes use each other too deeply: more than {PackBinding.DeepestChain} in a row");
            if (from >= 0 || path.Count >= PackBinding.DeepestChain || done.Contains(programme))
                return;
            path.Add(programme);
            foreach (var other in programme.Rule.Used.Programmes.OrderBy(p => p.Code, StringComparer.Ordinal))
                Visit(other);
            path.RemoveAt(path.Count - 1);
            done.Add(programme);
            ordered.Add(programme);
        }
    }

    private static string Hash(IEnumerable<YamlSource> sources)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var source in sources)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(source.Path));
            hash.AppendData([0]);
            hash.AppendData(Encoding.UTF8.GetBytes(source.Content));
            hash.AppendData([0]);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
