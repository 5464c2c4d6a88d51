using Huimin.Platform.Privacy;

namespace Huimin.Platform.Cases;

public enum CheckState : short
{
    /// <summary>To go out with the next batch 待发.</summary>
    Requested = 1,

    /// <summary>In a file that was fetched 已发.</summary>
    Sent = 2,

    /// <summary>Nothing was found 无记录.</summary>
    Clear = 3,

    /// <summary>Something was found 有记录.</summary>
    Found = 4,

    /// <summary>The source could not answer; asked again in the next batch 失败.</summary>
    Failed = 5,
}

/// <summary>One question to one source about one case 核对请求.</summary>
public sealed class CaseCheck
{
    public long Id { get; init; }

    public long CaseId { get; init; }

    /// <summary>12-digit code of the case's place.</summary>
    public long Region { get; init; }

    /// <summary>1 for the first time that the case's means were checked.</summary>
    public int Round { get; init; }

    /// <summary>Code of a source of the facts' catalogue: <c>bank</c>.</summary>
    public required string Source { get; init; }

    public CheckState State { get; set; }

    /// <summary>The file it went out with; null before.</summary>
    public long? Batch { get; set; }

    public DateTime RequestedAt { get; init; }

    public DateTime? AnsweredAt { get; set; }

    /// <summary>What was found, as it came; null where nothing was.</summary>
    public SealedText? Result { get; internal set; }

    public short SealKey { get; internal set; }
}
