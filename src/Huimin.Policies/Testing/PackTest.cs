namespace Huimin.Policies;

/// <summary>What became of one example. <paramref name="Failures"/> is empty if it passed.</summary>
public sealed record ExampleResult(string Layer, string Programme, string Example, string File, int Line, IReadOnlyList<string> Failures)
{
    public bool Passed => Failures.Count == 0;

    /// <summary><c>policies/linyi/dibao.yaml:40: GT-09a: dibao amount is 0.00, expected 400.00</c></summary>
    public override string ToString() =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{File}:{Line}: {Example}: {(Passed ? "passed" : string.Join("; ", Failures))}");
}

/// <summary>The results of all examples of a pack.</summary>
public sealed record PackTestResult(IReadOnlyList<ExampleResult> Examples)
{
    public int Passed => Examples.Count(e => e.Passed);

    public int Failed => Examples.Count - Passed;
}

/// <summary>Runs the examples that stand in policy files.</summary>
public static class PackTest
{
    /// <summary>
    /// Runs the examples of the pack's layer and of those it extends, each with the pack of the layer whose file states it: a
    /// nearer layer may change what a farther one's example shows.
    /// </summary>
    public static PackTestResult Run(PolicyPack pack)
    {
        var results = new List<ExampleResult>();
        for (var layer = pack; layer is not null; layer = layer.Extends)
            results.InsertRange(0, layer.Examples.Select(e => Run(layer, e)));
        return new PackTestResult(results);
    }

    private static ExampleResult Run(PolicyPack pack, Example example)
    {
        var failures = new List<string>();
        try
        {
            var policy = pack.In(example.Month, example.Set);
            foreach (var expected in example.Expected)
                Compare(policy, example, expected, failures);
            if (example.Paid.Count > 0)
                foreach (var expected in example.Expected.Where(x => x.Arrears is not null || x.Overpaid is not null))
                    CompareSettlement(pack, example, expected, failures);
        }
        catch (PolicyException e)
        {
            failures.Add(e.Message);
        }
        return new ExampleResult(pack.Layer, example.Programme, example.Name, example.Place.File, example.Place.Line, failures);
    }

    private static void Compare(MonthPolicy policy, Example example, Expectation expected, List<string> failures)
    {
        var programme = expected.Programme;
        var who = expected.Member < 0 ? programme.Code : $"{programme.Code} of {example.Family.MemberIds[expected.Member]}";
        var explanation = policy.Explain(example.Family, programme.Index, expected.Member, m => example.Family.MemberIds[m]);
        var outcome = explanation.Outcome;
        var because = explanation.ReasonZh.Length > 0 ? $" ({explanation.ReasonZh})" : "";
        if (expected.Status is { } status && outcome.Status != status)
            failures.Add($"{who} is {PolicyEvaluation.Word(outcome.Status)}{because}, expected {PolicyEvaluation.Word(status)}");
        if (expected.Amount is { } amount && outcome.Amount != amount)
            failures.Add($"{who} amount is {outcome.Amount}{because}, expected {amount}");
        if (expected.Reason is { } reason && !explanation.ReasonZh.Contains(reason, StringComparison.Ordinal) && !explanation.ReasonEn.Contains(reason, StringComparison.Ordinal))
            failures.Add($"{who} reason is '{explanation.ReasonZh}', expected '{reason}'");
        if (expected.Missing is { } missing && !missing.Order(StringComparer.Ordinal).SequenceEqual(explanation.Missing.Order(StringComparer.Ordinal), StringComparer.Ordinal))
            failures.Add($"{who} misses [{string.Join(", ", explanation.Missing)}], expected [{string.Join(", ", missing)}]");
        if (expected.ValidUntil is { } until && explanation.ValidUntil?.ToString() != until)
            failures.Add($"{who} is valid until {explanation.ValidUntil?.ToString() ?? "no month"}, expected {until}");
        if (expected.Task is { } task && !explanation.TaskZh.Contains(task, StringComparison.Ordinal) && !explanation.TaskEn.Contains(task, StringComparison.Ordinal))
            failures.Add($"{who} task is '{explanation.TaskZh}', expected '{task}'");
        foreach (var (name, text) in expected.Values)
        {
            var value = ValueOf(policy, example, programme, expected.Member, name);
            if (value != text)
                failures.Add($"{who} {name} is {value}, expected {text}");
        }
    }

    private static void CompareSettlement(PolicyPack pack, Example example, Expectation expected, List<string> failures)
    {
        var settled = PaidMonths.Compare(example.Paid, expected.Programme, expected.Member, _ => example.Family, month => pack.In(month, example.Set));
        if (expected.Arrears is { } arrears && settled.Arrears != arrears)
            failures.Add($"{expected.Programme.Code} arrears are {settled.Arrears}, expected {arrears}");
        if (expected.Overpaid is { } overpaid && settled.Overpaid != overpaid)
            failures.Add($"{expected.Programme.Code} overpaid is {settled.Overpaid}, expected {overpaid}");
        foreach (var month in settled.Months.Where(m => m.Due is null))
            failures.Add($"{expected.Programme.Code} of {month.Month} cannot be decided");
    }

    /// <summary>A named value in the words of an example: <c>600.00</c>, <c>3</c>, <c>true</c>, <c>unknown</c>.</summary>
    private static string ValueOf(MonthPolicy policy, Example example, Programme programme, int member, string name)
    {
        var evaluator = policy.CreateEvaluator();
        evaluator.Evaluate(example.Family);
        evaluator.Current = Math.Max(0, member);
        var definition = programme.Definitions.First(d => d.Code == name);
        if (definition.OfMember && member < 0)
            return "of a member";
        return definition.Body switch
        {
            TruthNode truth => truth.Evaluate(evaluator) switch { Truth.True => "true", Truth.False => "false", _ => "unknown" },
            NumberNode number => ValueText.Of(number.Evaluate(evaluator), number.Type, english: true).Replace(",", "", StringComparison.Ordinal),
            _ => "",
        };
    }
}
