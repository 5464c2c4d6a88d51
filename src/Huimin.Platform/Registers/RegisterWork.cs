using Huimin.Platform.Access;
using Huimin.Platform.Data;
using Huimin.Platform.Privacy;
using Huimin.Platform.Regions;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Registers;

/// <summary>Somebody else changed the entry since the form was opened; nothing was written. The page shows what changed.</summary>
public sealed class EntryChangedException : Exception;

/// <summary>
/// What every action on registers stands on: who may, ids, one transaction with the token of its form, sealing, and the next day on
/// which something is due.
/// </summary>
public sealed class RegisterWork(AppDbContext context, Keyring keyring, TimeProvider clock)
{
    private const int LongestToken = 40;
    private Sealer? sealer;

    public AppDbContext Context => context;

    public Keyring Keyring => keyring;

    public DateOnly Today => DateOnly.FromDateTime(clock.GetLocalNow().DateTime);

    public DateTime UtcNow => clock.GetUtcNow().UtcDateTime;

    /// <exception cref="CannotRunException">The post does not allow it, or is of another business line.</exception>
    public void Require(RegisterType type, string permission)
    {
        ArgumentNullException.ThrowIfNull(type);
        if (!context.Acting.May(permission) || !Sees(context.Acting, type))
            throw new CannotRunException($"您的岗位不能登记{type.Name}。");
    }

    /// <summary>Likewise for what adds to the register.</summary>
    /// <exception cref="CannotRunException">The post does not allow it, or such matters are handled as cases now.</exception>
    public void RequireInUse(RegisterType type, string permission)
    {
        Require(type, permission);
        if (type.NowCases is not null)
            throw new CannotRunException(NowCases());
    }

    /// <summary>Why nothing more is entered into a register.</summary>
    public static FormattableString NowCases() => $"这类事项现在按案件办理，台账不再登记，只能查看和终结。";

    /// <summary>Whether a post opens the pages of a register.</summary>
    public static bool Sees(Acting acting, RegisterType type)
    {
        ArgumentNullException.ThrowIfNull(acting);
        ArgumentNullException.ThrowIfNull(type);
        return acting.May(Permissions.ViewRegisters) && (!type.ShowsPeople || acting.May(Permissions.ViewPeople)) && (acting.Reach.Line is null || acting.Reach.Line == type.Line);
    }

    /// <exception cref="CannotRunException">There is none of this register within reach.</exception>
    public async Task<RegisterEntry> EntryAsync(RegisterType type, long id, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(type);
        return await context.RegisterEntries.FirstOrDefaultAsync(e => e.Id == id && e.Type == type.Code, cancellation)
            ?? throw new CannotRunException($"没有这一条，或者不在您的岗位范围内。");
    }

    /// <summary>
    /// Carries a form out once: in one transaction, with its token. A second click or a resend finds the token and gives the same answer.
    /// </summary>
    /// <param name="token">Of the form.</param>
    /// <param name="write">Adds and changes; gives the id of the entry.</param>
    /// <exception cref="EntryChangedException">Somebody else was first.</exception>
    public async Task<long> WriteOnceAsync(string token, Func<Task<long>> write, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(write);
        if (token is not { Length: >= 16 and <= LongestToken } || !token.All(char.IsAsciiLetterOrDigit))
            throw new CannotRunException($"表单不完整，没有提交。请重新打开再填写。");
        if (await DoneAsync(token, cancellation) is { } done)
            return done;
        await keyring.EnsureKeyAsync(context, cancellation);
        try
        {
            await using var transaction = await context.Database.BeginTransactionAsync(cancellation);
            sealer = null;
            var entry = await write();
            context.Add(new RegisterForm { Token = token, EntryId = entry, At = UtcNow });
            await context.SaveChangesAsync(cancellation);
            await transaction.CommitAsync(cancellation);
            return entry;
        }
        catch (DbUpdateConcurrencyException e)
        {
            context.ChangeTracker.Clear();
            return await DoneAsync(token, cancellation) ?? throw (Exception)(e.Entries.Any(x => x.Entity is RegisterEntry) ? new EntryChangedException() : e);
        }
        catch (DbUpdateException)
        {
            // The same form came twice at once: the other one has done it.
            context.ChangeTracker.Clear();
            if (await DoneAsync(token, cancellation) is { } other)
                return other;
            throw;
        }
        finally
        {
            sealer = null;
        }
    }

    /// <summary>Ids for rows of any of the three tables, inside the transaction; whoever also wants some waits until it ends.</summary>
    /// <returns>The first of them.</returns>
    public Task<long> NextIdsAsync(int count, CancellationToken cancellation) =>
        IdBlocks.TakeRangeAsync(context, RegisterTables.Ids, count, cancellation);

