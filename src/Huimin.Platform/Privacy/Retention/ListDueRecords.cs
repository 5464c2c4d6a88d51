using System.Data.Common;
using System.Globalization;
using Huimin.Platform.Audit;
using Huimin.Platform.Data;

namespace Huimin.Platform.Privacy.Retention;

/// <summary>What a rule finds past its time.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Before">What happened before this day is due; null where the rule keeps.</param>
/// <param name="Count">How many records.</param>
/// <param name="Oldest">Day of the oldest; null where none is due.</param>
public sealed record DueRecords(RetentionRule Rule, DateOnly? Before, long Count, DateOnly? Oldest);

/// <summary>Counts for each rule what is past its time 到期清单; changes nothing.</summary>
public sealed class ListDueRecords(Database database, TimeProvider clock)
{
    public async Task<IReadOnlyList<DueRecords>> RunAsync(IReadOnlyList<RetentionRule> rules, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(rules);
        await using var context = database.CreateContext();
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var keptMonths = await ArchiveAudit.MonthsAsync(context, cancellation);
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var found = new List<DueRecords>();
        foreach (var rule in rules)
        {
            var before = rule.Before(today);
            // The city may keep its trail longer than the file says.
            if (rule.Action == RetentionAction.Archive && today.AddMonths(-keptMonths) is var kept && kept < before)
                before = kept;
            found.Add(before is { } day ? await CountAsync(connection, rule, day, cancellation) : new DueRecords(rule, null, 0, null));
        }

        return found;
    }

    /// <summary>The condition of what is due, with the day as <c>@p0</c>.</summary>
    internal static string Due(RetentionKind kind) => $"{kind.From} < @p0{(kind.Condition.Length == 0 ? "" : " AND " + kind.Condition)}";

    /// <summary>The day in the form in which the table holds it.</summary>
    internal static object Limit(RetentionKind kind, DateOnly before)
    {
        var moment = before.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        return kind.Clock switch
        {
            RetentionClock.Day => before,
            RetentionClock.Moment => moment,
            _ => AuditRecord.Microseconds(moment),
        };
    }

    private static async Task<DueRecords> CountAsync(DbConnection connection, RetentionRule rule, DateOnly before, CancellationToken cancellation)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT count(*), min({rule.Kind.From}) FROM {rule.Kind.Table} WHERE {Due(rule.Kind)}";
        var limit = command.CreateParameter();
        (limit.ParameterName, limit.Value) = ("@p0", Limit(rule.Kind, before));
        command.Parameters.Add(limit);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        await row.ReadAsync(cancellation);
        return new DueRecords(rule, before, row.GetInt64(0), await row.IsDBNullAsync(1, cancellation) ? null : DayOf(row.GetValue(1)));
    }

    private static DateOnly DayOf(object value) => value switch
    {
        DateOnly day => day,
        DateTime moment => DateOnly.FromDateTime(moment),
        long microseconds => DateOnly.FromDateTime(AuditRecord.Moment(microseconds)),
        // SQLite keeps days and moments as text that begins with the day.
        string text => DateOnly.ParseExact(text.AsSpan(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => throw new InvalidOperationException($"A date cannot be a {value.GetType().Name}."),
    };
}
