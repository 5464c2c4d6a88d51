using System.Data.Common;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Huimin.Platform.Operations;

/// <summary>
/// One span a statement: which database, how long, and the statement as the program wrote it. Parameters, which hold what people
/// searched for, are never in it. Added only where somebody listens.
/// </summary>
public sealed class DatabaseSpans : DbCommandInterceptor
{
    private static readonly DatabaseSpans Only = new();

    public static void AddTo(DbContextOptionsBuilder options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (Signals.Source.HasListeners())
            options.AddInterceptors(Only);
    }

    public override DbDataReader ReaderExecuted(DbCommand command, CommandExecutedEventData eventData, DbDataReader result)
    {
        Tell(command, eventData);
        return result;
    }

    public override ValueTask<DbDataReader> ReaderExecutedAsync(DbCommand command, CommandExecutedEventData eventData, DbDataReader result, CancellationToken cancellationToken = default)
    {
        Tell(command, eventData);
        return ValueTask.FromResult(result);
    }

    public override int NonQueryExecuted(DbCommand command, CommandExecutedEventData eventData, int result)
    {
        Tell(command, eventData);
        return result;
    }

    public override ValueTask<int> NonQueryExecutedAsync(DbCommand command, CommandExecutedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        Tell(command, eventData);
        return ValueTask.FromResult(result);
    }

    public override object? ScalarExecuted(DbCommand command, CommandExecutedEventData eventData, object? result)
    {
        Tell(command, eventData);
        return result;
    }

    public override ValueTask<object?> ScalarExecutedAsync(DbCommand command, CommandExecutedEventData eventData, object? result, CancellationToken cancellationToken = default)
    {
        Tell(command, eventData);
        return ValueTask.FromResult(result);
    }

    public override void CommandFailed(DbCommand command, CommandErrorEventData eventData) => Tell(command, eventData, eventData?.Exception);

    public override Task CommandFailedAsync(DbCommand command, CommandErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        Tell(command, eventData, eventData?.Exception);
        return Task.CompletedTask;
    }

    private static void Tell(DbCommand command, CommandEndEventData? done, Exception? failure = null)
    {
        if (done is null)
            return;
        using var span = Signals.Source.StartActivity("database", ActivityKind.Client, parentContext: default, startTime: done.StartTime);
        if (span is null)
            return;
        span.SetTag("db.system.name", done.Context?.Database.ProviderName?.EndsWith("Sqlite", StringComparison.Ordinal) == true ? "sqlite" : "postgresql");
        span.SetTag("db.query.text", command.CommandText);
        span.SetEndTime((done.StartTime + done.Duration).UtcDateTime);
        if (failure is not null)
            span.SetStatus(ActivityStatusCode.Error, failure.GetType().Name);
    }
}
