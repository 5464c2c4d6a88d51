using Huimin.Platform.Privacy;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Registers;

/// <summary>Finishes an open record with its outcome and what proves it 办结.</summary>
public sealed class FinishRecord(RegisterWork work, ReadFields read)
{
    /// <param name="number">Of the record within the entry.</param>
    /// <returns>Id of the entry.</returns>
    /// <exception cref="FieldsRefusedException">Something is missing or wrong, all of it told at once.</exception>
    /// <exception cref="CannotRunException">The post does not allow it, there is none within reach, or it was finished before.</exception>
    public Task<long> RunAsync(RegisterType type, long id, int number, TypedRecord typed, string token, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(typed);
        return work.WriteOnceAsync(token, () => WriteAsync(type, id, number, typed, cancellation), cancellation);
    }

    private async Task<long> WriteAsync(RegisterType type, long id, int number, TypedRecord typed, CancellationToken cancellation)
    {
        // Whoever else finishes it waits here.
        await work.NextIdsAsync(0, cancellation);
        var entry = await work.EntryAsync(type, id, cancellation);
        var record = await work.Context.RegisterRecords.FirstOrDefaultAsync(r => r.EntryId == id && r.Number == number, cancellation)
            ?? throw new CannotRunException($"没有这条记录，或者不在您的岗位范围内。");
        var kind = type.FindRecord(record.Kind) ?? throw new CannotRunException($"没有这条记录，或者不在您的岗位范围内。");
        work.Require(type, AddRecord.PermissionFor(kind));
        var isDemo = await work.Context.Cities.Select(c => c.Demo).FirstOrDefaultAsync(cancellation) is not null;
        var (plain, secret, found) = await read.RunAsync(kind.ClosingFields, typed.Fields, null, isDemo, cancellation);
        var problems = new List<FieldProblem>(found);
        if (typed.Outcome.Length == 0)
            problems.Add(new FieldProblem("outcome", FieldText.Missing()));
        RecordDays.RequireOutcome(kind, typed.Outcome, problems);
        var done = RecordDays.Done(typed.DoneOn, record.Day, work.Today, problems);
        var values = FieldValues.Read(record.Fields);
        foreach (var code in plain.Codes)
            values[code] = plain[code];
        var minutes = RecordDays.Minutes(kind.Clock, values, problems);
        if (problems.Count > 0)
            throw new FieldsRefusedException(problems);

        record.Finish(done, typed.Outcome);
        record.Quantity = minutes ?? values.Number(kind.Quantity);
        record.Fields = values.Write();
        record.ChangedAt = work.UtcNow;
        if (!secret.IsEmpty)
        {
            var held = record.Secrets is { } text ? FieldValues.Read(work.Keyring.Open(SealedColumn.RegisterRecord, record.Id, text)) : new FieldValues();
            foreach (var code in secret.Codes)
                held[code] = secret[code];
            (record.Secrets, record.SealKey) = await work.SealAsync(SealedColumn.RegisterRecord, record.Id, held, cancellation);
        }

        await work.ScheduleAsync(type, entry, record, cancellation);
        return entry.Id;
    }
}
