using System.Diagnostics;
using System.Security.Claims;
using Huimin.Platform.Guarding;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Huimin.Platform.Operations;

/// <summary>
/// One line a request: the pattern of the address and never the address, whose numbers and searches are people; who by the number of
/// the account; and the number that the error page shows.
/// </summary>
public sealed partial class RequestLog(RequestDelegate next, ILogger<RequestLog> log)
{
    private static readonly string[] Methods = ["GET", "POST", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS"];

    public async Task InvokeAsync(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        var started = Stopwatch.GetTimestamp();
        var method = Array.Find(Methods, m => m == http.Request.Method) ?? "OTHER";
        var line = new Line();
        http.Features.Set(line);
        try
        {
            await next(http);
        }
        finally
        {
            var route = line.Route ?? "-";
            Tag(method, route, http.Response.StatusCode, Activity.Current);
            if (http.Features.Get<IExceptionHandlerFeature>()?.Error is { } error and not (CannotRunException or OperationCanceledException))
                Failed(log, method, route, http.TraceIdentifier, error);
            if (log.IsEnabled(LogLevel.Information))
                Answered(log, method, route, http.Response.StatusCode, (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds, Account(http.User), http.TraceIdentifier);
        }
    }

    /// <summary>Behind the routing: keeps the pattern of what was asked for, before an error page takes its place.</summary>
    public static void NoteRoute(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        if (http.Features.Get<Line>() is { } line && !RequestGuard.IsAnsweredAgain(http))
            line.Route ??= (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText;
    }

    private static long? Account(ClaimsPrincipal user) => long.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), System.Globalization.CultureInfo.InvariantCulture, out var id) ? id : null;

    private static void Tag(string method, string route, int status, Activity? span)
    {
        if (span is null)
            return;
        span.DisplayName = $"{method} {route}";
        span.SetTag("http.request.method", method);
        span.SetTag("http.route", route);
        span.SetTag("http.response.status_code", status);
        if (status >= StatusCodes.Status500InternalServerError)
            span.SetStatus(ActivityStatusCode.Error);
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "{Method} {Route} {Status} {Milliseconds} ms, account {Account}, request {Request}")]
    private static partial void Answered(ILogger log, string method, string route, int status, long milliseconds, long? account, string request);

    [LoggerMessage(EventId = 2, Level = LogLevel.Error, Message = "{Method} {Route} failed, request {Request}")]
    private static partial void Failed(ILogger log, string method, string route, string request, Exception error);

    private sealed class Line
    {
        public string? Route { get; set; }
    }
}
