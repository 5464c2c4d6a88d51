using System.Security.Cryptography;
using Huimin.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Access;

/// <summary>Adds an officer with a random password, which is told once.</summary>
public sealed class AddOfficer(AppDbContext context)
{
    private const int LongestName = 40;

    /// <summary>Letters and digits that nobody confuses on paper.</summary>
    private const string PasswordLetters = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    public static string NewPassword() => RandomNumberGenerator.GetString(PasswordLetters, 14);

    /// <returns>The officer and the password.</returns>
    /// <exception cref="CannotRunException">The name is empty, too long or taken.</exception>
    public async Task<(Officer Officer, string Password)> RunAsync(string name, bool demo = false, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(name);
        name = name.Trim();
        if (name.Length is 0 or > LongestName)
            throw new CannotRunException($"姓名应有1到{LongestName}个字。");
        if (await context.Officers.AnyAsync(o => o.Name == name, cancellation))
            throw new CannotRunException($"已经有工作人员{name}。");
        var officer = new Officer
        {
            Id = (await context.Officers.MaxAsync(o => (long?)o.Id, cancellation) ?? 0) + 1,
            Name = name,
            Duty = OfficerDuty.PolicyOfficer,
            IsDemo = demo,
        };
        var password = NewPassword();
        officer.SetPassword(password);
        context.Add(officer);
        // A policy officer of the whole city.
        if (await context.Cities.Select(c => (long?)c.Code).FirstOrDefaultAsync(cancellation) is { } city)
        {
            context.Add(new Post
            {
                Id = (await context.Posts.MaxAsync(p => (long?)p.Id, cancellation) ?? 0) + 1, AccountId = officer.Id, Role = "policy_officer", Region = city, StartedAt = DateTime.UtcNow,
            });
        }

        await context.SaveChangesAsync(cancellation);
        return (officer, password);
    }
}
