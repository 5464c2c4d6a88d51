using Huimin.Platform.Access;
using Huimin.Policies;

namespace Huimin.Platform.Programmes.Publishing;

public enum DraftState : short
{
    /// <summary>Its author works on it 起草.</summary>
    Draft = 1,

    /// <summary>Waits for another officer 待批准.</summary>
    Proposed = 2,

    Published = 3,

    /// <summary>Sent back; becomes a draft again when its author changes it 退回.</summary>
    Rejected = 4,

    /// <summary>Given up by its author 撤回.</summary>
    Withdrawn = 5,
}

/// <summary>
/// A change of the policies on its way to a published version 政策草案. Its author changes files of the city's layer and
/// proposes it; another officer publishes it. Whatever is changed after the proposal needs a new one.
/// </summary>
public sealed class PolicyDraft
{
    public const int LongestTitle = 80;
    public const int LongestNote = 1_000;

    public long Id { get; init; }

    public required string Layer { get; init; }

    /// <summary>The version that the draft changes.</summary>
    public int BaseVersion { get; private set; }

    public string BaseHash { get; private set; } = "";

    public string Title { get; private set; } = "";

    public string Reason { get; private set; } = "";

    /// <summary>Why the first month is not after this one; empty when it is.</summary>
    public string LateReason { get; private set; } = "";

    /// <summary>First month in force, 202612; null until its author says.</summary>
    public int? StartMonth { get; private set; }

    public long AuthorId { get; init; }

    public required string Author { get; init; }

    public DraftState State { get; private set; } = DraftState.Draft;

    /// <summary>Grows with every change: a form that was opened before it is refused.</summary>
    public long Revision { get; private set; }

    public DateTime CreatedAt { get; init; }

    public DateTime ChangedAt { get; private set; }

    /// <summary>Hash of the pack that was proposed.</summary>
    public string? ProposedHash { get; private set; }

    public DateTime? ProposedAt { get; private set; }

    /// <summary>What the author said to the alarms.</summary>
    public string AlarmReason { get; private set; } = "";

    /// <summary>The effect on the city as JSON, computed for <see cref="EffectHash"/>; null when the files or the month have changed since.</summary>
    public string? Effect { get; private set; }

    public string? EffectHash { get; private set; }

    /// <summary>The version that it became.</summary>
    public int? Version { get; private set; }

    public List<PolicyDraftFile> Files { get; init; } = [];

    public List<PolicyDraftEvent> Events { get; init; } = [];

    public Month? Start => StartMonth is { } start ? Month.FromCode(start) : null;

    /// <summary>Whether its author may still change it.</summary>
    public bool IsOpen => State is DraftState.Draft or DraftState.Proposed or DraftState.Rejected;

    public static PolicyDraft Begin(long id, string layer, SignedInOfficer author, string title, int baseVersion, string baseHash, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(author);
        var draft = new PolicyDraft { Id = id, Layer = layer, AuthorId = author.Id, Author = author.Name, CreatedAt = now, BaseVersion = baseVersion, BaseHash = baseHash };
        draft.Title = Text(title, LongestTitle, $"请写标题，说明改什么。");
        draft.Record(author, DraftStep.Started, "", now);
        return draft;
    }

    /// <summary>Sets the text of a file, or takes the file out (no text).</summary>
    /// <param name="baseText">Its text in the base version; null when it has none.</param>
    public void Change(SignedInOfficer officer, string path, string? baseText, string? text, string note, DateTime now)
    {
        RequireAuthor(officer);
        var file = Files.FirstOrDefault(f => f.Path == path);
        if (text == baseText)
        {
            if (file is not null)
                Files.Remove(file);
        }
        else if (file is null)
            Files.Add(new PolicyDraftFile { DraftId = Id, Path = path, BaseText = baseText, Text = text });
        else
            file.Text = text;
        BecomeDraft();
        Record(officer, DraftStep.Changed, note, now);
    }

    /// <summary>The month in which a change begins, unless the author has chosen one.</summary>
    public void BeginWith(Month start) => StartMonth ??= start.Code;

