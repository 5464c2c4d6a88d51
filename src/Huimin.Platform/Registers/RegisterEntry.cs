using Huimin.Platform.Audit;
using Huimin.Platform.Privacy;

namespace Huimin.Platform.Registers;

/// <summary>What of an entry may change, as one of its versions has it.</summary>
public sealed record EntryContent
{
    /// <summary>12-digit code of the division that it belongs to.</summary>
    public long Region { get; init; }

    /// <summary>As it is shown: of a child 张*.</summary>
    public required string Name { get; init; }

    /// <summary>Code of the choice that the register divides by.</summary>
    public string? Category { get; init; }

    /// <summary>Last day on which it is valid; null without limit.</summary>
    public DateOnly? ExpiresOn { get; init; }

    /// <summary>Fen; null where the register adds up none.</summary>
    public long? Amount { get; init; }

    /// <summary>As <see cref="RegisterFieldKind.Number"/> is stored, or how much of a checklist is missing.</summary>
    public long? Quantity { get; init; }

    /// <summary>The plain fields by code, <see cref="FieldValues"/>.</summary>
    public required string Fields { get; init; }

    /// <summary>The sealed fields, likewise.</summary>
    public SealedText? Secrets { get; init; }

    /// <summary>Number of the data key that sealed them; 0 without any.</summary>
    public short SealKey { get; init; }
}

/// <summary>
/// An entry 台账条目 of a register as it stands now. What stood before is a <see cref="RegisterVersion"/>; nothing is deleted: an entry
/// ends, and another may succeed it.
/// </summary>
public sealed class RegisterEntry : IAudited
{
    string IAudited.AuditSubject => $"register_entry:{Id}";

    long? IAudited.AuditRegion => Region;

    public long Id { get; init; }

    /// <summary>Code of the <see cref="RegisterType"/>.</summary>
    public required string Type { get; init; }

    /// <summary>Code of its business line.</summary>
    public required string Line { get; init; }

    public long Region { get; private set; }

    public string Name { get; private set; } = "";

    public long? PersonId { get; init; }

    public long? HouseholdId { get; init; }

    public string? Category { get; private set; }

    public required string State { get; set; }

    /// <summary>Day from which it is in this state.</summary>
    public DateOnly StateSince { get; set; }

    public DateOnly OpenedOn { get; init; }

    /// <summary>First day on which it no longer stands; null while it does.</summary>
    public DateOnly? ClosedOn { get; set; }

    /// <summary>Day from which this version stands.</summary>
    public DateOnly Since { get; private set; }

    public DateOnly? ExpiresOn { get; private set; }

    /// <summary>Day by which something must be done next: a visit, the next state, an open record; null for nothing.</summary>
    [Unaudited]
    public DateOnly? NextDueOn { get; set; }

    /// <summary>Of a fund, the balance in fen, kept with its records.</summary>
    public long? Amount { get; internal set; }

    public long? Quantity { get; private set; }

    public string Fields { get; private set; } = "{}";

    public SealedText? Secrets { get; private set; }

    [Unaudited]
    public short SealKey { get; private set; }

    /// <summary>Number of this version, from 1: two editors notice each other by it.</summary>
    public long Revision { get; set; }

    /// <summary>Id of the entry whose place it took; null for none.</summary>
    public long? Succeeds { get; init; }

    /// <summary>In UTC, when this version was made.</summary>
    [Unaudited]
    public DateTime ChangedAt { get; set; }

    /// <summary>Who made this version; null for a command.</summary>
    [Unaudited]
    public long? AccountId { get; set; }

    /// <summary>Why it was changed or ended; empty for the first version.</summary>
    public string Reason { get; set; } = "";

    public EntryContent Content => new()
    {
        Region = Region,
        Name = Name,
        Category = Category,
        ExpiresOn = ExpiresOn,
        Amount = Amount,
        Quantity = Quantity,
        Fields = Fields,
        Secrets = Secrets,
        SealKey = SealKey,
    };

    /// <summary>The first version begins with what it holds.</summary>
    public RegisterEntry With(EntryContent content, DateOnly since)
    {
        Take(content);
        (Since, StateSince, Revision) = (since, since, 1);
        return this;
    }

    /// <summary>Ends this version on a day and begins the next one with the same content; the caller then changes what changes.</summary>
    /// <param name="id">Of the version that ended.</param>
    /// <param name="day">First day of the new version.</param>
    /// <returns>The version that ended, to be saved with the entry once its secrets are sealed for it.</returns>
    /// <exception cref="CannotRunException">The day lies before the version that stands.</exception>
    public RegisterVersion Advance(long id, DateOnly day, DateTime now, long? account, string reason)
    {
        if (day < Since)
            throw new CannotRunException($"变动日期不能早于上一次变动的{Since}。");
        var ended = RegisterVersion.Of(this, id, day);
        (Since, ChangedAt, AccountId, Reason) = (day, now, account, reason);
        Revision++;
        return ended;
    }

    public void Take(EntryContent content)
    {
        ArgumentNullException.ThrowIfNull(content);
        (Region, Name, Category, ExpiresOn) = (content.Region, content.Name, content.Category, content.ExpiresOn);
        (Amount, Quantity, Fields, Secrets, SealKey) = (content.Amount, content.Quantity, content.Fields, content.Secrets, content.SealKey);
    }

    /// <summary>The state changes on a day; the end gives the entry its last day.</summary>
    public void Enter(EntryState state, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(state);
        (State, StateSince) = (state.Code, day);
        if (state.IsEnd)
            ClosedOn = day;
    }
}

/// <summary>A version of an entry that no longer stands 历史版本: what stood from one day to another, and who wrote it.</summary>
public sealed class RegisterVersion
{
    public long Id { get; init; }

    public long EntryId { get; init; }

    /// <summary>Its revision while it stood.</summary>
    public long Number { get; init; }

    /// <summary>First day on which it stood.</summary>
    public DateOnly From { get; init; }

    /// <summary>First day on which it no longer stood; the same day where it was changed at once.</summary>
    public DateOnly To { get; init; }

    public DateTime ChangedAt { get; init; }

    public long? AccountId { get; init; }

    public required string Reason { get; init; }

    public long Region { get; init; }

    public required string Name { get; init; }

    public string? Category { get; init; }

    public required string State { get; init; }

    public DateOnly? ExpiresOn { get; init; }

    public long? Amount { get; init; }

    public long? Quantity { get; init; }

    public required string Fields { get; init; }

    /// <summary>The sealed fields, sealed for this row.</summary>
    public SealedText? Secrets { get; internal set; }

    public short SealKey { get; internal set; }

    public static RegisterVersion Of(RegisterEntry entry, long id, DateOnly to)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return new RegisterVersion
        {
            Id = id,
            EntryId = entry.Id,
            Number = entry.Revision,
            From = entry.Since,
            To = to,
            ChangedAt = entry.ChangedAt,
            AccountId = entry.AccountId,
            Reason = entry.Reason,
            Region = entry.Region,
            Name = entry.Name,
            Category = entry.Category,
            State = entry.State,
            ExpiresOn = entry.ExpiresOn,
            Amount = entry.Amount,
            Quantity = entry.Quantity,
            Fields = entry.Fields,
        };
    }
}
