using System.Net;
using System.Net.Sockets;
using System.Security.Claims;
using System.Threading.RateLimiting;
using Huimin.Platform.Audit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;

namespace Huimin.Platform.Guarding;

/// <summary>
/// Who sends too much is told to wait: tries to sign in by address and by name, pages without sign-in by address, expensive pages
/// by account. Static files and health are not counted.
/// </summary>
public static class RateLimiting
{
    private const string SignInPath = "/sign-in";
    private const string TrackPath = "/hall/track";
    private const string HallPath = "/hall";
    private const string PublicityPath = "/publicity";
    private static readonly TimeSpan NameWindow = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan AddressWindow = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan PostingWindow = TimeSpan.FromHours(1);

    public static void AddRequestLimits(this IServiceCollection services, RequestLimits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        services.AddSingleton(limits);
        services.AddSingleton<RefusedRequests>();
        services.AddHostedService<RecordRefusals>();
        services.AddRateLimiter(limiter =>
        {
            limiter.GlobalLimiter = PartitionedRateLimiter.CreateChained(
                PartitionedRateLimiter.Create<HttpContext, string>(http => IsSignIn(http) ? SignInsFrom(http, limits) : None()),
                PartitionedRateLimiter.Create<HttpContext, string>(http => IsSignIn(http) && NameOf(http) is { } name ? SignInsOf(name, limits) : None()),
                PartitionedRateLimiter.Create<HttpContext, string>(http => IsPublicForm(http) ? Window(AddressOf(http), limits.PublicFormsAMinute, AddressWindow) : None()),
                PartitionedRateLimiter.Create<HttpContext, string>(http => TrackedNumber(http) is { } number ? Window(number, limits.TracksOfANumberInFiveMinutes, NameWindow) : None()),
                PartitionedRateLimiter.Create<HttpContext, string>(http => ObjectedPosting(http) is { } posting ? Window(posting, limits.ObjectionsOfAPostingAnHour, PostingWindow) : None()),
                PartitionedRateLimiter.Create<HttpContext, string>(http => IsAnonymous(http) ? PagesOf(http, limits) : None()));
            limiter.AddPolicy(RequestLimits.Expensive, http => RateLimitPartition.GetConcurrencyLimiter(
                AccountOf(http) ?? AddressOf(http),
                _ => new ConcurrencyLimiterOptions { PermitLimit = limits.ExpensiveAtOnce, QueueLimit = limits.ExpensiveWaiting }));
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.OnRejected = static (rejected, _) => new ValueTask(RefuseAsync(rejected));
        });
    }

    /// <summary>One address, or the half of an IPv6 address that a household or office is given.</summary>
    public static string AddressOf(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        var address = http.Connection.RemoteIpAddress;
        if (address is { IsIPv4MappedToIPv6: true })
            address = address.MapToIPv4();
        return address switch
        {
            null => "local",
            { AddressFamily: AddressFamily.InterNetworkV6 } => new IPAddress([.. address.GetAddressBytes()[..8], 0, 0, 0, 0, 0, 0, 0, 0]) + "/64",
            _ => address.ToString(),
        };
    }

    private static RateLimitPartition<string> None() => RateLimitPartition.GetNoLimiter("");

    private static RateLimitPartition<string> SignInsFrom(HttpContext http, RequestLimits limits) => Window(AddressOf(http), limits.SignInsAMinute, AddressWindow);

    private static RateLimitPartition<string> SignInsOf(string name, RequestLimits limits) => Window(name, limits.SignInsOfANameInFiveMinutes, NameWindow);

    private static RateLimitPartition<string> Window(string key, int most, TimeSpan window) => RateLimitPartition.GetSlidingWindowLimiter(
        key, _ => new SlidingWindowRateLimiterOptions { PermitLimit = most, Window = window, SegmentsPerWindow = 6 });

