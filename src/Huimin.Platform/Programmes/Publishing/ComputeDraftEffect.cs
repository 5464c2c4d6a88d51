using Huimin.Platform.Access;
using Huimin.Platform.Data;
using Huimin.Platform.Simulations;
using Huimin.Policies;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Programmes.Publishing;

/// <summary>Computes what a draft would do to the city for a year from its first month on, and keeps it with the draft.</summary>
public sealed class ComputeDraftEffect(AppDbContext context, PolicyLibrary library, DraftChecks checks, Simulate simulate, ChangeDraft work, TimeProvider clock)
{
    public const int Months = 12;

    /// <exception cref="CannotRunException">There is no first month yet, the texts hold errors, or the base is no longer the newest version.</exception>
    public async Task<PolicyDraft> RunAsync(SignedInOfficer officer, long id, long? seen, CancellationToken cancellation = default)
    {
        var draft = await context.PolicyDrafts.AsNoTracking().Include(d => d.Files).FirstOrDefaultAsync(d => d.Id == id, cancellation)
            ?? throw new CannotRunException($"没有编号为{id}的草案。");
        var start = draft.Start ?? throw new CannotRunException($"请先选定从哪个月起施行。");
        var check = checks.Of(library.Versions.First(v => v.Number == draft.BaseVersion), draft.Files);
        check.RequireSound();
        var city = await context.Cities.AsNoTracking().OrderBy(c => c.Code).FirstAsync(cancellation);
        // Nobody is recorded in months to come: the residents of the last one stand for them.
        var last = Month.FromCode(city.LastMonth);
        var residents = start < last ? start : last;
        // Outside the transaction: a pass over the city holds no lock.
        var result = await simulate.RunAsync(residents, start, library.Require(start), [new Variant(draft.Title, [], check.Pack)], Months, cancellation: cancellation);
        var effect = DraftEffect.Of(result, city.Code).ToJson();
        return await work.RunAsync(officer, id, seen ?? draft.Revision, (current, _) =>
        {
            current.RequireRevision(draft.Revision);
            current.KeepEffect(officer, check.Pack!.Hash, effect, clock.GetUtcNow().UtcDateTime);
            return Task.CompletedTask;
        }, cancellation);
    }
}
