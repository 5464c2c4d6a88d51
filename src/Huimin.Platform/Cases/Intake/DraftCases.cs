using Huimin.Platform.Cases.Types;
using Huimin.Platform.Data;
using Huimin.Platform.Regions;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Cases.Intake;

/// <summary>
/// An application that is being filled in 草稿, at a counter or on a phone: a draft of each matter with the answers so far, kept from the first
/// question on, so that a lost connection loses nothing. Submitted once, it becomes cases; sent again, it answers the same.
/// </summary>
public sealed class DraftCases(CaseOffice office, BeginCases begin)
{
    /// <summary>Months after which an application that nobody submitted is thrown away.</summary>
    private const int MonthsKept = 1;

    /// <param name="application">Its answers may be empty.</param>
    /// <param name="secret">With which whoever has no account finds the draft again; null for officers.</param>
    /// <param name="emergency">12-digit code of the place where it happened, for matters that are handled there; null for none.</param>
    /// <returns>Id of the application: of its first draft.</returns>
    /// <exception cref="CannotRunException">A matter is unknown, not to be received here, or open already.</exception>
    public async Task<long> BeginAsync(Application application, string? secret = null, long? emergency = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(application);
        var context = office.Context;
        if (application.Token.Length is < 16 or > 60)
            throw new CannotRunException($"页面不完整，请重新打开再办。");
        var token = $"draft/{application.Token}/";
        if (await context.Cases.AsNoTracking().Where(c => c.Token.StartsWith(token)).OrderBy(c => c.Id).Select(c => (long?)c.ApplicationId).FirstOrDefaultAsync(cancellation) is { } before)
            return before;
        var types = application.Types.Distinct(StringComparer.Ordinal).Select(office.Catalogue.Of).ToList();
        await RequireAsync(application, types, cancellation);
        var ids = new List<long>();
        foreach (var _ in types)
            ids.Add(await context.OwnDatabase.Ids.NextAsync("case", cancellation));
        foreach (var (i, type) in types.Index())
        {
            var record = New(application, type, ids[i], ids[0], $"{token}{i:D}", secret);
            var region = type.WhereItHappens && emergency is { } place ? place : application.Region;
            record.About(region, application.Household, application.Person, application.Applicant);
            record.BeginDraft(office.Now);
            await office.SealAsync(record, application.Answers, cancellation);
            context.Add(record);
        }

        await ThrowAwayOldAsync(cancellation);
        await context.SaveChangesAsync(cancellation);
        return ids[0];
    }

    /// <summary>The drafts, or what became of them, with their answers open; empty where there is none within reach.</summary>
    public async Task<List<Case>> ReadAsync(long applicationId, CancellationToken cancellation = default)
    {
        var records = await office.Context.Cases.Where(c => c.ApplicationId == applicationId).OrderBy(c => c.Id).ToListAsync(cancellation);
        foreach (var record in records)
            record.Answers = office.Open(record);
        return records;
    }

    /// <summary>Keeps answers; those that are not given stay as they are.</summary>
    /// <param name="revision">Of the draft as the page showed it; null takes whatever is there, for a resident's own phone.</param>
    /// <exception cref="CannotRunException">An answer is none, or the draft was changed or submitted meanwhile.</exception>
    public async Task AnswerAsync(long applicationId, long? revision, IReadOnlyDictionary<FormField, string> answers, long? person = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(answers);
        var drafts = await OpenAsync(applicationId, revision, cancellation);
        var form = drafts[0].Answers!.Copy();
        foreach (var (field, typed) in answers)
        {
            var answer = CaseOffice.Text(typed, longest: Math.Max(field.Longest, CaseOffice.LongestNote));
            if (FieldAnswers.Problem(field, answer) is { } problem)
                throw new CannotRunException(problem);
            form[field.Code] = ApplicantAnswers.Plain(field, answer);
        }

        foreach (var draft in drafts)
        {
            await office.SealAsync(draft, form.Copy(), cancellation);
            if (person is not null)
                draft.About(draft.Region, draft.HouseholdId, person, draft.Applicant);
            draft.DraftChanged();
        }

        await SaveAsync(cancellation);
    }

