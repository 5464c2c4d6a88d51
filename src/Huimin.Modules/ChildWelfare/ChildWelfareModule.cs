using Huimin.Modules.ChildWelfare.Benefits;
using Huimin.Modules.ChildWelfare.Protection;
using Huimin.Platform.Cases.Types;
using Huimin.Platform.Cockpit;
using Huimin.Platform.Indicators;
using Huimin.Platform.Modules;
using Huimin.Platform.Registers;

namespace Huimin.Modules.ChildWelfare;

/// <summary>儿童福利和未成年人保护.</summary>
public sealed class ChildWelfareModule : Module
{
    public override string Line => "child_welfare";

    public override IReadOnlyList<CaseType> CaseTypes { get; } =
    [
        ChildBenefits.Orphan, ChildBenefits.DeFactoOrphan, ChildBenefits.StudyAid, ChildBenefits.Change,
        ChildProtection.Report, ChildProtection.Guardianship, ChildProtection.Assessment, ChildProtection.FundGrant, ChildProtection.Transfer,
    ];

    public override IReadOnlyList<RegisterType> Registers { get; } =
    [
        ChildFiles.Children, ChildFiles.InInstitutions,
        ProtectionStaff.Directors, ProtectionStaff.Supervisors, ProtectionStaff.Officers, ProtectionStaff.VolunteerTeams,
        CareFund.Register,
        ChildProgrammes.Titles, ChildProgrammes.Programmes,
        FormerRegisters.Reports,
    ];

    public override IReadOnlyList<Indicator> Indicators { get; } = ChildIndicators.All;

    public override IReadOnlyList<Headline> Headlines { get; } =
    [
        new("orphan_hardship_children_supported", 50), new("orphans", 170), new("de_facto_unattended_children", 180), new("hardship_children", 190), new("left_behind_children", 200),
    ];
}
