using Microsoft.AspNetCore.Http;

namespace Huimin.Platform.Hall;

/// <summary>What a resident's browser keeps: a key to the own draft or case, for the hall's pages only and until it is closed.</summary>
internal static class HallCookies
{
    private const string Path = "/hall";

    public static void Keep(this HttpContext http, string name, string value, TimeSpan time) =>
        http.Response.Cookies.Append(name, value, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps, Path = Path, MaxAge = time, IsEssential = true });

    public static void Forget(this HttpContext http, string name) =>
        http.Response.Cookies.Delete(name, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps, Path = Path });
}
