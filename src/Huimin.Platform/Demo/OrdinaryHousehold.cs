using Huimin.Platform.People;

namespace Huimin.Platform.Demo;

/// <summary>Households that need no assistance: income well above the standard or, now and then, low income with property above the limits.</summary>
internal sealed class OrdinaryHousehold(DemoProfile profile, DemoBuilder builder, MinimumStandard standard, ElderAges elderAges)
{
    // Shares of household shapes: single elder, elder couple, single adult, couple, couple with one child, with two
    // children, with one child and a grandparent, three generations with two children.
    private static readonly double[] Shapes = [0.06, 0.15, 0.10, 0.13, 0.18, 0.17, 0.11, 0.10];

    private readonly Quota severe = new();
    private readonly Quota moderate = new();
    private readonly Quota moved = new();
    private readonly double severeRate = SevereRate(profile);
    private readonly long[] recent = new long[64];
    private int made;

    /// <returns>Residents made.</returns>
    public int Make(long region, Hukou hukou, ref DemoRandom random)
    {
        var household = Begin(hukou, ref random);
        var people = builder.Batch.People;
        var first = people.Count;
        var income = AddMembers(household, random.Draw(Shapes), ref random);
        var persons = people.Count - first;
        for (var i = first; i < people.Count; i++)
            AddDisability(people[i], ref random);
        AddMeans(household, region, persons, income, people[first], ref random);
        AddMove(household, people[first + Math.Min(1, persons - 1)], ref random);
        return persons;
    }

    /// <summary>An ordinary couple in the grandparents' place for a child who lives with relatives.</summary>
    public Household MakeRelatives(long region, Hukou hukou, ref DemoRandom random)
    {
        var household = Begin(hukou, ref random);
        var first = builder.Batch.People.Count;
        var income = AddMembers(household, 3, ref random);
        AddMeans(household, region, 3, income, builder.Batch.People[first], ref random); // as if for three: the child may be counted
        return household;
    }

    public static string Address(Hukou hukou, ref DemoRandom random) => hukou == Hukou.Urban && random.Chance(0.7)
        ? $"{random.Between(1, 28)}号楼{random.Between(1, 4)}单元{random.Between(1, 17)}0{random.Between(1, 3)}室"
        : $"{random.Between(1, 480)}号";

    // The published figure counts everybody; what the poor households contribute is taken off.
    private static double SevereRate(DemoProfile profile)
    {
        var all = profile.Rate("severe_disabled_allowance_recipients");
        var ofPoor = profile.Rate("hardship_disabled_allowance_recipients") * profile.Assumed("severe_of_dibao_disabled");
        var notOrdinary = profile.Rate("dibao_recipients") * (1 + profile.Assumed("marginal_persons_per_dibao_person")) + profile.Rate("tekun_recipients");
        return (all - ofPoor) / (1 - notOrdinary);
    }

    private Household Begin(Hukou hukou, ref DemoRandom random) =>
        builder.AddHousehold(hukou, Address(hukou, ref random), !random.Chance(profile.Assumed("means_unchecked_households")), ref random);

    private decimal AddMembers(Household household, int shape, ref DemoRandom random)
    {
        var surname = DemoNames.Surname(ref random);
        if (shape <= 1)
            return AddElders(household, surname, shape + 1, ref random);

        var headAge = shape switch { 2 => random.Between(20, 59), 3 => random.Between(24, 59), _ => random.Between(28, 50) };
        var income = AddWorker(household, Relation.Head, random.Chance(0.8) ? Sex.Male : Sex.Female, headAge, surname, ref random);
        if (shape == 2)
            return income;
        var head = builder.Batch.People[^1];
        var spouse = head.Sex == Sex.Male ? Sex.Female : Sex.Male;
        income += AddWorker(household, Relation.Spouse, spouse, Math.Clamp(headAge + random.Between(-3, 2), 22, 59), DemoNames.Surname(ref random), ref random);
        var children = shape switch { 4 or 6 => 1, 5 or 7 => 2, _ => 0 };
        for (var i = 0; i < children; i++)
            AddChild(household, Math.Max(0, headAge - random.Between(23, 31) - (4 * i)), surname, ref random);
        if (shape >= 6)
            income += AddElder(household, Relation.Parent, random.Chance(0.45) ? Sex.Male : Sex.Female, Math.Min(99, headAge + random.Between(22, 32)), surname, ref random);
        return income;
    }

    private decimal AddElders(Household household, char surname, int count, ref DemoRandom random)
    {
        var age = elderAges.Draw(36, 40, ref random);
        var sex = count == 1 && random.Chance(0.6) ? Sex.Female : Sex.Male;
        var income = AddElder(household, Relation.Head, sex, age, surname, ref random);
        if (count == 2)
            income += AddElder(household, Relation.Spouse, Sex.Female, Math.Clamp(age + random.Between(-4, 2), 58, 99), DemoNames.Surname(ref random), ref random);
        return income;
    }

