using Huimin.Platform.Data;

namespace Huimin.Platform.Access;

/// <summary>Closes signing in for an officer at once, also where they are signed in.</summary>
public sealed class DisableOfficer(AppDbContext context)
{
    /// <exception cref="CannotRunException">There is no such officer.</exception>
    public async Task RunAsync(string name, CancellationToken cancellation = default)
    {
        (await context.Officers.NamedAsync(name, cancellation)).Disable();
        await context.SaveChangesAsync(cancellation);
    }
}