    public void Describe(SignedInOfficer officer, string title, string reason, Month? start, string lateReason, DateTime now)
    {
        RequireAuthor(officer);
        Title = Text(title, LongestTitle, $"请写标题，说明改什么。");
        Reason = Cut(reason);
        LateReason = Cut(lateReason);
        if (StartMonth != start?.Code)
            (StartMonth, Effect, EffectHash) = (start?.Code, null, null);
        State = DraftState.Draft;
        Record(officer, DraftStep.Described, start?.ToString() ?? "", now);
    }

    /// <summary>Keeps the effect that was computed for exactly these files and this month.</summary>
    public void KeepEffect(SignedInOfficer officer, string hash, string effect, DateTime now)
    {
        RequireAuthor(officer);
        (Effect, EffectHash) = (effect, hash);
        Record(officer, DraftStep.EffectComputed, "", now);
    }

    /// <param name="check">Of the files as they are now.</param>
    /// <param name="newest">The version that the next one follows.</param>
    /// <param name="alarms">Whether the effect raised alarms, which then need a reason.</param>
    public void Propose(SignedInOfficer officer, DraftCheck check, LibraryVersion newest, bool alarms, string alarmReason, Month thisMonth, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(check);
        RequireAuthor(officer);
        if (State == DraftState.Proposed)
            throw new CannotRunException($"这份草案已经送审。");
        RequireBase(newest);
        if (Files.Count == 0)
            throw new CannotRunException($"这份草案还没有改动任何条文。");
        check.RequireSound();
        if (Reason.Length == 0)
            throw new CannotRunException($"请先写明理由和依据。");
        var start = Start ?? throw new CannotRunException($"请先选定从哪个月起施行。");
        if (start <= thisMonth && LateReason.Length == 0)
            throw new CannotRunException($"从{start}起施行会改变已经开始的月份，请写明为什么不能从{thisMonth.AddMonths(1)}起。");
        if (newest.Start is { } latest && start < latest)
            throw new CannotRunException($"第{newest.Number}版自{latest}起施行，新版不能早于它。");
        if (Effect is null || EffectHash != check.Pack!.Hash)
            throw new CannotRunException($"请先测算对全市的影响；改动以后要重新测算。");
        AlarmReason = alarms ? Text(alarmReason, LongestNote, $"测算有警示，请写明为什么仍应公布。") : "";
        (State, ProposedHash, ProposedAt) = (DraftState.Proposed, check.Pack.Hash, now);
        Record(officer, DraftStep.Proposed, AlarmReason, now);
    }

    public void Withdraw(SignedInOfficer officer, string note, DateTime now)
    {
        RequireAuthor(officer);
        State = DraftState.Withdrawn;
        Record(officer, DraftStep.Withdrawn, Cut(note), now);
    }

    public void Reject(SignedInOfficer officer, string note, DateTime now)
    {
        RequireSecondOfficer(officer);
        State = DraftState.Rejected;
        Record(officer, DraftStep.Rejected, Text(note, LongestNote, $"请写明为什么退回。"), now);
    }

    /// <summary>The version that this draft becomes; only another officer than the author makes it so.</summary>
    /// <param name="check">Of the files as they are now, read again by this program.</param>
    public PolicyVersion Publish(SignedInOfficer officer, DraftCheck check, LibraryVersion newest, bool alarms, string note, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(check);
        ArgumentNullException.ThrowIfNull(newest);
        RequireSecondOfficer(officer);
        RequireBase(newest);
        check.RequireSound();
        if (check.Pack!.Hash != ProposedHash || EffectHash != ProposedHash)
            throw new CannotRunException($"条文在送审以后变了，请起草人重新测算、重新送审。");
        note = alarms ? Text(note, LongestNote, $"测算有警示，请写明为什么仍然批准。") : Cut(note);
        var version = new PolicyVersion
        {
            Number = newest.Number + 1,
            Layer = Layer,
            StartMonth = StartMonth!.Value,
            Hash = check.Pack.Hash,
            BaseHash = BaseHash,
            DraftId = Id,
            Title = Title,
            Reason = Reason,
            LateReason = LateReason,
            AlarmReason = AlarmReason,
            ApprovalNote = note,
            ProposerId = AuthorId,
            Proposer = Author,
            ProposedAt = ProposedAt!.Value,
            ApproverId = officer.Id,
            Approver = officer.Name,
            PublishedAt = now,
        };
        version.Files.AddRange(check.Pack.Files.Select(f => new PolicyVersionFile { Version = version.Number, Path = f.Key, Text = f.Value }));
        (State, Version) = (DraftState.Published, version.Number);
        Record(officer, DraftStep.Published, note, now);
        return version;
    }

