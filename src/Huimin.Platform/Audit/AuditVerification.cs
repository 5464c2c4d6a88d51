namespace Huimin.Platform.Audit;

/// <summary>What is wrong with a trail 核验结果.</summary>
public enum AuditProblem
{
    /// <summary>A column or the hash of the record was changed 被改动.</summary>
    Altered,

    /// <summary>The record is not there any more, though later ones are 被删除.</summary>
    Removed,

    /// <summary>The record was not written by this program 被插入.</summary>
    Inserted,

    /// <summary>The record stands in the place of another one 次序被换.</summary>
    Reordered,

    /// <summary>The newest records, from this one on, are gone 末尾被截断.</summary>
    Truncated,

    /// <summary>The row that holds the end of the chain does not fit the last record 链首被改动.</summary>
    Head,

    /// <summary>Another trail stands here than the one that the anchor file knows 被整体替换.</summary>
    Replaced,

    /// <summary>There is no anchor file, or it is older than the archive: whether the end was cut off cannot be told 没有锚点.</summary>
    Anchor,
}

/// <summary>The result of verifying a trail.</summary>
/// <param name="Records">Records that are there.</param>
/// <param name="FirstBad">Number of the first record that is wrong or missing; null when nothing is, or when only the anchor is.</param>
/// <param name="Problem">Null when the trail is whole.</param>
public sealed record AuditVerification(long Records, long? FirstBad, AuditProblem? Problem, TimeSpan Elapsed)
{
    public bool IsWhole => Problem is null;

    public double RecordsASecond => Records / Math.Max(Elapsed.TotalSeconds, 1e-9);

    /// <summary>What was found, in one sentence.</summary>
    public FormattableString Sentence
    {
        get
        {
            switch (Problem)
            {
                case null: return $"{Records}条审计记录完整，没有被改动、删除或插入。";
                case AuditProblem.Altered: return $"第{FirstBad:D}条审计记录被改动。";
                case AuditProblem.Removed: return $"第{FirstBad:D}条审计记录被删除。";
                case AuditProblem.Inserted: return $"第{FirstBad:D}条审计记录不是本程序写入的。";
                case AuditProblem.Reordered: return $"第{FirstBad:D}条审计记录的位置上是另一条记录。";
                case AuditProblem.Truncated: return $"自第{FirstBad:D}条起的审计记录被截断。";
                case AuditProblem.Head: return $"审计记录的链首与第{FirstBad:D}条不符。";
                case AuditProblem.Replaced: return $"自第{FirstBad:D}条或更早起，审计记录被整体替换。";
                default: return $"没有可用的审计锚点，无法判断最新的审计记录是否被截断。如果是迁移或恢复数据库，请用 huimin audit accept 说明原因。";
            }
        }
    }
}