    private decimal AddWorker(Household household, Relation relation, Sex sex, int age, char surname, ref DemoRandom random)
    {
        var person = builder.AddPerson(household, relation, sex, age, surname, ref random);
        if (household.Hukou == Hukou.Rural && random.Chance(0.35))
        {
            var farm = 400m + (random.Below(220) * 10);
            builder.Income(person, builder.Facts.BusinessIncome, farm, builder.Facts.Visit);
            return farm;
        }

        var wage = 1900m + (Math.Min(random.Below(700), random.Below(700)) * 10);
        if (random.Chance(0.03))
        {
            // A recent change of job: the wage of today holds from a day in the last months.
            var day = builder.Today.AddDays(-random.Between(1, 140));
            builder.Income(person, builder.Facts.Wage, wage - 300, builder.Facts.Insurance, to: day);
            builder.Income(person, builder.Facts.Wage, wage, builder.Facts.Insurance, from: day);
        }
        else
        {
            builder.Income(person, builder.Facts.Wage, wage, builder.Facts.Insurance);
        }

        return wage;
    }

    private decimal AddElder(Household household, Relation relation, Sex sex, int age, char surname, ref DemoRandom random)
    {
        var person = builder.AddPerson(household, relation, sex, age, surname, ref random);
        elderAges.Made(age);
        if (household.Hukou == Hukou.Urban && random.Chance(0.7))
        {
            var pension = 1800m + (random.Below(320) * 10);
            builder.Income(person, builder.Facts.TransferIncome, pension, builder.Facts.Insurance);
            return pension;
        }

        if (age >= 60)
            builder.Income(person, builder.Facts.BasicPension, 163m + random.Below(60), builder.Facts.Insurance);
        var own = random.Below(90) * 10m;
        builder.Income(person, builder.Facts.BusinessIncome, own, builder.Facts.Visit);
        if (age >= 75 && random.Chance(0.15))
            builder.Fact(person, builder.Facts.AbilityLevel, random.Between(1, 4), builder.Facts.Assessment);
        return own;
    }

    private void AddChild(Household household, int age, char surname, ref DemoRandom random)
    {
        var sex = random.Chance(0.52) ? Sex.Male : Sex.Female;
        var child = builder.AddPerson(household, sex == Sex.Male ? Relation.Son : Relation.Daughter, sex, Math.Min(age, 21), surname, ref random);
        AddStudy(child, Math.Min(age, 21), builder, ref random);
    }

    /// <summary>Schooling after the compulsory years is a fact of its own: it keeps grown children counted and supported.</summary>
    public static void AddStudy(Person child, int age, DemoBuilder builder, ref DemoRandom random)
    {
        if (age < 16)
            return;
        var study = age < 19 ? random.Chance(0.7) ? "senior" : "vocational" : "college";
        builder.Fact(child, builder.Facts.Study, builder.Facts.Option("study", study), builder.Facts.Education, builder.Today.AddDays(-70));
    }

    private void AddDisability(Person person, ref DemoRandom random)
    {
        if (severe.Next(severeRate, ref random))
            Disability.Add(builder, person, random.Between(1, 2), ref random);
        else if (moderate.Next(profile.Assumed("disabled_moderate_per_resident"), ref random))
            Disability.Add(builder, person, random.Between(3, 4), ref random);
    }

    private void AddMeans(Household household, long region, int persons, decimal income, Person head, ref DemoRandom random)
    {
        var line = standard.In(region, household.Hukou);
        var property = 5_000L + ((long)random.Below(300) * random.Below(300) * 2);
        if (income < line * 1.6m * persons)
        {
            if (random.Chance(0.25))
            {
                // Little income, but savings of more than five years of the standard.
                property = (long)(line * persons) * random.Between(62, 150);
            }
            else
            {
                var missing = (line * persons * (1.6m + (random.Below(120) / 100m))) - income;
                builder.Income(head, builder.Facts.SupportIncome, decimal.Floor(missing) + 1, builder.Facts.Visit);
            }
        }

        builder.Fact(household, builder.Facts.FinancialAssets, property * 100, builder.Facts.Bank);
        if (random.Chance(household.Hukou == Hukou.Urban ? 0.4 : 0.25))
            builder.Fact(household, builder.Facts.Vehicles, 1, builder.Facts.VehicleRegister);
        if (random.Chance(0.12))
            builder.Fact(household, builder.Facts.Dwellings, 2, builder.Facts.RealEstate);
    }

    /// <summary>Some people moved here from another household in the last months; the earlier stay is kept.</summary>
    private void AddMove(Household household, Person person, ref DemoRandom random)
    {
        var from = recent[made % recent.Length];
        recent[made++ % recent.Length] = household.Id;
        moved.Advance(3 * profile.Assumed("moves_per_resident_month") * (DemoCity.MonthsOfHistory - 1));
        if (from == 0 || !moved.IsDue(ref random))
            return;
        moved.Take();
        var stay = person.MemberSince;
        var day = builder.Today.AddDays(-random.Between(1, 30 * (DemoCity.MonthsOfHistory - 1)));
        if (stay >= day)
            return;
        person.HouseholdId = from;
        builder.Batch.FormerMemberships.Add(person.MoveTo(household.Id, household.Region, person.Relation, day));
    }
}

/// <summary>Disability certificates as the federation registers them.</summary>
internal static class Disability
{
    private static readonly string[] Kinds = ["vision", "hearing", "speech", "physical", "intellectual", "mental", "multiple"];
    private static readonly double[] Shares = [0.12, 0.10, 0.02, 0.54, 0.10, 0.09, 0.03];

    public static void Add(DemoBuilder builder, Person person, int grade, ref DemoRandom random)
    {
        var kind = Kinds[random.Draw(Shares)];
        builder.Fact(person, builder.Facts.DisabilityKind, builder.Facts.Option("disability_kind", kind), builder.Facts.Federation);
        builder.Fact(person, builder.Facts.DisabilityGrade, grade, builder.Facts.Federation);
    }
}
