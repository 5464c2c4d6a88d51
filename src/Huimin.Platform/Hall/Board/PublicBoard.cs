using Huimin.Platform.Cases;
using Huimin.Platform.Cases.Objecting;
using Huimin.Platform.Cases.Publishing;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Hall.Board;

/// <summary>What hangs in a village or community today 公示栏, as anybody may read it, and the objections that anybody may make.</summary>
public sealed class PublicBoard(HallOffice hall)
{
    private const int Most = 500;

    public static DateOnly WhilePaid => PostResult.WhilePaid;

    /// <summary>Rows of the place that hang on a day: masked when they were posted, and nothing else of the case.</summary>
    public async Task<IReadOnlyList<Publicity>> HangingAsync(long region, DateOnly day, CancellationToken cancellation = default)
    {
        var context = hall.Context;
        var month = day.Year * 100 + day.Month;
        // A grant that is paid every month hangs as long as it is paid, however it ends.
        return await context.Publicities.AsNoTracking()
            .Where(p => p.Region == region && p.StartsOn <= day && p.EndsOn >= day && (p.TakenDownOn == null || p.TakenDownOn > day))
            .Where(p => p.EndsOn != PostResult.WhilePaid || context.Awards.Any(a => a.CaseId == p.CaseId && a.Programme == p.Programme && (a.LastMonth == null || a.LastMonth >= month))
                || context.Cases.Any(c => c.Id == p.CaseId && c.AwardId != null && context.Awards.Any(a => a.Id == c.AwardId && (a.LastMonth == null || a.LastMonth >= month))))
            .OrderBy(p => p.Kind).ThenBy(p => p.StartsOn).ThenBy(p => p.Id).Take(Most).ToListAsync(cancellation);
    }

    /// <param name="token">Drawn with the form: sent twice, it is taken once.</param>
    /// <exception cref="CannotRunException">It does not hang there any more, or nothing is said.</exception>
    public async Task ObjectAsync(long region, long posting, ObjectionText said, string token, CancellationToken cancellation = default)
    {
        var row = (await HangingAsync(region, hall.Today, cancellation)).FirstOrDefault(r => r.Id == posting) ?? throw new CannotRunException($"这条公示已经结束。有意见的，请到乡镇（街道）反映，或者拨打12345。");
        hall.Context.Acting = Access.Acting.ForResident(Texts.In(false, $"群众"), hall.Context.Acting.Address);
        await new ObjectToCase(hall.Office, hall.Keyring).RunAsync(row.CaseId, ObjectionKind.Publicity, said, token, cancellation);
    }
}
