namespace Huimin.Policies;

/// <summary>
/// Explains the outcomes of one family: values that several programmes use are worked out once. Serves one thread; the family must
/// not change in between.
/// </summary>
public sealed class FamilyExplanations
{
    private readonly Explainer explainer;

    internal FamilyExplanations(MonthPolicy policy, Family family, Func<int, string>? name)
    {
        var evaluator = policy.CreateEvaluator();
        evaluator.Evaluate(family);
        explainer = new Explainer(evaluator, name ?? (m => (m + 1).ToString(System.Globalization.CultureInfo.InvariantCulture)));
    }

    /// <summary>The outcome of a programme and how it came about; <paramref name="member"/> is -1 for a programme of households.</summary>
    public Explanation Explain(Programme programme, int member) => explainer.Explain(programme, member);

    /// <summary>What a warning that is raised asks the worker to do, with its numbers; empty for everything else.</summary>
    public string Task(Programme programme, int member, bool english = false) => explainer.Task(programme, member, english);

    /// <summary>Why a programme is not paid, in one sentence with its numbers, or which facts are missing; empty for an eligible family.</summary>
    public string Reason(Programme programme, int member, bool english = false) => explainer.Reason(programme, member, english);
}
