using Huimin.Platform.Audit;
using Huimin.Platform.Privacy;

namespace Huimin.Platform.Cases.Checking;

/// <summary>A request file for one office 核对请求批次: which checks went out together, who made it and when.</summary>
public sealed class CheckBatch : IAudited
{
    string IAudited.AuditSubject => $"check_batch:{Id}";

    long? IAudited.AuditRegion => Region;

    public long Id { get; init; }

    public required string Source { get; init; }

    /// <summary>12-digit code of the division whose office made it.</summary>
    public long Region { get; init; }

    /// <summary>Codes of the purposes that its consents were given for, separated by spaces.</summary>
    public required string Purposes { get; init; }

    public int Cases { get; init; }

    public int Persons { get; init; }

    public DateTime MadeAt { get; init; }

    public long? AccountId { get; init; }

    /// <summary>Sent with the form: pressed twice, it is one file.</summary>
    [Unaudited]
    public required string Token { get; init; }
}

public enum DoubtReason : short
{
    /// <summary>The ID number is a person's that was asked about, under another name.</summary>
    OtherName = 1,

    /// <summary>The name is a person's that was asked about, under another ID number.</summary>
    OtherNumber = 2,

    /// <summary>Several persons that were asked about have this ID number.</summary>
    Several = 3,
}

public enum DoubtState : short
{
    Open = 1,
    Taken = 2,
    Rejected = 3,
}

/// <summary>An answer of which it is not certain whom it is about 疑似匹配: somebody looks and takes or rejects it.</summary>
public sealed class CheckDoubt : IAudited
{
    string IAudited.AuditSubject => $"check_doubt:{Id}";

    public long Id { get; init; }

    public long CaseId { get; init; }

    public long CheckId { get; init; }

    /// <summary>The person that it may be about.</summary>
    public long PersonId { get; init; }

    public required string Source { get; init; }

    public DoubtReason Reason { get; init; }

    /// <summary>The row as it came: name, number and answer.</summary>
    [Secret]
    public SealedText Row { get; internal set; }

    [Unaudited]
    public short SealKey { get; internal set; }

    /// <summary>SHA-256 of source and row: the same row is queued once.</summary>
    [Unaudited]
    public required byte[] Hash { get; init; }

    public DateTime At { get; init; }

    public DoubtState State { get; private set; } = DoubtState.Open;

    public long? ResolvedBy { get; private set; }

    public DateTime? ResolvedAt { get; private set; }

    public void Resolve(DoubtState state, long? account, DateTime at) => (State, ResolvedBy, ResolvedAt) = (state, account, at);
}
