using System.Data;
using Huimin.Platform.Audit;
using Huimin.Platform.Data;
using Huimin.Platform.Files;
using Huimin.Platform.People.Transfer;
using Huimin.Platform.Privacy;
using Huimin.Platform.Regions;
using Huimin.Policies;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.People;

/// <summary>How much an export wrote.</summary>
public sealed record PeopleExport(int Households, int Persons);

/// <summary>
/// Writes people, households and the facts that hold today as the table that <see cref="ImportPeople"/> reads 人员导出: an
/// export imported into an empty city and exported again is the same file. Names of columns and options are their codes, which
/// stay when a wording changes. People who left the city and closed households are not in it. What is sealed comes out masked, which
/// no import takes, unless it is revealed for a reason.
/// </summary>
public sealed class ExportPeople(Database database, FactCatalogue facts, TimeProvider time)
{
    private const int HouseholdsABatch = 4_000;
    private const int ShortestReason = 4;

    /// <param name="output">Receives the table; safe to open in a spreadsheet.</param>
    /// <param name="region">Only the households of this division; null for the whole city.</param>
    /// <param name="reveal">Why numbers, addresses and protected names are written whole; null: they are masked.</param>
    /// <exception cref="CannotRunException">There is no city to export, or the reason says nothing.</exception>
    public async Task<PeopleExport> RunAsync(
        TextWriter output, DivisionCode? region = null, string? reveal = null, IProgress<WorkProgress>? progress = null, CancellationToken cancellation = default)
    {
        if (reveal is not null && reveal.Trim().Length < ShortestReason)
            throw new CannotRunException($"请用--reveal写明导出明文的理由，不少于{ShortestReason}个字。");
        await database.RequireCurrentAsync(cancellation);
        await using var context = database.CreateContext();
        context.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        // Before the first byte: an export that is stopped, or whose trail is lost half-way, has still shown what it wrote.
        await RecordAsync(new { state = "begun", masked = reveal is null });
        // One snapshot for all reads: an import that commits meanwhile is in all of them or in none.
        await using var transaction = await context.Database.BeginTransactionAsync(
            database.Provider == "sqlite" ? IsolationLevel.Serializable : IsolationLevel.RepeatableRead, cancellation);

        var today = DateOnly.FromDateTime(time.GetLocalNow().Date);
        var columns = PeopleColumns.All(facts);
        var csv = new CsvWriter(output);
        foreach (var column in columns)
            csv.Text(column.Code);
        csv.EndRow();

        var (first, last) = (region?.First ?? 0, region?.Last ?? long.MaxValue);
        var (lastRegion, lastId) = (first, 0L);
        var (households, persons) = (0, 0);
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var batch = await context.Households
                .Where(h => h.ClosedOn == null || h.ClosedOn > today)
                .Where(h => h.Region >= lastRegion && h.Region <= last && (h.Region > lastRegion || h.Id > lastId))
                .OrderBy(h => h.Region).ThenBy(h => h.Id).Take(HouseholdsABatch).ToListAsync(cancellation);
            if (batch.Count == 0)
                break;
            (lastRegion, lastId) = (batch[^1].Region, batch[^1].Id);
            households += batch.Count;
            persons += await WriteAsync(csv, columns, context, batch, today, reveal is not null, cancellation);
            progress?.Report(new WorkProgress("people", persons, 0));
        }

        await output.FlushAsync(cancellation);
        await transaction.DisposeAsync();
        await RecordAsync(new { households, persons, masked = reveal is null });
        return new PeopleExport(households, persons);

