namespace Huimin.Policies;

public enum StepKind
{
    /// <summary>A named value, such as the income.</summary>
    Value,

    /// <summary>A condition that holds, fails or cannot be decided.</summary>
    Requirement,

    Amount,

    /// <summary>What a warning asks the worker to do.</summary>
    Task,

    /// <summary>A parameter for which this place has published no value.</summary>
    Parameter,
}

/// <summary>One sentence of an explanation, in both languages.</summary>
/// <param name="Law">The articles on which the sentence rests.</param>
/// <param name="Passed">For a requirement: whether it holds; null if it cannot be decided, and for other steps.</param>
/// <param name="Parameters">The parameters that the sentence's value used, with their rows.</param>
public sealed record ExplanationStep(
    StepKind Kind, string Sentence, string SentenceEn, IReadOnlyList<string> Law, bool? Passed, IReadOnlyList<ParameterUse> Parameters)
{
    /// <summary>A parameter that was used has no published value here.</summary>
    public bool HasPlaceholder => Parameters.Any(p => p.Row is { IsPlaceholder: true });
}

/// <summary>A parameter as it was used. <paramref name="Row"/> is null if the value was set for a trial.</summary>
/// <param name="Value">With its unit, and with the published text where that has another unit: <c>350.00 元/月（公布为每年4,200元）</c>.</param>
public sealed record ParameterUse(Parameter Parameter, ParameterRow? Row, string Value, string ValueEn);

public enum NodeKind
{
    Programme,
    Requirement,
    Amount,
    Value,
    Parameter,
    Fact,
    Result,
    Member,
    Zone,
}

/// <summary>A part of the full calculation: its name, its value and what the value came from.</summary>
/// <param name="Formula">The expression as the policy has it, for values, requirements and amounts.</param>
public sealed record ExplanationNode(NodeKind Kind, string Code, string Name, string NameEn, string? Formula, string Value, string ValueEn, IReadOnlyList<string> Law)
{
    /// <summary>For a parameter: the row that was used; null if the value was set for a trial.</summary>
    public ParameterRow? Row { get; init; }

    public IReadOnlyList<ExplanationNode> Inputs { get; init; } = [];
}

/// <summary>Why a programme gives what it gives to a family in a month. Evaluated by the same nodes as the amount itself.</summary>
public sealed class Explanation
{
    public required Programme Programme { get; init; }

    public required Month Month { get; init; }

    public required Outcome Outcome { get; init; }

    /// <summary>The sentences in order; the last is the amount, a warning's task, or the requirement that failed.</summary>
    public required IReadOnlyList<ExplanationStep> Steps { get; init; }

    /// <summary>The full calculation; worked out when it is first asked for.</summary>
    public ExplanationNode Root => field ??= Tree.Root(Programme, Member, Outcome);

    internal ExplanationTree Tree { get; init; } = null!;

    /// <summary>-1 for a programme of households.</summary>
    internal int Member { get; init; }

    /// <summary>Codes of the facts that are not known and decide; empty unless undetermined.</summary>
    public required IReadOnlyList<string> Missing { get; init; }

    /// <summary>Why it is not paid, in one sentence; empty if it is.</summary>
    public required string ReasonZh { get; init; }

    public required string ReasonEn { get; init; }

    /// <summary>What a raised warning asks the worker to do; empty for everything else.</summary>
    public string TaskZh { get; init; } = "";

    public string TaskEn { get; init; } = "";

    /// <summary>The last month of a recognition that begins in <see cref="Month"/>; null if it is not due or has no end.</summary>
    public Month? ValidUntil { get; init; }

    /// <summary>The laws of the programme and of the steps, each once.</summary>
    public IReadOnlyList<string> Law => [.. Programme.LawIn(Month).Concat(Steps.SelectMany(s => s.Law)).Distinct(StringComparer.Ordinal)];
}
