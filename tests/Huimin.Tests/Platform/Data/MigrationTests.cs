using System.Globalization;
using Huimin.Platform;
using Huimin.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Huimin.Tests.Platform.Data;

public sealed class MigrationTests
{
    /// <summary>A model names columns only.</summary>
    private static readonly string[] IndexesOfExpressions = ["case_record index ix_case_record_township", "case_record index ix_case_record_county"];

    [Theory, OnEveryDatabase]
    public async Task Migrate_EmptyDatabase_MakesExactlyTheModel(TestDatabase kind)
    {
        await using var city = await kind.CreateAsync();
        await using var context = city.Database.CreateContext();

        var expected = context.GetService<IDesignTimeModel>().Model.GetRelationalModel().Tables
            .SelectMany(table => table.Columns.Select(c => Line(table.Name, c.Name, c.StoreType, c.IsNullable))
                .Append($"{table.Name} key ({string.Join(", ", table.PrimaryKey!.Columns.Select(c => c.Name))})")
                .Concat(table.Indexes.Select(i => $"{table.Name} index {i.Name}"))).Concat(IndexesOfExpressions);

        (await DescribeAsync(city.Database)).ShouldBe(expected, ignoreOrder: true);
    }

    [Theory, OnEveryDatabase]
    public async Task Migrate_PeopleWithoutRegion_GetTheHouseholds(TestDatabase kind)
    {
        await using var city = await kind.CreateAsync(migrate: false);
        await city.Database.MigrateToAsync(3);
        await using (var bulk = await city.Database.BeginBulkAsync())
        {
            await bulk.ExecuteAsync("INSERT INTO household (id, region, address, hukou, opened_on) VALUES (1, 371302001001, '1', 1, @p0), (2, 371302001002, '2', 1, @p0)", [new DateOnly(2020, 1, 1)]);
            await bulk.ExecuteAsync("INSERT INTO person (id, household_id, relation, member_since, name, sex) VALUES (1, 1, 2, @p0, 'a', 1), (2, 2, 2, @p0, 'b', 1)", [new DateOnly(2020, 1, 1)]);
            await bulk.CommitAsync();
        }

        await city.Database.MigrateToAsync(4);
        (await ColumnAsync(city.Database, "SELECT region FROM person ORDER BY id")).ShouldBe(["371302001001", "371302001002"]);
    }

    [Theory, OnEveryDatabase]
    public async Task Migrate_ServicesAndRegisterIds_KeepTheirNumbers(TestDatabase kind)
    {
        await using var city = await kind.CreateAsync(migrate: false);
        await city.Database.MigrateToAsync(21);
        await using (var bulk = await city.Database.BeginBulkAsync())
        {
            await bulk.ExecuteAsync("INSERT INTO city (code, key, name, first_month, last_month, next_household_id, next_person_id, next_register_id) VALUES (371300000000, 'linyi', '临沂市', 202610, 202611, 1, 1, 88)", []);
            await bulk.ExecuteAsync("""
                INSERT INTO case_record (id, number, type, line, form_version, region, applicant, channel, application_id, form, seal_key, state, step, step_since, actor_region, actor_permission, received_at,
                    step_limit, step_unit, whole_limit, whole_unit, proposed_amount, is_decided_below, is_of_relatives, is_spot_checked, needs_review, was_supplemented, times_returned, last_event, revision, token)
                VALUES (1, '1', 'service_assistance', 'social_assistance', 1, 371302001001, '王一', 1, 1, @p0, 0, 1, 'serve', @p1, 0, '', @p1, 0, 0, 0, 0, 0, @p2, @p2, @p2, @p2, @p2, 0, 0, 1, 't')
                """, [Array.Empty<byte>(), new DateTime(2026, 7, 6, 0, 0, 0, DateTimeKind.Utc), false]);
            foreach (var (number, step, answers) in ((int, string, string)[])[(1, "plan", """{"plan":"每周两次"}"""), (2, "serve", """{"served_on":"2026-07-08","item":"living","minutes":"90","ends":"no"}""")])
            {
                await bulk.ExecuteAsync(
                    "INSERT INTO case_visit (case_id, number, kind, step, visited_on, visitors, visitor_count, findings, answers, recorded_at, token) VALUES (1, @p0, 6, @p1, @p2, '甲', 1, '已服务', @p3, @p4, @p1)",
                    [number, step, new DateOnly(2026, 7, 20), answers, new DateTime(2026, 7, 20, 0, 0, 0, DateTimeKind.Utc)]);
            }

            await bulk.CommitAsync();
        }

        await city.Database.MigrateAsync();
        (await ColumnAsync(city.Database, "SELECT next FROM id_block WHERE kind = 'register'")).ShouldBe(["88"]);
        (await city.Database.Ids.TakeRangeAsync("register", 2)).ShouldBe(88);
        await using var context = city.Database.CreateContext();
        (await context.CaseVisits.OrderBy(v => v.Number).Select(v => new { v.Quantity, v.VisitedOn }).ToListAsync()).ShouldBe([new { Quantity = (long?)null, VisitedOn = new DateOnly(2026, 7, 20) }, new { Quantity = (long?)90, VisitedOn = new DateOnly(2026, 7, 8) }]);
    }