    /// <summary>Goes on with the form that is in use now; what was answered and is still asked stays answered.</summary>
    /// <exception cref="CannotRunException">The draft was changed or submitted meanwhile.</exception>
    public async Task RenewAsync(long applicationId, long? revision, CancellationToken cancellation = default)
    {
        foreach (var draft in await OpenAsync(applicationId, revision, cancellation))
        {
            office.Context.Entry(draft).Property(d => d.FormVersion).CurrentValue = office.Catalogue.Of(draft.Type).CurrentForm.Number;
            draft.DraftChanged();
        }

        await SaveAsync(cancellation);
    }

    /// <summary>Throws the draft away.</summary>
    /// <exception cref="CannotRunException">It was submitted meanwhile.</exception>
    public async Task DeleteAsync(long applicationId, CancellationToken cancellation = default)
    {
        var drafts = await office.Context.Cases.Where(c => c.ApplicationId == applicationId && c.State == CaseState.Draft).ToListAsync(cancellation);
        await RemoveAsync(drafts, cancellation);
        await SaveAsync(cancellation);
    }

    /// <summary>Hands it in: each matter gets its number and its first step, in one transaction 提交.</summary>
    /// <param name="secret">The one that the draft was begun with; officers' drafts have their own.</param>
    /// <exception cref="CannotRunException">A matter is open already for the same family, or an answer is none.</exception>
    public async Task<Begun> SubmitAsync(long applicationId, long? revision, string? secret = null, CancellationToken cancellation = default)
    {
        var context = office.Context;
        var drafts = await ReadAsync(applicationId, cancellation);
        if (drafts.Count == 0)
            throw Gone();
        var code = TrackCode.Of(secret ?? drafts[0].Token);
        if (drafts.TrueForAll(d => d.State != CaseState.Draft))
            return new Begun(drafts.ConvertAll(d => d.Id), drafts.ConvertAll(d => d.Number), code);
        if (revision is { } shown && drafts[0].Revision != shown)
            throw Elsewhere();
        foreach (var draft in drafts)
        {
            var type = office.Catalogue.Of(draft.Type);
            BeginCases.Require(type.Form(draft.FormVersion), draft.Answers!);
            if (await OpenOneAsync(type, draft.IntakeRegion, draft.HouseholdId, draft.PersonId, cancellation) is { } open)
                throw new CannotRunException($"这户家庭的“{type.Name}”正在办理，受理号{open}，不用重复申请。");
        }

        await office.DelegationsAsync(cancellation);
        try
        {
            await using var transaction = await context.Database.BeginTransactionAsync(cancellation);
            foreach (var draft in drafts)
                await SubmitAsync(draft, code, cancellation);
            await context.SaveChangesAsync(cancellation);
            await transaction.CommitAsync(cancellation);
        }
        catch (DbUpdateException)
        {
            // The other of two clicks was first: what it began is what this one wanted.
            context.ChangeTracker.Clear();
            var done = await ReadAsync(applicationId, cancellation);
            if (done.Count == 0 || done.Exists(d => d.State == CaseState.Draft))
                throw Elsewhere();
            return new Begun(done.ConvertAll(d => d.Id), done.ConvertAll(d => d.Number), code);
        }

        return new Begun(drafts.ConvertAll(d => d.Id), drafts.ConvertAll(d => d.Number), code);
    }

    private async Task SubmitAsync(Case draft, string code, CancellationToken cancellation)
    {
        var (context, type) = (office.Context, office.Catalogue.Of(draft.Type));
        var unit = CaseOffice.Unit(draft.Region, RegionLevel.Township);
        var entry = context.Entry(draft);
        // Given when they are due and never changed afterwards.
        entry.Property(d => d.Number).CurrentValue = CaseNumber.Of(unit, office.Today.Year, await NumberSeries.NextAsync(context, unit, NumberSeries.Cases, office.Today.Year, cancellation));
        entry.Property(d => d.ReceivedAt).CurrentValue = office.Now;
        entry.Property(d => d.TrackHash).CurrentValue = BeginCases.TrackHash(draft.ApplicationId, code);
        var form = type.Form(draft.FormVersion);
        // A family's matter is about one member only where that member applies alone 单人户.
        if (type.Scope == CaseScope.Household && !draft.Answers!.IsYes(Assessing.AssessCase.Alone))
            draft.About(draft.Region, draft.HouseholdId, null, draft.Applicant);
        await office.SealAsync(draft, BeginCases.Own(form, type, draft.Answers!), cancellation);
        draft.Submit(type, office.Moment);
        office.Add(draft, CaseEventKind.Received, "", draft.Channel switch
        {
            CaseChannel.Phone => Texts.In(false, $"手机申请"),
            CaseChannel.Proxy => Texts.In(false, $"代办"),
            CaseChannel.Found => Texts.In(false, $"主动发现"),
            CaseChannel.HandedOver => Texts.In(false, $"转办"),
            _ => "",
        }, null);
        begin.FileRelatives(draft);
    }

