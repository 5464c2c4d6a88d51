using Huimin.Platform.Data;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Huimin.Platform.Access;

/// <summary>Signing in with a cookie that ends after an hour without use, at once when the officer is disabled or gets a new password.</summary>
public static class AccessServices
{
    public const string ReturnParameter = "return";

    public static readonly TimeSpan IdleTime = TimeSpan.FromHours(1);

    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(cookie =>
        {
            cookie.Cookie.Name = "hm-officer";
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            cookie.ExpireTimeSpan = IdleTime;
            cookie.SlidingExpiration = true;
            cookie.LoginPath = "/sign-in";
            cookie.ReturnUrlParameter = ReturnParameter;
            cookie.Events.OnValidatePrincipal = ValidateAsync;
            // Whoever reads in English or large type signs in so, too.
            cookie.Events.OnRedirectToLogin = static asked =>
            {
                var choices = asked.Request.Query.Where(q => q.Key is "lang" or "text").Select(q => $"&{q.Key}={Uri.EscapeDataString(q.Value.ToString())}");
                asked.Response.Redirect(asked.RedirectUri + string.Concat(choices));
                return Task.CompletedTask;
            };
            // The page that is refused says so itself, at its own address.
            cookie.Events.OnRedirectToAccessDenied = static refused =>
            {
                refused.Response.StatusCode = StatusCodes.Status403Forbidden;
                return Task.CompletedTask;
            };
        });
        services.AddAuthorization(authorization => authorization.FallbackPolicy =
            new AuthorizationPolicyBuilder().RequireAuthenticatedUser().AddRequirements(new UndeclaredRequirement()).Build());
        services.AddHttpContextAccessor();
        services.AddSingleton<IAuthorizationHandler, NeedsHandler>();
        services.AddScoped<Acting>();
        services.AddScoped<HeldPosts>();
        services.AddScoped<Separation>();
        services.AddScoped<SignIn>();
        return services;
    }

    public static void MapSignOut(this IEndpointRouteBuilder app) => app.MapPost("/sign-out", static async (HttpContext http) =>
    {
        await http.SignOutAsync();
        return Results.LocalRedirect("/");
    }).RequireAuthorization(new SignedInAttribute());

    /// <summary>An address inside the program, or the start page. Browsers drop tabs and line ends: /⇥/elsewhere would lead outside.</summary>
    public static string SafeReturn(string? address) =>
        address is ['/', ..] and not ['/', '/' or '\\', ..] && !address.Any(char.IsControl) ? address : "/";

    private static async Task ValidateAsync(CookieValidatePrincipalContext cookie)
    {
        // The error page must come even when the database is what failed.
        if (cookie.HttpContext.Request.Path == "/error")
            return;
        var services = cookie.HttpContext.RequestServices;
        var context = services.GetRequiredService<AppDbContext>();
        if (SignedInOfficer.Of(cookie.Principal) is { } officer
            && await context.Officers.AnyAsync(o => o.Id == officer.Id && o.Stamp == officer.Stamp && !o.Disabled, cookie.HttpContext.RequestAborted))
        {
            var acting = services.GetRequiredService<Acting>();
            acting.Address = cookie.HttpContext.Connection.RemoteIpAddress?.ToString();
            var held = await services.GetRequiredService<HeldPosts>().ReadAsync(officer.Id, officer.Post, cookie.HttpContext.RequestAborted);
            acting.As(officer.Id, officer.Name, held?.Post, held?.Permissions ?? new HashSet<string>());
            return;
        }

        cookie.RejectPrincipal();
        await cookie.HttpContext.SignOutAsync();
    }
}
