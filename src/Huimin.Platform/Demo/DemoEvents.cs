using Huimin.Platform.People;

namespace Huimin.Platform.Demo;

/// <summary>
/// What happened to some households in the last months: high spending, accidents, lost work, new disabilities. The rules that
/// recognise hardship and warn of it find their cases here; no income or property changes, so that assistance stays as published.
/// </summary>
internal sealed class DemoEvents
{
    private readonly DemoBuilder builder;
    private readonly MinimumStandard standard;
    private readonly List<Kind> kinds;

    public DemoEvents(DemoProfile profile, DemoBuilder builder, MinimumStandard standard)
    {
        this.builder = builder;
        this.standard = standard;
        kinds =
        [
            new(profile.EventRate("medical_expense"), MedicalExpense),
            new(profile.EventRate("rigid_expense"), RigidExpense),
            new(profile.EventRate("accident"), Accident),
            new(profile.EventRate("dibao_ended"), DibaoEnded),
            new(profile.EventRate("unemployment"), Unemployment),
            new(profile.EventRate("new_disability"), NewDisability),
            new(profile.EventRate("admission"), Admission),
            new(profile.EventRate("income_found"), IncomeFound),
        ];
    }

    /// <summary>Where the household that is about to be made will begin in the batch.</summary>
    public DemoMark Mark() => new(builder.Batch.People.Count, builder.Batch.PersonFacts.Count, builder.Batch.HouseholdFacts.Count);

    /// <summary>At most one thing happens to the household that was made since the mark.</summary>
    public void Happen(DemoMark mark, long region, DemoGroup group, ref DemoRandom random)
    {
        var made = new MadeHousehold(builder.Batch, mark, region, group);
        var happened = false;
        foreach (var kind in kinds)
        {
            kind.Quota.Advance(kind.Rate);
            // What does not suit this household waits for one that it does.
            if (happened || !kind.Quota.IsDue(ref random) || !kind.Happen(made, ref random))
                continue;
            kind.Quota.Take();
            happened = true;
        }
    }

    private bool MedicalExpense(MadeHousehold made, ref DemoRandom random)
    {
        var line = standard.In(made.Region, made.Household.Hukou);
        builder.Fact(made.Household, builder.Facts.MedicalExpense, Fen(line * made.People.Count * random.Between(7, 15)), builder.Facts.MedicalInsurance);
        return true;
    }

    /// <summary>Most of what an ordinary family with little property earns is spent on illness and schooling.</summary>
    private bool RigidExpense(MadeHousehold made, ref DemoRandom random)
    {
        var line = standard.In(made.Region, made.Household.Hukou);
        var income = made.MonthlyIncome(builder.Facts);
        if (made.Group != DemoGroup.Ordinary || made.Household.MeansCheckedOn is null || income <= 0
            || income / made.People.Count > 3_000 || made.Assets(builder.Facts) > line * made.People.Count * 24)
            return false;
        builder.Fact(made.Household, builder.Facts.RigidExpenseOfYear, Fen(income * 12 * random.Between(78, 115) / 100), builder.Facts.MedicalInsurance);
        return true;
    }

    private bool Accident(MadeHousehold made, ref DemoRandom random)
    {
        var day = builder.RecentDay(ref random);
        builder.Fact(made.Household, builder.Facts.AccidentOn, RecordedValue.OfDay(day), builder.Facts.Visit, day);
        return true;
    }

    private bool DibaoEnded(MadeHousehold made, ref DemoRandom random)
    {
        if (made.Group != DemoGroup.Ordinary)
            return false;
        var day = builder.RecentDay(ref random);
        builder.Fact(made.Household, builder.Facts.DibaoEndedOn, RecordedValue.OfDay(day), builder.Facts.Visit, day);
        return true;
    }

    /// <summary>The only earner registers as unemployed; the wage in the records is still the last one reported.</summary>
    private bool Unemployment(MadeHousehold made, ref DemoRandom random)
    {
        if (made.Group != DemoGroup.Ordinary || made.OnlyEarner(builder.Facts) is not { } earner)
            return false;
        var day = builder.RecentDay(ref random);
        builder.Fact(earner, builder.Facts.UnemployedSince, RecordedValue.OfDay(day), builder.Facts.HumanResources, day);
        if (random.Chance(0.6))
            builder.Fact(earner, builder.Facts.UnemploymentBenefit, builder.Facts.Option("unemployment_benefit", "insurance"), builder.Facts.HumanResources, day);
        return true;
    }

