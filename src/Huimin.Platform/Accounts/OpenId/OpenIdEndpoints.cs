using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Huimin.Platform.Accounts.SigningIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Huimin.Platform.Accounts.OpenId;

/// <summary><c>GET /sign-in/openid</c> sends the browser to the other provider, <c>/sign-in/openid/callback</c> takes it back.</summary>
internal static class OpenIdEndpoints
{
    private const string Cookie = "hm-openid";
    private const string Callback = "/sign-in/openid/callback";
    private static readonly TimeSpan Time = TimeSpan.FromMinutes(10);

    public static void MapOpenId(this IEndpointRouteBuilder app)
    {
        app.MapGet("/sign-in/openid", static async (HttpContext http, OpenIdProvider provider, IDataProtectionProvider protection) =>
        {
            if (!provider.IsOn)
                return Results.NotFound();
            var state = OpenIdState.New(AccountServices.SafeReturn(http.Request.Query[AccountServices.ReturnParameter]));
            // Lax, not strict: the provider's answer comes as a link from elsewhere.
            http.Response.Cookies.Append(Cookie, Protector(protection).Protect(JsonSerializer.Serialize(state), Time), new CookieOptions
            {
                HttpOnly = true,
                SameSite = SameSiteMode.Lax,
                Secure = http.Request.IsHttps,
                MaxAge = Time,
                Path = Callback,
                IsEssential = true,
            });
            return Results.Redirect(await provider.AddressAsync(state, CallbackOf(http), http.RequestAborted));
        }).AllowAnonymous();
        app.MapGet(Callback, static async (HttpContext http, OpenIdProvider provider, IDataProtectionProvider protection, SignIn signIn) =>
        {
            if (!provider.IsOn)
                return Results.NotFound();
            var state = Read(http.Request.Cookies[Cookie], protection);
            http.Response.Cookies.Delete(Cookie, new CookieOptions { Path = Callback });
            if (state is null || !Same(state.State, http.Request.Query["state"].ToString()) || http.Request.Query["code"].ToString() is not { Length: > 0 } code
                || await provider.SubjectAsync(state, code, CallbackOf(http), http.RequestAborted) is not { } subject)
                return Results.LocalRedirect("/sign-in?refused=1");
            try
            {
                return Results.LocalRedirect(await signIn.WithLoginAsync(http, provider.Authority, subject, http.RequestAborted)
                    ? AccountServices.SafeReturn(state.Return)
                    : $"/sign-in/code?return={Uri.EscapeDataString(state.Return)}");
            }
            catch (CannotRunException)
            {
                return Results.LocalRedirect("/sign-in?refused=1");
            }
        }).AllowAnonymous();
    }

    private static string CallbackOf(HttpContext http) => $"{http.Request.Scheme}://{http.Request.Host}{Callback}";

    private static ITimeLimitedDataProtector Protector(IDataProtectionProvider protection) => protection.CreateProtector("Huimin.OpenId").ToTimeLimitedDataProtector();

    private static OpenIdState? Read(string? cookie, IDataProtectionProvider protection)
    {
        try
        {
            return cookie is null ? null : JsonSerializer.Deserialize<OpenIdState>(Protector(protection).Unprotect(cookie));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static bool Same(string one, string other) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), Encoding.UTF8.GetBytes(other));
}
