using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;

namespace Huimin.Platform.Accounts;

/// <summary>Sends whoever must first change a password or set up a second factor to the page for it, from wherever else.</summary>
internal static class AccountGate
{
    private const string Password = "/account/password";
    private const string SecondFactor = "/account/second-factor";

    public static Task RunAsync(HttpContext http, RequestDelegate next)
    {
        var session = http.RequestServices.GetRequiredService<CurrentSession>();
        var path = http.Request.Path;
        var to = session.Id is null || http.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is not null || path == "/sign-out" || path == "/error" || path == "/not-found" ? null
            : session.MustChangePassword ? path == Password ? null : Password
            : session.NeedsSecondFactor && path != SecondFactor && path != Password && path != "/account/post" ? SecondFactor
            : null;
        if (to is null)
            return next(http);
        // What was sent is not done: the page comes first.
        http.Response.Redirect(to);
        return Task.CompletedTask;
    }
}
