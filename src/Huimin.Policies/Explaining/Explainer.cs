namespace Huimin.Policies;

/// <summary>Writes the explanations of a family's outcomes: a second walk over the nodes that gave them.</summary>
internal sealed class Explainer
{
    private readonly FamilyEvaluator e;
    private readonly Func<int, string> name;
    private readonly ExplanationTree tree;

    // Of the outcome that is being explained.
    private readonly List<ExplanationStep> steps = [];
    private readonly List<Definition> told = [];
    private readonly List<Parameter> placeholders = [];
    private readonly List<ParameterUse> uses = [];
    private Programme programme = null!;
    private Outcome outcome;
    private ExplanationStep? failure;

    /// <param name="evaluator">Stands at the family.</param>
    public Explainer(FamilyEvaluator evaluator, Func<int, string> name)
    {
        e = evaluator;
        this.name = name;
        tree = new ExplanationTree(e, name);
    }

    public Explanation Explain(Programme asked, int member)
    {
        Begin(asked, member);
        if (e.Policy.WhyNotInForce(programme) is { } notInForce)
            steps.Add(failure = new ExplanationStep(StepKind.Requirement, notInForce, e.Policy.WhyNotInForce(programme, english: true)!, [], false, []));
        else
            Steps();
        var missing = outcome.Status == OutcomeStatus.Undetermined ? Missing() : null;
        return new Explanation
        {
            Programme = programme,
            Month = e.Policy.Month,
            Member = member,
            Outcome = outcome,
            Steps = steps.ToArray(),
            Tree = tree,
            Missing = missing is null ? [] : [.. missing.Found.Select(m => m.Fact?.Code ?? "region").Distinct(StringComparer.Ordinal)],
            ReasonZh = missing is null ? failure?.Sentence ?? "" : NotKnown(missing, english: false),
            ReasonEn = missing is null ? failure?.SentenceEn ?? "" : NotKnown(missing, english: true),
            TaskZh = Task(english: false),
            TaskEn = Task(english: true),
            ValidUntil = outcome.Status == OutcomeStatus.Eligible ? e.Policy.ValidUntil(programme) : null,
        };
    }

    public string Reason(Programme asked, int member, bool english)
    {
        Begin(asked, member);
        if (outcome.Status == OutcomeStatus.Eligible)
            return "";
        if (e.Policy.WhyNotInForce(programme, english) is { } notInForce)
            return notInForce;
        if (outcome.Status != OutcomeStatus.NotEligible)
            return NotKnown(Missing(), english);
        var failed = programme.Rule.Requirements[outcome.Reason].Else;
        return ValueText.Of(english ? failed.English : failed.Chinese, e, english, name);
    }

    /// <summary>What a raised warning asks for; empty for everything else.</summary>
    public string Task(Programme asked, int member, bool english)
    {
        Begin(asked, member);
        return Task(english);
    }

    private void Begin(Programme asked, int member)
    {
        programme = asked;
        outcome = asked.OfHousehold ? e.Household(asked.Index) : e.Member(asked.Index, member);
        e.Current = Math.Max(0, member);
        failure = null;
        steps.Clear();
        told.Clear();
        placeholders.Clear();
    }

    private string Task(bool english) =>
        outcome.Status == OutcomeStatus.Eligible && programme.Task is { } task ? ValueText.Of(english ? task.English : task.Chinese, e, english, name) : "";

    private MissingFacts Missing()
    {
        var missing = new MissingFacts(e);
        missing.Collect(programme.Rule);
        return missing;
    }

