using System.Data.Common;
using System.Globalization;
using Huimin.Platform.Data;
using Huimin.Platform.People;
using Huimin.Policies;

namespace Huimin.Platform.Privacy;

/// <summary>
/// Seals what a migration has put aside in the clear: the people of a database from before sealing (0007), the keys of authenticators
/// (0020). It reads the tables put aside, writes sealed rows and drops them, in one transaction each. Stopped anywhere, it begins again.
/// </summary>
internal sealed class SealPlainRows(Database database)
{
    private const int RowsABatch = 8_192;

    /// <summary>Whether rows in the clear wait for the migration to go on.</summary>
    public static async Task<bool> IsDueAsync(Database database, CancellationToken cancellation) =>
        await database.HasTableAsync("plain_person", cancellation) || await database.HasTableAsync("plain_authenticator", cancellation);

    public async Task RunAsync(IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        if (await database.HasTableAsync("plain_person", cancellation))
            await SealAsync(progress, cancellation);
        if (await database.HasTableAsync("plain_authenticator", cancellation))
            await SealAuthenticatorsAsync(cancellation);
        await database.EraseDeletedRowsAsync(cancellation);
    }

    private async Task SealAsync(IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        await using (var connection = await database.OpenConnectionAsync(cancellation))
        {
            var isEmpty = await CountAsync(connection, "plain_household", cancellation) == 0 && await CountAsync(connection, "plain_person", cancellation) == 0;
            await using var writer = await database.BeginBulkAsync(rebuildIndexes: !isEmpty, cancellation);
            if (!isEmpty)
            {
                var sealer = await database.Keyring.SealerAsync(writer, cancellation);
                await SealHouseholdsAsync(connection, writer, sealer, cancellation);
                await SealPeopleAsync(connection, writer, sealer, progress, cancellation);
                if (database.NoteDeletedRows is { } note)
                    await writer.ExecuteAsync(note, [], cancellation);
            }

            await writer.ExecuteAsync("DROP TABLE plain_household", [], cancellation);
            await writer.ExecuteAsync("DROP TABLE plain_person", [], cancellation);
            await writer.CommitAsync(cancellation);
        }
    }

    private async Task SealAuthenticatorsAsync(CancellationToken cancellation)
    {
        var keys = new List<(long Account, string Key)>();
        await using var writer = await database.BeginBulkAsync(cancellation: cancellation);
        await using (var command = writer.Connection.CreateCommand())
        {
            command.CommandText = "SELECT account_id, key FROM plain_authenticator";
            await using var row = await command.ExecuteReaderAsync(cancellation);
            while (await row.ReadAsync(cancellation))
                keys.Add((row.GetInt64(0), row.GetString(1)));
        }

        if (keys.Count > 0)
        {
            var sealer = await database.Keyring.SealerAsync(writer, cancellation);
            foreach (var (account, key) in keys)
                await writer.ExecuteAsync("UPDATE account SET authenticator_key = @p0, seal_key = @p1 WHERE id = @p2",
                    [sealer.Seal(SealedColumn.AuthenticatorKey, account, key).ToStored(), sealer.Key, account], cancellation);
            if (database.NoteDeletedRows is { } note)
                await writer.ExecuteAsync(note, [], cancellation);
        }

        await writer.ExecuteAsync("DROP TABLE plain_authenticator", [], cancellation);
        await writer.CommitAsync(cancellation);
    }

    private static async Task SealHouseholdsAsync(DbConnection connection, IBulkWriter writer, Sealer sealer, CancellationToken cancellation)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT id, region, address, external_key, hukou, means_checked_on, opened_on, closed_on FROM plain_household";
        await using var row = await command.ExecuteReaderAsync(cancellation);
        var batch = new List<Household>(RowsABatch);
        while (await row.ReadAsync(cancellation))
        {
            var household = new Household
            {
                Id = row.GetInt64(0),
                Region = row.GetInt64(1),
                PlainAddress = row.GetString(2),
                ExternalKey = Text(row, 3),
                Hukou = (Hukou)row.GetInt16(4),
                MeansCheckedOn = Day(row, 5),
                OpenedOn = Day(row, 6)!.Value,
                ClosedOn = Day(row, 7),
            };
            sealer.Seal(household);
            batch.Add(household);
            if (batch.Count == RowsABatch)
                await WriteAsync(writer, PeopleTables.Household, batch, cancellation);
        }

        await WriteAsync(writer, PeopleTables.Household, batch, cancellation);
    }

    private static async Task SealPeopleAsync(DbConnection connection, IBulkWriter writer, Sealer sealer, IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        var total = await CountAsync(connection, "plain_person", cancellation);
        var marks = await MarksAsync(connection, cancellation);
        var today = DateOnly.FromDateTime(TimeProvider.System.GetLocalNow().Date);
        await using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT id, household_id, region, relation, member_since, name, citizen_id, sex, birth_date, died_on, departed_on FROM plain_person
            """;
        await using var row = await command.ExecuteReaderAsync(cancellation);
        var batch = new List<Person>(RowsABatch);
        var done = 0L;
        while (await row.ReadAsync(cancellation))
        {
            var (id, name, birth) = (row.GetInt64(0), row.GetString(5), Day(row, 8));
            var isProtected = marks.TryGetValue(id, out var known) && ProtectedChildren.IsProtected(known, birth, today);
            var person = new Person
            {
                Id = id,
                HouseholdId = row.GetInt64(1),
                Region = row.GetInt64(2),
                Relation = (Relation)row.GetInt16(3),
                MemberSince = Day(row, 4)!.Value,
                Name = name,
                Secrets = new PersonSecrets { CitizenId = Text(row, 6), ProtectedName = isProtected ? name : null },
                Sex = (Sex)row.GetInt16(7),
                BirthDate = birth,
                DiedOn = Day(row, 9),
                DepartedOn = Day(row, 10),
            };
            sealer.Seal(person);
            batch.Add(person);
            if (batch.Count < RowsABatch)
                continue;
            progress?.Report(new WorkProgress("people", done += batch.Count, total));
            await WriteAsync(writer, PeopleTables.Person, batch, cancellation);
        }

        await WriteAsync(writer, PeopleTables.Person, batch, cancellation);
    }

    /// <summary>What is on record towards the protection of children, by person.</summary>
    private static async Task<Dictionary<long, Marks>> MarksAsync(DbConnection connection, CancellationToken cancellation)
    {
        var children = new ProtectedChildren(FactCatalogue.Read(ContentFiles.PoliciesFolder).Facts
            ?? throw new CannotRunException($"policies/facts.yaml 有错误，不能读取。"));
        var marks = new Dictionary<long, Marks>();
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT person_id, fact, value FROM person_fact WHERE valid_to IS NULL AND value <> 0 AND fact IN ({string.Join(',', children.Facts)})";
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
            marks[row.GetInt64(0)] = marks.GetValueOrDefault(row.GetInt64(0)) | children.Of(row.GetInt16(1), row.GetInt64(2));
        return marks;
    }

    private static async Task WriteAsync<T>(IBulkWriter writer, BulkTable<T> table, List<T> batch, CancellationToken cancellation)
    {
        await writer.WriteAsync(table, batch, cancellation);
        batch.Clear();
    }

    private static async Task<long> CountAsync(DbConnection connection, string table, CancellationToken cancellation)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT count(*) FROM {table}";
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancellation), CultureInfo.InvariantCulture);
    }

    private static string? Text(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static DateOnly? Day(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateOnly>(column);
}
