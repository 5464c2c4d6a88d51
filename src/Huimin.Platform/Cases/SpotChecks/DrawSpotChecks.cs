using System.Buffers.Binary;
using System.Security.Cryptography;
using Huimin.Platform.Access;
using Huimin.Platform.Regions;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Cases.SpotChecks;

/// <summary>What a drawing did.</summary>
/// <param name="Among">Undecided cases of the period.</param>
/// <param name="Drawn">Drawn now.</param>
/// <param name="Before">Drawn earlier.</param>
public sealed record SpotCheckDraw(int Among, int Drawn, int Before);

/// <summary>
/// Draws the cases that the county visits itself 抽查: of those that were accepted in a period and are not decided, the configured share, and every
/// one of relatives. The order is that of a hash of the case's own id, which nobody chooses: drawn again, the same cases come first.
/// </summary>
public sealed class DrawSpotChecks(CaseOffice office, SpotCheckShare shares)
{
    private const int Most = 20_000;

    /// <exception cref="CannotRunException">The duty does not allow it, or the period is none.</exception>
    public async Task<SpotCheckDraw> RunAsync(long county, DateOnly from, DateOnly to, CancellationToken cancellation = default)
    {
        var context = office.Context;
        if (!context.Acting.May(Permissions.ApproveCases) || !context.Acting.Reach.Holds(county) || new DivisionCode(county).Level != RegionLevel.County)
            throw new CannotRunException($"抽查由县级审批岗位决定。");
        if (from > to || to.DayNumber - from.DayNumber > 366)
            throw new CannotRunException($"受理日期的范围不对：起不能晚于止，最长一年。");
        var share = await shares.ReadAsync(county, cancellation);
        var pool = await PoolAsync(county, from, to, cancellation);
        var wanted = (pool.Count * share + 99) / 100;
        var chosen = pool.OrderBy(c => Place(c.Id)).Take(wanted).Concat(pool.Where(c => c.IsOfRelatives)).DistinctBy(c => c.Id).ToList();
        var drawn = chosen.FindAll(c => !c.IsSpotChecked);
        foreach (var record in drawn)
        {
            record.DrawSpotCheck();
            office.Add(record, CaseEventKind.SpotCheckDrawn, record.Step, "", null);
        }

        try
        {
            await context.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateException e)
        {
            context.ChangeTracker.Clear();
            throw new CannotRunException($"抽取的时候有案件被别人办理了，一件也没有抽。请再抽一次。", e);
        }

        return new SpotCheckDraw(pool.Count, drawn.Count, chosen.Count - drawn.Count);
    }

    /// <summary>Where the case stands in the order: the beginning of the SHA-256 of its id.</summary>
    public static ulong Place(long caseId)
    {
        Span<byte> id = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(id, caseId);
        return BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(id));
    }

    /// <summary>What may be drawn: open, accepted in the period, undecided, and of a matter with a benefit.</summary>
    private async Task<List<Case>> PoolAsync(long county, DateOnly from, DateOnly to, CancellationToken cancellation)
    {
        var types = office.Catalogue.Types.Where(t => t is { Programmes.Count: > 0, Purpose: Types.CasePurpose.Application }).Select(t => t.Code).ToList();
        var last = new DivisionCode(county).Last;
        return await office.Context.Cases
            .Where(c => c.Region >= county && c.Region <= last && c.State == CaseState.Open && c.AcceptedOn >= from && c.AcceptedOn <= to && c.DecidedOn == null && types.Contains(c.Type))
            .OrderBy(c => c.Id).Take(Most).ToListAsync(cancellation);
    }
}
