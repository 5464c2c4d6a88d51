using Huimin.Platform.Data;
using Huimin.Platform.Guarding;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Huimin.Platform.Operations;

/// <summary>
/// <c>/health/live</c>: the program answers; <c>/health/ready</c>: it can serve pages. Both say one word to whoever asks; why
/// something is not well stands on the system page.
/// </summary>
public static class HealthChecks
{
    public static void AddHealth(this IServiceCollection services)
    {
        services.AddSingleton<DatabaseHealth>();
        services.AddHealthChecks().AddCheck<DatabaseHealth>("database").AddCheck<DiskHealth>("disk");
    }

    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = static _ => false }).DisableRateLimiting().AllowAnonymous();
        app.MapHealthChecks("/health/ready").DisableRateLimiting().AllowAnonymous();
    }
}

/// <summary>The database answers within three seconds and has this program's schema. Asked by everybody, it is looked at every two seconds at most.</summary>
public sealed class DatabaseHealth(Database database, TimeProvider clock) : IHealthCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);

    private readonly Lock gate = new();
    private Task<int?> schema = Task.FromResult<int?>(null);
    private long lookedAt;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        Task<int?> look;
        lock (gate)
        {
            if (lookedAt == 0 || clock.GetElapsedTime(lookedAt) > Fresh)
                (schema, lookedAt) = (LookAsync(), clock.GetTimestamp());
            look = schema;
        }

        var version = await look.WaitAsync(cancellationToken);
        if (version is null)
            return HealthCheckResult.Unhealthy(Texts.Of($"数据库没有回答。"));
        return version == database.NewestSchema
            ? HealthCheckResult.Healthy(Texts.Of($"数据库可用，结构第{version.Value:D}版。"))
            : HealthCheckResult.Unhealthy(Texts.Of($"数据库结构是第{version.Value:D}版，本程序需要第{database.NewestSchema:D}版，请运行 huimin migrate。"));
    }

    /// <summary>Null where it does not answer; why is for whoever runs the database to see there.</summary>
    private async Task<int?> LookAsync()
    {
        using var patience = new CancellationTokenSource(Patience, clock);
        try
        {
            return await Task.Run(() => database.SchemaVersionAsync(patience.Token)).WaitAsync(Patience, clock);
        }
        catch (Exception e) when (e is CannotRunException or TimeoutException or OperationCanceledException or System.Data.Common.DbException or IOException or InvalidOperationException)
        {
            return null;
        }
    }
}

/// <summary>There is room on the disk that the program writes to.</summary>
public sealed class DiskHealth(Database database, RequestLimits limits) : IHealthCheck
{
    /// <summary>Free bytes where an embedded database lies, else where uploads are kept while they come in.</summary>
    public static long FreeBytes(Database database)
    {
        ArgumentNullException.ThrowIfNull(database);
        return new DriveInfo(database.Folder ?? Path.GetTempPath()).AvailableFreeSpace;
    }

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        long free;
        try
        {
            free = FreeBytes(database);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Task.FromResult(HealthCheckResult.Unhealthy(Texts.Of($"磁盘读不到。")));
        }

        return Task.FromResult(free >= limits.LeastFreeBytes
            ? HealthCheckResult.Healthy(Texts.Of($"磁盘剩余{free / 1_000_000_000.0:0.0}GB。"))
            : HealthCheckResult.Unhealthy(Texts.Of($"磁盘只剩{free / 1_000_000}MB，请腾出空间。")));
    }
}
