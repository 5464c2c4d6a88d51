using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Cases;

/// <summary>
/// What only adds to a case, such as a paper or a visit, contradicts nothing that others do meanwhile: it is taken whatever state the page
/// showed, and where somebody saves at the same moment it is tried again on what holds then.
/// </summary>
internal static class AddingToCase
{
    private const int Tries = 5;

    /// <param name="add">Adds to the context and says the event's kind and note; may be called again.</param>
    /// <returns>False when the same form was sent before and is done.</returns>
    public static async Task<bool> AddAsync(
        this CaseOffice office, long id, Sent sent, CaseAction action, Func<CaseFile, Task<(string Kind, string Note)>> add, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            var current = await office.Context.Cases.Where(c => c.Id == id).Select(c => (long?)c.Revision).FirstOrDefaultAsync(cancellation);
            if (await office.OpenAsync(id, sent with { Revision = current ?? sent.Revision }, action, cancellation) is not { } file)
                return false;
            try
            {
                await using var transaction = await office.Context.Database.BeginTransactionAsync(cancellation);
                var (kind, note) = await add(file);
                office.Add(file.Record, kind, file.Record.Step, note, sent.Token);
                await office.Context.SaveChangesAsync(cancellation);
                await transaction.CommitAsync(cancellation);
                return true;
            }
            catch (CannotRunException)
            {
                // What was added before the refusal is not saved by whatever else the request does.
                office.Context.ChangeTracker.Clear();
                throw;
            }
            catch (DbUpdateException) when (attempt < Tries)
            {
                office.Context.ChangeTracker.Clear();
            }
            catch (DbUpdateException)
            {
                office.Context.ChangeTracker.Clear();
                throw CaseOffice.Changed();
            }
        }
    }
}
