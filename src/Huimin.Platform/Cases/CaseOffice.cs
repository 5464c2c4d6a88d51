using Huimin.Platform.Cases.Types;
using Huimin.Platform.Data;
using Huimin.Platform.Privacy;
using Huimin.Platform.Privacy.DataChecks;
using Huimin.Platform.Regions;
using Huimin.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Cases;

/// <summary>What a form about a case sends along: which state of the case it showed, and a token of its own.</summary>
/// <param name="Revision">Of the case as it was shown.</param>
/// <param name="Token">Drawn when the form was drawn: sent twice, it is done once.</param>
public sealed record Sent(long Revision, string Token);

/// <summary>
/// What every action on a case does alike: opens the file for whoever asks, sees that nothing changed since the form was drawn, and
/// saves the change with its event in one transaction.
/// </summary>
public sealed class CaseOffice(AppDbContext context, CaseCatalogue catalogue, DeadlineCalendar calendar, Delegation delegation, Keyring keyring, TimeProvider clock)
{
    public const int LongestNote = 1_000;

    // Of one case each, read at every view of it.
    private static readonly ReadyQuery<long, Case> Cases = new(static (context, id) => context.Cases.Where(c => c.Id == id));
    private static readonly ReadyQuery<long, CaseObjection> Objections = new(static (context, id) => context.CaseObjections.Where(o => o.CaseId == id).OrderBy(o => o.Id));
    private static readonly ReadyQuery<long, CaseDocument> Documents = new(static (context, id) => context.CaseDocuments.AsNoTracking().Where(d => d.CaseId == id).OrderBy(d => d.Number));
    private static readonly ReadyQuery<long, CaseVisit> Visits = new(static (context, id) => context.CaseVisits.AsNoTracking().Where(v => v.CaseId == id).OrderBy(v => v.Number));
    private static readonly ReadyQuery<long, CaseCheck> Checks = new(static (context, id) => context.CaseChecks.Where(c => c.CaseId == id).OrderBy(c => c.Id));
    private static readonly ReadyQuery<long, Publicity> Postings = new(static (context, id) => context.Publicities.Where(p => p.CaseId == id).OrderBy(p => p.Id));
    private static readonly ReadyQuery<long, Decision> Decisions = new(static (context, id) => context.Decisions.Include(d => d.Lines).Where(d => d.CaseId == id).OrderByDescending(d => d.Id));
    private static readonly ReadyQuery<long, long?> Reviews = new(static (context, id) => context.Cases.Where(c => c.ReviewOf == id && c.State != CaseState.Closed).Select(c => (long?)c.Id));

    private static readonly ReadyQuery<long, DataCheckConsent> Consents = new(static (context, household) => context.DataCheckConsents.AsNoTracking().Where(c => c.HouseholdId == household && c.PersonId == null));

    private Func<string, long, bool> isDelegated = (_, _) => false;

    public AppDbContext Context => context;

    public CaseCatalogue Catalogue => catalogue;

    public DeadlineCalendar Calendar => calendar;

    public DateTime Now => clock.GetUtcNow().UtcDateTime;

    public DateOnly Today => DateOnly.FromDateTime(clock.GetLocalNow().DateTime);

    internal CaseMoment Moment => new(Now, Today, calendar, UnitOf);

    public CaseActor Actor => new(context.Acting.AccountId, context.Acting.Name, context.Acting.Duty, context.Acting.Post?.Region);

    /// <summary>Reads which decisions are handed down, before anything moves.</summary>
    internal async Task DelegationsAsync(CancellationToken cancellation)
    {
        isDelegated = await delegation.ReadAsync(cancellation);
        // An application may be the first that a new city seals; its key cannot be made inside the transaction that uses it.
        await keyring.EnsureKeyAsync(context, cancellation);
    }

    /// <summary>The file to be read; null when there is no such case within reach.</summary>
    public async Task<CaseFile?> ReadAsync(long id, CancellationToken cancellation = default)
    {
        await DelegationsAsync(cancellation);
        return await Cases.ToListAsync(context, id, cancellation) is [var record] ? await FileAsync(record, cancellation) : null;
    }

    /// <summary>Opens a file to act on it.</summary>
    /// <returns>Null when the same form was sent before and is done: the answer is the same once more.</returns>
    /// <exception cref="CannotRunException">There is none within reach, it changed since, or the action is not allowed.</exception>
    public async Task<CaseFile?> OpenAsync(long id, Sent sent, CaseAction action, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(sent);
        var file = await ReadAsync(id, cancellation) ?? throw new CannotRunException($"没有这件案件，或者不在您的岗位范围内。");
        if (sent.Token.Length is < 8 or > 64)
            throw new CannotRunException($"页面不完整，请重新打开再办。");
        if (await context.CaseEvents.AnyAsync(e => e.CaseId == id && e.Token == sent.Token, cancellation))
            return null;
        if (file.Record.Revision != sent.Revision)
            throw Changed();
        file.Require(action);
        return file;
    }

