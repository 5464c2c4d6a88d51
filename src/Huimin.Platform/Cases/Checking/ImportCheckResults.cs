using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Huimin.Platform.Audit;
using Huimin.Platform.Data;
using Huimin.Platform.Files;
using Huimin.Platform.Privacy;
using Huimin.Policies;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Cases.Checking;

/// <summary>What an import of results did. <c>Rows = Taken + Unchanged + Doubtful</c>, or nothing where a row is wrong.</summary>
/// <param name="Answered">Questions that are answered now.</param>
public sealed record CheckImport(int Rows, int Taken, int Unchanged, int Doubtful, int Answered);

/// <summary>
/// Takes a result file of one office 导入核对结果: all rows or none. A row belongs to whom its ID number belongs to; where the name
/// differs, or only the name is known, it waits for somebody to look. The same file again changes nothing.
/// </summary>
public sealed class ImportCheckResults(CaseOffice office, CheckSources sources, TakeAnswers take, Keyring keyring)
{
    private const int Tries = 3;

    private AppDbContext Context => office.Context;

    /// <param name="errors">Receives every wrong row; when it has any, nothing was written.</param>
    /// <exception cref="CannotRunException">The duty does not allow it, the header is wrong, or others keep acting on the same cases.</exception>
    public async Task<CheckImport> RunAsync(string source, Stream file, FactCatalogue catalogue, RowErrors errors, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(errors);
        Context.RequireChecker();
        var city = await Context.Cities.Select(c => c.Key).SingleAsync(cancellation);
        var known = sources.In(city).FirstOrDefault(s => s.Code == source) ?? throw new CannotRunException($"没有“{source}”这个核对来源，请从列表中选择。");
        var rows = CheckFile.Read(file, known, catalogue, errors);
        var sealer = await keyring.SealerAsync(Context, cancellation);
        for (var attempt = 1; ; attempt++)
        {
            var sorted = await SortAsync(source, rows, errors, cancellation);
            if (errors.Count > 0)
                return new CheckImport(rows.Count, 0, 0, 0, 0);
            try
            {
                return await SaveAsync(source, rows.Count, sorted, catalogue, sealer, cancellation);
            }
            catch (DbUpdateException) when (attempt < Tries)
            {
                // Somebody acted on one of the cases: nothing was written, once more on what holds now.
                Context.ChangeTracker.Clear();
            }
            catch (DbUpdateException e)
            {
                Context.ChangeTracker.Clear();
                throw new CannotRunException($"正在有人办理文件中的案件，没有写入任何结果。请过一会儿再导入。", e);
            }
        }
    }

    private sealed record Sorted(Dictionary<CaseCheck, Dictionary<long, CheckAnswer>> Answers, List<(CheckRow Row, CaseCheck Check, long Person, DoubtReason Reason)> Doubts, int Unchanged);

    private sealed record Candidate(CaseCheck Check, SourceAnswers Answers, long Person, string Name, string CitizenId);

    /// <summary>Finds whom each row is about.</summary>
    private async Task<Sorted> SortAsync(string source, List<CheckRow> rows, RowErrors errors, CancellationToken cancellation)
    {
        var candidates = await CandidatesAsync(source, rows, cancellation);
        var (byNumber, byName) = (candidates.ToLookup(c => c.CitizenId, StringComparer.Ordinal), candidates.Where(c => c.Check.State == CheckState.Sent).ToLookup(c => c.Name, StringComparer.Ordinal));
        var sorted = new Sorted([], [], 0);
        foreach (var row in rows)
        {
            // A person may be asked about in several cases: the answer is for each of them.
            var same = byNumber[row.CitizenId].ToList();
            if (row.Request is { } request && same.Exists(c => (c.Check.Id, c.Person) == request))
                same = same.FindAll(c => (c.Check.Id, c.Person) == request);
            if (same.Count == 0)
            {
                var named = byName[row.Name].ToList();
                if (named.Count == 0)
                    errors.Add(new RowError(row.Line, "citizen_id", Masking.Cell(row.CitizenId), Texts.Of($"没有向这个来源核对过这个证件号码")));
                foreach (var candidate in named.DistinctBy(c => c.Person))
                    sorted.Doubts.Add((row, candidate.Check, candidate.Person, DoubtReason.OtherNumber));
                continue;
            }

            var people = same.Select(c => c.Person).Distinct().ToList();
            if (people.Count > 1 || !string.Equals(same[0].Name, row.Name, StringComparison.Ordinal))
            {
                foreach (var candidate in same.DistinctBy(c => c.Person))
                    sorted.Doubts.Add((row, candidate.Check, candidate.Person, people.Count > 1 ? DoubtReason.Several : DoubtReason.OtherName));
                continue;
            }

            sorted = Take(sorted, row, same, errors);
        }

        return sorted;
    }

    private static Sorted Take(Sorted sorted, CheckRow row, List<Candidate> same, RowErrors errors)
    {
        var isNew = false;
        foreach (var candidate in same)
        {
            if (candidate.Answers.Answers.TryGetValue(candidate.Person, out var before) && before.IsSame(row.Answer))
                continue;
            if (candidate.Check.State != CheckState.Sent)
            {
                if (same.Exists(c => c.Check.State == CheckState.Sent))
                    continue;
                errors.Add(new RowError(row.Line, "result", "", Texts.Of($"这个人已经反馈过，结果不同。要更正的，请先发起重新核对")));
                return sorted;
            }

            isNew = true;
            if (!sorted.Answers.TryGetValue(candidate.Check, out var answers))
                sorted.Answers[candidate.Check] = answers = [];
            answers[candidate.Person] = row.Answer;
        }

        return isNew ? sorted : sorted with { Unchanged = sorted.Unchanged + 1 };
    }

