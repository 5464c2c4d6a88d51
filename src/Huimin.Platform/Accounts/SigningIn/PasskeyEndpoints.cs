using Huimin.Platform.Access;
using Huimin.Platform.Accounts.Own;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;

namespace Huimin.Platform.Accounts.SigningIn;

/// <summary>What the browser must be asked for a passkey, as JSON: <c>POST /sign-in/passkey</c> to sign in, <c>POST /account/passkeys/options</c> for a new one.</summary>
internal static class PasskeyEndpoints
{
    public static void MapPasskeys(this IEndpointRouteBuilder app)
    {
        app.MapPost("/sign-in/passkey", static async (HttpContext http, IAntiforgery antiforgery, SignInManager<Account> identity) =>
            // Without a name: the device offers the passkeys that it has, and nobody learns which accounts have one.
            await antiforgery.IsRequestValidAsync(http) ? Json(await identity.MakePasskeyRequestOptionsAsync(null!)) : Results.BadRequest()).AllowAnonymous();
        app.MapPost("/account/passkeys/options", static async (HttpContext http, IAntiforgery antiforgery, RegisterPasskey register) =>
            await antiforgery.IsRequestValidAsync(http) ? Json(await register.OptionsAsync(http.RequestAborted)) : Results.BadRequest())
            .RequireAuthorization(new SignedInAttribute());
    }

    private static IResult Json(string json) => Results.Text(json, "application/json");
}