    private bool NewDisability(MadeHousehold made, ref DemoRandom random)
    {
        if (made.PersonWith(builder.Facts.DisabilityGrade, grade => grade is 1 or 2) is not { } person)
            return false;
        var day = builder.RecentDay(ref random);
        builder.Fact(person, builder.Facts.DisabilitySince, RecordedValue.OfDay(day), builder.Facts.Federation, day);
        return true;
    }

    private bool Admission(MadeHousehold made, ref DemoRandom random)
    {
        var (vocational, college) = (builder.Facts.Option("study", "vocational"), builder.Facts.Option("study", "college"));
        if (made.Group is not (DemoGroup.Dibao or DemoGroup.Marginal)
            || made.PersonWith(builder.Facts.Study, study => study == vocational || study == college) is not { } student)
            return false;
        var day = builder.RecentDay(ref random);
        builder.Fact(student, builder.Facts.AdmittedOn, RecordedValue.OfDay(day), builder.Facts.Education, day);
        return true;
    }

    private bool IncomeFound(MadeHousehold made, ref DemoRandom random)
    {
        if (made.Group != DemoGroup.Dibao)
            return false;
        builder.Income(made.People[0], builder.Facts.IncomeFound, random.Between(150, 350) * 10, builder.Facts.Insurance, builder.RecentDay(ref random));
        return true;
    }

    private static long Fen(decimal yuan) => (long)(decimal.Round(yuan, 2) * 100);

    private delegate bool Happening(MadeHousehold made, ref DemoRandom random);

    private sealed record Kind(double Rate, Happening Happen)
    {
        public Quota Quota { get; } = new();
    }

    /// <summary>The household at the end of the batch, with the rows that belong to it.</summary>
    private readonly struct MadeHousehold(DemoBatch batch, DemoMark mark, long region, DemoGroup group)
    {
        public long Region => region;

        public DemoGroup Group => group;

        public Household Household => batch.Households[^1];

        public IReadOnlyList<Person> People => batch.People.GetRange(mark.People, batch.People.Count - mark.People);

        public decimal MonthlyIncome(DemoFacts facts)
        {
            var fen = 0L;
            for (var i = mark.PersonFacts; i < batch.PersonFacts.Count; i++)
                if (batch.PersonFacts[i].ValidTo is null && (IsEarned(batch.PersonFacts[i].Fact, facts) || batch.PersonFacts[i].Fact == facts.TransferIncome || batch.PersonFacts[i].Fact == facts.SupportIncome))
                    fen += batch.PersonFacts[i].Value ?? 0;
            return fen / 100m;
        }

        public decimal Assets(DemoFacts facts)
        {
            for (var i = mark.HouseholdFacts; i < batch.HouseholdFacts.Count; i++)
                if (batch.HouseholdFacts[i].Fact == facts.FinancialAssets)
                    return (batch.HouseholdFacts[i].Value ?? 0) / 100m;
            return 0;
        }

        public Person? OnlyEarner(DemoFacts facts)
        {
            long? only = null;
            for (var i = mark.PersonFacts; i < batch.PersonFacts.Count; i++)
            {
                if (!IsEarned(batch.PersonFacts[i].Fact, facts) || batch.PersonFacts[i].PersonId == only)
                    continue;
                if (only is not null)
                    return null;
                only = batch.PersonFacts[i].PersonId;
            }

            return Find(only);
        }

        public Person? PersonWith(short fact, Func<long, bool> value)
        {
            for (var i = mark.PersonFacts; i < batch.PersonFacts.Count; i++)
                if (batch.PersonFacts[i].Fact == fact && value(batch.PersonFacts[i].Value ?? 0))
                    return Find(batch.PersonFacts[i].PersonId);
            return null;
        }

        private static bool IsEarned(short fact, DemoFacts facts) => fact == facts.Wage || fact == facts.BusinessIncome;

        private Person? Find(long? id) => id is null ? null : People.FirstOrDefault(p => p.Id == id);
    }
}

/// <summary>Rows that the batch held before a household was made.</summary>
internal readonly record struct DemoMark(int People, int PersonFacts, int HouseholdFacts);

/// <summary>Why a household was made.</summary>
internal enum DemoGroup
{
    Ordinary,
    Dibao,
    Marginal,
    Protected,
}
