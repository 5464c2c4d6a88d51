using System.Globalization;
using Huimin.Platform.Cases.Types;
using Huimin.Platform.Data;
using Huimin.Platform.People;
using Huimin.Platform.Programmes;
using Huimin.Policies;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Cases.Assessing;

/// <summary>
/// Computes what a case's family is entitled to 审核测算: the same policies and the same recorded facts as the nightly pass, with what the
/// application itself says, for the first month that each programme would begin in if it were decided on a day.
/// </summary>
public sealed class AssessCase(AppDbContext context, PolicyLibrary policies)
{
    /// <summary>Field of the form that makes the applicant a household of one 单人户.</summary>
    public const string Alone = "alone";

    /// <param name="decided">The day of the decision: today, until it is made.</param>
    public async Task<CaseAssessment> RunAsync(CaseType type, Case record, DateOnly decided, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(record);
        if (type.Programmes.Count == 0)
            return new CaseAssessment([], null);
        if (record.HouseholdId is not { } household)
            return new CaseAssessment([], null, $"还没有关联家庭，不能测算。请先查找或者登记申请人。");
        var applied = DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(record.ReceivedAt, DateTimeKind.Utc), TimeZoneInfo.Local));
        var stated = type.Stated is not null && record.AwardId is { } id && await context.Awards.AsNoTracking().FirstOrDefaultAsync(a => a.Id == id, cancellation) is { } award
            ? type.Stated(record.Answers ?? new CaseForm(), award)
            : null;
        var families = new Dictionary<Month, EvaluatedFamily?>();
        var lines = new List<AssessedLine>();
        RecordedFamily? shown = null;
        foreach (var code in type.Programmes)
        {
            if (policies.PackIn(Month.Of(decided))?.Find(code) is not { } current || current.FirstMonth(applied, decided, decided) is not { } month)
                continue;
            if (policies.PackIn(month)?.Find(code) is not { } programme)
                continue;
            if (!families.TryGetValue(month, out var family))
                families[month] = family = await EvaluateAsync(policies.In(month), type, record, household, month, stated, cancellation);
            if (family is null)
                continue;
            shown = family.Family;
            Add(lines, family, programme, record.PersonId);
        }

        return shown is null ? new CaseAssessment([], null, $"这户家庭在起始月份没有登记的成员，不能测算。") : new CaseAssessment(lines, shown);
    }

    /// <summary>The policies that decide about a month.</summary>
    public PolicyPack PackIn(Month month) => policies.Require(month);

    /// <returns>Null where nobody is on record in that month.</returns>
    private async Task<EvaluatedFamily?> EvaluateAsync(
        MonthPolicy policy, CaseType type, Case record, long household, Month month, IReadOnlyDictionary<string, long>? stated, CancellationToken cancellation)
    {
        var family = await RecordedFamily.LoadAsync(
            context, policy.Pack.Facts, household, month, cancellation, Inputs(policy.Pack, type.Form(record.FormVersion), type, record.Answers), record.PersonId,
            alone: record.PersonId is not null && record.Answers?.IsYes(Alone) == true, stated: stated);
        if (family is not { MemberCount: > 0 })
            return null;
        var evaluator = policy.CreateEvaluator();
        evaluator.Evaluate(family);
        return new EvaluatedFamily(policy, family, evaluator, policy.Explain(family, m => family.Members[m].Name));
    }

    private static void Add(List<AssessedLine> lines, EvaluatedFamily evaluated, Programme programme, long? person)
    {
        var (policy, family, evaluator, explanations) = evaluated;
        if (programme.OfHousehold)
        {
            lines.Add(new AssessedLine(programme, -1, null, policy.Month, explanations.Explain(programme, -1), evaluator.PersonsCovered(programme.Index))
            {
                TownshipDecides = evaluator.Says(programme, "township_decides") == true,
            });
            return;
        }

        for (var member = 0; member < family.MemberCount; member++)
        {
            if (person is null || family.Members[member].Id == person)
                lines.Add(new AssessedLine(programme, member, family.Members[member], policy.Month, explanations.Explain(programme, member), 1));
        }
    }

    /// <summary>A family with what the policies of a month say of it: worked out once for all programmes of the case.</summary>
    private sealed record EvaluatedFamily(MonthPolicy Policy, RecordedFamily Family, FamilyEvaluator Evaluator, FamilyExplanations Explanations);

    /// <summary>The answers that programmes ask of an application, as raw values; what is not answered is unknown.</summary>
    private static Dictionary<string, long> Inputs(PolicyPack pack, FormVersion form, CaseType type, CaseForm? answers)
    {
        var inputs = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var field in form.Fields.Concat(type.Steps.SelectMany(s => s.Fields)).Where(f => f.Input is not null))
        {
            var (programme, input) = (field.Input!.Split('.')[0], field.Input.Split('.')[1]);
            var asked = pack.Find(programme)?.Inputs.FirstOrDefault(i => i.Code == input);
            if (asked is not null && answers?[field.Code] is { Length: > 0 } text && asked.Read(Written(field, text), out var raw) is null)
                inputs[field.Input] = raw;
        }

        return inputs;
    }

    /// <summary>An answer in the form in which policies read values.</summary>
    private static string Written(FormField field, string answer) => field.Kind switch
    {
        FieldKind.YesNo => answer == "yes" ? "true" : "false",
        FieldKind.Money => decimal.TryParse(answer, NumberStyles.Number, CultureInfo.InvariantCulture, out var yuan) ? yuan.ToString(CultureInfo.InvariantCulture) : answer,
        _ => answer,
    };
}
