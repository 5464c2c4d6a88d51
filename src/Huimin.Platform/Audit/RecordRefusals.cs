using Huimin.Platform.Data;
using Huimin.Platform.Guarding;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Huimin.Platform.Audit;

/// <summary>
/// Puts what was turned away before anything was done for it on the trail: one record a minute for each kind and address, with
/// how many, so that ten thousand tries are seen and do not become ten thousand records.
/// </summary>
public sealed partial class RecordRefusals(Database database, RefusedRequests refused, TimeProvider clock, ILogger<RecordRefusals> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await WriteAsync(CancellationToken.None);
    }

    /// <summary>Writes what was counted since the last time.</summary>
    public async Task WriteAsync(CancellationToken cancellation)
    {
        foreach (var ((kind, address), count) in refused.Take())
        {
            var actor = new AuditActor(null, "", "", null, address);
            var entry = new AuditEntry(AuditAction.Denied, $"requests:{kind.ToString().ToLowerInvariant()}") { Outcome = AuditOutcome.Refused, After = new { requests = count } };
            try
            {
                await database.Audit.WriteAsync(actor, entry, cancellation);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // The database may be what failed; serving goes on.
                Failed(log, e);
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await WriteAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // The last ones are written as the server stops.
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Refused requests could not be recorded.")]
    private static partial void Failed(ILogger log, Exception cause);
}
