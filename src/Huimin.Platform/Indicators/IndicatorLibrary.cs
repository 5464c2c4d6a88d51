using System.Collections.Frozen;
using Huimin.Platform.Modules;
using Huimin.Reports.Catalogue;
using Line = Huimin.Reports.Catalogue.Indicator;

namespace Huimin.Platform.Indicators;

/// <summary>An indicator of the catalogue with the way in which it is counted, where its line is built.</summary>
/// <param name="Line">Code, names, unit and measure.</param>
/// <param name="Declared">Null while no module counts it: its figures are entered or imported.</param>
/// <param name="Owner">Code of the business line 业务条线 that answers for it.</param>
public sealed record ListedIndicator(Line Line, Indicator? Declared, string Owner)
{
    public string Code => Line.Code;

    public string Name => Texts.English ? Line.English : Line.Chinese;

    /// <summary>The name inside a text of either language.</summary>
    public FormattableString InBothLanguages => new BothLanguages(Line.Chinese, Line.English);

    /// <summary>Whether it stands beside the catalogue, for others to be computed from.</summary>
    public bool IsAuxiliary => Declared?.Own is not null;

    /// <summary>Whether figures of it are values of a day; what is computed from such values only is one, too.</summary>
    public bool IsOfDay { get; init; }
}

/// <summary>
/// Every indicator 指标目录: the lines of <c>data/indicators.yaml</c> with the definitions of the modules and of the platform, and what
/// must hold between them.
/// </summary>
public sealed class IndicatorLibrary
{
    /// <summary>The business line of each domain of the catalogue whose code is not the same.</summary>
    private static readonly FrozenDictionary<string, string> Owners = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["funeral"] = "funerals",
        ["lottery"] = "charity",
        ["volunteers_social_work"] = "volunteering",
        ["grassroots_governance"] = "governance",
        ["party_building"] = "bureau",
        ["projects_funds"] = "projects",
        ["safety"] = "elder_care",
        ["publicity"] = "bureau",
    }.ToFrozenDictionary();

    private readonly FrozenDictionary<string, ListedIndicator> byCode;

    /// <exception cref="InvalidOperationException">A declared indicator is not in the catalogue, is declared twice, or is computed from one that nobody counts.</exception>
    public IndicatorLibrary(IndicatorCatalogue catalogue, IEnumerable<Indicator> declared)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        Catalogue = catalogue;
        var definitions = declared.ToDictionary(d => d.Code, StringComparer.Ordinal);
        var lines = catalogue.Indicators.Concat(definitions.Values.Where(d => d.Own is not null).Select(d => LineOf(d, d.Own!)));
        All = [.. lines.Select(line => new ListedIndicator(line, definitions.GetValueOrDefault(line.Code), OwnerOf(line.Domain)) { IsOfDay = IsOfDay(line, definitions) })];
        byCode = All.ToFrozenDictionary(i => i.Code, StringComparer.Ordinal);
        if (definitions.Keys.FirstOrDefault(code => !byCode.ContainsKey(code)) is { } unknown)
            throw new InvalidOperationException($"The indicator {unknown} is declared and not in the catalogue.");
        var lacking = definitions.Values.SelectMany(d => d.Definitions.SelectMany(v => v.Ingredients.Select(i => (d.Code, Of: i.Code)))).FirstOrDefault(d => !definitions.ContainsKey(d.Of));
        if (lacking.Code is not null)
            throw new InvalidOperationException($"The indicator {lacking.Code} is computed from {lacking.Of}, which nobody counts.");
    }

    /// <summary>Names, units, identities and densities as the reader of reports has them.</summary>
    public IndicatorCatalogue Catalogue { get; }

    /// <summary>In the order of the catalogue.</summary>
    public IReadOnlyList<ListedIndicator> All { get; }

    /// <summary>Those that are counted from records and kept as facts.</summary>
    public IEnumerable<ListedIndicator> CountedOnes => All.Where(i => i.Declared?.Definitions.Any(d => d.IsCounted) == true);

    /// <summary>The indicator of that code, or null.</summary>
    public ListedIndicator? Find(string? code) => code is null ? null : byCode.GetValueOrDefault(code);

    /// <summary>The catalogue that the program ships with what these modules and the platform count.</summary>
    /// <exception cref="CannotRunException">The file of the catalogue cannot be read.</exception>
    public static IndicatorLibrary Load(IReadOnlyList<Module> modules)
    {
        ArgumentNullException.ThrowIfNull(modules);
        using var yaml = File.OpenText(ContentFiles.Data("indicators.yaml"));
        try
        {
            return new IndicatorLibrary(IndicatorCatalogue.Read(yaml), OwnIndicators.All.Concat(modules.SelectMany(m => m.Indicators)));
        }
        catch (CatalogueException e)
        {
            throw new CannotRunException($"指标目录无法读取：{e.Message}", e);
        }
    }

    private static bool IsOfDay(Line line, Dictionary<string, Indicator> definitions) => !definitions.TryGetValue(line.Code, out var declared)
        ? line.Measure is Huimin.Reports.Measure.Stock or Huimin.Reports.Measure.Standard or Huimin.Reports.Measure.Rank
        : IsOfDay(declared, definitions);

    private static bool IsOfDay(Indicator indicator, Dictionary<string, Indicator> definitions) => indicator.Definitions[^1] switch
    {
        { Kind: DefinitionKind.Derived } derived => derived.Ingredients.All(i => definitions.TryGetValue(i.Code, out var of) && IsOfDay(of, definitions)),
        var definition => definition.Kind is DefinitionKind.Stock or DefinitionKind.Standard,
    };

    private static Line LineOf(Indicator indicator, Auxiliary own) => new()
    {
        Code = indicator.Code,
        Chinese = own.Chinese,
        English = own.English,
        Unit = own.Unit,
        Measure = indicator.Definitions[0].Kind == DefinitionKind.Stock ? Huimin.Reports.Measure.Stock : Huimin.Reports.Measure.Flow,
        Domain = own.Domain,
    };

    private static string OwnerOf(string domain) => Owners.GetValueOrDefault(domain, domain);
}
