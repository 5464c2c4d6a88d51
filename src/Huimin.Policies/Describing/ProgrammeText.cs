namespace Huimin.Policies;

/// <summary>The rule of a programme as people read it, made from its text: conditions, values and amount in words, in one language.</summary>
public sealed class ProgrammeText
{
    private ProgrammeText() { }

    public required Programme Programme { get; init; }

    /// <summary>In the order in which they are asked.</summary>
    public required IReadOnlyList<RequirementText> Requirements { get; init; }

    /// <summary>The values that formulas name: those with a name, and those too long to stand in a formula.</summary>
    public required IReadOnlyList<FormulaOfValue> Values { get; init; }

    /// <summary>Null for what pays nothing.</summary>
    public required AmountText? Amount { get; init; }

    /// <summary>How many persons a programme of households covers, in words; null for all members.</summary>
    public required string? Persons { get; init; }

    /// <summary>For a warning: what the worker is to do, with the names of its values in 〔〕 (in English []); else null.</summary>
    public required string? Task { get; init; }

    /// <param name="pack">The pack that the programme belongs to.</param>
    public static ProgrammeText Of(PolicyPack pack, Programme programme, bool english)
    {
        ArgumentNullException.ThrowIfNull(pack);
        ArgumentNullException.ThrowIfNull(programme);
        var rule = programme.Rule;
        return new ProgrammeText
        {
            Programme = programme,
            Requirements = [.. rule.Requirements.Select(r => new RequirementText(
                Formula(r.Formula), FormulaText.OfSentence(pack, programme, english ? r.Else.TextEn : r.Else.Text, english), r.Law))],
            Values = [.. programme.Definitions
                .Where(d => d.Name is not null || new FormulaPrinter(pack, programme, english, d.OfMember).StandsByCode(d))
                .Select(d => new FormulaOfValue(d.Code, (english ? d.NameEn : d.Name) ?? d.Code, Formula(d.Formula.Text, d.OfMember), d.OfMember, d.Law))],
            Amount = rule.Amount is { } amount ? new AmountText(Formula(amount.Formula), RoundingText(amount.Rounding, english), amount.Law) : null,
            Persons = programme.PersonsFormula is { } persons ? Formula(persons) : null,
            Task = programme.Task is { } task ? FormulaText.OfSentence(pack, programme, english ? task.TextEn : task.Text, english) : null,
        };

        string Formula(string expression, bool? ofMember = null) => FormulaText.Of(pack, programme, expression, english, ofMember);
    }

    private static string RoundingText(Rounding rounding, bool english)
    {
        var unit = rounding.Unit switch { 1 => english ? "fen" : "分", 10 => english ? "jiao" : "角", _ => english ? "yuan" : "元" };
        return rounding.Direction switch
        {
            RoundingDirection.Nearest => english ? $"rounded to the nearest {unit}" : $"四舍五入到{unit}",
            RoundingDirection.Up => english ? $"rounded up to the {unit}" : $"进位到{unit}",
            _ => english ? $"rounded down to the {unit}" : $"舍去到{unit}",
        };
    }
}

/// <summary>A condition in words, and what is said when it fails, with the names of its values in 〔〕 (in English []).</summary>
public sealed record RequirementText(string Condition, string Otherwise, IReadOnlyList<Citation> Law);

/// <summary>A named value and its formula in words; of each member, or of the household.</summary>
public sealed record FormulaOfValue(string Code, string Name, string Formula, bool OfMember, IReadOnlyList<Citation> Law);

/// <summary>The amount in words, before and how it is rounded.</summary>
public sealed record AmountText(string Formula, string Rounding, IReadOnlyList<Citation> Law);
