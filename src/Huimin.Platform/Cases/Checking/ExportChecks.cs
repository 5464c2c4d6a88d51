using System.Globalization;
using Huimin.Platform.Access;
using Huimin.Platform.Audit;
using Huimin.Platform.Cases.Types;
using Huimin.Platform.Data;
using Huimin.Platform.Files;
using Huimin.Platform.Privacy;
using Huimin.Platform.Privacy.DataChecks;
using Huimin.Platform.Regions;
using Huimin.Policies;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Cases.Checking;

/// <summary>What a request file holds, and what was left out of it and why.</summary>
/// <param name="Batch">Null where nothing could go out.</param>
/// <param name="Left">Number of the case, and why it is not in the file.</param>
public sealed record MadeBatch(CheckBatch? Batch, IReadOnlyList<(string Case, FormattableString Why)> Left);

/// <summary>
/// Makes the request file for one office out of everything that waits for it 导出核对请求. It names people with their ID numbers in the
/// clear: only those for whose check there is a ground on this very day go into it, and making and fetching it stand on the trail.
/// </summary>
public sealed class ExportChecks(AppDbContext context, CaseCatalogue catalogue, CheckSources sources, RequireConsent consents, Keyring keyring, TimeProvider clock)
{
    /// <summary>Cases in one file; the rest goes into the next.</summary>
    public const int MostCases = 5_000;

    /// <summary>Takes what waits for an office into a batch. Sent twice with the same token, it is one batch.</summary>
    /// <exception cref="CannotRunException">The duty does not allow it, or the office is not asked here.</exception>
    public async Task<MadeBatch> RunAsync(string source, string token, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(token);
        context.RequireChecker();
        if (token.Length is < 8 or > 64)
            throw new CannotRunException($"页面不完整，请重新打开再办。");
        await RequireSourceAsync(source, cancellation);
        if (await context.CheckBatches.AsNoTracking().FirstOrDefaultAsync(b => b.Token == token, cancellation) is { } before)
            return new MadeBatch(before, []);
        var waiting = await context.CaseChecks.AsNoTracking().Where(c => c.Source == source && (c.State == CheckState.Requested || c.State == CheckState.Failed))
            .Join(context.Cases.AsNoTracking().Where(c => c.State == CaseState.Open && c.HouseholdId != null), c => c.CaseId, c => c.Id, (check, record) => new { check, record })
            .Where(x => !context.CaseChecks.Any(o => o.CaseId == x.record.Id && o.Round > x.check.Round))
            .OrderBy(x => x.check.Id).Take(MostCases).ToListAsync(cancellation);
        var (ready, left) = (new List<(long Check, string Purpose, SourceAnswers Asked)>(), new List<(string, FormattableString)>());
        foreach (var one in waiting)
        {
            try
            {
                var asked = await AskedAsync(one.record, cancellation);
                if (asked.Asked.Count == 0)
                    left.Add((one.record.Number, Why($"家里没有人登记证件号码，不能核对。请先在人员档案中登记。")));
                else
                    ready.Add((one.check.Id, catalogue.Of(one.record.Type).CheckPurpose!, asked));
            }
            catch (CannotRunException e)
            {
                left.Add((one.record.Number, Why($"{e.Message}")));
            }
        }

        return new MadeBatch(ready.Count == 0 ? null : await TakeAsync(source, token, ready, cancellation), left);
    }

    /// <summary>Writes a batch's file; each time it is fetched is on the trail before the first byte.</summary>
    /// <returns>Rows.</returns>
    /// <exception cref="CannotRunException">The duty does not allow it, or there is no such batch within reach.</exception>
    public async Task<int> WriteAsync(long batchId, FactCatalogue facts, TextWriter output, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(facts);
        context.RequireChecker();
        var batch = await context.CheckBatches.AsNoTracking().FirstOrDefaultAsync(b => b.Id == batchId, cancellation) ?? throw new CannotRunException($"没有这批核对请求，或者不在您的岗位范围内。");
        var source = await RequireSourceAsync(batch.Source, cancellation);
        context.Record(new AuditEntry(AuditAction.Export, string.Create(CultureInfo.InvariantCulture, $"check_batch:{batchId}")) { Region = batch.Region, Reason = batch.Purposes, After = new { batch.Source, batch.Cases, batch.Persons } });
        await context.SaveChangesAsync(cancellation);

        var csv = new CsvWriter(output);
        foreach (var column in CheckFile.Header(source, facts))
            csv.Text(column);
        csv.EndRow();
        var rows = 0;
        var checks = await context.CaseChecks.AsNoTracking().Where(c => c.Batch == batchId).OrderBy(c => c.Id).ToListAsync(cancellation);
        foreach (var part in checks.Chunk(500))
        {
            var asked = part.Select(c => (Check: c, Asked: c.AnswersIn(keyring))).ToList();
            var ids = asked.SelectMany(a => a.Asked.Asked).Distinct().ToList();
            var people = await context.People.AsNoTracking().Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, cancellation);
            foreach (var (check, id, supporter) in asked.SelectMany(a => a.Asked.Asked.Select(id => (a.Check, id, a.Asked.Supporters.GetValueOrDefault(id)))))
            {
                var person = people.GetValueOrDefault(id);
                if (person is null && supporter is null)
                    continue;
                if (person is not null)
                    person.Secrets = keyring.Open(person);
                csv.Text(CheckFile.RequestOf(check.Id, id));
                csv.Text(supporter?.Name ?? person!.WholeName);
                csv.Text(supporter?.CitizenId ?? person!.Secrets.CitizenId);
                for (var i = 0; i < source.Facts.Count + 2; i++)
                    csv.Empty();
                csv.EndRow();
                rows++;
            }
        }

