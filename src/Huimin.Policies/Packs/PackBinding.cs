namespace Huimin.Policies;

/// <summary>What the names in a pack's expressions mean, while the pack is being read.</summary>
internal sealed class PackBinding(FactCatalogue facts, IReadOnlySet<string> unread, ErrorList errors)
{
    /// <summary>Values, or programmes, that may rest on each other in a row: what a reader can follow, and far from the end of the stack.</summary>
    public const int DeepestChain = 200;

    private readonly Dictionary<string, Programme> programmes = new(StringComparer.Ordinal);
    private readonly Dictionary<Programme, Binder> binders = [];
    private readonly Dictionary<Programme, Names> names = [];
    private readonly List<Definition> underway = [];

    private sealed record Names(Dictionary<string, Parameter> Parameters, Dictionary<string, Definition> Definitions);

    public FactCatalogue Facts => facts;

    public IEnumerable<string> ProgrammeCodes => programmes.Keys;

    /// <summary>The programme's file could not be read, so nothing can be said about its names.</summary>
    public bool IsUnread(string code) => unread.Contains(code);

    public void Add(Programme programme)
    {
        programmes[programme.Code] = programme;
        binders[programme] = new Binder(this, programme, errors);
        names[programme] = new Names(
            programme.Parameters.DistinctBy(p => p.Code).ToDictionary(p => p.Code, StringComparer.Ordinal),
            programme.Definitions.DistinctBy(d => d.Code).ToDictionary(d => d.Code, StringComparer.Ordinal));
    }

    public Programme? Programme(string code) => programmes.GetValueOrDefault(code);

    public Binder BinderOf(Programme programme) => binders[programme];

    public Parameter? Parameter(Programme programme, string code) => names[programme].Parameters.GetValueOrDefault(code);

    public Definition? Definition(Programme programme, string code) => names[programme].Definitions.GetValueOrDefault(code);

    public ApplicationInput? Input(Programme programme, string code) => programme.Inputs.FirstOrDefault(i => i.Code == code);

    public IEnumerable<string> DefinitionCodes(Programme programme) => programme.Definitions.Select(d => d.Code);

    /// <summary>The circle that using this value now would close (<c>income → size → income</c>), or null.</summary>
    public string? Circle(Definition definition)
    {
        var from = underway.IndexOf(definition);
        return from < 0 ? null : string.Join(" → ", underway.Skip(from).Append(definition).Select(d => d.Code));
    }

    public bool IsTooDeep => underway.Count >= DeepestChain;

    /// <summary>Checks a named value unless that was done.</summary>
    public void Bind(Definition definition)
    {
        if (definition.IsBound)
            return;
        underway.Add(definition);
        definition.Body = binders[definition.Programme].Bind(definition.Formula, definition.OfMember, definition.References);
        definition.IsBound = true;
        underway.RemoveAt(underway.Count - 1);
    }
}
