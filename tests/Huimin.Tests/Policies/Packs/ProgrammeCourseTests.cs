using System.Text.Json;
using Huimin.Policies;

namespace Huimin.Tests.Policies.Packs;

/// <summary>When a programme starts, how long it lasts, and what a warning asks for.</summary>
public sealed class ProgrammeCourseTests : IDisposable
{
    private const string Warning = """
        programme: expense_alarm
        name: 大额支出预警
        name_en: Alarm of large spending
        line: social_assistance
        kind: warning
        unit: household
        law: 某办法 第二条
        task: 入户核实刚性支出{rigid_expense}元的原因
        task_en: Visit and find the cause of {rigid_expense} yuan of necessary spending
        handle: {accept: 1, visit: 5, close: 10}
        parameters:
          line: {name: 预警线, name_en: Alarm line, type: yuan/month, values: [{from: 2020-01-01, law: 某通知, value: 1000}]}
        require:
          - {that: rigid_expense > line, else: 支出不大, else_en: Spending is small}
        examples:
          - name: 例
            month: 2025-03
            household: {region: 371302001001, rigid_expense: 1200, members: [{id: a}]}
            expect: {eligible: true, task: "刚性支出1,200.00元"}

        """;

    private readonly PolicyFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static readonly DateOnly Applied = new(2025, 3, 20);
    private static readonly DateOnly Decided = new(2025, 4, 28);
    private static readonly DateOnly Happened = new(2025, 12, 15);

    private Programme Aid(string head) => folder.Write("city/aid.yaml", PolicyFolder.Aid(head: head)).Pack().Find("aid")!;

    [Theory]
    [InlineData("", "2025-05")] // GT-16
    [InlineData("grant: automatic", "2025-12")]
    [InlineData("starts: month_of_decision", "2025-04")]
    [InlineData("starts: month_of_application", "2025-03")]
    [InlineData("starts: month_after_application", "2025-04")]
    [InlineData("starts: month_after_event", "2026-01")]
    public void FirstMonth_AsTheTextSays(string head, string expected) =>
        Aid(head).FirstMonth(Applied, Decided, Happened).ToString().ShouldBe(expected);

    [Fact]
    public void FirstMonth_DayThatCountsNotGiven_IsNotKnown()
    {
        Aid("").FirstMonth(Applied, null, Happened).ShouldBeNull();
        Aid("starts: month_after_event").FirstMonth(null, null, DateOnly.MaxValue).ShouldBeNull();
    }

    /// <summary>GT-37: applied on 2025-03-20, approved on 2025-04-25, paid with the April run: March and April, 352 yuan each.</summary>
    [Fact]
    public void FirstMonth_DisabilityAllowances_AreDueFromTheMonthOfApplication()
    {
        var pack = ShippedPolicies.Linyi;
        var family = JsonFamily.Read("""{"region": "371302001001", "members": [{"id": "a", "birth_date": "1980-01-01", "disability_grade": 1}]}""", pack);
        long total = 0;
        foreach (var code in new[] { "disability_living", "disability_nursing" })
        {
            var programme = pack.Find(code)!;
            var first = programme.FirstMonth(Applied, new DateOnly(2025, 4, 25), null)!.Value;
            first.ShouldBe(new Month(2025, 3));
            for (var month = first; month <= new Month(2025, 4); month = month.AddMonths(1))
            {
                var evaluator = pack.In(month).CreateEvaluator();
                evaluator.Evaluate(family);
                total += evaluator.Member(programme.Index, 0).Fen;
            }
        }

        new Money(total).ToString().ShouldBe("704.00");
    }

    [Fact]
    public void Starts_InANearerLayer_Replaces()
    {
        folder.Write("city/aid.yaml", PolicyFolder.Aid()).Write("county/layer.yaml", "name: 某县\nname_en: A county\nextends: city\n");
        folder.Write("county/aid.yaml", "programme: aid\noverride: parameters\nstarts: month_of_application\n");

        folder.Pack("county").Find("aid")!.Starts.ShouldBe(ProgrammeStart.MonthOfApplication);
        folder.Pack("city").Find("aid")!.Starts.ShouldBe(ProgrammeStart.MonthAfterDecision);
    }

