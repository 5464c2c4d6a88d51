using Huimin.Platform.Accounts.Administration;
using Huimin.Platform.Accounts.OpenId;
using Huimin.Platform.Accounts.Own;
using Huimin.Platform.Accounts.SigningIn;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Huimin.Platform.Accounts;

/// <summary>Signing in: ASP.NET Core Identity over <see cref="AccountStore"/>, with a cookie that holds the id of a session on the server.</summary>
public static class AccountServices
{
    public const string ReturnParameter = "return";

    public static IServiceCollection AddAccounts(this IServiceCollection services)
    {
        services.AddOptions<AccountOptions>().BindConfiguration("Accounts").PostConfigure<IConfiguration>(static (options, settings) =>
        {
            options.OpenId.Authority = settings["HUIMIN_OIDC_AUTHORITY"] ?? options.OpenId.Authority;
            options.OpenId.ClientId = settings["HUIMIN_OIDC_CLIENT_ID"] ?? options.OpenId.ClientId;
            options.OpenId.ClientSecret = settings["HUIMIN_OIDC_CLIENT_SECRET"] ?? options.OpenId.ClientSecret;
        });
        services.AddSingleton<Passwords>();
        services.AddScoped<ILookupNormalizer, AccountNames>();
        services.AddIdentityCore<Account>(static identity =>
        {
            // Names are checked where accounts are added.
            identity.User.AllowedUserNameCharacters = "";
            identity.Tokens.AuthenticatorTokenProvider = TokenOptions.DefaultAuthenticatorProvider;
        }).AddUserStore<AccountStore>().AddSignInManager().AddTokenProvider<AuthenticatorTokenProvider<Account>>(TokenOptions.DefaultAuthenticatorProvider);
        services.Configure<IdentityPasskeyOptions>(static passkeys =>
        {
            // A passkey is both factors: the device, and the finger, face or number that opens it.
            passkeys.UserVerificationRequirement = "required";
            passkeys.ResidentKeyRequirement = "required";
            // By the signed answer itself: the header Origin is missing where the referrer policy is strict.
            passkeys.ValidateOrigin = static asked => ValueTask.FromResult(
                !asked.CrossOrigin && Uri.TryCreate(asked.Origin, UriKind.Absolute, out var origin) && (origin.Scheme == Uri.UriSchemeHttps || origin.IsLoopback)
                && string.Equals(origin.Authority, asked.HttpContext.Request.Host.Value, StringComparison.OrdinalIgnoreCase));
        });
        services.AddOptions<IdentityPasskeyOptions>().Configure<IOptions<AccountOptions>>(static (passkeys, options) => passkeys.ServerDomain = options.Value.PasskeyDomain);
        services.AddAuthentication(IdentityConstants.ApplicationScheme)
            .AddCookie(IdentityConstants.ApplicationScheme, SessionCookie)
            .AddCookie(IdentityConstants.TwoFactorUserIdScheme, static cookie => Cookie(cookie, "hm-step", TimeSpan.FromMinutes(5)));
        services.AddOptions<CookieAuthenticationOptions>(IdentityConstants.ApplicationScheme)
            .Configure<IOptions<AccountOptions>>(static (cookie, options) => cookie.ExpireTimeSpan = TimeSpan.FromHours(options.Value.MostHours));
        return services
            .AddScoped<CurrentSession>().AddScoped<StartSession>().AddScoped<EndSessions>().AddScoped<Tries>().AddScoped<SignIn>()
            .AddScoped<PresentPassword>().AddScoped<ChangePassword>().AddScoped<SetUpSecondFactor>().AddScoped<RegisterPasskey>()
            .AddScoped<ManagedAccounts>().AddScoped<AddAccount>().AddScoped<ResetAccount>().AddScoped<DisableAccount>().AddScoped<EnableAccount>()
            .AddScoped<AddPost>().AddScoped<EndPost>().AddScoped<LinkLogin>()
            .AddSingleton<OpenIdProvider>();
    }

    public static void MapAccounts(this IEndpointRouteBuilder app)
    {
        app.MapSigningOut();
        app.MapPostChoice();
        app.MapPasskeys();
        app.MapOpenId();
    }

    /// <summary>After authentication: who must first change the password or set up the second factor gets to no other page.</summary>
    public static IApplicationBuilder UseAccountGate(this IApplicationBuilder app) => app.Use(AccountGate.RunAsync);

    /// <summary>An address inside the program, or the start page.</summary>
    public static string SafeReturn(string? address) =>
        address is ['/', ..] && !address.StartsWith("//", StringComparison.Ordinal) && !address.StartsWith("/\\", StringComparison.Ordinal)
        && !address.Any(char.IsControl) ? address : "/";

    private static void SessionCookie(CookieAuthenticationOptions cookie)
    {
        Cookie(cookie, "hm-session", TimeSpan.FromHours(12));
        // The session on the server ends by itself when unused; the cookie lives as long as one can at most.
        cookie.SlidingExpiration = false;
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
    }

    private static void Cookie(CookieAuthenticationOptions cookie, string name, TimeSpan time)
    {
        cookie.Cookie.Name = name;
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        cookie.ExpireTimeSpan = time;
    }

    private static async Task ValidateAsync(CookieValidatePrincipalContext cookie)
    {
        var http = cookie.HttpContext;
        // Files are the same for everybody, and the error page must come even when the database is what failed.
        if (http.Request.Path == "/error" || http.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is not null)
        {
            cookie.RejectPrincipal();
        }
        else if (!await http.RequestServices.GetRequiredService<CurrentSession>().OpenAsync(http, cookie.Principal))
        {
            cookie.RejectPrincipal();
            await http.SignOutAsync(IdentityConstants.ApplicationScheme);
        }
    }

    /// <summary>Finds accounts by name as they are kept.</summary>
    private sealed class AccountNames : ILookupNormalizer
    {
        public string? NormalizeName(string? name) => name is null ? null : Account.Normalize(name);

        public string? NormalizeEmail(string? email) => email;
    }
}