    /// <summary>Puts the changed files on the newest version, after another draft was published.</summary>
    /// <param name="files">The files that still differ from it.</param>
    public void TakeUpAgain(SignedInOfficer officer, LibraryVersion newest, IReadOnlyList<PolicyDraftFile> files, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(newest);
        RequireAuthor(officer);
        (BaseVersion, BaseHash) = (newest.Number, newest.Hash);
        foreach (var gone in Files.Where(f => !files.Any(kept => kept.Path == f.Path)).ToList())
            Files.Remove(gone);
        foreach (var file in Files)
        {
            var kept = files.First(f => f.Path == file.Path);
            (file.BaseText, file.Text) = (kept.BaseText, kept.Text);
        }

        BecomeDraft();
        Record(officer, DraftStep.TakenUpAgain, Texts.Of($"第{newest.Number}版"), now);
    }

    public bool IsBasedOn(LibraryVersion newest)
    {
        ArgumentNullException.ThrowIfNull(newest);
        return BaseVersion == newest.Number && BaseHash == newest.Hash;
    }

    /// <exception cref="CannotRunException">Somebody changed the draft since the form was opened.</exception>
    public void RequireRevision(long seen)
    {
        if (seen != Revision)
            throw new CannotRunException($"这份草案在您打开以后有了改动，请看过现在的内容再办。");
    }

    private void RequireAuthor(SignedInOfficer officer)
    {
        ArgumentNullException.ThrowIfNull(officer);
        if (officer.Id != AuthorId)
            throw new CannotRunException($"只有起草人{Author}可以改动这份草案。");
        if (!IsOpen)
            throw new CannotRunException($"这份草案已经办结，不能再改；可以另起一份。");
    }

    private void RequireSecondOfficer(SignedInOfficer officer)
    {
        ArgumentNullException.ThrowIfNull(officer);
        if (State != DraftState.Proposed)
            throw new CannotRunException($"这份草案不在待批准状态，可能已由别人办理。");
        if (officer.Id == AuthorId)
            throw new CannotRunException($"起草人不能批准或退回自己的草案，须由另一位办理。");
    }

    private void RequireBase(LibraryVersion newest)
    {
        ArgumentNullException.ThrowIfNull(newest);
        if (!IsBasedOn(newest))
            throw new CannotRunException($"起草以后已有新的版本（第{newest.Number}版），现行条文变了。请起草人在新版本上重新接续这份草案。");
    }

    private void BecomeDraft()
    {
        (State, ProposedHash, ProposedAt, AlarmReason) = (DraftState.Draft, null, null, "");
        (Effect, EffectHash) = (null, null);
    }

    private void Record(SignedInOfficer officer, DraftStep what, string note, DateTime now)
    {
        Revision++;
        ChangedAt = now;
        Events.Add(new PolicyDraftEvent { DraftId = Id, Number = Events.Count + 1, At = now, OfficerId = officer.Id, Officer = officer.Name, What = what, Note = note });
    }

    private static string Text(string text, int longest, FormattableString missing) =>
        Cut(text, longest) is { Length: > 0 } written ? written : throw new CannotRunException(missing);

    private static string Cut(string text, int longest = LongestNote)
    {
        ArgumentNullException.ThrowIfNull(text);
        text = text.Trim();
        return text.Length <= longest ? text : throw new CannotRunException($"文字太长：最多{longest}个字。");
    }
}