    [Theory]
    [InlineData("lasts: 12 months", "2026-04")]
    [InlineData("lasts: 1 year", "2026-04")]
    [InlineData("lasts: 1 month", "2025-05")]
    [InlineData("lasts: time", "2025-10")]
    [InlineData("", null)]
    public void ValidUntil_CountsTheFirstMonth(string head, string? expected)
    {
        const string Time = "  time:\n    name: 期限\n    name_en: Time\n    type: months\n    values: [{from: 2020-01-01, law: 甲, value: 6}]";
        var pack = folder.Write("city/aid.yaml", PolicyFolder.Aid(head: head, parameters: Time)).Pack();
        var (programme, first) = (pack.Find("aid")!, new Month(2025, 5));

        programme.ValidUntil(first)?.ToString().ShouldBe(expected);
        var family = JsonFamily.Read("""{"region": "371302001001", "members": [{"id": "a"}]}""", pack);
        var aid = JsonDocument.Parse(PolicyEvaluation.ToJson(pack.In(first), family)).RootElement.GetProperty("programmes").GetProperty("aid");
        (aid.TryGetProperty("valid_until", out var until) ? until.GetString() : null).ShouldBe(expected);
        programme.ValidUntil(new Month(9999, 12))?.ToString().ShouldBe(head == "lasts: 1 month" ? "9999-12" : null);
        if (head == "lasts: time")
            pack.In(first, [ParameterOverride.Parse("aid.time=2")]).ValidUntil(programme)!.Value.ToString().ShouldBe("2025-06");
    }

    [Theory]
    [InlineData("lasts: 0 months", ":7:8: 'lasts:' is a number of months such as '12 months'")]
    [InlineData("lasts: standard", "'lasts:' is a number of months")]
    [InlineData("lasts: 12", "'lasts:' is a number of months")]
    [InlineData("lasts: 12 month s", "an operator or the end is expected here")]
    [InlineData("starts: month_of_decison", ":7:9: 'month_of_decison' is not one of month_after_decision, month_of_decision, month_of_application, month_after_application, month_of_event, month_after_event; did you mean 'month_of_decision'?")]
    [InlineData("handle: {accept: 1, visit: 2, close: 3}", "only a warning is handled")]
    [InlineData("task: 甲\ntask_en: A", "only a warning has a 'task:'")]
    public void Read_WrongCourse_SaysWhat(string head, string expected) =>
        folder.Write("city/aid.yaml", PolicyFolder.Aid(head: head)).Errors().ShouldHaveSingleItem().ShouldContain(expected);

    [Fact]
    public void Warning_Raised_SaysWhatToDo()
    {
        var pack = folder.Write("city/expense_alarm.yaml", Warning).Pack();
        var programme = pack.Find("expense_alarm")!;
        var family = JsonFamily.Read("""{"region": "371302001001", "household": {"rigid_expense": 1500}, "members": [{"id": "a"}]}""", pack);
        var explanation = pack.In(new Month(2025, 3)).Explain(family, programme.Index, -1);

        programme.Handling.ShouldBe(new WarningDays(1, 5, 10));
        explanation.TaskZh.ShouldBe("入户核实刚性支出1,500.00元的原因");
        explanation.Steps[^1].ShouldBe(explanation.Steps[^1] with { Kind = StepKind.Task, Sentence = explanation.TaskZh, SentenceEn = explanation.TaskEn });
        pack.In(new Month(2025, 3)).Task(family, programme.Index, -1, english: true).ShouldBe("Visit and find the cause of 1,500.00 yuan of necessary spending");
        explanation.Root.Value.ShouldBe("触发");
        PackTest.Run(pack).Failed.ShouldBe(0);
    }

    [Theory]
    [InlineData("task_en: Visit and find the cause of {rigid_expense} yuan of necessary spending\n", "", "'task_en:' is missing")]
    [InlineData("{rigid_expense}元的原因", "{rigid_expens}元的原因", "'rigid_expens' is not defined here; did you mean 'rigid_expense'?")]
    [InlineData("accept: 1", "accept: 7", "a warning is accepted first, then the family visited, then it is closed")]
    [InlineData("accept: 1", "accept: 0", "'accept:' is a number of working days from 1 to 250")]
    [InlineData("close: 10", "closed: 10", "'closed:' is not known here; did you mean 'close'?")]
    public void Read_WrongWarning_SaysWhat(string part, string instead, string expected)
    {
        Warning.ShouldContain(part);

        folder.Write("city/expense_alarm.yaml", Warning.Replace(part, instead, StringComparison.Ordinal)).Errors().ShouldContain(e => e.Contains(expected, StringComparison.Ordinal));
    }
}
