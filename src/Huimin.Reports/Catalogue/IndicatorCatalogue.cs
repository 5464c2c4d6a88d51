using System.Collections.Frozen;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Huimin.Reports.Catalogue;

/// <summary>The catalogue cannot be used: the message says what is wrong and in which line.</summary>
public sealed class CatalogueException(string message, Exception? innerException = null) : Exception(message, innerException);

/// <summary>
/// Every indicator with the words by which texts name it, and what holds between them; a file of data (<c>indicators.yaml</c>),
/// so that a new indicator is no code.
/// </summary>
public sealed class IndicatorCatalogue
{
    private readonly FrozenDictionary<string, Indicator> byCode;

    /// <exception cref="CatalogueException">A code stands twice, or a relation names none of them.</exception>
    public IndicatorCatalogue(IReadOnlyList<Indicator> indicators, IReadOnlyList<AtLeast> atLeast, IReadOnlyList<Sum> sums, IReadOnlyDictionary<string, decimal> densities)
    {
        ArgumentNullException.ThrowIfNull(indicators);
        (Indicators, Orders, Sums, Densities) = (indicators, atLeast, sums, densities);
        if (indicators.GroupBy(i => i.Code, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new CatalogueException($"The indicator {twice.Key} stands twice in the catalogue.");
        byCode = indicators.ToFrozenDictionary(i => i.Code, StringComparer.Ordinal);
        var named = atLeast.SelectMany(o => new[] { o.Whole, o.Part }).Concat(sums.SelectMany(s => s.Parts.Append(s.Total))).Concat(densities.Keys);
        if (named.FirstOrDefault(code => !byCode.ContainsKey(code)) is { } unknown)
            throw new CatalogueException($"A relation names the indicator {unknown}, which the catalogue lacks.");
    }

    /// <summary>In the order of the file.</summary>
    public IReadOnlyList<Indicator> Indicators { get; }

    public IReadOnlyList<AtLeast> Orders { get; }

    public IReadOnlyList<Sum> Sums { get; }

    /// <summary>How many the whole country has to 10,000 residents, by code.</summary>
    public IReadOnlyDictionary<string, decimal> Densities { get; }

    /// <summary>Lines of words that mean the same, the one that the catalogue uses first.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Synonyms { get; init; } = [];

    public IReadOnlyList<Succession> Successions { get; init; } = [];

    /// <summary>What claims without a number (全部, 不发生, 不均衡, 率先) are about, by the words that name it.</summary>
    public IReadOnlyList<ClaimRule> Claims { get; init; } = [];

    /// <summary>Without them in the file every difference counts.</summary>
    public ClaimLimits Limits { get; init; } = new();

    /// <summary>The indicator of that code, or null.</summary>
    public Indicator? Find(string code) => byCode.GetValueOrDefault(code);

    /// <summary>Reads <c>indicators.yaml</c>.</summary>
    /// <exception cref="CatalogueException">The text is not such a file.</exception>
    public static IndicatorCatalogue Read(TextReader yaml)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(yaml);
            var root = (YamlMappingNode)stream.Documents[0].RootNode;
            var relations = Items(root, "relations").ToList();
            return new IndicatorCatalogue(
                [.. Items(root, "indicators").Select(ReadIndicator)],
                [.. relations.Where(r => Has(r, "at_least")).Select(r => new AtLeast(Text(r, "whole"), Text(r, "at_least"), Texts(r, "when")) { From = Number(r, "from", 0), To = Number(r, "to", 1) })],
                [.. relations.Where(r => Has(r, "parts")).Select(r => new Sum(Text(r, "whole"), Texts(r, "parts")))],
                Items(root, "densities").ToDictionary(d => Text(d, "indicator"), d => Number(d, "per_10000"), StringComparer.Ordinal))
            {
                Synonyms = Has(root, "synonyms") ? [.. ((YamlSequenceNode)root.Children[new YamlScalarNode("synonyms")]).Select(l => Scalars((YamlSequenceNode)l))] : [],
                Successions = [.. relations.Where(r => Has(r, "count")).Select(r => new Succession(Text(r, "count"), Text(r, "one_more_with")))],
                Claims = [.. Items(root, "claims").Select(ReadClaim)],
                Limits = Has(root, "claim_limits") ? ReadLimits((YamlMappingNode)root.Children[new YamlScalarNode("claim_limits")]) : new(),
            };
        }
        catch (Exception e) when (e is YamlException or InvalidCastException or FormatException or ArgumentException)
        {
            throw new CatalogueException($"The catalogue of indicators cannot be read: {e.Message}", e);
        }
    }

    private static Indicator ReadIndicator(YamlMappingNode node) => new()
    {
        Code = Text(node, "code"),
        Chinese = Text(node, "zh"),
        English = Text(node, "en"),
        Unit = Text(node, "unit"),
        Measure = Enum.TryParse<Measure>(Text(node, "measure"), ignoreCase: true, out var measure) ? measure : throw Wrong(node, "measure"),
        Domain = Text(node, "domain"),
        Words = Texts(node, "words"),
        Not = Texts(node, "not"),
    };

    private static ClaimRule ReadClaim(YamlMappingNode node)
    {
        var (words, of) = (Texts(node, "words"), Has(node, "of") ? Text(node, "of") : null);
        if (Has(node, "part"))
            return new AllOf(words, Text(node, "part"), Texts(node, "whole"));
        if (Has(node, "rate"))
            return new FullRate(words, Text(node, "rate"));
        if (Has(node, "none"))
            return new NoneOf(words, Text(node, "none"), of, Number(node, "at_most", 0));
        if (Has(node, "spread"))
            return new SpreadOf(words, Text(node, "spread"), of);
        return new SomeOf(words, Text(node, "some"));
    }

    private static ClaimLimits ReadLimits(YamlMappingNode node) => new(Number(node, "marked"), Number(node, "uneven"), Number(node, "even"));

    private static IEnumerable<YamlMappingNode> Items(YamlMappingNode root, string key) =>
        Has(root, key) ? ((YamlSequenceNode)root.Children[new YamlScalarNode(key)]).Children.Cast<YamlMappingNode>() : [];

    private static bool Has(YamlMappingNode node, string key) => node.Children.ContainsKey(new YamlScalarNode(key));

    private static string Text(YamlMappingNode node, string key) =>
        Has(node, key) && node.Children[new YamlScalarNode(key)] is YamlScalarNode { Value: { Length: > 0 } value } ? value : throw Wrong(node, key);

    private static decimal Number(YamlMappingNode node, string key, decimal? otherwise = null) =>
        otherwise is { } value && !Has(node, key) ? value : decimal.Parse(Text(node, key), System.Globalization.CultureInfo.InvariantCulture);

    private static string[] Texts(YamlMappingNode node, string key) =>
        Has(node, key) ? Scalars((YamlSequenceNode)node.Children[new YamlScalarNode(key)]) : [];

    private static string[] Scalars(YamlSequenceNode node) => [.. node.Children.Select(n => ((YamlScalarNode)n).Value ?? "")];

    private static CatalogueException Wrong(YamlMappingNode node, string key) => new($"Line {node.Start.Line} of the catalogue has no {key}, or a wrong one.");
}
