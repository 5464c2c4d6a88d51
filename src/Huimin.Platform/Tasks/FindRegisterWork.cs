using System.Globalization;
using Huimin.Platform.Registers;
using Huimin.Platform.Regions;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Tasks;

/// <summary>
/// What registers 台账 bring about: visits and other steps whose day has passed, and recipients of a programme who should have an entry and
/// have none, such as dispersed tekun persons without a care agreement.
/// </summary>
internal sealed class FindRegisterWork(RegisterCatalogue registers) : ITaskSource
{
    public IReadOnlyList<TaskKind> Kinds { get; } = [TaskKinds.EntryDue, TaskKinds.EntryMissing];

    public async Task<IReadOnlyList<FoundTask>> FindAsync(TaskDay day, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(day);
        var found = new List<FoundTask>();
        var city = new DivisionCode(await day.Context.Cities.Select(c => c.Code).SingleAsync(cancellation));
        var swept = await day.Context.SweepRuns.Where(r => r.Region == city.Value && r.Month <= day.Month.Code).MaxAsync(r => (int?)r.Month, cancellation);
        foreach (var type in registers.All.Where(t => t.Subject == RegisterSubject.Person))
        {
            foreach (var e in await day.Context.EntriesOverdue(type, day.Today).Where(e => e.ClosedOn == null).ToListAsync(cancellation))
                found.Add(new FoundTask(TaskKinds.EntryDue, Subject(TaskKinds.EntryDue, type, e.Id, e.NextDueOn!.Value), type.Line, e.Region, e.HouseholdId, e.PersonId, null, null, 0, e.NextDueOn));
            if (type.Coverage is not { Programme: { } programme } || swept is not { } month)
                continue;
            foreach (var p in await day.Context.RecipientsWithout(type, month, day.Policies.Spared(type, day.Month), city, day.Today).ToListAsync(cancellation))
                found.Add(new FoundTask(
                    TaskKinds.EntryMissing, Subject(TaskKinds.EntryMissing, type, p.Id, null), type.Line, p.Region, p.HouseholdId, p.Id, programme, null, 0, day.Calendar.After(day.Today, TaskKinds.EntryMissing.Limit!.Value).Day));
        }

        return found;
    }

    /// <summary>The page of the register where it is done.</summary>
    internal static string? Page(WorkTask task) => task.Subject.Split('/') switch
    {
        [var kind, var type, var entry, _] when kind == TaskKinds.EntryDue.Code => $"/registers/{type}/{entry}",
        [var kind, var type, ..] when kind == TaskKinds.EntryMissing.Code => string.Create(CultureInfo.InvariantCulture, $"/registers/{type}/new?person={task.PersonId}"),
        _ => null,
    };

    private static string Subject(TaskKind kind, RegisterType type, long id, DateOnly? day) => string.Create(CultureInfo.InvariantCulture, $"{kind.Code}/{type.Code}/{id}/{day:yyyyMMdd}");
}