    /// <summary>A bucket rather than a window: a page with what it links to comes at once, and then somebody reads.</summary>
    private static RateLimitPartition<string> PagesOf(HttpContext http, RequestLimits limits) => RateLimitPartition.GetTokenBucketLimiter(
        AddressOf(http),
        _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = limits.AnonymousAMinute,
            TokensPerPeriod = Math.Max(1, limits.AnonymousAMinute / 10),
            ReplenishmentPeriod = AddressWindow / 10,
        });

    private static bool IsSignIn(HttpContext http) =>
        HttpMethods.IsPost(http.Request.Method) && http.Request.Path.StartsWithSegments(SignInPath, StringComparison.OrdinalIgnoreCase);

    private static bool IsPublicForm(HttpContext http) => HttpMethods.IsPost(http.Request.Method)
        && (http.Request.Path.StartsWithSegments(HallPath, StringComparison.OrdinalIgnoreCase) || http.Request.Path.StartsWithSegments(PublicityPath, StringComparison.OrdinalIgnoreCase));

    /// <summary>The case that somebody tries a code of.</summary>
    private static string? TrackedNumber(HttpContext http)
    {
        if (!HttpMethods.IsPost(http.Request.Method) || !http.Request.Path.Equals(TrackPath, StringComparison.OrdinalIgnoreCase) || !http.Request.HasFormContentType)
            return null;
        var number = http.Request.Form["number"].ToString().Trim();
        return number.Length == 0 ? null : "track/" + number[..Math.Min(number.Length, 40)];
    }

    private static string? ObjectedPosting(HttpContext http) =>
        HttpMethods.IsPost(http.Request.Method) && http.Request.Path.StartsWithSegments(PublicityPath, StringComparison.OrdinalIgnoreCase) ? http.Request.Path.Value!.ToUpperInvariant() : null;

    /// <summary>The request guard has read the form before.</summary>
    private static string? NameOf(HttpContext http)
    {
        var name = http.Request.HasFormContentType ? http.Request.Form["name"].ToString().Trim() : "";
        return name.Length == 0 ? null : name[..Math.Min(name.Length, 64)].ToUpperInvariant();
    }

    private static bool IsAnonymous(HttpContext http) =>
        http.User.Identity?.IsAuthenticated != true && !RequestGuard.IsAnsweredAgain(http) && http.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is null;

    private static string? AccountOf(HttpContext http) => http.User.FindFirstValue(ClaimTypes.NameIdentifier);

    private static Task RefuseAsync(OnRejectedContext rejected)
    {
        var http = rejected.HttpContext;
        var isPublicForm = IsPublicForm(http);
        var kind = IsSignIn(http) ? RefusalKind.SignIn
            : !isPublicForm && (http.User.Identity?.IsAuthenticated == true || !IsAnonymous(http)) ? RefusalKind.Expensive : RefusalKind.Anonymous;
        http.RequestServices.GetRequiredService<RefusedRequests>().Count(kind, http.Connection.RemoteIpAddress?.ToString());
        // The limiter of concurrent requests cannot know when one ends.
        var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) && after > TimeSpan.Zero ? after : TimeSpan.FromSeconds(5);
        var seconds = (long)Math.Ceiling(wait.TotalSeconds);
        return kind switch
        {
            RefusalKind.SignIn => http.RefuseAsync(StatusCodes.Status429TooManyRequests, $"登录试得太多，请稍等", $"请过{seconds}秒再试。忘记密码请找管理员重设，不要反复试。", wait),
            RefusalKind.Expensive => http.RefuseAsync(StatusCodes.Status429TooManyRequests, $"同时做的测算或导出太多", $"前面的还没有做完，请过{seconds}秒再试。", wait),
            _ when isPublicForm => http.RefuseAsync(StatusCodes.Status429TooManyRequests, $"试得太多，请稍等", $"没有改变任何数据，请过{seconds}秒再试。着急的请到乡镇（街道）窗口，或者拨打12345。", wait),
            _ => http.RefuseAsync(StatusCodes.Status429TooManyRequests, $"打开得太快，请稍等", $"这个地址一分钟里打开的页面太多，请过{seconds}秒再试。", wait),
        };
    }
}
