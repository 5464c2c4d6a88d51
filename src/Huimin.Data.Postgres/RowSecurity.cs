using System.Data.Common;
using System.Globalization;
using Huimin.Platform.Access;
using Huimin.Platform.Data;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace Huimin.Data.Postgres;

/// <summary>
/// The second line of defence 行级安全: PostgreSQL itself shows a reader only the rows of the reader's regions, also where a query
/// forgot its filter. The program says at every opening of a connection whose it is; one that says nothing sees nothing. The owner
/// of the tables is bound, too; superusers are not.
/// </summary>
internal sealed class RowSecurity : DbConnectionInterceptor
{
    /// <summary>After switching, programs that run already notice within this time; until then they see nothing rather than all.</summary>
    private static readonly TimeSpan Known = TimeSpan.FromSeconds(15);

    private const string Policy = "huimin_reach";

    /// <summary>After a connection was given back, its settings read as empty texts.</summary>
    private const string InReach =
        "region BETWEEN COALESCE(NULLIF(current_setting('huimin.first', true), '')::bigint, 0) AND COALESCE(NULLIF(current_setting('huimin.last', true), '')::bigint, -1)";

    /// <summary>Saves asking for each of millions of rows where a command works on all.</summary>
    private const string All = "current_setting('huimin.all', true) = 'on'";

    private static readonly (string Table, string Sees)[] Policies =
    [
        ("household", InReach), ("person", InReach), ("entitlement", InReach), ("sweep_total", InReach), ("register_entry", InReach), ("award", InReach), ("work_task", InReach), ("stored_file", InReach), ("check_batch", InReach), ("indicator_fact", InReach), ("frozen_figure", InReach), ("report_draft", InReach),
        ("entered_figure", $"{InReach} OR (kind = 1 AND region % 100000000 = 0)"),
        ("case_record", $"CASE WHEN intake_region IS NULL THEN {InReach} ELSE {InReach} OR {InReach.Replace("region BETWEEN", "intake_region BETWEEN", StringComparison.Ordinal)} END"),
        .. new[] { "case_event", "case_document", "case_visit", "case_check", "check_doubt", "case_objection", "decision" }
            .Select(t => (t, $"{All} OR EXISTS (SELECT 1 FROM case_record c WHERE c.id = {t}.case_id)")),
        ("decision_line", $"{All} OR EXISTS (SELECT 1 FROM decision d WHERE d.id = decision_line.decision_id)"),
        ("award_version", $"{All} OR EXISTS (SELECT 1 FROM award a WHERE a.id = award_version.award_id)"),
        .. new[] { "report_version", "report_event", "report_figure" }.Select(t => (t, $"{All} OR EXISTS (SELECT 1 FROM report_draft r WHERE r.id = {t}.report_id)")),
        // The tables asked here are themselves cut to the reader.
        ("former_membership", $"{All} OR EXISTS (SELECT 1 FROM household h WHERE h.id = former_membership.household_id)"),
        ("household_fact", $"{All} OR EXISTS (SELECT 1 FROM household h WHERE h.id = household_fact.household_id)"),
        ("data_check_consent", $"{All} OR EXISTS (SELECT 1 FROM household h WHERE h.id = data_check_consent.household_id)"),
        ("register_version", $"{All} OR EXISTS (SELECT 1 FROM register_entry e WHERE e.id = register_version.entry_id)"),
        ("register_record", $"{All} OR EXISTS (SELECT 1 FROM register_entry e WHERE e.id = register_record.entry_id)"),
        ("person_fact", $"{All} OR EXISTS (SELECT 1 FROM person p WHERE p.id = person_fact.person_id)"),
    ];

    private volatile Answer? answer;

    /// <summary>Whether a connection of the pool may still say whose it was.</summary>
    private volatile bool wasOn;

    /// <summary>The statements that switch it on or off.</summary>
    public static IEnumerable<string> Switch(bool on)
    {
        foreach (var (table, sees) in Policies)
        {
            yield return $"DROP POLICY IF EXISTS {Policy} ON {table}";
            if (on)
                yield return $"CREATE POLICY {Policy} ON {table} USING ({sees})";
            yield return $"ALTER TABLE {table} {(on ? "ENABLE" : "DISABLE")} ROW LEVEL SECURITY, {(on ? "FORCE" : "NO FORCE")} ROW LEVEL SECURITY";
        }
    }

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await SetReachAsync((NpgsqlConnection)connection, ReachOf(eventData), cancellationToken);
        await base.ConnectionOpenedAsync(connection, eventData, cancellationToken);
    }

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        var open = (NpgsqlConnection)connection;
        if (answer is not { IsFresh: true })
        {
            using var ask = new NpgsqlCommand(IsOnSql, open);
            Know(ask.ExecuteScalar() is true);
        }

        if (wasOn)
        {
            using var command = SetReach(open, ReachOf(eventData));
            command.ExecuteNonQuery();
        }

        base.ConnectionOpened(connection, eventData);
    }

    /// <summary>Tells the server whose the connection is, at every opening: what the pool hands out may have been anybody's.</summary>
    public async Task SetReachAsync(NpgsqlConnection connection, Reach reach, CancellationToken cancellation)
    {
        if (answer is not { IsFresh: true })
        {
            await using var ask = new NpgsqlCommand(IsOnSql, connection);
            Know(await ask.ExecuteScalarAsync(cancellation) is true);
        }

        if (!wasOn)
            return;
        await using var command = SetReach(connection, reach);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>This program switched it: what it knew is old.</summary>
    public void Forget() => answer = null;

    private const string IsOnSql = "SELECT relforcerowsecurity FROM pg_class WHERE oid = to_regclass('household')";

    private static NpgsqlCommand SetReach(NpgsqlConnection connection, Reach reach)
    {
        var command = new NpgsqlCommand("SELECT set_config('huimin.first', $1, false), set_config('huimin.last', $2, false), set_config('huimin.all', $3, false)", connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = reach.First.ToString(CultureInfo.InvariantCulture) });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = reach.Last.ToString(CultureInfo.InvariantCulture) });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = reach.IsEverywhere ? "on" : "off" });
        return command;
    }

    private static Reach ReachOf(ConnectionEndEventData eventData) => (eventData.Context as AppDbContext)?.Acting.Reach ?? Reach.Nothing;

    /// <summary>Once it was on, every opening says whose the connection is, also while it is off.</summary>
    private void Know(bool isOn)
    {
        wasOn |= isOn;
        answer = new Answer();
    }

    private sealed record Answer
    {
        private readonly long since = Environment.TickCount64;

        public bool IsFresh => Environment.TickCount64 - since < Known.TotalMilliseconds;
    }
}