        await output.FlushAsync(cancellation);
        return rows;
    }

    /// <summary>
    /// Whom the case asks about: those for whom there is a ground and who have an ID number, and the relatives outside the household whom the
    /// application names, once their own authorisation is there.
    /// </summary>
    private async Task<SourceAnswers> AskedAsync(Case record, CancellationToken cancellation)
    {
        var type = catalogue.Of(record.Type);
        if (record.Form.Bytes.Length > 0)
            record.Answers = CaseForm.Parse(keyring.Open(SealedColumn.CaseForm, record.Id, record.Form));
        var today = DateOnly.FromDateTime(clock.GetLocalNow().DateTime);
        long? one = record.PersonId is not null && (type.Scope == CaseScope.Person || record.Answers?.IsYes(Assessing.AssessCase.Alone) == true) ? record.PersonId : null;
        await consents.RunAsync(record.HouseholdId!.Value, one, type.CheckPurpose ?? throw new CannotRunException($"这类事项不核对经济状况。"), today, cancellation);
        var members = await context.People.Where(p => one == null ? p.HouseholdId == record.HouseholdId && p.MemberSince <= today : p.Id == one)
            .Where(p => p.DiedOn == null && p.DepartedOn == null && p.CitizenId != null).OrderBy(p => p.Id).Select(p => p.Id).ToListAsync(cancellation);
        var supporters = new SortedDictionary<long, LegalSupporter>();
        if (record.Answers?[LegalSupporter.Field] is { Length: > 0 } named && await context.CaseDocuments.AnyAsync(d => d.CaseId == record.Id && d.Kind == LegalSupporter.Paper, cancellation))
        {
            foreach (var supporter in LegalSupporter.In(named))
                supporters[-supporters.Count - 1] = supporter;
        }

        return new SourceAnswers { Asked = [.. members, .. supporters.Keys.OrderDescending()], Supporters = supporters };
    }

    private async Task<CheckBatch?> TakeAsync(string source, string token, List<(long Check, string Purpose, SourceAnswers Asked)> ready, CancellationToken cancellation)
    {
        var id = await context.OwnDatabase.Ids.NextAsync("check_batch", cancellation);
        var sealer = await keyring.SealerAsync(context, cancellation);
        var region = context.Acting.Post?.Region ?? await context.Cities.Select(c => c.Code).SingleAsync(cancellation);
        var ids = ready.ConvertAll(r => r.Check);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellation);
        // Whoever else makes a file at the same moment gets what is left: a question goes out once.
        await context.CaseChecks.Where(c => ids.Contains(c.Id) && (c.State == CheckState.Requested || c.State == CheckState.Failed))
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.State, CheckState.Sent).SetProperty(c => c.Batch, (long?)id), cancellation);
        var mine = await context.CaseChecks.Where(c => c.Batch == id).ToDictionaryAsync(c => c.Id, cancellation);
        var taken = ready.FindAll(r => mine.ContainsKey(r.Check));
        if (taken.Count == 0)
            return null;
        foreach (var (check, _, asked) in taken)
            mine[check].Keep(asked, sealer);
        var batch = new CheckBatch
        {
            Id = id,
            Source = source,
            Region = region,
            Purposes = string.Join(' ', taken.Select(t => t.Purpose).Distinct().Order(StringComparer.Ordinal)),
            Cases = taken.Count,
            Persons = taken.Sum(t => t.Asked.Asked.Count),
            MadeAt = clock.GetUtcNow().UtcDateTime,
            AccountId = context.Acting.AccountId,
            Token = token,
        };
        context.Add(batch);
        await context.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return batch;
    }

    private static FormattableString Why(FormattableString why) => why;

    private async Task<CheckSource> RequireSourceAsync(string source, CancellationToken cancellation)
    {
        var city = await context.Cities.Select(c => c.Key).SingleAsync(cancellation);
        return sources.In(city).FirstOrDefault(s => s.Code == source) ?? throw new CannotRunException($"没有“{source}”这个核对来源，请从列表中选择。");
    }
}

internal static class Checkers
{
    internal static FormattableString NotHere => $"核对请求和结果由县级核对机构办理。";

    /// <summary>The county's office asks other offices; townships apply to it.</summary>
    /// <exception cref="CannotRunException">The duty does not allow it.</exception>
    public static void RequireChecker(this AppDbContext context)
    {
        if (!context.Acting.IsChecker)
            throw new CannotRunException(NotHere);
    }

    extension(Acting acting)
    {
        public bool IsChecker => acting.IsCommand || (acting.May(Permissions.ProposeCases) && acting.Post is { } post && new DivisionCode(post.Region).Level <= RegionLevel.County);
    }

    extension(CaseCheck check)
    {
        /// <summary>What was asked and answered, in the clear.</summary>
        public SourceAnswers AnswersIn(Keyring keyring) => check.Result is { } result ? SourceAnswers.Parse(keyring.Open(SealedColumn.CheckResult, check.Id, result)) : new SourceAnswers();

        public void Keep(SourceAnswers answers, Sealer sealer)
        {
            check.Result = sealer.Seal(SealedColumn.CheckResult, check.Id, answers.ToJson());
            check.SealKey = sealer.Key;
        }
    }
}
