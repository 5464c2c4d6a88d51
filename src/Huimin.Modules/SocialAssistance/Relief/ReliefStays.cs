using System.Globalization;
using Huimin.Platform.Cases;
using Huimin.Platform.Tasks;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Modules.SocialAssistance.Relief;

/// <summary>People who stay at a relief station for eight days, and for ten 在站天数提醒.</summary>
internal sealed class ReliefStays : ITaskSource
{
    private static readonly TaskKind LongStay = new("relief_stay", $"在站时间将满", $"在站已满8天或者10天，抓紧查明身份、安排返乡；超过10天的要备案。", null, [new TaskOutcome("arranged", $"已安排离站"), new TaskOutcome("recorded", $"已备案延长", NeedsNote: true)]);

    public IReadOnlyList<TaskKind> Kinds { get; } = [LongStay];

    public async Task<IReadOnlyList<FoundTask>> FindAsync(TaskDay day, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(day);
        var stays = await day.Context.Cases.AsNoTracking().Where(c => c.Type == HomelessRelief.Code && c.Step == HomelessRelief.InStation && c.State != CaseState.Closed).ToListAsync(cancellation);
        return [.. stays.Select(c => (Case: c, Days: HomelessRelief.DaysIn(c, day.Today) ?? 0)).Where(s => s.Days >= HomelessRelief.WarnDay)
            .Select(s => New(s.Case, s.Days >= HomelessRelief.StayDays ? HomelessRelief.StayDays : HomelessRelief.WarnDay, day.Today.AddDays(HomelessRelief.StayDays - s.Days)))];
    }

    private static FoundTask New(Case stay, int reached, DateOnly due) => new(
        LongStay, string.Create(CultureInfo.InvariantCulture, $"{LongStay.Code}/{stay.Id}/{reached}"), stay.Line, stay.Region, stay.HouseholdId, stay.PersonId, null, null, 0, due);
}
