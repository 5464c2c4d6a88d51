using System.Globalization;
using System.Security.Claims;
using Huimin.Platform.Accounts;

namespace Huimin.Platform.Access;

/// <summary>Who uses the pages now, as the sign-in cookie says.</summary>
/// <param name="Id">Of the account.</param>
/// <param name="Name">How the account is shown.</param>
/// <param name="Post">Id of the post chosen to act under; null takes the first.</param>
public sealed record SignedInOfficer(long Id, string Name, long? Post = null)
{
    private const string PostClaim = "post";

    public static SignedInOfficer Of(Account account)
    {
        ArgumentNullException.ThrowIfNull(account);
        return new SignedInOfficer(account.Id, account.DisplayName);
    }

    /// <summary>Null for a reader who is not signed in.</summary>
    public static SignedInOfficer? Of(ClaimsPrincipal? user) =>
        long.TryParse(user?.FindFirstValue(ClaimTypes.NameIdentifier), CultureInfo.InvariantCulture, out var id)
            ? new SignedInOfficer(id, user.FindFirstValue(ClaimTypes.Name) ?? "", long.TryParse(user.FindFirstValue(PostClaim), CultureInfo.InvariantCulture, out var post) ? post : null)
            : null;

    /// <summary>What the cookie of a session says.</summary>
    public ClaimsPrincipal ToPrincipal(string scheme, string session) => new(new ClaimsIdentity(
        [
            new Claim(ClaimTypes.NameIdentifier, Id.ToString(CultureInfo.InvariantCulture)),
            new Claim(ClaimTypes.Name, Name),
            new Claim(CurrentSession.Claim, session),
            .. Post is { } post ? [new Claim(PostClaim, post.ToString(CultureInfo.InvariantCulture))] : Array.Empty<Claim>(),
        ],
        scheme));
}