    /// <summary>Adds an event and saves everything that the action changed.</summary>
    /// <exception cref="CannotRunException">Somebody else was first.</exception>
    public async Task SaveAsync(CaseFile file, string kind, string fromStep, string note, Sent? sent, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        Add(file.Record, kind, fromStep, note, sent?.Token);
        try
        {
            await context.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateException)
        {
            context.ChangeTracker.Clear();
            throw Changed();
        }
    }

    /// <summary>Adds an event that is saved with what else the action changes.</summary>
    public void Add(Case record, string kind, string fromStep, string note, string? token)
    {
        ArgumentNullException.ThrowIfNull(record);
        context.Add(record.Happened(kind, fromStep, note, Actor, Now, token));
    }

    /// <summary>What was typed, without control characters.</summary>
    /// <exception cref="CannotRunException">Something must be said, or it is too long.</exception>
    public static string Text(string? text, FormattableString? required = null, int longest = LongestNote)
    {
        var clean = new string([.. (text ?? "").Where(c => c == '\n' || !char.IsControl(c))]).Trim();
        if (clean.Length == 0 && required is not null)
            throw new CannotRunException(required);
        return clean.Length <= longest ? clean : throw new CannotRunException($"最多写{longest}个字。");
    }

    public static CannotRunException Changed() => new($"您打开页面以后，别人办理过这件案件。下面标出了新的进展，请看过以后再办；您填写的内容还在。");

    /// <summary>Seals the answers of a form into its case.</summary>
    public async Task SealAsync(Case record, CaseForm form, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(form);
        var sealer = await keyring.SealerAsync(context, cancellation);
        record.Seal(sealer.Seal(SealedColumn.CaseForm, record.Id, form.ToJson()), sealer.Key);
        record.Answers = form;
    }

    /// <summary>The answers of a case's form, in the clear.</summary>
    public CaseForm Open(Case record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return record.Form.Bytes.Length == 0 ? new CaseForm() : CaseForm.Parse(keyring.Open(SealedColumn.CaseForm, record.Id, record.Form));
    }

    /// <summary>The division whose office acts at a step: the county's, unless it handed the decision down.</summary>
    private long UnitOf(Case record, CaseStep step)
    {
        var level = step.MayBeDelegated && (record.IsDecidedBelow || isDelegated(record.Type, record.Region)) ? RegionLevel.Township : step.Level;
        return Unit(record.Region, level);
    }

    /// <summary>The division of a level that a place lies in; the place itself where it lies higher.</summary>
    public static long Unit(long region, RegionLevel level)
    {
        var code = new DivisionCode(region);
        while (code.Level > level && code.Parent is { Level: > RegionLevel.Province } parent)
            code = parent;
        return code.Value;
    }

    private async Task<CaseFile> FileAsync(Case record, CancellationToken cancellation)
    {
        var type = catalogue.Of(record.Type);
        record.Answers = Open(record);
        var objections = await Objections.ToListAsync(context, record.Id, cancellation);
        foreach (var objection in objections)
            objection.Plain = keyring.Open(SealedColumn.Objection, objection.Id, objection.Content);
        return new CaseFile
        {
            Record = record,
            Type = type,
            Acting = context.Acting,
            Today = Today,
            Places = await PlaceNames.ReadAsync(context, new[] { record.Region, record.ActorRegion, record.IntakeRegion ?? 0 }.Where(r => r > 0), cancellation),
            Documents = await Documents.ToListAsync(context, record.Id, cancellation),
            Visits = await Visits.ToListAsync(context, record.Id, cancellation),
            Checks = type.CheckPurpose is null ? [] : await ChecksAsync(record, cancellation),
            Postings = await Postings.ToListAsync(context, record.Id, cancellation),
            Objections = objections,
            Decisions = await Decisions.ToListAsync(context, record.Id, cancellation),
            Review = (await Reviews.ToListAsync(context, record.Id, cancellation)).FirstOrDefault(),
            HasConsent = type.CheckPurpose is not { } purpose || record.HouseholdId is not { } household || await HasConsentAsync(household, purpose, cancellation),
        };
    }

    /// <summary>Of the last round.</summary>
    private async Task<List<CaseCheck>> ChecksAsync(Case record, CancellationToken cancellation)
    {
        var all = await Checks.ToListAsync(context, record.Id, cancellation);
        return all.Count == 0 ? all : all.FindAll(c => c.Round == all.Max(x => x.Round));
    }

    private async Task<bool> HasConsentAsync(long household, string purpose, CancellationToken cancellation)
    {
        var today = Today;
        return (await Consents.ToListAsync(context, household, cancellation)).Exists(c => c.Purpose == purpose && c.GivenOn <= today && !(c.WithdrawnOn <= today));
    }
}