    /// <summary>Everybody whom this office was asked about and has not answered for, and those of the file who were answered for in the last round.</summary>
    private async Task<List<Candidate>> CandidatesAsync(string source, List<CheckRow> rows, CancellationToken cancellation)
    {
        var sent = await Context.CaseChecks.Where(c => c.Source == source && c.State == CheckState.Sent).ToListAsync(cancellation);
        var numbers = rows.ConvertAll(r => r.CitizenId);
        var households = new HashSet<long>();
        foreach (var part in numbers.Chunk(500))
        {
            var indexes = part.SelectMany(n => keyring.Indexes(SealedColumn.CitizenId, n)).ToList();
            households.UnionWith(await Context.People.Where(p => p.CitizenIdIndex != null && indexes.Contains(p.CitizenIdIndex)).Select(p => p.HouseholdId).ToListAsync(cancellation));
        }

        foreach (var part in households.Chunk(1_000).Select(c => c.ToList()))
        {
            sent.AddRange(await Context.CaseChecks.Where(c => c.Source == source && (c.State == CheckState.Clear || c.State == CheckState.Found || c.State == CheckState.Failed))
                .Where(c => Context.Cases.Any(x => x.Id == c.CaseId && x.HouseholdId != null && part.Contains(x.HouseholdId.Value)))
                .Where(c => !Context.CaseChecks.Any(o => o.CaseId == c.CaseId && o.Source == source && o.Round > c.Round)).ToListAsync(cancellation));
        }

        var asked = sent.ConvertAll(c => (Check: c, Answers: c.AnswersIn(keyring)));
        var people = new Dictionary<long, (string Name, string Number)>();
        foreach (var part in asked.SelectMany(a => a.Answers.Asked).Distinct().Chunk(1_000).Select(c => c.ToList()))
        {
            foreach (var person in await Context.People.AsNoTracking().Where(p => part.Contains(p.Id)).ToListAsync(cancellation))
            {
                person.Secrets = keyring.Open(person);
                people[person.Id] = (person.WholeName, person.Secrets.CitizenId ?? "");
            }
        }

        return
        [
            .. asked.SelectMany(a => a.Answers.Asked.Where(people.ContainsKey).Select(id => new Candidate(a.Check, a.Answers, id, people[id].Name, people[id].Number))),
            .. asked.SelectMany(a => a.Answers.Supporters.Select(s => new Candidate(a.Check, a.Answers, s.Key, s.Value.Name, s.Value.CitizenId))),
        ];
    }

    private async Task<CheckImport> SaveAsync(string source, int rows, Sorted sorted, FactCatalogue catalogue, Sealer sealer, CancellationToken cancellation)
    {
        var doubts = await NewDoubtsAsync(source, sorted, sealer, cancellation);
        if (sorted.Answers.Count == 0 && doubts.Count == 0)
            return new CheckImport(rows, 0, rows, 0, 0);
        await using var transaction = await Context.Database.BeginTransactionAsync(cancellation);
        var answered = 0;
        foreach (var (check, answers) in sorted.Answers)
        {
            if (await take.RunAsync(check, answers, catalogue, sealer, cancellation))
                answered++;
        }

        Context.AddRange(doubts);
        var (taken, doubtful) = (sorted.Answers.SelectMany(a => a.Value.Keys).Distinct().Count(), doubts.Select(d => Convert.ToHexString(d.Hash)).Distinct(StringComparer.Ordinal).Count());
        Context.Record(new AuditEntry(AuditAction.ImportChecks, $"check_source:{source}") { Region = Context.Acting.Post?.Region, After = new { rows, taken, doubtful, answered } });
        await Context.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return new CheckImport(rows, taken, rows - taken - doubtful, doubtful, answered);
    }

    /// <summary>A doubtful row that waits already, or was looked at, is not queued again.</summary>
    private async Task<List<CheckDoubt>> NewDoubtsAsync(string source, Sorted sorted, Sealer sealer, CancellationToken cancellation)
    {
        var doubts = new List<CheckDoubt>();
        foreach (var (row, check, person, reason) in sorted.Doubts)
        {
            var text = JsonSerializer.Serialize(new DoubtfulRow(row.Name, row.CitizenId, row.Answer), DoubtfulRow.Json);
            var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{source}\n{check.Id}\n{text}")));
            if (await Context.CheckDoubts.AnyAsync(d => d.Hash == hash && d.PersonId == person, cancellation))
                continue;
            var id = await Context.OwnDatabase.Ids.NextAsync("check_doubt", cancellation);
            doubts.Add(new CheckDoubt
            {
                Id = id,
                CaseId = check.CaseId,
                CheckId = check.Id,
                PersonId = person,
                Source = source,
                Reason = reason,
                Row = sealer.Seal(SealedColumn.DoubtfulRow, id, text),
                SealKey = sealer.Key,
                Hash = hash,
                At = office.Now,
            });
        }

        return doubts;
    }
}

/// <summary>A row that waits for somebody to look.</summary>
internal sealed record DoubtfulRow(string Name, string CitizenId, CheckAnswer Answer)
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static DoubtfulRow Of(CheckDoubt doubt, Keyring keyring) =>
        JsonSerializer.Deserialize<DoubtfulRow>(keyring.Open(SealedColumn.DoubtfulRow, doubt.Id, doubt.Row), Json)!;
}
