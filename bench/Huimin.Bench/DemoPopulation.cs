using Huimin.Platform;
using Huimin.Platform.Demo;
using Huimin.Platform.People;
using Huimin.Platform.People.Population;
using Huimin.Platform.Regions;
using Huimin.Policies;

namespace Huimin.Bench;

/// <summary>
/// The demo city's people as columns, without a database: up to a million are made, and as many copies of them as it takes. Every
/// fact has its column, also those that the demo records of nobody.
/// </summary>
internal static class DemoPopulation
{
    private const int Made = 1_000_000;

    public static PopulationColumns Create(string city, PolicyPack pack, Month month, long persons)
    {
        var batch = Make(city, pack, month, Math.Min(persons, Made));
        var living = batch.People.Where(p => p.DiedOn is null || p.DiedOn >= month.FirstDay).ToList();
        var copies = (int)Math.Max(1, Math.Round(persons / (double)living.Count));
        var households = new HouseholdRows(0);
        var members = new MemberRows(0);
        var sexes = pack.Facts.Find("sex", ofHousehold: false)!;
        var (householdStep, personStep) = (batch.Households.Max(h => h.Id), batch.People.Max(p => p.Id));
        for (var copy = 0; copy < copies; copy++)
            foreach (var household in batch.Households)
                households.Add(household.Id + copy * householdStep, household.Region, (byte)((int)household.Hukou - 1), household.MeansCheckedOn is not null);
        households.Finish();
        var rows = new RowIndex(households.Ids, households.Count);
        for (var copy = 0; copy < copies; copy++)
            foreach (var person in living)
                members.Add(person.Id + copy * personStep, rows.Find(person.HouseholdId + copy * householdStep), (byte)RecordedValue.OfSex(sexes, person.Sex), person.BirthDate!.Value.DayNumber, person.DiedOn?.DayNumber ?? FactColumn.AbsentInt);
        members.Finish(households.Count);
        var population = new PopulationColumns(month, pack.Facts, households, members);
        PlaceIdentity(population, households, members);
        AddFacts(population, batch, copies, householdStep, personStep, rows, new RowIndex(members.Ids, members.Count), month.FirstDay);
        return population;
    }

    private static DemoBatch Make(string city, PolicyPack pack, Month month, long persons)
    {
        var profile = DemoProfile.Read(city);
        var divisions = RegionFile.Read(ContentFiles.Data($"regions-{city}.csv"));
        var options = new DemoOptions(city, persons / profile.Residents, month);
        var builder = new DemoBuilder(new DemoFacts(pack.Facts, month.AddMonths(-17).FirstDay), month);
        var villages = new DemoVillages(divisions, profile, options);
        var households = new DemoHouseholds(profile, builder, new MinimumStandard(pack.In(month))) { MeanPoverty = villages.MeanPoverty };
        var random = new DemoRandom(options.Seed);
        var (county, left) = (0L, 0);
        foreach (var village in villages)
        {
            if (county != village.County)
                builder.BeginCounty(county = village.County);
            builder.BeginVillage(village.Code);
            for (left += village.Residents; left > 0;)
                left -= households.Next(village.Code, village.Town, ref random);
        }

        return builder.TakeBatch();
    }

    private static void PlaceIdentity(PopulationColumns population, HouseholdRows households, MemberRows members)
    {
        var facts = population.Facts;
        for (var fact = 0; fact < facts.Household.Count; fact++)
            population.SetHousehold(fact, FactColumn.For(facts.Household[fact], population.HouseholdCount));
        for (var fact = 0; fact < facts.Member.Count; fact++)
            population.SetMember(fact, FactColumn.For(facts.Member[fact], population.PersonCount));
        population.SetMember(facts.Find("birth_date", ofHousehold: false)!.Index, FactColumn.Over(members.Birth));
        population.SetMember(facts.Find("died_on", ofHousehold: false)!.Index, FactColumn.Over(members.Death));
        population.SetMember(facts.Find("sex", ofHousehold: false)!.Index, FactColumn.Over(members.Sex));
        var hukou = FactColumn.Over(households.Hukou);
        population.SetHousehold(facts.Find("hukou", ofHousehold: true)!.Index, hukou);
        population.SetMemberFromHousehold(facts.Find("hukou", ofHousehold: false)!.Index, hukou);
    }

    private static void AddFacts(PopulationColumns population, DemoBatch batch, int copies, long householdStep, long personStep, RowIndex households, RowIndex persons, DateOnly day)
    {
        var ofHousehold = population.Facts.Household.ToDictionary(f => (short)f.Id);
        var ofMember = population.Facts.Member.ToDictionary(f => (short)f.Id);
        for (var copy = 0; copy < copies; copy++)
        {
            foreach (var recorded in batch.HouseholdFacts)
                if (Holds(recorded.ValidFrom, recorded.ValidTo, day) && recorded.Value is { } value && households.Find(recorded.HouseholdId + copy * householdStep) is >= 0 and var row)
                    population.SetHousehold(ofHousehold[recorded.Fact].Index, row, RecordedValue.ToRaw(ofHousehold[recorded.Fact], value));
            foreach (var recorded in batch.PersonFacts)
                if (Holds(recorded.ValidFrom, recorded.ValidTo, day) && recorded.Value is { } value && persons.Find(recorded.PersonId + copy * personStep) is >= 0 and var row)
                    population.SetMember(ofMember[recorded.Fact].Index, row, RecordedValue.ToRaw(ofMember[recorded.Fact], value));
        }
    }

    private static bool Holds(DateOnly from, DateOnly? to, DateOnly day) => from <= day && (to is null || to > day);
}
