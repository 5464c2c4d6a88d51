using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using Huimin.Platform.Data;
using Huimin.Platform.Files.Storing;
using Huimin.Platform.People;

namespace Huimin.Platform.Privacy;

/// <summary>
/// Seals some rows of a table anew, in one transaction: reads them under its lock, writes their sealed columns beside and takes these
/// over with one statement, so that everything else of a row stays whatever it is.
/// </summary>
internal sealed class ResealedTables(Database database)
{
    private static readonly BulkTable<Household> Households = new(
        "resealed_household",
        ["id", "address", "seal_key"],
        static (h, row) =>
        {
            row.Int64(h.Id);
            row.Bytes(h.Address.Bytes);
            row.Int16(h.SealKey);
        });

    private static readonly BulkTable<Person> People = new(
        "resealed_person",
        ["id", "sealed_name", "name_index", "citizen_id", "citizen_id_index", "citizen_id_tail_index", "phone", "phone_index", "bank_account", "seal_key"],
        static (p, row) =>
        {
            row.Int64(p.Id);
            PeopleTables.Write(p.SealedName, row);
            row.Bytes(p.NameIndex);
            PeopleTables.Write(p.CitizenId, row);
            row.Bytes(p.CitizenIdIndex);
            row.Bytes(p.CitizenIdTailIndex);
            PeopleTables.Write(p.Phone, row);
            row.Bytes(p.PhoneIndex);
            PeopleTables.Write(p.BankAccount, row);
            row.Int16(p.SealKey);
        });

    private static readonly BulkTable<StoredFile> Files = new(
        "resealed_stored_file",
        ["id", "name", "content", "seal_key"],
        static (f, row) =>
        {
            row.Int64(f.Id);
            row.Bytes(f.Name.Bytes);
            row.Bytes(f.Content!.Bytes.AsSpan());
            row.Int16(f.SealKey);
        });

    /// <summary>Tables with one sealed column each: cases with what belongs to them, registers, and accounts.</summary>
    public static IReadOnlyList<SealedColumn> Single { get; } =
    [
        SealedColumn.CaseForm, SealedColumn.CheckResult, SealedColumn.DoubtfulRow, SealedColumn.Objection,
        SealedColumn.RegisterEntry, SealedColumn.RegisterVersion, SealedColumn.RegisterRecord, SealedColumn.AuthenticatorKey,
    ];

    /// <summary>Every table that holds sealed columns.</summary>
    public static IReadOnlyList<string> Names { get; } = ["household", "person", "stored_file", .. Single.Select(c => c.Table)];

