using Microsoft.AspNetCore.Http;

namespace Huimin.Platform.Ui;

/// <summary>
/// How this reader wants pages: language and size of type. An address with <c>?lang=en</c> or <c>?text=large</c> shows the
/// page so at once and is remembered in a cookie; without either, the browser's language decides.
/// </summary>
public sealed class Preferences
{
    private const string LanguageCookie = "hm-lang";
    private const string TextCookie = "hm-text";

    public bool English { get; private set; }

    /// <summary>Large type 长辈版.</summary>
    public bool LargeType { get; private set; }

    public void Read(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        English = (Remembered(http, "lang", LanguageCookie, "zh", "en") ?? FromBrowser(http.Request)) == "en";
        LargeType = Remembered(http, "text", TextCookie, "normal", "large") == "large";
    }

    private static string? Remembered(HttpContext http, string query, string cookie, params string[] allowed)
    {
        if (http.AskedValue(query) is { Length: > 0 } wanted && Array.Find(allowed, a => a == wanted) is { } asked)
        {
            http.Response.Cookies.Append(cookie, asked, new CookieOptions
            {
                MaxAge = TimeSpan.FromDays(365),
                SameSite = SameSiteMode.Lax,
                HttpOnly = true,
                IsEssential = true,
                Secure = http.Request.IsHttps,
            });
            return asked;
        }

        return Array.Find(allowed, a => a == http.Request.Cookies[cookie]);
    }

    /// <summary>Chinese unless the browser asks for English before any Chinese.</summary>
    private static string FromBrowser(HttpRequest request)
    {
        var wanted = request.GetTypedHeaders().AcceptLanguage
            .OrderByDescending(l => l.Quality ?? 1)
            .Select(l => l.Value.ToString())
            .FirstOrDefault(l => l.StartsWith("zh", StringComparison.OrdinalIgnoreCase) || l.StartsWith("en", StringComparison.OrdinalIgnoreCase));
        return wanted?.StartsWith("en", StringComparison.OrdinalIgnoreCase) == true ? "en" : "zh";
    }
}
