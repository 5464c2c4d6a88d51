namespace Huimin.Policies;

/// <summary>Writes the explanation of one outcome: a second walk over the nodes that gave it.</summary>
internal sealed class Explainer
{
    private readonly FamilyEvaluator e;
    private readonly Programme programme;
    private readonly Outcome outcome;
    private readonly Func<int, string> name;
    private readonly List<ExplanationStep> steps = [];
    private readonly HashSet<Definition> told = [];
    private readonly HashSet<Parameter> placeholders = [];

    /// <param name="evaluator">Stands at the family.</param>
    public Explainer(FamilyEvaluator evaluator, Programme programme, int member, Func<int, string> name)
    {
        e = evaluator;
        this.programme = programme;
        this.name = name;
        outcome = programme.OfHousehold ? e.Household(programme.Index) : e.Member(programme.Index, member);
    }

    public Explanation Explain()
    {
        if (e.Policy.WhyNotInForce(programme) is { } notInForce)
            steps.Add(new ExplanationStep(StepKind.Requirement, notInForce, e.Policy.WhyNotInForce(programme, english: true)!, [], false, []));
        else
            Steps();
        var missing = Missing();
        return new Explanation
        {
            Programme = programme,
            Month = e.Policy.Month,
            Outcome = outcome,
            Steps = steps,
            Root = new ExplanationTree(e, programme, outcome, name).Root(),
            Missing = [.. missing.Found.Select(m => m.Fact?.Code ?? "region").Distinct(StringComparer.Ordinal)],
            ReasonZh = Reason(missing, english: false),
            ReasonEn = Reason(missing, english: true),
            TaskZh = Task(english: false),
            TaskEn = Task(english: true),
            ValidUntil = outcome.Status == OutcomeStatus.Eligible ? e.Policy.ValidUntil(programme) : null,
        };
    }

    public string Reason(bool english) => Reason(Missing(), english);

    /// <summary>What a raised warning asks for; empty for everything else.</summary>
    public string Task(bool english) =>
        outcome.Status == OutcomeStatus.Eligible && programme.Task is { } task ? ValueText.Of(english ? task.English : task.Chinese, e, english, name) : "";

    private MissingFacts Missing()
    {
        var missing = new MissingFacts(e);
        if (outcome.Status == OutcomeStatus.Undetermined)
            missing.Collect(programme.Rule);
        return missing;
    }

    private string Reason(MissingFacts missing, bool english)
    {
        if (outcome.Status == OutcomeStatus.Eligible)
            return "";
        if (e.Policy.WhyNotInForce(programme, english) is { } notInForce)
            return notInForce;
        if (outcome.Status == OutcomeStatus.NotEligible)
        {
            var failed = programme.Rule.Requirements[outcome.Reason].Else;
            return ValueText.Of(english ? failed.English : failed.Chinese, e, english, name);
        }
        if (missing.Found.Count == 0 && missing.TooLarge)
            return english ? "A value is too large to be calculated exactly; check the amounts" : "有数值过大，无法精确计算，请核对金额";
        if (missing.Found.Count == 0)
            return english ? "A value cannot be calculated (division by zero)" : "有数值无法计算（除数为零）";
        var facts = missing.Found.Select(m => FactOf(m.Fact, m.Member, english)).Distinct(StringComparer.Ordinal);
        return english ? $"Not known: {string.Join("; ", facts)}" : $"缺少信息：{string.Join("；", facts)}";
    }

    private string FactOf(Fact? fact, int member, bool english)
    {
        if (fact is null)
            return english ? "the zone of the household's county" : "所在县区的类区";
        var what = english ? fact.NameEn : fact.Name;
        if (member < 0)
            return what;
        return english ? $"{what} of {name(member)}" : $"{name(member)}的{what}";
    }

    /// <summary>
    /// Each requirement in the order of the text, preceded by the named values that it is the first to use, up to the one that
    /// failed; then the amount.
    /// </summary>
    private void Steps()
    {
        for (var i = 0; i < programme.Rule.Requirements.Count; i++)
        {
            var requirement = programme.Rule.Requirements[i];
            var holds = requirement.That.Evaluate(e);
            var failed = outcome.Reason == i;
            if (holds != Truth.Unknown)
                Values(requirement.That);
            var wording = failed ? requirement.Else : holds == Truth.True ? requirement.So : null;
            if (wording is not null)
                Step(StepKind.Requirement, wording, requirement.Law, failed ? false : true, requirement.That);
            else if (holds == Truth.Unknown)
                Undecided(StepKind.Requirement, requirement.That, requirement.Law);
            if (failed)
                return;
        }
        if (outcome.Status == OutcomeStatus.Eligible && programme.Task is not null)
            steps.Add(new ExplanationStep(StepKind.Task, Task(english: false), Task(english: true), [], null, []));
        if (programme.Rule.Amount is not { } amount)
            return;
        if (outcome.Status == OutcomeStatus.Undetermined)
        {
            if (programme.Rule.Requirements.All(r => r.That.Evaluate(e) == Truth.True))
                Undecided(StepKind.Amount, amount.Value, amount.Law);
            return;
        }
        Values(amount.Value);
        Limits(amount);
        if (amount.So is { } so)
            Step(StepKind.Amount, so, amount.Law, null, amount.Value);
        else
            steps.Add(new ExplanationStep(StepKind.Amount, $"金额 {outcome.Amount.ToDisplay()} 元", $"The amount is {outcome.Amount.ToDisplay()} yuan", Cited(amount.Law), null, Uses(amount.Value)));
        Placeholders(steps[^1]);
    }

