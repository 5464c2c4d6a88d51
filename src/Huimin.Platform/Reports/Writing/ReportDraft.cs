using Huimin.Platform.Access;
using Huimin.Platform.Audit;
using Huimin.Platform.Indicators;

namespace Huimin.Platform.Reports.Writing;

public enum ReportState : short
{
    /// <summary>Being written 起草.</summary>
    Draft = 1,

    /// <summary>Waits for another officer to sign it 送签.</summary>
    Submitted = 2,

    /// <summary>Signed: nothing of it changes any more 已签发.</summary>
    Signed = 3,

    /// <summary>Given up 作废.</summary>
    Withdrawn = 4,

    /// <summary>A template of the bureau's own, from which reports begin 模板.</summary>
    Template = 5,
}

/// <summary>
/// A report that is being written, or was signed 报告. Its text with the bindings lies in its versions, which are only added. Whoever writes
/// on it does not sign it. A template of the bureau's own is the same thing, which is never signed.
/// </summary>
public sealed class ReportDraft : IAudited
{
    public const int LongestNote = 500;
    public const int LongestName = 120;

    string IAudited.AuditSubject => Subject(Id);

    long? IAudited.AuditRegion => Region;

    public static string Subject(long id) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"report:{id}");

    public long Id { get; init; }

    /// <summary>12-digit code of the division that it is about.</summary>
    public long Region { get; init; }

    public DateOnly From { get; private set; }

    public DateOnly To { get; private set; }

    /// <summary>Its title as it was last saved, or the name of a template.</summary>
    public string Name { get; private set; } = "";

    /// <summary>What it was begun from: <c>work-summary</c>, or <c>report:7@3</c> for version 3 of report 7.</summary>
    public required string Template { get; init; }

    public ReportState State { get; private set; } = ReportState.Draft;

    /// <summary>Number of its newest version, from 1.</summary>
    public int Version { get; private set; }

    /// <summary>Grows with every change: a form that was opened before it is noticed.</summary>
    public long Revision { get; private set; }

    public long AuthorId { get; init; }

    public required string Author { get; init; }

    public DateTime CreatedAt { get; init; }

    public DateTime ChangedAt { get; private set; }

    public long? SignerId { get; private set; }

    public string? Signer { get; private set; }

    public DateTime? SignedAt { get; private set; }

    /// <summary>The signed report with every figure, as JSON: what page, print and files are made from; null before.</summary>
    [Unaudited]
    public string? Content { get; private set; }

    public Period Period => new(From, To);

    public bool IsOpen => State is ReportState.Draft or ReportState.Submitted or ReportState.Template;

    public static ReportDraft Begin(long id, long region, Period period, string template, bool asTemplate, SignedInOfficer author, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(author);
        return new ReportDraft
        {
            Id = id,
            Region = region,
            From = period.Start,
            To = period.End,
            Template = template,
            AuthorId = author.Id,
            Author = author.Name,
            CreatedAt = now,
            ChangedAt = now,
            State = asTemplate ? ReportState.Template : ReportState.Draft,
        };
    }

    /// <summary>A new version of the text; one that waits to be signed goes back to its writers.</summary>
    public ReportVersion Save(SignedInOfficer officer, string name, string text, string note, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(officer);
        ArgumentNullException.ThrowIfNull(name);
        RequireOpen();
        if (State == ReportState.Submitted)
            State = ReportState.Draft;
        (Name, Version) = (name.Length > LongestName ? name[..LongestName] : name, Version + 1);
        Touch(now);
        return new ReportVersion { ReportId = Id, Number = Version, Text = text, OfficerId = officer.Id, Officer = officer.Name, At = now, Note = Cut(note) };
    }

    public void Submit(DateTime now)
    {
        if (State != ReportState.Draft)
            throw new CannotRunException($"只有起草中的报告可以送签。");
        State = ReportState.Submitted;
        Touch(now);
    }

    public void Return(DateTime now)
    {
        RequireSubmitted();
        State = ReportState.Draft;
        Touch(now);
    }

    public void Withdraw(DateTime now)
    {
        RequireOpen();
        State = ReportState.Withdrawn;
        Touch(now);
    }

    /// <param name="content">The report with every figure.</param>
    public void Sign(SignedInOfficer officer, string content, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(officer);
        RequireSubmitted();
        (State, SignerId, Signer, SignedAt, Content) = (ReportState.Signed, officer.Id, officer.Name, now, content);
        Touch(now);
    }

    /// <exception cref="CannotRunException">Somebody changed it since the form was opened.</exception>
    public void RequireRevision(long? seen)
    {
        if (seen != Revision)
            throw new CannotRunException($"这份报告在您打开以后有了改动，请看过现在的内容再办。");
    }

    /// <summary>A reason in somebody's words.</summary>
    /// <exception cref="CannotRunException">It is too long.</exception>
    public static string Cut(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        text = text.Trim();
        return text.Length <= LongestNote ? text : throw new CannotRunException($"文字太长：最多{LongestNote}个字。");
    }

    public void RequireOpen()
    {
        if (!IsOpen)
            throw new CannotRunException($"这份报告已经签发或者作废，不能再改。");
    }

    private void RequireSubmitted()
    {
        if (State != ReportState.Submitted)
            throw new CannotRunException($"这份报告不在待签发状态，可能已由别人办理。");
    }

    private void Touch(DateTime now)
    {
        Revision++;
        ChangedAt = now;
    }
}