    [Theory, OnEveryDatabase]
    public async Task Migrate_Twice_ChangesNothing(TestDatabase kind)
    {
        await using var city = await kind.CreateAsync();
        await city.Database.MigrateAsync();
        await city.Database.RequireCurrentAsync();
        (await city.Database.SchemaVersionAsync()).ShouldBeGreaterThan(0);
    }

    [Theory, OnEveryDatabase]
    public async Task Migrate_DatabaseOfNewerVersion_IsRefusedAndUntouched(TestDatabase kind)
    {
        await using var city = await kind.CreateAsync();
        await using (var bulk = await city.Database.BeginBulkAsync())
        {
            await bulk.ExecuteAsync("INSERT INTO schema_version (version, name) VALUES (9999, 'future')", []);
            await bulk.CommitAsync();
        }

        (await Should.ThrowAsync<CannotRunException>(() => city.Database.MigrateAsync())).Message.ShouldContain("更新版本");
        (await Should.ThrowAsync<CannotRunException>(() => city.Database.RequireCurrentAsync())).Message.ShouldContain("9999");
    }

    [Theory, OnEveryDatabase]
    public async Task RequireCurrent_NewDatabase_SaysHowToMakeOne(TestDatabase kind)
    {
        await using var city = await kind.CreateAsync(migrate: false);
        (await Should.ThrowAsync<CannotRunException>(() => city.Database.RequireCurrentAsync())).Message.ShouldContain("huimin demo");
    }

    private static string Line(string table, string column, string type, bool nullable) =>
        $"{table}.{column} {type.ToLowerInvariant()}{(nullable ? " null" : "")}";

    private static async Task<List<string>> DescribeAsync(Database database)
    {
        var lines = new List<string>();
        if (database.Provider == "sqlite")
        {
            foreach (var table in await ColumnAsync(database, "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'schema_version'"))
            {
                lines.AddRange((await RowsAsync(database, $"SELECT name, type, \"notnull\" FROM pragma_table_info('{table}')"))
                    .Select(r => Line(table, r[0], r[1], r[2] == "0")));
                lines.Add($"{table} key ({string.Join(", ", await ColumnAsync(database, $"SELECT name FROM pragma_table_info('{table}') WHERE pk > 0 ORDER BY pk"))})");
                lines.AddRange((await ColumnAsync(database, $"SELECT name FROM pragma_index_list('{table}') WHERE origin = 'c'")).Select(i => $"{table} index {i}"));
            }

            return lines;
        }

        lines.AddRange((await RowsAsync(database, """
            SELECT table_name, column_name, data_type, is_nullable FROM information_schema.columns
            WHERE table_schema = current_schema() AND table_name <> 'schema_version'
            """)).Select(r => Line(r[0], r[1], r[2], r[3] == "YES")));
        lines.AddRange((await RowsAsync(database, """
            SELECT conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint
            WHERE connamespace = current_schema()::regnamespace AND contype = 'p' AND conrelid::regclass::text <> 'schema_version'
            """)).Select(r => $"{r[0]} key {r[1]["PRIMARY KEY ".Length..]}"));
        lines.AddRange((await RowsAsync(database, "SELECT tablename, indexname FROM pg_indexes WHERE schemaname = current_schema() AND indexname LIKE 'ix\\_%'"))
            .Select(r => $"{r[0]} index {r[1]}"));
        return lines;
    }

    private static async Task<List<string>> ColumnAsync(Database database, string sql) => [.. (await RowsAsync(database, sql)).Select(r => r[0])];

    private static async Task<List<string[]>> RowsAsync(Database database, string sql)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        var rows = new List<string[]>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture)!)]);
        return rows;
    }
}
