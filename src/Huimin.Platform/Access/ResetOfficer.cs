using Huimin.Platform.Data;

namespace Huimin.Platform.Access;

/// <summary>Gives an officer a new random password, and opens signing in again if it was locked or disabled.</summary>
public sealed class ResetOfficer(AppDbContext context)
{
    /// <returns>The password.</returns>
    /// <exception cref="CannotRunException">There is no such officer.</exception>
    public async Task<string> RunAsync(string name, CancellationToken cancellation = default)
    {
        var officer = await context.Officers.NamedAsync(name, cancellation);
        var password = AddOfficer.NewPassword();
        officer.SetPassword(password);
        officer.Enable();
        await context.SaveChangesAsync(cancellation);
        return password;
    }
}
