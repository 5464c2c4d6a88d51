using Huimin.Platform.Privacy;
using Huimin.Policies;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Cases.Checking;

/// <summary>Somebody looked at a doubtful answer and says whether it is about the person 处理疑似匹配.</summary>
public sealed class ResolveDoubt(CaseOffice office, TakeAnswers take, Keyring keyring)
{
    /// <param name="same">Whether it is the same person.</param>
    /// <exception cref="CannotRunException">The duty does not allow it, or it was looked at before.</exception>
    public async Task RunAsync(long id, bool same, FactCatalogue catalogue, CancellationToken cancellation = default)
    {
        var context = office.Context;
        context.RequireChecker();
        var doubt = await context.CheckDoubts.FirstOrDefaultAsync(d => d.Id == id, cancellation) ?? throw new CannotRunException($"没有这条疑似匹配，或者不在您的岗位范围内。");
        if (doubt.State != DoubtState.Open)
            throw new CannotRunException($"这条疑似匹配已经处理过。");
        var sealer = await keyring.SealerAsync(context, cancellation);
        try
        {
            await using var transaction = await context.Database.BeginTransactionAsync(cancellation);
            doubt.Resolve(same ? DoubtState.Taken : DoubtState.Rejected, context.Acting.AccountId, office.Now);
            if (same)
            {
                var check = await context.CaseChecks.FirstAsync(c => c.Id == doubt.CheckId, cancellation);
                if (check.State != CheckState.Sent)
                    throw new CannotRunException($"这个来源已经反馈完毕，要更正的，请发起重新核对。");
                // It is about one of them only.
                foreach (var other in await context.CheckDoubts.Where(d => d.Hash == doubt.Hash && d.Id != id && d.State == DoubtState.Open).ToListAsync(cancellation))
                    other.Resolve(DoubtState.Rejected, context.Acting.AccountId, office.Now);
                await take.RunAsync(check, new Dictionary<long, CheckAnswer> { [doubt.PersonId] = DoubtfulRow.Of(doubt, keyring).Answer }, catalogue, sealer, cancellation);
            }

            await context.SaveChangesAsync(cancellation);
            await transaction.CommitAsync(cancellation);
        }
        catch (DbUpdateException e)
        {
            context.ChangeTracker.Clear();
            throw new CannotRunException($"正在有人办理这件案件，没有改变任何数据。请过一会儿再办。", e);
        }
    }
}