    /// <summary>Rows of all tables, for the progress.</summary>
    public async Task<long> RowsAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT {string.Join(" + ", Names.Select(table => $"(SELECT count(*) FROM {table})"))}";
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancellation), CultureInfo.InvariantCulture);
    }

    /// <returns>Rows read, rows sealed, and the last id.</returns>
    public Task<(int Read, int Sealed, long Last)> HouseholdsAsync(long after, int most, List<string> broken, CancellationToken cancellation) => ResealAsync(
        Households, "household", "address", after, most, broken,
        row => new Household { Id = row.GetInt64(0), Address = new SealedText(row.GetFieldValue<byte[]>(1)) },
        h => h.Id, (sealer, household) => sealer.Reseal(household), cancellation);

    /// <returns>Rows read, rows sealed, and the last id.</returns>
    public Task<(int Read, int Sealed, long Last)> PeopleAsync(long after, int most, List<string> broken, CancellationToken cancellation) => ResealAsync(
        People, "person", "sealed_name, citizen_id, phone, bank_account", after, most, broken,
        row => new Person { Id = row.GetInt64(0), Name = "", SealedName = Text(row, 1), CitizenId = Text(row, 2), Phone = Text(row, 3), BankAccount = Text(row, 4) },
        p => p.Id, (sealer, person) => sealer.Reseal(person), cancellation);

    /// <returns>Rows read, rows sealed, and the last id.</returns>
    public Task<(int Read, int Sealed, long Last)> FilesAsync(long after, int most, List<string> broken, CancellationToken cancellation) => ResealAsync(
        Files, "stored_file", "name, content", after, most, broken,
        row => new StoredFile
        {
            Id = row.GetInt64(0),
            Subject = "",
            Kind = "",
            Sha256 = "",
            Name = new SealedText(row.GetFieldValue<byte[]>(1)),
            Content = new StoredContent { Id = row.GetInt64(0), Bytes = row.GetFieldValue<byte[]>(2) },
        },
        f => f.Id, (sealer, file) => sealer.Reseal(file), cancellation);

    /// <summary>One of <see cref="Single"/>; rows without a sealed text have no key and are left out.</summary>
    /// <returns>Rows read, rows sealed, and the last id.</returns>
    public Task<(int Read, int Sealed, long Last)> SingleAsync(SealedColumn column, long after, int most, List<string> broken, CancellationToken cancellation) => ResealAsync(
        SealedRow.Table(column), column.Table, column.Column, after, most, broken,
        row => new SealedRow { Id = row.GetInt64(0), Text = new SealedText(row.GetFieldValue<byte[]>(1)) },
        r => r.Id, (sealer, row) => row.Reseal(sealer, column), cancellation, condition: $" AND {column.Column} IS NOT NULL");

    private async Task<(int Read, int Sealed, long Last)> ResealAsync<T>(
        BulkTable<T> resealed, string table, string columns, long after, int most, List<string> broken,
        Func<DbDataReader, T> read, Func<T, long> id, Action<Sealer, T> reseal, CancellationToken cancellation, string condition = "")
    {
        await using var writer = await database.BeginBulkAsync(cancellation: cancellation);
        var sealer = await database.Keyring.SealerAsync(writer, cancellation);
        var rows = new List<T>(most);
        await using (var command = writer.Connection.CreateCommand())
        {
            // A single edit of a row waits; on SQLite the transaction keeps other writers out.
            var locked = database.Provider == "sqlite" ? "" : " FOR UPDATE";
            command.CommandText = string.Create(CultureInfo.InvariantCulture,
                $"SELECT id, {columns} FROM {table} WHERE id > {after} AND seal_key <> {sealer.Key}{condition} ORDER BY id LIMIT {most}{locked}");
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
                rows.Add(read(reader));
        }

        if (rows.Count == 0)
            return (0, 0, after);
        var last = id(rows[^1]);
        var unopened = new ConcurrentDictionary<long, bool>();
        Parallel.ForEach(rows, row =>
        {
            try
            {
                reseal(sealer, row);
            }
            catch (CannotRunException)
            {
                unopened.TryAdd(id(row), true);
            }
        });
        broken.AddRange(unopened.Keys.Order().Select(i => string.Create(CultureInfo.InvariantCulture, $"{table} {i}")));
        var good = unopened.IsEmpty ? rows : rows.FindAll(r => !unopened.ContainsKey(id(r)));
        await TakeOverAsync(writer, resealed, table, good, cancellation);
        return (rows.Count, good.Count, last);
    }

    private static async Task TakeOverAsync<T>(IBulkWriter writer, BulkTable<T> resealed, string table, List<T> rows, CancellationToken cancellation)
    {
        var definitions = resealed.Columns.Select(c => c switch { "id" => "id bigint PRIMARY KEY", "seal_key" => "seal_key smallint", _ => $"{c} bytea" });
        await writer.ExecuteAsync($"CREATE TEMPORARY TABLE {resealed.Name} ({string.Join(", ", definitions)})", [], cancellation);
        await writer.WriteAsync(resealed, rows, cancellation);
        var assignments = resealed.Columns.Skip(1).Select(c => $"{c} = r.{c}");
        await writer.ExecuteAsync($"UPDATE {table} SET {string.Join(", ", assignments)} FROM {resealed.Name} r WHERE {table}.id = r.id", [], cancellation);
        await writer.ExecuteAsync($"DROP TABLE {resealed.Name}", [], cancellation);
        await writer.CommitAsync(cancellation);
    }

    /// <summary>A row of a table with one sealed column.</summary>
    private sealed class SealedRow
    {
        public long Id { get; init; }

        public SealedText Text { get; set; }

        public short Key { get; private set; }

        public static BulkTable<SealedRow> Table(SealedColumn column) => new($"resealed_{column.Table}", ["id", column.Column, "seal_key"], static (r, row) =>
        {
            row.Int64(r.Id);
            row.Bytes(r.Text.Bytes);
            row.Int16(r.Key);
        });

        public void Reseal(Sealer sealer, SealedColumn column) => (Text, Key) = (sealer.Reseal(column, Id, Text), sealer.Key);
    }

    private static SealedText? Text(DbDataReader row, int column) => row.IsDBNull(column) ? null : new SealedText(row.GetFieldValue<byte[]>(column));
}
