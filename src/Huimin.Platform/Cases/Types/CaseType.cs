using Huimin.Platform.Awards;
using Huimin.Platform.Values;

namespace Huimin.Platform.Cases.Types;

/// <summary>Whom a case is about.</summary>
public enum CaseScope : short
{
    /// <summary>A family 按户.</summary>
    Household = 1,

    /// <summary>One person 按人.</summary>
    Person = 2,
}

/// <summary>What a case is for, which decides what its decision may say.</summary>
public enum CasePurpose : short
{
    /// <summary>Somebody applies; the decision grants or refuses 申请.</summary>
    Application = 1,

    /// <summary>An award in force is looked at again; the decision keeps, raises, cuts or stops it 动态管理.</summary>
    Change = 2,

    /// <summary>The upper level looks at a decision or a complaint again; the decision upholds or overturns 提级复审.</summary>
    Review = 3,

    /// <summary>Help that is given and ends with a result: an episode of relief, a referral 服务.</summary>
    Service = 4,
}

/// <summary>
/// A kind of matter 事项 that offices handle, declared by the module of its line. Everything that any matter needs (intake, supplement,
/// withdrawal, transfer, escalated review, clocks, lists) the engine gives to every type alike; a type says only what is its own.
/// </summary>
public sealed record CaseType
{
    /// <summary>Stored with every case: never changed, never given to another type.</summary>
    public required string Code { get; init; }

    public required FormattableString Name { get; init; }

    /// <summary>One sentence for residents: who applies for this and what it gives.</summary>
    public required FormattableString Summary { get; init; }

    /// <summary>Code of the business line.</summary>
    public required string Line { get; init; }

    public CasePurpose Purpose { get; init; } = CasePurpose.Application;

    public CaseScope Scope { get; init; } = CaseScope.Household;

    /// <summary>
    /// Codes of the programmes that one application is tested for, in the order of the law (一次申请、分类认定); the first that fits is
    /// what the opinion proposes.
    /// </summary>
    public IReadOnlyList<string> Programmes { get; init; } = [];

    /// <summary>Whether every programme that fits is granted, such as both allowances of disabled people, and not only the first.</summary>
    public bool GrantsEach { get; init; }

    /// <summary>Code of the purpose for which means may be checked (<see cref="Privacy.DataChecks.DataCheckPurpose"/>); null where no check is made.</summary>
    public string? CheckPurpose { get; init; }

    /// <summary>The forms that were ever in use, in order; a case keeps the one that it began with.</summary>
    public required IReadOnlyList<FormVersion> Forms { get; init; }

    public IReadOnlyList<DocumentKind> Documents { get; init; } = [];

    /// <summary>In order; a case begins at the first.</summary>
    public required IReadOnlyList<CaseStep> Steps { get; init; }

    /// <summary>From acceptance to the decision; null where the law sets none.</summary>
    public Limit? Whole { get; init; }

    /// <summary>The longest that the whole may take where the case is special; null where it cannot be extended 延长办理.</summary>
    public Limit? WholeExtended { get; init; }

    /// <summary>The whole's time of cases that have another than the rest, such as those that another province handed over; null for the usual one.</summary>
    public Func<Case, Limit?>? WholeOf { get; init; }

    /// <summary>How a case ends that is never decided upon, by its answers; helped where null.</summary>
    public Func<CaseForm, CaseOutcome>? EndsAs { get; init; }

    /// <summary>
    /// Begun without a family on record: a report, an encounter in the street. Whom it is about may be unknown.
    /// </summary>
    public bool WithoutFamily { get; init; }

    /// <summary>The law, as letters cite it when no programme gives its own.</summary>
    public IReadOnlyList<string> Law { get; init; } = [];

    /// <summary>Residents may begin it on their phone 掌上办.</summary>
    public bool Online { get; init; } = true;

    /// <summary>May be received anywhere and handed to where the family is registered 跨域通办.</summary>
    public bool CrossRegion { get; init; } = true;

    /// <summary>Handled where it happens, whatever the registration 急难发生地.</summary>
    public bool WhereItHappens { get; init; }

    /// <summary>The subject is a child: no name and no publicity anywhere.</summary>
    public bool AboutChildren { get; init; }

    /// <summary>
    /// What a change case says about the family beside the facts on record, as raw values of the policies' household facts; the decision
    /// records it. Null for nothing.
    /// </summary>
    public Func<CaseForm, Award, IReadOnlyDictionary<string, long>>? Stated { get; init; }

    /// <summary>By programme: the household fact that records the day on which an award of it ended.</summary>
    public IReadOnlyDictionary<string, string> EndedFacts { get; init; } = new Dictionary<string, string>();

    /// <summary>Within this time a supplement must come, or the application counts as withdrawn 视为撤回; null where it never does.</summary>
    public Limit? SupplementWithin { get; init; } = Limit.Days(30);

    public CaseStep First => Steps[0];

    public FormVersion CurrentForm => Forms[^1];

    public CaseStep Step(string code) =>
        Steps.FirstOrDefault(s => s.Code == code) ?? throw new InvalidOperationException($"Case type {Code} has no step '{code}'.");

    public FormVersion Form(int version) =>
        Forms.FirstOrDefault(f => f.Number == version) ?? throw new InvalidOperationException($"Case type {Code} has no form {version}.");

    /// <summary>The step after this one that the case does not leave out; null after the last.</summary>
    public CaseStep? After(CaseStep step, Case record)
    {
        ArgumentNullException.ThrowIfNull(step);
        return Steps.SkipWhile(s => s != step).Skip(1).FirstOrDefault(s => s.Unless?.Invoke(record) != true);
    }

    /// <summary>The steps that a case at this one may be sent back to, nearest first.</summary>
    public IReadOnlyList<CaseStep> Before(CaseStep step) => [.. Steps.TakeWhile(s => s != step).Where(s => s.Work != StepWork.Publicity).Reverse()];
}
