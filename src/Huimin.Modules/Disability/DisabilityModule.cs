using Huimin.Modules.Disability.Allowances;
using Huimin.Platform.Cases.Types;
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
}
