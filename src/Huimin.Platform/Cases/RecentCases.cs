using Huimin.Platform.Data;
using Huimin.Platform.Regions;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Cases;

/// <summary>
/// The latest cases that a reader sees, newest first: those of the reader's place, from one range of one index however many the city has,
/// and the few that the place received for another.
/// </summary>
public sealed class RecentCases(AppDbContext context)
{
    /// <param name="asked">The cases that are wanted.</param>
    public async Task<List<Case>> ReadAsync(IQueryable<Case> asked, int most, CancellationToken cancellation)
    {
        var (first, last) = (context.Acting.Reach.First, context.Acting.Reach.Last);
        var rows = await LatestAsync(OfPlace(asked));
        if (context.Acting.Reach.IsEverywhere)
            return rows;
        rows.AddRange(await LatestAsync(asked.Where(c => c.IntakeRegion >= first && c.IntakeRegion <= last && (c.Region < first || c.Region > last))));
        return [.. rows.OrderByDescending(c => c.Id).Take(most)];

        Task<List<Case>> LatestAsync(IQueryable<Case> cases) => cases.AsNoTracking().OrderByDescending(c => c.Id).Take(most).ToListAsync(cancellation);
    }

    /// <summary>By the one number that the index begins with; the whole city needs none.</summary>
    private IQueryable<Case> OfPlace(IQueryable<Case> asked)
    {
        if (context.Acting.Post?.Region is not (> 0 and var place))
            return asked;
        switch (new DivisionCode(place).Level)
        {
            case RegionLevel.Village:
                return asked.Where(c => c.Region == place);
            case RegionLevel.Township:
                var township = place / 1_000;
                return asked.Where(c => c.Region / 1_000 == township);
            case RegionLevel.County:
                var county = place / 1_000_000;
                return asked.Where(c => c.Region / 1_000_000 == county);
            default:
                return asked;
        }
    }
}
