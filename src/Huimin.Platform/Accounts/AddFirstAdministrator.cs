using Huimin.Platform.Accounts.Administration;
using Huimin.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Accounts;

/// <summary>Gives the database of a real city its first administrator, so that somebody can add the others.</summary>
public sealed class AddFirstAdministrator(AppDbContext context, AddAccount add)
{
    public const string Name = "admin";

    private const string Role = "city_administrator";

    /// <returns>The password, told once; null where somebody administers already, in a demo city, and before there is a city.</returns>
    public async Task<string?> RunAsync(CancellationToken cancellation = default)
    {
        if (await context.Cities.FirstOrDefaultAsync(cancellation) is not { Demo: null } city
            || await context.Posts.AnyAsync(p => p.Role == Role && p.EndedAt == null && context.Accounts.Any(a => a.Id == p.AccountId && !a.Disabled), cancellation)
            || await context.Accounts.AnyAsync(a => a.NormalizedName == Account.Normalize(Name), cancellation))
            return null;
        var (_, password) = await add.RunAsync(new NewAccount(Name, Texts.Of($"系统管理员"), Role, city.Code), cancellation: cancellation);
        return password;
    }
}
