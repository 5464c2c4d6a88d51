using System.Globalization;
using Huimin.Platform.Access;
using Huimin.Platform.Audit;
using Huimin.Platform.Data;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Accounts.SigningIn;

/// <summary><c>POST /sign-out</c> ends the session on the server, <c>POST /account/post</c> goes on under another post.</summary>
internal static class SigningOut
{
    public static void MapSigningOut(this IEndpointRouteBuilder app) => app.MapPost("/sign-out", static async (
        HttpContext http, IAntiforgery antiforgery, AppDbContext context, EndSessions end, CurrentSession current) =>
    {
        if (!await antiforgery.IsRequestValidAsync(http))
            return Results.BadRequest();
        context.Record(new AuditEntry(AuditAction.SignOut, $"account:{current.AccountId}"));
        await context.SaveChangesAsync(http.RequestAborted);
        await end.OneAsync(current.AccountId, current.Id!, SessionEnd.SignedOut, http.RequestAborted);
        await http.SignOutAsync(IdentityConstants.ApplicationScheme);
        return Results.LocalRedirect("/sign-in");
    }).RequireAuthorization(new SignedInAttribute());

    public static void MapPostChoice(this IEndpointRouteBuilder app) => app.MapPost("/account/post", static async (
        HttpContext http, IAntiforgery antiforgery, AppDbContext context, CurrentSession current) =>
    {
        if (!await antiforgery.IsRequestValidAsync(http))
            return Results.BadRequest();
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (!long.TryParse(form["post"], CultureInfo.InvariantCulture, out var id)
            || !await context.Posts.AnyAsync(p => p.Id == id && p.AccountId == current.AccountId && p.EndedAt == null, http.RequestAborted))
            return Results.NotFound();
        await http.SignInAsync(
            IdentityConstants.ApplicationScheme,
            (SignedInOfficer.Of(http.User)! with { Post = id }).ToPrincipal(IdentityConstants.ApplicationScheme, current.Id!),
            new AuthenticationProperties());
        // Other posts see other pages: back to the start.
        return Results.LocalRedirect("/");
    }).RequireAuthorization(new SignedInAttribute());
}
