using Huimin.Platform.People;

namespace Huimin.Platform.Demo;

/// <summary>Households below the minimum-living standard 低保, and those just above it 低保边缘.</summary>
internal sealed class PoorHousehold(DemoProfile profile, DemoBuilder builder, MinimumStandard standard, ElderAges elderAges)
{
    private readonly double[] sizes = [.. profile.DibaoHouseholdSizes];
    private readonly double elderShare = profile.Has("hardship_elder_subsidy_recipients")
        ? profile.Figure("hardship_elder_subsidy_recipients") / profile.Figure("dibao_recipients")
        : profile.Assumed("elders_of_dibao_persons");

    // Of the standard, in hundredths: the income of a dibao household lies evenly below it.
    private readonly int incomeBelow = (int)Math.Round(profile.Assumed("dibao_income_below") * 100);

    // Where town and country are published apart, their share is kept; else it follows the places where people live.
    private readonly double? ruralShare = profile.Has("dibao_recipients_rural")
        ? profile.Figure("dibao_recipients_rural") / profile.Figure("dibao_recipients")
        : null;

    private readonly Quota rural = new();

    private readonly Members dibao = new(profile.Figure("hardship_disabled_allowance_recipients")
        * profile.Assumed("dibao_disabled_of_living_allowance") / profile.Figure("dibao_recipients"));

    private readonly Members marginal = new(profile.Figure("hardship_disabled_allowance_recipients")
        * (1 - profile.Assumed("dibao_disabled_of_living_allowance"))
        / (profile.Figure("dibao_recipients") * profile.Assumed("marginal_persons_per_dibao_person")));

    public Made Dibao(long region, Hukou hukou, ref DemoRandom random)
    {
        var size = random.Draw(sizes) + 1;
        if (ruralShare is { } share)
            hukou = IsRural(size, share, ref random) ? Hukou.Rural : Hukou.Urban;
        var household = builder.AddHousehold(hukou, OrdinaryHousehold.Address(hukou, ref random), meansChecked: true, ref random);
        var head = AddMembers(household, size, dibao, ref random);
        var line = standard.In(region, hukou);
        AddIncome(head, line * size * random.Below(incomeBelow) / 100m, ref random);
        builder.Fact(household, builder.Facts.FinancialAssets, (long)(line * size) * random.Below(16) * 100, builder.Facts.Bank);
        if (random.Chance(0.08))
            builder.Fact(household, builder.Facts.RigidExpense, random.Between(5, 60) * 10_00L, builder.Facts.Visit);
        return new Made(size, size);
    }

    public Made Marginal(long region, Hukou hukou, ref DemoRandom random)
    {
        var size = random.Draw([0.35, 0.35, 0.18, 0.12]) + 1;
        var household = builder.AddHousehold(hukou, OrdinaryHousehold.Address(hukou, ref random), meansChecked: true, ref random);
        var head = AddMembers(household, size, marginal, ref random);
        var line = standard.In(region, hukou);
        AddIncome(head, line * size * random.Between(106, 146) / 100m, ref random);
        builder.Fact(household, builder.Facts.FinancialAssets, (long)(line * size) * random.Between(1, 22) * 100, builder.Facts.Bank);
        return new Made(size, size);
    }

    private bool IsRural(int persons, double share, ref DemoRandom random)
    {
        rural.Advance(persons * share);
        if (!rural.IsDue(ref random))
            return false;
        rural.Take(persons);
        return true;
    }

    private Person AddMembers(Household household, int size, Members members, ref DemoRandom random)
    {
        var surname = DemoNames.Surname(ref random);
        Person? head = null;
        for (var i = 0; i < size; i++)
        {
            var isElder = members.Elders.Next(elderShare, ref random);
            var isChild = !isElder && i > 0 && random.Chance(0.45);
            var age = isElder ? elderAges.Draw(38, 40, ref random) : isChild ? random.Between(1, 17) : random.Between(22, 59);
            var sex = random.Chance(0.5) ? Sex.Male : Sex.Female;
            var relation = i == 0 ? Relation.Head : isChild ? sex == Sex.Male ? Relation.Son : Relation.Daughter : Relation.Spouse;
            var person = builder.AddPerson(household, relation, sex, age, surname, ref random);
            elderAges.Made(age);
            head ??= person;
            AddCondition(person, age, members, ref random);
        }

        return head!;
    }

    private void AddCondition(Person person, int age, Members members, ref DemoRandom random)
    {
        if (age is >= 16 and < 22)
            OrdinaryHousehold.AddStudy(person, age, builder, ref random);
        if (age >= 60)
        {
            builder.Income(person, builder.Facts.BasicPension, 163m + random.Below(40), builder.Facts.Insurance);
            if (random.Chance(0.16))
                builder.Fact(person, builder.Facts.AbilityLevel, random.Between(1, 4), builder.Facts.Assessment);
        }
        else if (random.Chance(0.22))
        {
            builder.Fact(person, builder.Facts.SeriousIllness, 1, builder.Facts.Health);
        }

        if (members.Disabled.Next(members.DisabledShare, ref random))
        {
            var isSevere = members.Severe.Next(profile.Assumed("severe_of_dibao_disabled"), ref random);
            Disability.Add(builder, person, isSevere ? random.Between(1, 2) : random.Between(3, 4), ref random);
        }
    }

    private void AddIncome(Person head, decimal income, ref DemoRandom random)
    {
        var age = builder.Today.Year - head.BirthDate!.Value.Year;
        var (fact, source) = age >= 62
            ? (builder.Facts.SupportIncome, builder.Facts.Visit)
            : random.Chance(0.5) ? (builder.Facts.Wage, builder.Facts.Insurance) : (builder.Facts.BusinessIncome, builder.Facts.Visit);
        // One in fifty earned more until some day of the last months: new to assistance since then.
        if (random.Chance(0.02))
        {
            var day = builder.Today.AddDays(-random.Between(1, 140));
            builder.Income(head, builder.Facts.Wage, 4_200m, builder.Facts.Insurance, to: day);
            if (fact == builder.Facts.Wage)
            {
                builder.Income(head, fact, decimal.Floor(income), source, from: day);
                return;
            }
        }

        builder.Income(head, fact, decimal.Floor(income), source);
    }

    /// <summary>Keeps the shares of elders and disabled people among the members of one group of households.</summary>
    private sealed record Members(double DisabledShare)
    {
        public Quota Elders { get; } = new();

        public Quota Disabled { get; } = new();

        public Quota Severe { get; } = new();
    }
}
