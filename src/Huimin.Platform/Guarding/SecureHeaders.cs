using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Huimin.Platform.Guarding;

/// <summary>
/// The headers of every answer, also of files, errors and refusals: what a browser may run and load on our pages (only our own
/// files, nothing inline), who may frame them (nobody), and what it tells others (nothing).
/// </summary>
public static class SecureHeaders
{
    /// <summary>Pictures as data: are those of the style sheet (ticks, arrows).</summary>
    public const string ContentPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; "
        + "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private const string Permissions =
        "accelerometer=(), autoplay=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(self), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()";

    /// <summary>First of all, so that it holds whatever answers. What an answer says of caching stays; one that says nothing is not stored.</summary>
    public static void UseSecureHeaders(this IApplicationBuilder app) => app.Use(static (http, next) =>
    {
        http.Response.OnStarting(static state => Write((HttpContext)state), http);
        return next(http);
    });

    private static Task Write(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = ContentPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = Permissions;
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["X-Request-Id"] = http.TraceIdentifier;
        if (http.Request.IsHttps)
            headers.StrictTransportSecurity = "max-age=31536000";
        if (!headers.ContainsKey(HeaderNames.CacheControl))
            headers.CacheControl = "private, no-store";
        return Task.CompletedTask;
    }
}
