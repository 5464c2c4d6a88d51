namespace Huimin.Policies;

/// <summary>The values of a parameter in one month, with overrides applied: what the evaluator reads.</summary>
internal sealed class ParameterTable
{
    private readonly ParameterCell[] cells;
    private readonly Dimension[] dimensions;
    private readonly int[] strides;
    private readonly int perPart;
    private readonly long keyScale;

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
    }

    public Parameter Parameter { get; }

    /// <summary>The row in force; null when the values were set for a trial.</summary>
    public ParameterRow? Row { get; }

    /// <summary>The dimensions between whose options the row differs.</summary>
    public IReadOnlyList<Dimension> Used => dimensions;

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

    public string? Published(FamilyEvaluator e, int part, bool ofPerson)
    {
        var at = Position(e, part, ofPerson);
        return at < 0 ? null : cells[at].Published;
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
