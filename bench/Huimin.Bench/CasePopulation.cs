using System.Globalization;
using Huimin.Platform.Cases;
using Huimin.Platform.Cases.Types;
using Huimin.Platform.Data;
using Huimin.Platform.Privacy;
using Huimin.Platform.Regions;
using Huimin.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Bench;

/// <summary>As many cases as a city collects in years: nineteen of twenty closed, the rest at all steps, each with a timeline.</summary>
internal static class CasePopulation
{
    public const int EventsACase = 12;

    private const int RowsAtOnce = 50_000;

    private static readonly DateOnly Today = new(2026, 11, 20);

    private static readonly string[] Course =
    [
        CaseEventKind.Received, CaseEventKind.Accepted, CaseEventKind.DocumentAdded, CaseEventKind.CheckRequested, CaseEventKind.CheckAnswered, CaseEventKind.Advanced,
        CaseEventKind.Visited, CaseEventKind.FactsRecorded, CaseEventKind.OpinionGiven, CaseEventKind.Published, CaseEventKind.Decided, CaseEventKind.Delivered,
    ];

    /// <summary>Writes the cases, the first with id 1, and moves the ids behind them.</summary>
    public static async Task MakeAsync(Database database, CaseType type, long count, CancellationToken cancellation)
    {
        var households = await HouseholdsAsync(database, cancellation);
        await using var bulk = await database.BeginBulkAsync(rebuildIndexes: true, cancellation);
        var sealer = await database.Keyring.SealerAsync(bulk, cancellation);
        var sequences = new Dictionary<long, int>();
        for (var from = 0L; from < count; from += RowsAtOnce)
        {
            var rows = Enumerable.Range(0, (int)Math.Min(RowsAtOnce, count - from)).Select(i => Row(from + i + 1, type, households, sequences)).ToList();
            foreach (var row in rows)
                row.Form = sealer.Seal(SealedColumn.CaseForm, row.Id, """{"phone":"13853900001","reason":"户主年老多病，没有固定收入"}""");
            await bulk.WriteAsync(Cases(type, sealer.Key), rows, cancellation);
            await bulk.WriteAsync(Events, [.. rows.SelectMany(r => Enumerable.Range(1, EventsACase).Select(n => (r.Id, Number: n)))], cancellation);
        }

        await bulk.ExecuteAsync("INSERT INTO id_block (kind, next) VALUES ('case', @p0) ON CONFLICT (kind) DO UPDATE SET next = EXCLUDED.next", [count + 1], cancellation);
        await bulk.CommitAsync(cancellation);
    }

    private static async Task<List<(long Id, long Region)>> HouseholdsAsync(Database database, CancellationToken cancellation)
    {
        await using var context = database.CreateContext();
        var read = await context.Households.AsNoTracking().Select(h => new { h.Id, h.Region }).ToListAsync(cancellation);
        return [.. read.Select(h => (h.Id, h.Region))];
    }

    private static CaseRow Row(long id, CaseType type, List<(long Id, long Region)> households, Dictionary<long, int> sequences)
    {
        var (household, region) = households[(int)(id * 7_919 % households.Count)];
        var unit = CaseOffice.Unit(region, RegionLevel.Township);
        sequences[unit] = sequences.GetValueOrDefault(unit) + 1;
        var step = id % 20 == 0 ? type.Steps[(int)(id / 20 % type.Steps.Count)] : null;
        return new CaseRow(id, CaseNumber.Of(unit, 2026, sequences[unit]), household, region, step, step is null ? 0 : CaseOffice.Unit(region, step.Level), Today.AddDays((int)(id % 30) - 5));
    }

    private sealed record CaseRow(long Id, string Number, long Household, long Region, CaseStep? Step, long Actor, DateOnly Due)
    {
        public SealedText Form { get; set; }
    }

    private static readonly BulkTable<(long Id, int Number)> Events = new(
        "case_event",
        ["case_id", "number", "at", "actor", "duty", "kind", "from_step", "to_step", "note"],
        static (e, row) =>
        {
            row.Int64(e.Id);
            row.Int32(e.Number);
            row.Moment(new DateTime(2026, 10, e.Number, 2, 0, 0, DateTimeKind.Utc));
            row.Text("经办员");
            row.Text("township_clerk");
            row.Text(Course[e.Number - 1]);
            row.Text("intake");
            row.Text("visit");
            row.Text(e.Number % 4 == 0 ? "情况属实，材料齐全" : "");
        });

    private static BulkTable<CaseRow> Cases(CaseType type, short key) => new(
        "case_record",
        [
            "id", "number", "type", "line", "form_version", "region", "household_id", "applicant", "channel", "application_id", "form", "seal_key", "state", "step", "step_since",
            "actor_region", "actor_permission", "outcome", "received_at", "accepted_on", "closed_on", "step_from", "step_limit", "step_unit", "step_due", "whole_from", "whole_limit",
            "whole_unit", "whole_due", "next_due", "proposed_amount", "is_decided_below", "is_of_relatives", "is_spot_checked", "needs_review", "was_supplemented", "times_returned",
            "last_event", "revision", "token",
        ],
        (c, row) =>
        {
            row.Int64(c.Id);
            row.Text(c.Number);
            row.Text(type.Code);
            row.Text(type.Line);
            row.Int32(1);
            row.Int64(c.Region);
            row.Int64(c.Household);
            row.Text("王德福");
            row.Int16((short)CaseChannel.Counter);
            row.Int64(c.Id);
            row.Bytes(c.Form.Bytes);
            row.Int16(key);
            row.Int16((short)(c.Step is null ? CaseState.Closed : CaseState.Open));
            row.Text(c.Step?.Code ?? "deliver");
            row.Moment(new DateTime(2026, 11, 2, 2, 0, 0, DateTimeKind.Utc));
            row.Int64(c.Actor);
            row.Text(c.Step?.Permission ?? "");
            if (c.Step is null)
                row.Int16((short)CaseOutcome.Granted);
            else
                row.Null();
            row.Moment(new DateTime(2026, 10, 9, 2, 0, 0, DateTimeKind.Utc));
            row.Date(new DateOnly(2026, 10, 12));
            row.Date(c.Step is null ? new DateOnly(2026, 11, 6) : null);
            row.Date(c.Step is null ? null : c.Due.AddDays(-7));
            row.Int32(5);
            row.Int16((short)LimitUnit.WorkingDays);
            row.Date(c.Step is null ? null : c.Due);
            row.Date(new DateOnly(2026, 10, 12));
            row.Int32(30);
            row.Int16((short)LimitUnit.WorkingDays);
            row.Date(c.Due.AddDays(20));
            row.Date(c.Step is null ? null : c.Due);
            row.Int64(45_000);
            for (var i = 0; i < 5; i++)
                row.Boolean(false);
            row.Int32(0);
            row.Int32(EventsACase);
            row.Int64(EventsACase);
            row.Text(string.Create(CultureInfo.InvariantCulture, $"bench-{c.Id:0000000000}"));
        });
}
