using System.Globalization;
using Huimin.Platform.Sweeps;
using Huimin.Platform.Tasks;
using Huimin.Policies;

namespace Huimin.Platform.Demo.History;

/// <summary>Families that a pass of an earlier year warned of, and the tasks by which they were helped.</summary>
internal sealed class HistoryWarnings(HistoryPeople people, PolicyPack pack, double scale, long firstTask, ulong seed)
{
    private DemoRandom random = new(seed);

    public List<Entitlement> Found { get; } = [];

    public List<WorkTask> Tasks { get; } = [];

    /// <summary>Months that were passed over.</summary>
    public SortedSet<int> Months { get; } = [];

    public void Make(HistoryFigure warned, HistoryFigure? helped)
    {
        for (var month = Month.Of(warned.Period.Start); month.FirstDay <= warned.Period.End; month = month.AddMonths(1))
            Months.Add(month.Code);
        List<int> months = [.. Months];
        var (persons, assisted) = (warned.Count(scale), helped?.Count(scale) ?? 0);
        foreach (var family in people.All)
        {
            if (persons == 0)
                return;
            if (family.Members.Count > persons)
                continue;
            persons -= family.Members.Count;
            var programme = warned.Of[random.Below(warned.Of.Count)];
            var month = Tasks.Count == 0 ? months[0] : random.Pick(months);
            Found.Add(new Entitlement { Month = month, HouseholdId = family.Id, Programme = programme, Region = family.Region, Persons = (short)family.Members.Count });
            if (family.Members.Count > assisted)
                continue;
            assisted -= family.Members.Count;
            Help(family, programme, month, helped!.Part);
        }
    }

    private void Help(HistoryFamily family, string programme, int month, string outcome)
    {
        // The first was made before the period: from then on tasks are on record.
        var created = Tasks.Count == 0 ? Month.FromCode(month).FirstDay.AddDays(-2) : Month.FromCode(month).FirstDay.AddDays(random.Below(5));
        var task = new WorkTask
        {
            Id = firstTask + Tasks.Count,
            Kind = TaskKinds.Risk.Code,
            Subject = string.Create(CultureInfo.InvariantCulture, $"{TaskKinds.Risk.Code}/{programme}/{family.Id}/{month}"),
            Line = pack.Find(programme)!.Line,
            Region = family.Region,
            HouseholdId = family.Id,
            Programme = programme,
            Month = month,
            LastFound = month,
            CreatedOn = created,
            DueOn = created.AddDays(14),
        };
        task.Finish(outcome, "", null, null, created.AddDays(random.Between(4, 14)));
        Tasks.Add(task);
    }
}
