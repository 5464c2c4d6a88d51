using Huimin.Platform;
using Huimin.Platform.Demo;
using Huimin.Platform.People;
using Huimin.Platform.People.Population;
using Huimin.Platform.Regions;
using Huimin.Policies;

namespace Huimin.Bench;

/// <summary>The people of a demo city as columns in memory, without a database between: what a load of that city would give.</summary>
internal static class BenchPopulation
{
    public static PopulationColumns Make(PolicyPack pack, string city, long persons, IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        var profile = DemoProfile.Read(city);
        var divisions = RegionFile.Read(ContentFiles.Data($"regions-{city}.csv"));
        var options = new DemoOptions(city, persons / (double)profile.Residents, BenchSchema.Month);
        var villages = new DemoVillages(divisions, profile, options);
        var start = BenchSchema.Month.AddMonths(1 - DemoCity.MonthsOfHistory - 12).FirstDay;
        var builder = new DemoBuilder(new DemoFacts(pack.Facts, start), BenchSchema.Month);
        var households = new DemoHouseholds(profile, builder, new MinimumStandard(pack.In(options.Month))) { MeanPoverty = villages.MeanPoverty };
        var rows = new Rows(pack.Facts, checked((int)(persons + persons / 50)));
        var random = new DemoRandom(options.Seed);
        var county = 0L;
        var left = 0;
        foreach (var village in villages)
        {
            cancellation.ThrowIfCancellationRequested();
            if (county != village.County)
                builder.BeginCounty(county = village.County);
            builder.BeginVillage(village.Code);
            left += village.Residents;
            while (left > 0)
                left -= households.Next(village.Code, village.Town, ref random);
            rows.Add(builder.TakeBatch());
            progress?.Report(new WorkProgress("people", rows.Persons, persons));
        }

        return rows.Finish();
    }

    /// <summary>Households and people of the month's first day; facts wait until it is known how many there are.</summary>
    private sealed class Rows(FactCatalogue facts, int expected)
    {
        private readonly DateOnly today = BenchSchema.Month.FirstDay;
        private readonly HouseholdRows households = new(expected / 2);
        private readonly MemberRows members = new(expected);
        private readonly Dictionary<long, int> householdRows = new(20_000);
        private readonly Dictionary<long, int> memberRows = new(60_000);
        private readonly List<(int Row, short Fact, long Value)> householdFacts = [];
        private readonly List<(int Row, short Fact, long Value)> memberFacts = [];

        public int Persons => members.Count;

        public void Add(DemoBatch batch)
        {
            householdRows.Clear();
            memberRows.Clear();
            foreach (var h in batch.Households.Where(h => h.OpenedOn <= today && (h.ClosedOn is null || h.ClosedOn > today)))
            {
                householdRows[h.Id] = households.Count;
                households.Add(h.Id, h.Region, (byte)((int)h.Hukou - 1), h.MeansCheckedOn is not null);
            }

            // Members stand in order of their households, which is how the demo makes them.
            foreach (var p in batch.People.Where(p => p.MemberSince <= today && (p.DiedOn is null || p.DiedOn >= today) && (p.DepartedOn is null || p.DepartedOn > today)))
            {
                if (!householdRows.TryGetValue(p.HouseholdId, out var household))
                    continue;
                memberRows[p.Id] = members.Count;
                members.Add(p.Id, household, SexValue(p.Sex), p.BirthDate?.DayNumber ?? FactColumn.AbsentInt, p.DiedOn?.DayNumber ?? FactColumn.AbsentInt);
            }

            householdFacts.AddRange(batch.HouseholdFacts.Where(f => IsInForce(f.ValidFrom, f.ValidTo) && householdRows.ContainsKey(f.HouseholdId))
                .Select(f => (householdRows[f.HouseholdId], f.Fact, f.Value ?? Family.Unknown)));
            memberFacts.AddRange(batch.PersonFacts.Where(f => IsInForce(f.ValidFrom, f.ValidTo) && memberRows.ContainsKey(f.PersonId))
                .Select(f => (memberRows[f.PersonId], f.Fact, f.Value ?? Family.Unknown)));
        }

        public PopulationColumns Finish()
        {
            households.Finish();
            members.Finish(households.Count);
            var population = new PopulationColumns(BenchSchema.Month, facts, households, members);
            LoadPopulation.AddIdentity(population, facts, households, members);
            Set(householdFacts, facts.Household, population.SetHousehold);
            Set(memberFacts, facts.Member, population.SetMember);
            return population;
        }

        private static void Set(List<(int Row, short Fact, long Value)> recorded, IReadOnlyList<Fact> facts, Action<int, int, long> set)
        {
            var byNumber = facts.ToDictionary(f => f.Id);
            foreach (var (row, number, value) in recorded)
                if (byNumber.TryGetValue(number, out var fact))
                    set(fact.Index, row, value == Family.Unknown ? value : RecordedValue.ToRaw(fact, value));
        }

        private byte SexValue(Sex sex) =>
            facts.Find("sex", ofHousehold: false) is { } fact && RecordedValue.OfSex(fact, sex) is var raw and not Family.Unknown ? (byte)raw : FactColumn.UnknownByte;

        private bool IsInForce(DateOnly from, DateOnly? to) => from <= today && (to is null || to > today);
    }
}