    private string NotKnown(MissingFacts missing, bool english)
    {
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
            {
                failure = steps.FindLast(s => s.Passed == false);
                return;
            }
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
            steps.Add(new ExplanationStep(StepKind.Amount, $"金额 {outcome.Amount.ToDisplay()} 元", $"The amount is {outcome.Amount.ToDisplay()} yuan", e.Policy.Cited(amount.Law), null, Uses(amount.Value)));
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
                steps.Add(new ExplanationStep(StepKind.Value, $"扣除已享受的{other.Name}{Yuan(taken)}元", $"Less what is received: {other.NameEn}, {Yuan(taken)} yuan", e.Policy.Cited(deduction.Law), null, []));
        }
    }

    private void Limit(AmountRule amount, NumberNode from, string chinese, string english)
    {
        steps.Add(new ExplanationStep(StepKind.Value, chinese, english, e.Policy.Cited(amount.Law), null, Uses(from)));
        Placeholders(steps[^1]);
    }

    private static string Yuan(Number value) => ValueText.Of(value, ValueType.Money(MoneyPeriod.None), english: false);

    /// <summary>Says which facts are missing; several requirements that miss the same ones say it once.</summary>
    private void Undecided(StepKind kind, Node node, IReadOnlyList<Citation> law)
    {
        var missing = new MissingFacts(e);
        missing.Collect(node);
        var sentence = NotKnown(missing, english: false);
        if (!steps.Exists(s => s.Passed is null && s.Sentence == sentence))
            steps.Add(new ExplanationStep(kind, sentence, NotKnown(missing, english: true), e.Policy.Cited(law), null, Uses(node)));
    }

    /// <summary>The values of this programme that the node used and nobody told yet, inputs first; values of single members stay in the tree.</summary>
    private void Values(Node node)
    {
        var definition = DefinitionOf(node);
        if (definition is not null)
        {
            if (definition.Programme != programme || definition.OfMember == programme.OfHousehold || told.Contains(definition))
                return;
            told.Add(definition);
        }
        foreach (var input in node.Inputs(e))
            Values(input);
        if (definition?.So is not { } so)
            return;
        // What a condition says is true only when it holds.
        if (definition.Body is not TruthNode condition)
            Step(StepKind.Value, so, definition.Law, null, definition.Body!);
        else if (condition.Evaluate(e) == Truth.True)
            Step(StepKind.Requirement, so, definition.Law, true, condition);
    }

    private void Step(StepKind kind, Wording wording, IReadOnlyList<Citation> law, bool? passed, Node from)
    {
        steps.Add(new ExplanationStep(kind, ValueText.Of(wording.Chinese, e, english: false, name), ValueText.Of(wording.English, e, english: true, name), e.Policy.Cited(law), passed, Uses(from)));
        Placeholders(steps[^1]);
    }

    private void Placeholders(ExplanationStep step)
    {
        foreach (var use in step.Parameters)
        {
            if (use.Row is not { IsPlaceholder: true } row || placeholders.Contains(use.Parameter))
                continue;
            placeholders.Add(use.Parameter);
            steps.Add(new ExplanationStep(StepKind.Parameter,
                $"“{use.Parameter.Name}”{use.Value}：本地尚无公布值，暂用值（{row.Note}）",
                $"{use.Parameter.NameEn} {use.ValueEn}: no value is published for this place; a placeholder is used ({row.NoteEn})", row.Law, null, [use]));
        }
    }

    /// <summary>The parameters that went into a value, through unnamed values too, but not those of values that have their own step.</summary>
    private IReadOnlyList<ParameterUse> Uses(Node from)
    {
        uses.Clear();
        FindUses(from, top: true);
        return uses.ToArray();
    }

    private void FindUses(Node node, bool top)
    {
        if (node is ParameterNode parameter && !IsUsed(parameter.Parameter))
            uses.Add(e.Policy.Tables[parameter.Parameter.Slot].Texts(e, parameter).Use);
        if (!top && DefinitionOf(node) is { So: not null })
            return;
        foreach (var input in node.Inputs(e))
            FindUses(input, top: false);
    }

    private bool IsUsed(Parameter parameter)
    {
        foreach (var use in uses)
            if (use.Parameter == parameter)
                return true;
        return false;
    }

    private static Definition? DefinitionOf(Node node) => (node as DefinedNumberNode)?.Definition ?? (node as DefinedTruthNode)?.Definition;
}
