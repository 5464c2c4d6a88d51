namespace Huimin.Policies;

/// <summary>A condition of a programme, and what is said when it fails (<c>else</c>) and when it holds (<c>so</c>).</summary>
internal sealed record Requirement(TruthNode That, string Formula, Wording Else, Wording? So, IReadOnlyList<Citation> Law);

/// <summary>Another programme's amount that is taken off.</summary>
internal sealed record Deduction(ResultAmountNode Amount, IReadOnlyList<Citation> Law);

/// <summary>The amount of a programme in fen a month, before rounding.</summary>
/// <param name="Value">All of it: the written amount, at least the floor, at most the cap, less the deductions.</param>
internal sealed record AmountRule(NumberNode Value, string Formula, Rounding Rounding, Wording? So, IReadOnlyList<Citation> Law)
{
    /// <summary>The amount as the text has it, before floor, cap and deductions.</summary>
    public required NumberNode Written { get; init; }

    public NumberNode? Floor { get; init; }

    public NumberNode? Cap { get; init; }

    public IReadOnlyList<Deduction> Deductions { get; init; } = [];

    public static AmountRule Of(
        NumberNode written, NumberNode? floor, NumberNode? cap, IReadOnlyList<Deduction> deductions, string formula, string? floorFormula, string? capFormula, Rounding rounding, Wording? so, IReadOnlyList<Citation> law)
    {
        var (value, text, type) = (written, formula, written.Type);
        if (floor is not null)
            (value, text) = (new ExtremeNode([value, floor], largest: true) { Type = type }, $"max({text}, {floorFormula})");
        if (cap is not null)
            (value, text) = (new ExtremeNode([value, cap], largest: false) { Type = type }, $"min({text}, {capFormula})");
        foreach (var deduction in deductions)
        {
            var rest = new SubtractNode(value, deduction.Amount) { Type = type };
            (value, text) = (new ExtremeNode([new ConstantNode(Number.Zero) { Type = type }, rest], largest: true) { Type = type }, $"max(0, {text} - {deduction.Amount.Programme.Code}.amount)");
        }
        return new AmountRule(value, text, rounding, so, law) { Written = written, Floor = floor, Cap = cap, Deductions = deductions };
    }
}

/// <summary>What makes a programme due, and how much it is.</summary>
internal sealed class Rule(Programme programme, IReadOnlyList<Requirement> requirements, AmountRule? amount, NumberNode? persons, References used)
{
    private readonly TruthNode[] conditions = [.. requirements.Select(r => r.That)];

    public IReadOnlyList<Requirement> Requirements => requirements;

    public AmountRule? Amount => amount;

    /// <summary>How many persons a programme of households covers; null for all members.</summary>
    public NumberNode? Persons => persons;

    /// <summary>The programmes whose results it rests on, and the parameters without which it is not in force.</summary>
    public References Used => used;

    /// <summary>
    /// Asks the conditions in the order of the text. The first that is false decides, even if one before it is unknown; one that
    /// stays unknown, or an amount that does, leaves the result undetermined. An amount below zero is paid as zero.
    /// </summary>
    public Outcome Evaluate(FamilyEvaluator e)
    {
        if (!e.Policy.IsInForce(programme))
            return new Outcome(OutcomeStatus.NotEligible, 0, -1);
        var decided = true;
        for (var i = 0; i < conditions.Length; i++)
        {
            switch (conditions[i].Evaluate(e))
            {
                case Truth.False:
                    return new Outcome(OutcomeStatus.NotEligible, 0, i);
                case Truth.Unknown:
                    decided = false;
                    break;
            }
        }
        if (!decided)
            return new Outcome(OutcomeStatus.Undetermined, 0, -1);
        if (amount is null)
            return new Outcome(OutcomeStatus.Eligible, 0, -1);
        var value = amount.Value.Evaluate(e);
        return value.IsKnown && value.Round(amount.Rounding) is { } fen
            ? new Outcome(OutcomeStatus.Eligible, Math.Max(0, fen), -1)
            : new Outcome(OutcomeStatus.Undetermined, 0, -1);
    }
}
