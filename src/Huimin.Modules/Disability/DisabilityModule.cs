using Huimin.Modules.Disability.Allowances;
using Huimin.Platform.Cases.Types;
using Huimin.Platform.Cockpit;
using Huimin.Platform.Indicators;
using Huimin.Platform.Modules;
using Huimin.Platform.Registers;

namespace Huimin.Modules.Disability;

/// <summary>残疾人福利.</summary>
public sealed class DisabilityModule : Module
{
    public override string Line => "disability";

    public override IReadOnlyList<CaseType> CaseTypes { get; } = [TwoAllowances.Application, TwoAllowances.Change, TwoAllowances.Push];

    public override IReadOnlyList<RegisterType> Registers { get; } = [MentalRehabilitation.Clients, MentalRehabilitation.Points, CareVisits.Register];

    public override IReadOnlyList<Indicator> Indicators { get; } = DisabilityIndicators.All;

    public override IReadOnlyList<Headline> Headlines { get; } =
    [
        new("disability_subsidy_recipients", 40), new("hardship_disabled_allowance_recipients", 140), new("severe_disabled_allowance_recipients", 150), new("disability_subsidy_expenditure", 160),
    ];
}
