using System.Globalization;
using System.Security.Claims;

namespace Huimin.Platform.Access;

/// <summary>Who uses the pages now, as the sign-in cookie says.</summary>
/// <param name="Post">Id of the post chosen to act under; null takes the first.</param>
public sealed record SignedInOfficer(long Id, string Name, long Stamp, long? Post = null)
{
    private const string StampClaim = "stamp";
    private const string PostClaim = "post";

    public static SignedInOfficer Of(Officer officer)
    {
        ArgumentNullException.ThrowIfNull(officer);
        return new SignedInOfficer(officer.Id, officer.Name, officer.Stamp);
    }

    /// <summary>Null for a reader who is not signed in.</summary>
    public static SignedInOfficer? Of(ClaimsPrincipal? user) =>
        long.TryParse(user?.FindFirstValue(ClaimTypes.NameIdentifier), CultureInfo.InvariantCulture, out var id)
        && long.TryParse(user.FindFirstValue(StampClaim), CultureInfo.InvariantCulture, out var stamp)
            ? new SignedInOfficer(id, user.FindFirstValue(ClaimTypes.Name) ?? "", stamp, long.TryParse(user.FindFirstValue(PostClaim), CultureInfo.InvariantCulture, out var post) ? post : null)
            : null;

    public ClaimsPrincipal ToPrincipal(string scheme) => new(new ClaimsIdentity(
        [
            new Claim(ClaimTypes.NameIdentifier, Id.ToString(CultureInfo.InvariantCulture)),
            new Claim(ClaimTypes.Name, Name),
            new Claim(StampClaim, Stamp.ToString(CultureInfo.InvariantCulture)),
            .. Post is { } post ? [new Claim(PostClaim, post.ToString(CultureInfo.InvariantCulture))] : Array.Empty<Claim>(),
        ],
        scheme));
}
