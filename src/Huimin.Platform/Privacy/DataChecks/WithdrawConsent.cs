using Huimin.Platform.Access;
using Huimin.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Privacy.DataChecks;

/// <summary>Ends a consent or a duty 终止核对授权. Checks made before stay lawful (个人信息保护法 article 15).</summary>
public sealed class WithdrawConsent(AppDbContext context, TimeProvider clock)
{
    /// <summary>From today on it no longer holds.</summary>
    /// <exception cref="CannotRunException">The duty does not allow it, there is none, or it was withdrawn before.</exception>
    public async Task RunAsync(long householdId, int number, CancellationToken cancellation = default)
    {
        if (!context.Acting.May(Permissions.ProposeCases))
            throw new CannotRunException($"您的岗位不能登记核对授权。");
        var consent = await context.DataCheckConsents.FirstOrDefaultAsync(c => c.HouseholdId == householdId && c.Number == number, cancellation)
            ?? throw new CannotRunException($"没有这项授权，或者不在您的岗位范围内。");
        consent.Region = await context.Households.Where(h => h.Id == householdId).Select(h => (long?)h.Region).FirstOrDefaultAsync(cancellation);
        consent.Withdraw(DateOnly.FromDateTime(clock.GetLocalNow().DateTime));
        await context.SaveChangesAsync(cancellation);
    }
}
