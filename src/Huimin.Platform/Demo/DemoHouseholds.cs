using Huimin.Platform.People;

namespace Huimin.Platform.Demo;

/// <summary>
/// Makes the households of a village: those of the published groups as often as their figures say, all others such that
/// the rules leave them out for a reason that can be read (income, property).
/// </summary>
internal sealed class DemoHouseholds
{
    private readonly DemoProfile profile;
    private readonly DemoBuilder builder;
    private readonly OrdinaryHousehold ordinary;
    private readonly PoorHousehold poor;
    private readonly ProtectedHousehold protectedOnes;
    private readonly ElderAges elderAges;
    private readonly DemoEvents events;
    private readonly List<Kind> kinds;
    private double dead;

    public DemoHouseholds(DemoProfile profile, DemoBuilder builder, MinimumStandard standard)
    {
        this.profile = profile;
        this.builder = builder;
        elderAges = new ElderAges(profile);
        events = new DemoEvents(profile, builder, standard);
        ordinary = new OrdinaryHousehold(profile, builder, standard, elderAges);
        poor = new PoorHousehold(profile, builder, standard, elderAges);
        protectedOnes = new ProtectedHousehold(profile, builder, ordinary, elderAges);
        var children = profile.Rate("orphan_hardship_children_supported");
        var orphans = profile.Assumed("orphans_of_hardship_children");
        kinds =
        [
            // One person of the group a household, so that the rate is of households; the poor come by persons.
            new(profile.Rate("tekun_recipients"), DemoGroup.Protected, protectedOnes.Tekun),
            new(profile.Rate("dibao_recipients"), DemoGroup.Dibao, poor.Dibao),
            new(profile.Rate("dibao_recipients") * profile.Assumed("marginal_persons_per_dibao_person"), DemoGroup.Marginal, poor.Marginal),
            new(children * orphans, DemoGroup.Protected, protectedOnes.Orphan, FollowsPoverty: false),
            new(children * (1 - orphans), DemoGroup.Protected, protectedOnes.DeFactoOrphan, FollowsPoverty: false),
            new(profile.Assumed("centenarians_per_resident"), DemoGroup.Protected, protectedOnes.Centenarian, FollowsPoverty: false),
            new(profile.Assumed("unrecognised_orphans_per_resident"), DemoGroup.Protected, protectedOnes.UnrecognisedOrphan, FollowsPoverty: false),
        ];
    }

    /// <summary>Mean of <see cref="DemoProfile.Poverty"/> over the residents, by which each county's rates are divided.</summary>
    public double MeanPoverty { get; set; } = 1;

    /// <returns>Residents made; the dead, who are extra, not counted.</returns>
    public int Next(long region, bool town, ref DemoRandom random)
    {
        var hukou = random.Chance(town ? 0.78 : 0.10) ? Hukou.Urban : Hukou.Rural;
        var persons = 0;
        var group = DemoGroup.Ordinary;
        var mark = events.Mark();
        foreach (var kind in kinds)
        {
            if (!kind.Quota.IsDue(ref random))
                continue;
            var made = kind.Make(region, hukou, ref random);
            kind.Quota.Take(made.OfKind);
            persons = made.Persons;
            group = kind.Group;
            break;
        }

        if (persons == 0)
            persons = ordinary.Make(region, hukou, ref random);
        events.Happen(mark, region, group, ref random);
        var poverty = profile.Poverty(region) / MeanPoverty;
        foreach (var kind in kinds)
            kind.Quota.Advance(persons * kind.Rate * (kind.FollowsPoverty ? poverty : 1));
        elderAges.Advance(persons);
        AddDead(persons, ref random);
        return persons;
    }

    /// <summary>Some households lost a member in the last months; the dead stay in the records with the day.</summary>
    private void AddDead(int persons, ref DemoRandom random)
    {
        dead += persons * profile.Assumed("deaths_per_resident_month") * (DemoCity.MonthsOfHistory - 1);
        if (dead < 1)
            return;
        dead -= 1;
        var household = builder.Batch.Households[^1];
        var sex = random.Chance(0.52) ? Sex.Male : Sex.Female;
        var person = builder.AddPerson(household, Relation.Parent, sex, random.Between(66, 96), DemoNames.Surname(ref random), ref random);
        person.DiedOn = builder.RecentDay(ref random);
    }

    private sealed record Kind(double Rate, DemoGroup Group, Maker Make, bool FollowsPoverty = true)
    {
        public Quota Quota { get; } = new();
    }
}

/// <summary>How many residents a household got, and how many of them are of the group that was due.</summary>
internal readonly record struct Made(int Persons, int OfKind);

internal delegate Made Maker(long region, Hukou hukou, ref DemoRandom random);
