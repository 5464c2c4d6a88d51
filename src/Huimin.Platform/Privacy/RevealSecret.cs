using Huimin.Platform.Access;
using Huimin.Platform.Audit;
using Huimin.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Privacy;

/// <summary>What can be shown in full, one at a time.</summary>
public enum Secret
{
    CitizenId,
    Phone,
    BankAccount,
    Name,
    Address,
}

/// <summary>Shows one masked value of one person in full 查看完整信息: who, why and when is on the trail before the value is shown.</summary>
public sealed class RevealSecret(AppDbContext context, Keyring keyring)
{
    public const int LeastReasonLetters = 4;

    public const int MostReasonLetters = 200;

    /// <returns>The value; null when none is on record.</returns>
    /// <exception cref="CannotRunException">The duty does not allow it, the person is not within reach, or no reason is given.</exception>
    public async Task<string?> RunAsync(long personId, Secret what, string reason, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(reason);
        if (!context.Acting.May(Permissions.RevealPeople))
            throw new CannotRunException($"您的岗位不能查看完整信息。");
        reason = new string([.. reason.Where(c => !char.IsControl(c))]).Trim();
        if (reason.Length is < LeastReasonLetters or > MostReasonLetters)
            throw new CannotRunException($"请写明查看的理由，{LeastReasonLetters}到{MostReasonLetters}个字。");
        var person = await context.People.AsNoTracking().FirstOrDefaultAsync(p => p.Id == personId, cancellation) ?? throw new CannotRunException($"没有这个人，或者不在您的岗位范围内。");
        var household = what == Secret.Address ? await context.Households.AsNoTracking().FirstOrDefaultAsync(h => h.Id == person.HouseholdId, cancellation) : null;
        context.Record(new AuditEntry(AuditAction.Reveal, $"person:{personId}") { Region = person.Region, Reason = reason, After = new { what } });
        await context.SaveChangesAsync(cancellation);
        if (household is not null)
            return keyring.Open(household);
        var secrets = keyring.Open(person);
        return what switch
        {
            Secret.CitizenId => secrets.CitizenId,
            Secret.Phone => secrets.Phone,
            Secret.BankAccount => secrets.BankAccount,
            Secret.Name => secrets.ProtectedName ?? person.Name,
            _ => null,
        };
    }
}
