using Huimin.Platform.Access;
using Huimin.Platform.Privacy;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Registers;

/// <summary>Enters something into a register 登记; where it takes the place of another entry, that one ends on its first day 接续.</summary>
public sealed class OpenEntry(RegisterWork work, ReadEntry read)
{
    /// <param name="token">Of the form; the same one again does nothing.</param>
    /// <param name="succeeds">Id of the entry whose place it takes; null for none.</param>
    /// <returns>Its id.</returns>
    /// <exception cref="FieldsRefusedException">Something is missing or wrong, all of it told at once.</exception>
    /// <exception cref="CannotRunException">The post does not allow it, place or person are out of reach, or another entry excludes it.</exception>
    public Task<long> RunAsync(RegisterType type, TypedEntry typed, string token, long? succeeds = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(typed);
        work.RequireInUse(type, Permissions.Register);
        return work.WriteOnceAsync(token, () => WriteAsync(type, typed, succeeds, cancellation), cancellation);
    }

    private async Task<long> WriteAsync(RegisterType type, TypedEntry typed, long? succeeds, CancellationToken cancellation)
    {
        var draft = await read.RunAsync(type, typed, null, cancellation);
        var entry = await AddAsync(type, draft, await work.NextIdsAsync(1, cancellation), succeeds, cancellation);
        if (succeeds is { } before)
            await EndAsync(type, before, entry, cancellation);
        await work.RefuseOverlapAsync(type, entry, entry.ExpiresOn?.AddDays(1), cancellation);
        return entry.Id;
    }

    /// <summary>Adds what was read; the caller has looked for what excludes it.</summary>
    internal async Task<RegisterEntry> AddAsync(RegisterType type, EntryDraft draft, long id, long? succeeds, CancellationToken cancellation)
    {
        var (secrets, key) = await work.SealAsync(SealedColumn.RegisterEntry, id, draft.Secret, cancellation);
        var entry = new RegisterEntry
        {
            Id = id,
            Type = type.Code,
            Line = type.Line,
            PersonId = draft.PersonId,
            HouseholdId = draft.HouseholdId,
            State = type.States[0].Code,
            OpenedOn = draft.OpenedOn,
            Succeeds = succeeds,
            ChangedAt = work.UtcNow,
            AccountId = work.Context.Acting.AccountId,
        }.With(draft.Content with { Secrets = secrets, SealKey = key }, draft.OpenedOn);
        entry.NextDueOn = RegisterWork.NextDue(type, entry, null, null);
        work.Context.Add(entry);
        return entry;
    }

    private async Task EndAsync(RegisterType type, long id, RegisterEntry successor, CancellationToken cancellation)
    {
        var before = await work.EntryAsync(type, id, cancellation);
        if (!type.State(before.State).IsInForce)
            throw new CannotRunException($"编号{before.Id:D}已经终结，不能再由别的接续。");
        if (await work.Context.RegisterEntries.IgnoreQueryFilters().AnyAsync(e => e.Succeeds == id, cancellation))
            throw new CannotRunException($"编号{before.Id:D}已经由另一条接续。");
        await work.AdvanceAsync(before, successor.OpenedOn, Texts.In(false, Succeeded(successor.Id)), cancellation);
        before.Enter(type.States.First(s => s.IsEnd), successor.OpenedOn);
        await work.ScheduleAsync(type, before, null, cancellation);
    }

    private static FormattableString Succeeded(long id) => $"由编号{id:D}接续";
}