        Task<int> RecordAsync(object after)
        {
            context.Record(new AuditEntry(AuditAction.Export, "people") { Region = region?.Value, Reason = reveal ?? "", After = after });
            return context.SaveChangesAsync(cancellation);
        }
    }

    private async Task<int> WriteAsync(
        CsvWriter csv, IReadOnlyList<PeopleColumn> columns, AppDbContext context, List<Household> households, DateOnly today, bool reveal, CancellationToken cancellation)
    {
        var householdIds = households.ConvertAll(h => h.Id);
        var people = await context.People
            .Where(p => EF.Parameter(householdIds).Contains(p.HouseholdId) && p.DepartedOn == null)
            .OrderBy(p => p.Id).ToListAsync(cancellation);
        var personIds = people.ConvertAll(p => p.Id);
        var ofPersons = (await context.PersonFacts
            .Where(f => EF.Parameter(personIds).Contains(f.PersonId) && f.ValidFrom <= today && (f.ValidTo == null || f.ValidTo > today))
            .ToListAsync(cancellation)).ToLookup(f => f.PersonId);
        var ofHouseholds = (await context.HouseholdFacts
            .Where(f => EF.Parameter(householdIds).Contains(f.HouseholdId) && f.ValidFrom <= today && (f.ValidTo == null || f.ValidTo > today))
            .ToListAsync(cancellation)).ToLookup(f => f.HouseholdId);

        Open(households, people, reveal ? null : await PlaceNames.ReadAsync(context, [.. households.Select(h => h.Region).Distinct()], cancellation));
        var members = people.ToLookup(p => p.HouseholdId);
        foreach (var household in households)
        {
            foreach (var person in members[household.Id])
            {
                foreach (var column in columns)
                    WriteCell(csv, column, household, person, column.Fact is { OfHousehold: true } ? ofHouseholds[household.Id] : ofPersons[person.Id]);
                csv.EndRow();
            }
        }

        return people.Count;
    }

    /// <summary>Opens what is sealed; masked where places are given, which stand for the addresses.</summary>
    private void Open(List<Household> households, List<Person> people, PlaceNames? places)
    {
        foreach (var household in households)
            household.PlainAddress = places is null ? database.Keyring.Open(household) : places.Full(household.Region);
        foreach (var person in people)
        {
            var secrets = database.Keyring.Open(person);
            person.Secrets = places is null
                ? secrets
                : new PersonSecrets
                {
                    CitizenId = secrets.CitizenId is { } id ? Masking.CitizenId(id) : null,
                    Phone = secrets.Phone is { } phone ? Masking.Phone(phone) : null,
                    BankAccount = secrets.BankAccount is { } account ? Masking.BankAccount(account) : null,
                };
        }
    }

    private static void WriteCell(CsvWriter csv, PeopleColumn column, Household household, Person person, IEnumerable<DatedFact> held)
    {
        switch (column.Role)
        {
            case ColumnRole.HouseholdKey: csv.Text(household.ExternalKey ?? household.Number); break;
            case ColumnRole.Region: csv.Plain(household.Region, "D12"); break;
            case ColumnRole.Address: csv.Text(household.PlainAddress); break;
            case ColumnRole.Hukou: csv.Text(household.Hukou == Hukou.Urban ? "urban" : "rural"); break;
            case ColumnRole.MeansCheckedOn: Write(csv, household.MeansCheckedOn); break;
            case ColumnRole.Name: csv.Text(person.WholeName); break;
            case ColumnRole.CitizenId: csv.Text(person.Secrets!.CitizenId); break;
            case ColumnRole.Sex: csv.Text(CellValues.Write(person.Sex)); break;
            case ColumnRole.BirthDate: Write(csv, person.BirthDate); break;
            case ColumnRole.Relation: csv.Text(CellValues.Write(person.Relation)); break;
            case ColumnRole.MemberSince: Write(csv, person.MemberSince); break;
            case ColumnRole.DiedOn: Write(csv, person.DiedOn); break;
            case ColumnRole.Phone: csv.Text(person.Secrets!.Phone); break;
            case ColumnRole.BankAccount: csv.Text(person.Secrets!.BankAccount); break;
            default: WriteFact(csv, column.Fact!, held); break;
        }
    }

    private static void WriteFact(CsvWriter csv, Fact fact, IEnumerable<DatedFact> held)
    {
        var recorded = held.FirstOrDefault(f => f.Fact == fact.Id);
        switch (recorded?.Value)
        {
            case null when recorded is null: csv.Empty(); break;
            case null: csv.Text("unknown"); break;
            case var value when fact.Type == FactType.Money: csv.Plain(new Money(value.Value).Yuan, "0.00"); break;
            case var value when fact.Type == FactType.Bool: csv.Text(value == 0 ? "false" : "true"); break;
            case var value when fact.Type == FactType.Choice: csv.Text(fact.Options[(int)value.Value].Code); break;
            case var value when fact.Type == FactType.Date: Write(csv, DateOnly.FromDayNumber((int)RecordedValue.ToRaw(fact, value.Value))); break;
            case var value: csv.Plain(value.Value); break;
        }
    }

    private static void Write(CsvWriter csv, DateOnly? day)
    {
        if (day is { } known)
            csv.Plain(known, "yyyy-MM-dd");
        else
            csv.Empty();
    }
}
