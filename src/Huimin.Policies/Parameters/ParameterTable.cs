namespace Huimin.Policies;

/// <summary>The values of a parameter in one month, with overrides applied: what the evaluator reads.</summary>
internal sealed class ParameterTable
{
    private readonly ParameterCell[] cells;
    private readonly Dimension[] dimensions;
    private readonly int[] strides;
    private readonly int perPart;
    private readonly long keyScale;
    private readonly Node[] facts;
    private readonly Node[] factsOfPerson;
    private readonly ParameterTexts?[]?[] texts; // by cell and row of a table; written when first asked for

    public ParameterTable(Parameter parameter, ParameterRow? row, ParameterCell[] cells)
    {
        Parameter = parameter;
        Row = row;
        this.cells = cells;
        perPart = parameter.CellsPerPart;
        keyScale = parameter.KeyScale;
        var used = new List<Dimension>();
        var usedStrides = new List<int>();
        var stride = perPart;
        foreach (var dimension in parameter.Dimensions)
        {
            stride /= dimension.Options.Count;
            // A row that does not tell urban from rural does not ask whether the household is urban.
            if (!Uniform(stride, dimension.Options.Count))
            {
                used.Add(dimension);
                usedStrides.Add(stride);
            }
        }
        dimensions = [.. used];
        strides = [.. usedStrides];
        facts = [.. used.Select(d => d.Node(ofPerson: false)).OfType<Node>()];
        factsOfPerson = [.. used.Select(d => d.Node(ofPerson: true)).OfType<Node>()];
        texts = new ParameterTexts?[cells.Length][];
    }

    public Parameter Parameter { get; }

    /// <summary>The row in force; null when the values were set for a trial.</summary>
    public ParameterRow? Row { get; }

    /// <summary>The dimensions between whose options the row differs.</summary>
    public IReadOnlyList<Dimension> Used => dimensions;

    /// <summary>The value of a part that depends on nothing.</summary>
    public Number Single(int part) => cells[part * perPart].Values[0];

    /// <summary>How far apart, by position in <see cref="Used"/>, the cells of neighbouring options stand.</summary>
    public IReadOnlyList<int> Strides => strides;

    /// <summary>The cells of a part, the last dimension innermost.</summary>
    public IReadOnlyList<ParameterCell> CellsOf(int part) => new ArraySegment<ParameterCell>(cells, part * perPart, perPart);

    public Number Value(FamilyEvaluator e, int part, bool ofPerson)
    {
        var at = Position(e, part, ofPerson);
        return at < 0 ? Number.Unknown : cells[at].Values[0];
    }

    public Number Lookup(FamilyEvaluator e, int part, bool ofPerson, Number key)
    {
        var at = Position(e, part, ofPerson);
        return at < 0 ? Number.Unknown : cells[at].Lookup(key, keyScale);
    }

    /// <summary>The facts on which the value depends in this row.</summary>
    public Node[] Facts(bool ofPerson) => ofPerson ? factsOfPerson : facts;

    /// <summary>How explanations tell the value that holds for the family.</summary>
    public ParameterTexts Texts(FamilyEvaluator e, ParameterNode node)
    {
        var at = Position(e, node.Part, node.OfPerson);
        var key = at < 0 || node.Key is null ? Number.Zero : node.Key.Evaluate(e);
        if (at < 0 || !key.IsKnown)
            return new ParameterTexts(this, node.Type, node.Evaluate(e), null);
        var cell = cells[at];
        var row = node.Key is null ? 0 : cell.RowAt(key.Floor(keyScale)) + 1; // 0: below the first key
        var written = texts[at] ??= new ParameterTexts?[cell.Values.Length + 1];
        return written[row] ??= new ParameterTexts(this, node.Type, node.Evaluate(e), node.Key is null ? cell.Published : null);
    }

    /// <summary>One value for each part and each option between which the values differ, and for each key of a table.</summary>
    public IEnumerable<ParameterValue> Values()
    {
        for (var at = 0; at < cells.Length; at++)
        {
            var options = dimensions.Select((d, i) => d.Options[at / strides[i] % d.Options.Count]).ToList();
            // Of cells that are the same, the first stands for all.
            if (at % perPart != dimensions.Select((d, i) => d.IndexOf(options[i].Code) * strides[i]).Sum())
                continue;
            if (Parameter.Parts.Count > 0)
                options.Insert(0, Parameter.Parts[at / perPart]);
            for (var i = 0; i < cells[at].Values.Length; i++)
            {
                string[] key = Parameter.IsTable ? [Parameter.KeyText(cells[at].Keys![i])] : [];
                string[] above = Parameter.IsTable ? [$"≥ {Parameter.FormatKey(cells[at].Keys![i], english: false)}"] : [];
                string[] aboveEn = Parameter.IsTable ? [$"≥ {Parameter.FormatKey(cells[at].Keys![i], english: true)}"] : [];
                yield return new ParameterValue(
                    string.Join('.', [.. options.Select(o => o.Code), .. key]),
                    string.Join(' ', [.. options.Select(o => o.Name), .. above]),
                    string.Join(' ', [.. options.Select(o => o.NameEn), .. aboveEn]),
                    ParameterText.Write(Parameter.Type, cells[at].Values[i]));
            }
        }
    }

    private int Position(FamilyEvaluator e, int part, bool ofPerson)
    {
        var at = part * perPart;
        for (var i = 0; i < strides.Length; i++)
        {
            var option = dimensions[i].Position(e, ofPerson);
            if (option < 0)
                return -1;
            at += option * strides[i];
        }
        return at;
    }

    private bool Uniform(int stride, int options)
    {
        for (var i = 0; i < cells.Length; i++)
        {
            var option = i / stride % options;
            if (option > 0 && !cells[i].SameAs(cells[i - option * stride]))
                return false;
        }
        return true;
    }
}