    /// <summary>Says when the floor or the cap decided, and what other programmes took off.</summary>
    private void Limits(AmountRule amount)
    {
        var value = amount.Written.Evaluate(e);
        if (amount.Floor is { } floor && floor.Evaluate(e) is var least && Number.Compare(value, least) < 0)
        {
            Limit(amount, floor, $"计算金额{Yuan(value)}元，低于最低支付额{Yuan(least)}元，按最低支付额计", $"The calculated {Yuan(value)} yuan is below the least payment of {Yuan(least)} yuan, which is taken");
            value = least;
        }
        if (amount.Cap is { } cap && cap.Evaluate(e) is var most && Number.Compare(value, most) > 0)
            Limit(amount, cap, $"计算金额{Yuan(value)}元，超过最高支付额{Yuan(most)}元，按最高支付额计", $"The calculated {Yuan(value)} yuan is above the greatest payment of {Yuan(most)} yuan, which is taken");
        foreach (var deduction in amount.Deductions)
        {
            var (other, taken) = (deduction.Amount.Programme, deduction.Amount.Evaluate(e));
            if (!taken.IsZero)
                steps.Add(new ExplanationStep(StepKind.Value, $"扣除已享受的{other.Name}{Yuan(taken)}元", $"Less what is received: {other.NameEn}, {Yuan(taken)} yuan", Cited(deduction.Law), null, []));
        }
    }

    private void Limit(AmountRule amount, NumberNode from, string chinese, string english)
    {
        steps.Add(new ExplanationStep(StepKind.Value, chinese, english, Cited(amount.Law), null, Uses(from)));
        Placeholders(steps[^1]);
    }

    private static string Yuan(Number value) => ValueText.Of(value, ValueType.Money(MoneyPeriod.None), english: false);

    /// <summary>Says which facts are missing; several requirements that miss the same ones say it once.</summary>
    private void Undecided(StepKind kind, Node node, IReadOnlyList<Citation> law)
    {
        var missing = new MissingFacts(e);
        missing.Collect(node);
        var sentence = Reason(missing, english: false);
        if (!steps.Exists(s => s.Passed is null && s.Sentence == sentence))
            steps.Add(new ExplanationStep(kind, sentence, Reason(missing, english: true), Cited(law), null, Uses(node)));
    }

    private void Values(Node node)
    {
        foreach (var definition in Definitions(node))
        {
            if (definition.So is not { } so)
                continue;
            // What a condition says is true only when it holds.
            if (definition.Body is not TruthNode condition)
                Step(StepKind.Value, so, definition.Law, null, definition.Body!);
            else if (condition.Evaluate(e) == Truth.True)
                Step(StepKind.Requirement, so, definition.Law, true, condition);
        }
    }

    /// <summary>The values of this programme that the node used and nobody told yet, inputs first; values of single members stay in the tree.</summary>
    private IEnumerable<Definition> Definitions(Node node)
    {
        var definition = DefinitionOf(node);
        if (definition is not null && (definition.Programme != programme || definition.OfMember == programme.OfHousehold || !told.Add(definition)))
            return [];
        var inner = node.Inputs(e).SelectMany(Definitions);
        return definition is null ? inner : [.. inner, definition];
    }

    private IReadOnlyList<string> Cited(IReadOnlyList<Citation> law) => Citation.On(law, e.Policy.Month.FirstDay);

    private void Step(StepKind kind, Wording wording, IReadOnlyList<Citation> law, bool? passed, Node from)
    {
        steps.Add(new ExplanationStep(kind, ValueText.Of(wording.Chinese, e, english: false, name), ValueText.Of(wording.English, e, english: true, name), Cited(law), passed, Uses(from)));
        Placeholders(steps[^1]);
    }

    private void Placeholders(ExplanationStep step)
    {
        foreach (var use in step.Parameters)
        {
            if (use.Row is not { IsPlaceholder: true } row || !placeholders.Add(use.Parameter))
                continue;
            steps.Add(new ExplanationStep(StepKind.Parameter,
                $"“{use.Parameter.Name}”{use.Value}：本地尚无公布值，暂用值（{row.Note}）",
                $"{use.Parameter.NameEn} {use.ValueEn}: no value is published for this place; a placeholder is used ({row.NoteEn})", row.Law, null, [use]));
        }
    }

    /// <summary>The parameters that went into a value, through unnamed values too, but not those of values that have their own step.</summary>
    private List<ParameterUse> Uses(Node from)
    {
        var uses = new List<ParameterUse>();
        Walk(from, top: true);
        return uses;

        void Walk(Node node, bool top)
        {
            if (node is ParameterNode parameter && uses.All(u => u.Parameter != parameter.Parameter))
                uses.Add(ExplanationTree.Use(parameter, e));
            if (!top && DefinitionOf(node) is { So: not null })
                return;
            foreach (var input in node.Inputs(e))
                Walk(input, top: false);
        }
    }

    private static Definition? DefinitionOf(Node node) => (node as DefinedNumberNode)?.Definition ?? (node as DefinedTruthNode)?.Definition;
}
