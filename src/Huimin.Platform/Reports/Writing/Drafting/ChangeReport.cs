using Huimin.Platform.Access;
using Huimin.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Reports.Writing.Drafting;

/// <summary>
/// How every action on a report is done: read, changed and saved with its audit record at once. Whoever comes second is told so, and nothing
/// of it is kept; and who writes on a report never signs it.
/// </summary>
public sealed class ChangeReport(AppDbContext context, Separation separation, TimeProvider clock)
{
    public AppDbContext Context => context;

    public DateTime Now => clock.GetUtcNow().UtcDateTime;

    public DateOnly Today => DateOnly.FromDateTime(clock.GetLocalNow().DateTime);

    /// <summary>The officer whose account acts.</summary>
    /// <exception cref="CannotRunException">Nobody is signed in, or the duty does not allow it.</exception>
    public SignedInOfficer Officer(string permission)
    {
        var acting = context.Acting;
        if (acting.AccountId is not { } account || !acting.May(permission))
            throw new CannotRunException($"您的岗位不能办这一项。");
        return new SignedInOfficer(account, acting.Name);
    }

    /// <param name="permission">The duty that is used on it: writing or signing.</param>
    /// <exception cref="CannotRunException">What keeps it from being done.</exception>
    public async Task<T> RunAsync<T>(long id, string permission, Func<ReportDraft, SignedInOfficer, Task<T>> change, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(change);
        var officer = Officer(permission);
        try
        {
            var draft = await context.ReportDrafts.FirstOrDefaultAsync(d => d.Id == id, cancellation) ?? throw new CannotRunException($"没有这份报告，或者不在您的岗位范围内。");
            await separation.UseAsync(officer.Id, permission, ReportDraft.Subject(id), cancellation);
            var result = await change(draft, officer);
            await context.SaveChangesAsync(cancellation);
            return result;
        }
        catch (DbUpdateException e)
        {
            throw new CannotRunException($"另一位工作人员刚刚抢先办理，您这次没有保存。请看过现在的内容再办。", e);
        }
        finally
        {
            context.ChangeTracker.Clear();
        }
    }

    /// <summary>Adds a step of its course.</summary>
    public async Task AddStepAsync(ReportDraft draft, ReportStep what, SignedInOfficer officer, string note, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(officer);
        var number = (await context.ReportEvents.Where(e => e.ReportId == draft.Id).MaxAsync(e => (int?)e.Number, cancellation) ?? 0) + 1;
        context.Add(new ReportEvent { ReportId = draft.Id, Number = number, What = what, Version = draft.Version, OfficerId = officer.Id, Officer = officer.Name, At = Now, Note = note });
    }
}