    /// <summary>Seals values for a column of a row; nothing for none.</summary>
    public async Task<(SealedText? Text, short Key)> SealAsync(SealedColumn column, long row, FieldValues values, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.IsEmpty)
            return (null, 0);
        sealer ??= await keyring.SealerAsync(context, cancellation);
        return (sealer.SealOrNull(column, row, values.Write()), sealer.Key);
    }

    /// <summary>The sealed values of an entry, in the clear; none where it holds none.</summary>
    /// <exception cref="CannotRunException">They were altered or their key is missing.</exception>
    public FieldValues Open(RegisterEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return entry.Secrets is { } sealedText ? FieldValues.Read(keyring.Open(SealedColumn.RegisterEntry, entry.Id, sealedText)) : new FieldValues();
    }

    /// <summary>Ends the version that stands and begins the next one, whose content the caller then sets.</summary>
    /// <exception cref="CannotRunException">The day lies before the version that stands, or in the future.</exception>
    public async Task AdvanceAsync(RegisterEntry entry, DateOnly day, string reason, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (day > Today)
            throw new CannotRunException($"变动日期不能晚于今天。");
        var secrets = Open(entry);
        var ended = entry.Advance(await NextIdsAsync(1, cancellation), day, UtcNow, context.Acting.AccountId, reason);
        (ended.Secrets, ended.SealKey) = await SealAsync(SealedColumn.RegisterVersion, ended.Id, secrets, cancellation);
        context.Add(ended);
    }

    /// <summary>Counts the next day anew on which something is due, with a record that is just being written.</summary>
    public async Task ScheduleAsync(RegisterType type, RegisterEntry entry, RegisterRecord? written, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(entry);
        var regular = type.Interval?.Record;
        var writtenId = written?.Id ?? 0;
        var last = regular is null ? null : await context.RegisterRecords.Where(r => r.EntryId == entry.Id && r.Kind == regular).MaxAsync(r => (DateOnly?)r.Day, cancellation);
        if (written is not null && written.Kind == regular && (last is null || written.Day > last))
            last = written.Day;
        var open = await context.RegisterRecords.Where(r => r.EntryId == entry.Id && r.DoneOn == null && r.Id != writtenId).MinAsync(r => r.DueOn, cancellation);
        if (written is { IsOpen: true, DueOn: { } due } && (open is null || due < open))
            open = due;
        entry.NextDueOn = NextDue(type, entry, last, open);
    }

    /// <summary>The earliest of what is due: the regular record, the next state, an open record; null for nothing.</summary>
    /// <param name="last">Day of the last regular record; null before the first, which is due as long after the opening.</param>
    /// <param name="open">Earliest day by which an open record must be finished.</param>
    public static DateOnly? NextDue(RegisterType type, RegisterEntry entry, DateOnly? last, DateOnly? open)
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(entry);
        var state = type.State(entry.State);
        DateOnly? regular = null;
        if (type.Interval is { } interval && state.IsInForce
            && interval.Days.TryGetValue(interval.Field is null ? "" : FieldValues.Read(entry.Fields)[interval.Field] ?? "", out var days))
            regular = (last ?? entry.OpenedOn).AddDays(days);
        DateOnly? next = state is { Days: { } limit, IsEnd: false } ? entry.StateSince.AddDays(limit) : null;
        return ((DateOnly?[])[regular, next, open]).Min();
    }

    /// <summary>Refuses what excludes it: another entry of the same person, place or name in the same time.</summary>
    /// <param name="ends">First day on which it will no longer stand; null for open.</param>
    /// <exception cref="CannotRunException">There is one.</exception>
    public async Task RefuseOverlapAsync(RegisterType type, RegisterEntry entry, DateOnly? ends, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(entry);
        if (type.OnlyOne == OnlyOne.None)
            return;
        var inForce = type.InForce;
        // The one whose place it takes ends in the same transaction.
        var (id, before, start, last) = (entry.Id, entry.Succeeds ?? 0, entry.OpenedOn, ends?.AddDays(-1) ?? DateOnly.MaxValue);
        // In the whole city: what lies outside the reader's reach excludes it as well.
        var others = context.RegisterEntries.IgnoreQueryFilters().AsNoTracking().Where(e => e.Type == type.Code && e.Id != id && e.Id != before && e.OpenedOn <= last
            && (e.ClosedOn == null ? e.ExpiresOn == null || e.ExpiresOn >= start : e.ClosedOn > start) && (e.ClosedOn != null || inForce.Contains(e.State)));
        others = type.OnlyOne switch
        {
            OnlyOne.PerPerson => others.Where(e => e.PersonId == entry.PersonId),
            OnlyOne.PerHousehold => others.Where(e => e.HouseholdId == entry.HouseholdId),
            OnlyOne.PerRegion => others.Where(e => e.Region == entry.Region),
            OnlyOne.PerNameAndRegion => others.Where(e => e.Region == entry.Region && e.Name == entry.Name),
            _ => others.Where(e => e.Name == entry.Name),
        };
        if (await others.OrderBy(e => e.Id).FirstOrDefaultAsync(cancellation) is { } other)
        {
            throw context.Acting.Reach.Holds(other.Region)
                ? new CannotRunException($"与编号{other.Id:D}（{other.Name}，自{other.OpenedOn}）时间重叠，同一时间只能有一条。请先终结或变更它。")
                : new CannotRunException($"别处已有时间重叠的一条，同一时间只能有一条。请与上级核对。");
        }
    }

    /// <summary>The division an entry is to belong to: of the register's level, valid and within reach.</summary>
    /// <exception cref="CannotRunException">It is not.</exception>
    public async Task RequireRegionAsync(RegisterType type, long region, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(type);
        var (highest, lowest) = (type.Highest ?? type.Level, type.Level);
        if (!context.Acting.Reach.Holds(region) || !await context.Regions.AnyAsync(r => r.Code == region && r.Level >= highest && r.Level <= lowest && r.ValidTo == null, cancellation))
            throw new CannotRunException($"区划不在您的岗位范围内，或不是{LevelName(type.Level)}。");
    }

    public static FormattableString LevelName(RegionLevel level) => level switch
    {
        RegionLevel.City => City(),
        RegionLevel.County => County(),
        RegionLevel.Township => Township(),
        _ => Village(),
    };

    private static FormattableString City() => $"市级";

    private static FormattableString County() => $"县级";

    private static FormattableString Township() => $"乡级";

    private static FormattableString Village() => $"村级";

    /// <summary>The entry that a form was carried out on; null when it was not.</summary>
    private Task<long?> DoneAsync(string token, CancellationToken cancellation) =>
        context.RegisterForms.AsNoTracking().Where(f => f.Token == token).Select(f => (long?)f.EntryId).FirstOrDefaultAsync(cancellation);
}
