namespace Huimin.Policies;

public enum ProgrammeKind
{
    /// <summary>Money 待遇.</summary>
    Benefit,

    /// <summary>A recognised status such as 低保边缘; its amount is zero.</summary>
    Category,

    /// <summary>A sign of trouble for the monitoring 预警; its amount is zero.</summary>
    Warning,
}

/// <summary>How a benefit begins.</summary>
public enum Grant
{
    OnApplication,

    /// <summary>Proposed by the system without an application 免申即享.</summary>
    Automatic,

    /// <summary>Paid once.</summary>
    OneOff,
}

/// <summary>A benefit, category or warning rule of a pack.</summary>
public sealed class Programme
{
    internal Programme(string code, Place place) => (Code, Place) = (code, place);

    /// <summary>Position in <see cref="PolicyPack.Programmes"/>: the order of evaluation.</summary>
    public int Index { get; internal set; }

    public string Code { get; }

    public string Name { get; internal init; } = "";

    public string NameEn { get; internal init; } = "";

    public ProgrammeKind Kind { get; internal init; }

    /// <summary>Households are assessed and paid; otherwise persons.</summary>
    public bool OfHousehold { get; internal init; }

    /// <summary>Code of the <see cref="BusinessLine"/> 业务条线 whose officers handle it.</summary>
    public string Line { get; internal init; } = "";

    public Grant Grant { get; internal init; }

    /// <summary>Everything that the programme has rested on; <see cref="LawIn"/> gives what is to be cited for a month.</summary>
    public IReadOnlyList<string> Law => [.. Citations.Select(c => c.Text)];

    public IReadOnlyList<Citation> Citations { get; internal init; } = [];

    public IReadOnlyList<Parameter> Parameters { get; internal set; } = [];

    /// <summary>What the application form must give.</summary>
    public IReadOnlyList<ApplicationInput> Inputs { get; internal set; } = [];

    /// <summary>Nobody can say whether it is due without an application: what passes over all residents leaves it out.</summary>
    public bool OnlyOnApplication => Inputs.Count > 0;

    /// <summary>The files that make up the programme: the one that states it and those of nearer layers that set its parameters.</summary>
    public IReadOnlyList<string> Files { get; internal set; } = [];

    /// <summary>The row that is latest for some parameter is a placeholder: no value was published for this place.</summary>
    public bool HasPlaceholder => Parameters.Any(p => p.Rows is [.., { IsPlaceholder: true }]);

    /// <summary>The articles to cite in a decision about this month.</summary>
    public IReadOnlyList<string> LawIn(Month month) => Citation.On(Citations, month.FirstDay);

    /// <summary>From which month it is due.</summary>
    public ProgrammeStart Starts { get; internal set; }

    /// <summary>For a warning: the working days in which it is to be handled; null if the text sets none.</summary>
    public WarningDays? Handling { get; internal set; }

    /// <summary>
    /// The first month for which it is paid, or for which a status holds; null when the day that counts is not given: the application's, the
    /// decision's, or that of the event which makes it due.
    /// </summary>
    public Month? FirstMonth(DateOnly? application, DateOnly? decision, DateOnly? happened)
    {
        var day = Starts switch
        {
            ProgrammeStart.MonthOfApplication or ProgrammeStart.MonthAfterApplication => application,
            ProgrammeStart.MonthOfDecision or ProgrammeStart.MonthAfterDecision => decision,
            _ => happened,
        };
        var after = Starts is ProgrammeStart.MonthAfterApplication or ProgrammeStart.MonthAfterDecision or ProgrammeStart.MonthAfterEvent;
        return day is { } known ? Later(Month.Of(known), after ? 1 : 0) : null;
    }

    /// <summary>The last month of a recognition that begins with <paramref name="first"/>; null if it has no end (<c>lasts:</c>).</summary>
    public Month? ValidUntil(Month first) => ValidUntil(first, Lasts switch
    {
        ConstantNode literal => literal.Value,
        ParameterNode { Parameter: var parameter, Part: var part } => parameter.RowOn(first.FirstDay)?.Cells[part].Values[0],
        _ => null,
    });

    internal static Month? ValidUntil(Month first, Number? months) =>
        months is { IsKnown: true } number ? Later(first, (int)Math.Clamp(number.Whole, 1, 1200) - 1) : null;

    private static Month? Later(Month month, int months) => (month.Year * 12) + month.Number + months <= (9999 * 12) + 12 ? month.AddMonths(months) : null;

    /// <summary>What holds beside other programmes, as this one says it.</summary>
    public IReadOnlyList<ProgrammeOverlap> Overlaps { get; internal set; } = [];

    internal Place Place { get; }

    /// <summary>The unit of its amount.</summary>
    internal ValueType AmountType => ValueType.Money(Grant == Grant.OneOff ? MoneyPeriod.None : MoneyPeriod.Month);

    /// <summary>How many months a recognition lasts: a literal or a parameter; null without end.</summary>
    internal NumberNode? Lasts { get; set; }

    /// <summary>For a warning: what the worker is to do.</summary>
    internal Wording? Task { get; set; }

    internal IReadOnlyList<Definition> Definitions { get; set; } = [];

    internal Rule Rule { get; set; } = null!;

    /// <summary><c>persons:</c> as the policy has it.</summary>
    internal string? PersonsFormula { get; set; }

    public override string ToString() => Code;
}

/// <summary>A named value of a programme (<c>define:</c>): of the household, or of each member.</summary>
internal sealed class Definition(Programme programme, YamlText formula)
{
    public Programme Programme => programme;

    public required string Code { get; init; }

    /// <summary>What people call it, or null for a value that only the text uses.</summary>
    public string? Name { get; init; }

    public string? NameEn { get; init; }

    public IReadOnlyList<Citation> Law { get; init; } = [];

    public required bool OfMember { get; init; }

    /// <summary>Position among all values of households, or of members, of the pack.</summary>
    public required int Slot { get; init; }

    public YamlText Formula => formula;

    /// <summary>The checked expression; null until it was checked, and if it is wrong.</summary>
    public Node? Body { get; set; }

    public Wording? So { get; set; }

    /// <summary>What the value rests on, also through other values.</summary>
    public References References { get; } = new();

    public bool IsBound { get; set; }
}

/// <summary>The programmes whose results, the parameters whose values and the inputs that an expression uses.</summary>
internal sealed class References
{
    public HashSet<Programme> Programmes { get; } = [];

    /// <summary>Those of the programmes that the own text names, not only a value of another programme that it uses.</summary>
    public HashSet<Programme> Named { get; } = [];

    public HashSet<Parameter> Parameters { get; } = [];

    /// <summary>The programmes of whose text anything is used: the result, a parameter or a named value.</summary>
    public HashSet<Programme> Texts { get; } = [];

    public HashSet<ApplicationInput> Inputs { get; } = [];

    public void AddResult(Programme programme)
    {
        Programmes.Add(programme);
        Named.Add(programme);
        Texts.Add(programme);
    }

    public void AddParameter(Parameter parameter)
    {
        Parameters.Add(parameter);
        Texts.Add(parameter.Programme);
    }

    public void AddValue(Definition definition, bool sameText)
    {
        Texts.Add(definition.Programme);
        Add(definition.References, sameText);
    }

    private void Add(References others, bool sameText)
    {
        Programmes.UnionWith(others.Programmes);
        if (sameText)
            Named.UnionWith(others.Named);
        Parameters.UnionWith(others.Parameters);
        Texts.UnionWith(others.Texts);
        Inputs.UnionWith(others.Inputs);
    }
}
