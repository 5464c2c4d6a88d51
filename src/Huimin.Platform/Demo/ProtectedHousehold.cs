using Huimin.Platform.People;

namespace Huimin.Platform.Demo;

/// <summary>People in extreme hardship 特困, orphans 孤儿, de facto unattended children 事实无人抚养儿童 and those of a hundred years.</summary>
internal sealed class ProtectedHousehold(DemoProfile profile, DemoBuilder builder, OrdinaryHousehold ordinary, ElderAges elderAges)
{
    private static readonly string[] Lost = ["dead", "in_prison", "severe_disability", "severe_illness"];

    private readonly Quota institution = new();
    private readonly Quota rural = new();

    public Made Tekun(long region, Hukou hukou, ref DemoRandom random)
    {
        var facts = builder.Facts;
        var inInstitution = institution.Next(profile.Assumed("tekun_institution"), ref random);
        var register = rural.Next(profile.Assumed("tekun_rural"), ref random) ? Hukou.Rural : Hukou.Urban;
        var household = builder.AddHousehold(register, inInstitution ? "敬老院" : OrdinaryHousehold.Address(register, ref random), meansChecked: true, ref random);
        var elder = random.Chance(0.93);
        var age = elder ? elderAges.Draw(36, 38, ref random) : random.Between(20, 59);
        var person = builder.AddPerson(household, Relation.Head, random.Chance(0.83) ? Sex.Male : Sex.Female, age, DemoNames.Surname(ref random), ref random);
        elderAges.Made(age);
        builder.Fact(person, facts.HasCapableSupporter, 0, facts.Visit);
        if (elder)
            builder.Income(person, facts.BasicPension, 163m + random.Below(20), facts.Insurance);
        else
            AddIncapacity(person, ref random);
        var failed = random.Draw([0.70, 0.08, 0.07, 0.05, 0.04, 0.03, 0.03]);
        builder.Fact(person, facts.SelfCareFailed, failed, facts.Assessment);
        if (inInstitution)
            builder.Fact(person, facts.Placement, facts.Option("placement", "institution"), facts.Visit);
        builder.Fact(household, facts.FinancialAssets, random.Between(0, 40) * 100_00L, facts.Bank);
        return new Made(1, 1);
    }

    public Made Orphan(long region, Hukou hukou, ref DemoRandom random)
    {
        var facts = builder.Facts;
        if (random.Chance(0.2))
        {
            var home = builder.AddHousehold(Hukou.Urban, "儿童福利院", meansChecked: true, ref random);
            var ward = AddWard(home, Relation.Head, ref random);
            AddOrphanhood(ward, "orphan");
            builder.Fact(ward, facts.Placement, facts.Option("placement", "institution"), facts.Visit);
            return new Made(1, 1);
        }

        var household = ordinary.MakeRelatives(region, hukou, ref random);
        AddOrphanhood(AddWard(household, Relation.Grandchild, ref random), "orphan");
        return new Made(3, 1);
    }

    public Made DeFactoOrphan(long region, Hukou hukou, ref DemoRandom random)
    {
        var household = ordinary.MakeRelatives(region, hukou, ref random);
        var ward = AddWard(household, Relation.Grandchild, ref random);
        builder.Fact(ward, builder.Facts.Guardianship, builder.Facts.Option("guardianship", "de_facto_unattended"), builder.Facts.Visit);
        AddParent(ward, builder.Facts.FatherState, builder.Facts.FatherStateSince, random.Pick(Lost), ref random);
        AddParent(ward, builder.Facts.MotherState, builder.Facts.MotherStateSince, "out_of_contact", ref random);
        return new Made(3, 1);
    }

    /// <summary>A child whose parents are dead, with relatives, whom nobody has recognised as an orphan yet.</summary>
    public Made UnrecognisedOrphan(long region, Hukou hukou, ref DemoRandom random)
    {
        var household = ordinary.MakeRelatives(region, hukou, ref random);
        AddOrphanhood(AddWard(household, Relation.Grandchild, ref random), null);
        return new Made(3, 1);
    }

    public Made Centenarian(long region, Hukou hukou, ref DemoRandom random)
    {
        var household = ordinary.MakeRelatives(region, hukou, ref random);
        builder.AddPerson(household, Relation.Grandparent, random.Chance(0.25) ? Sex.Male : Sex.Female, random.Between(100, 106), DemoNames.Surname(ref random), ref random);
        elderAges.Made(100);
        return new Made(3, 1);
    }

    private Person AddWard(Household household, Relation relation, ref DemoRandom random)
    {
        var age = random.Between(2, 17);
        var person = builder.AddPerson(household, relation, random.Chance(0.52) ? Sex.Male : Sex.Female, age, DemoNames.Surname(ref random), ref random);
        OrdinaryHousehold.AddStudy(person, age, builder, ref random);
        return person;
    }

    private void AddOrphanhood(Person child, string? recognisedAs)
    {
        var facts = builder.Facts;
        if (recognisedAs is not null)
            builder.Fact(child, facts.Guardianship, facts.Option("guardianship", recognisedAs), facts.Visit);
        builder.Fact(child, facts.FatherState, facts.Option("father_state", "dead"), facts.Police);
        builder.Fact(child, facts.MotherState, facts.Option("mother_state", "dead"), facts.Police);
    }

    // For longer than the six months that the law asks, in every month of history, and after the child's birth.
    private void AddParent(Person child, short state, short since, string what, ref DemoRandom random)
    {
        builder.Fact(child, state, builder.Facts.Option("father_state", what), builder.Facts.Police);
        builder.Fact(child, since, RecordedValue.OfDay(builder.Today.AddDays(-random.Between(450, 700))), builder.Facts.Police);
    }

    // Without labour capacity below 60: a severe physical, intellectual or mental disability.
    private void AddIncapacity(Person person, ref DemoRandom random)
    {
        var kind = random.Chance(0.5) ? "intellectual" : random.Chance(0.5) ? "mental" : "physical";
        builder.Fact(person, builder.Facts.DisabilityKind, builder.Facts.Option("disability_kind", kind), builder.Facts.Federation);
        builder.Fact(person, builder.Facts.DisabilityGrade, random.Between(1, 2), builder.Facts.Federation);
    }
}
