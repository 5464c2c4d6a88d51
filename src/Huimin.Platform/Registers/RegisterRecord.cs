using Huimin.Platform.Audit;
using Huimin.Platform.Privacy;

namespace Huimin.Platform.Registers;

/// <summary>A record 记录 of an entry: a visit, a service, a training, an issue, money in or out. Never changed but for being finished.</summary>
public sealed class RegisterRecord : IAudited
{
    string IAudited.AuditSubject => $"register_record:{EntryId}/{Number}";

    long? IAudited.AuditRegion => Region;

    public long Id { get; init; }

    public long EntryId { get; init; }

    /// <summary>1, 2, 3 … within the entry.</summary>
    public int Number { get; init; }

    /// <summary>Code of the <see cref="RecordKind"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>Where it happened: the entry's division on that day, for figures by region.</summary>
    public long Region { get; init; }

    public DateOnly Day { get; init; }

    /// <summary>Day by which it must be finished; null for no limit.</summary>
    public DateOnly? DueOn { get; init; }

    /// <summary>Day on which it was finished; null while it is open.</summary>
    public DateOnly? DoneOn { get; private set; }

    /// <summary>Who entered it; null for a command.</summary>
    public long? AccountId { get; init; }

    /// <summary>In UTC.</summary>
    [Unaudited]
    public DateTime ChangedAt { get; set; }

    /// <summary>Whom it is about; null where nobody in particular.</summary>
    public long? PersonId { get; init; }

    public string? Category { get; init; }

    /// <summary>Code of how it ended.</summary>
    public string? Outcome { get; private set; }

    /// <summary>Fen.</summary>
    public long? Amount { get; init; }

    /// <summary>As <see cref="RegisterFieldKind.Number"/> is stored; of a kind with a clock, the minutes it took.</summary>
    public long? Quantity { get; set; }

    public required string Fields { get; set; }

    public SealedText? Secrets { get; set; }

    [Unaudited]
    public short SealKey { get; set; }

    public bool IsOpen => DoneOn is null;

    public bool IsOverdueOn(DateOnly day) => IsOpen && DueOn < day;

    /// <summary>It is over, with or without an outcome.</summary>
    /// <exception cref="CannotRunException">It was finished before, or the day lies before its beginning.</exception>
    public void Finish(DateOnly day, string? outcome)
    {
        if (DoneOn is { } already)
            throw new CannotRunException($"这条记录已于{already}办结。");
        if (day < Day)
            throw new CannotRunException($"办结日期不能早于{Day}。");
        (DoneOn, Outcome) = (day, outcome);
    }
}

/// <summary>That a form was carried out: the same form sent again does nothing.</summary>
public sealed class RegisterForm
{
    /// <summary>Drawn when the form was shown.</summary>
    public required string Token { get; init; }

    public long EntryId { get; init; }

    /// <summary>In UTC.</summary>
    public DateTime At { get; init; }
}