    private async Task<List<Case>> OpenAsync(long applicationId, long? revision, CancellationToken cancellation)
    {
        var drafts = await ReadAsync(applicationId, cancellation);
        if (drafts.Count == 0)
            throw Gone();
        if (drafts.Exists(d => d.State != CaseState.Draft))
            throw new CannotRunException($"这件申请已经提交，不能再改。");
        return revision is null || drafts[0].Revision == revision ? drafts : throw Elsewhere();
    }

    private async Task SaveAsync(CancellationToken cancellation)
    {
        try
        {
            await office.Context.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateException e)
        {
            office.Context.ChangeTracker.Clear();
            throw new CannotRunException($"这份草稿刚刚在另一个窗口改过。下面是改过的内容，请核对以后再填。", e);
        }
    }

    private static CannotRunException Gone() => new($"没有这份草稿：可能已经删除，或者放得太久。请重新开始。");

    private static CannotRunException Elsewhere() => new($"这份草稿刚刚在另一个窗口改过。下面是改过的内容，请核对以后再填。");

    private Case New(Application application, CaseType type, long id, long first, string token, string? secret) => new()
    {
        Id = id,
        Number = Case.DraftNumber(id),
        Type = type.Code,
        Line = type.Line,
        FormVersion = type.CurrentForm.Number,
        Channel = application.Channel,
        IntakeRegion = application.IntakeRegion,
        ApplicationId = first,
        AwardId = application.AwardId,
        ReceivedAt = office.Now,
        TrackHash = secret is null ? null : BeginCases.TrackHash(first, secret),
        Token = token,
    };

    private async Task RequireAsync(Application application, List<CaseType> types, CancellationToken cancellation)
    {
        if (types.Count == 0)
            throw new CannotRunException($"请选择要办的事项。");
        if (application.IntakeRegion is not null && types.Find(t => !t.CrossRegion) is { } local)
            throw new CannotRunException($"“{local.Name}”要到户籍地或者居住地申请，不能跨区域受理。");
        if (types.Exists(t => t.Scope == CaseScope.Person) && application is { Household: not null, Person: null })
            throw new CannotRunException($"请选择为家里哪一位办理。");
        foreach (var type in types)
        {
            if (await OpenOneAsync(type, application.IntakeRegion, application.Household, application.Person, cancellation) is { } open)
                throw new CannotRunException($"这户家庭的“{type.Name}”正在办理，受理号{open}，不用重复申请。");
        }
    }

    /// <summary>The number of the same matter that is open; of what is received for another place, there.</summary>
    private async Task<string?> OpenOneAsync(CaseType type, long? intake, long? household, long? person, CancellationToken cancellation)
    {
        if (intake is null)
            return await BeginCases.OpenOneAsync(office.Context, type, household, person, cancellation);
        await using var everywhere = office.Context.OwnDatabase.CreateContext();
        return await BeginCases.OpenOneAsync(everywhere, type, household, person, cancellation);
    }

    /// <summary>Answers of people who never applied are not kept for ever; a few at a time.</summary>
    private async Task ThrowAwayOldAsync(CancellationToken cancellation)
    {
        var before = office.Now.AddMonths(-MonthsKept);
        var old = await office.Context.Cases.Where(c => c.State == CaseState.Draft && c.ActorRegion == 0 && c.ReceivedAt < before).OrderBy(c => c.Id).Take(20).ToListAsync(cancellation);
        await RemoveAsync(old, cancellation);
    }

    /// <summary>With the photos and papers that were sent along.</summary>
    private async Task RemoveAsync(List<Case> drafts, CancellationToken cancellation)
    {
        var ids = drafts.ConvertAll(c => c.Id);
        var files = await office.Context.CaseDocuments.Where(d => ids.Contains(d.CaseId)).ToListAsync(cancellation);
        var stored = files.Select(f => f.FileId).OfType<long>().ToList();
        office.Context.RemoveRange(files);
        office.Context.RemoveRange(await office.Context.StoredFiles.Where(f => stored.Contains(f.Id)).ToListAsync(cancellation));
        office.Context.RemoveRange(drafts);
    }
}
