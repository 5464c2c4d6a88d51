using Huimin.Platform.Regions;
using Huimin.Platform.Values;

namespace Huimin.Platform.Cases.Types;

/// <summary>What is done at a step: each kind has its part of the case page and its rule for when it is done.</summary>
public enum StepWork : short
{
    /// <summary>The application is looked through: complete, to be supplemented once, or not accepted 受理.</summary>
    Intake = 1,

    /// <summary>Income and property are asked of other offices 经济状况核对.</summary>
    DataCheck = 2,

    /// <summary>Two people visit the home 入户调查.</summary>
    HomeVisit = 3,

    /// <summary>Villagers are heard 民主评议; only where objections exist or facts are hard to verify.</summary>
    DemocraticReview = 4,

    /// <summary>The first opinion with the computed entitlement 初审意见.</summary>
    Opinion = 5,

    /// <summary>The opinion is posted for objections 公示.</summary>
    Publicity = 6,

    /// <summary>The family is heard before a cut or a stop 听取意见 (社会救助法 art. 48).</summary>
    Hearing = 7,

    /// <summary>The decision, with its effects 审核确认.</summary>
    Decision = 8,

    /// <summary>The letter is handed over 送达.</summary>
    Delivery = 9,

    /// <summary>Something that ends with a note of what was done.</summary>
    Task = 10,
}

/// <summary>A step of a case type 环节.</summary>
/// <param name="Code">Stored with the case.</param>
/// <param name="Level">The level of the unit that acts: its township, county or city.</param>
/// <param name="Permission">What the duty of whoever acts must allow.</param>
/// <param name="Limit">How long it may take; null where only the whole case is limited.</param>
public sealed record CaseStep(string Code, FormattableString Name, StepWork Work, RegionLevel Level, string Permission, Limit? Limit = null)
{
    /// <summary>True for a case that leaves the step out.</summary>
    public Func<Case, bool>? Unless { get; init; }

    /// <summary>Days of a publicity; only at <see cref="StepWork.Publicity"/>.</summary>
    public int PublicityDays { get; init; } = 7;

    /// <summary>What the days of a publicity are.</summary>
    public LimitUnit PublicityUnit { get; init; } = LimitUnit.Days;

    /// <summary>The type's own rule for when the step is done: why it is not yet, or null when it is. Asked after the rules of its work.</summary>
    public Func<CaseFile, FormattableString?>? WhyNotDone { get; init; }

    /// <summary>Days after the step began on which whoever handles it is warned, though its time is not over: 8 of ten days in a station.</summary>
    public int? WarnAfterDays { get; init; }

    /// <summary>Codes of the documents without which the step is not done.</summary>
    public IReadOnlyList<string> Needs { get; init; } = [];

    /// <summary>The county may hand the decision down to the township 审核确认权限下放 (社会救助法 art. 44).</summary>
    public bool MayBeDelegated { get; init; }

    /// <summary>What whoever works at the step fills in beside the form, such as the self-care items or the place of an escort.</summary>
    public IReadOnlyList<FormField> Fields { get; init; } = [];

    /// <summary>Code of the count among <see cref="Fields"/> that figures add up over its records: minutes of service; null for none.</summary>
    public string? Quantity { get; init; }
}

/// <summary>A paper or photo that belongs to a matter 材料.</summary>
/// <param name="Required">Without it the application is incomplete.</param>
/// <param name="Held">
/// What other offices can be asked for: it is never asked of the applicant (社会救助法 art. 42), only noted as to be looked up.
/// </param>
public sealed record DocumentKind(string Code, FormattableString Name, bool Required = false, bool Held = false)
{
    /// <summary>Needed only for some cases; null for all.</summary>
    public Func<CaseForm, bool>? When { get; init; }
}
