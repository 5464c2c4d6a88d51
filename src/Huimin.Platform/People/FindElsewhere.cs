using Huimin.Platform.Access;
using Huimin.Platform.Audit;
using Huimin.Platform.Data;
using Huimin.Platform.Privacy;
using Huimin.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.People;

/// <summary>A person of another office, of whom the receiving one is told no more than where the home is.</summary>
public sealed record ElsewherePerson(long Id, long HouseholdId, long Region, string Name);

/// <summary>
/// Finds the home of somebody who applies in another township or county of the city 跨域通办: by the exact name and the whole number only, so
/// that nobody looks around among other offices' people. Every try is on the trail.
/// </summary>
public sealed class FindElsewhere(AppDbContext context, Keyring keyring)
{
    /// <exception cref="CannotRunException">The duty does not allow it, the number is none, or nobody has this name and number together.</exception>
    public async Task<ElsewherePerson> RunAsync(string name, string citizenId, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!context.Acting.May(Permissions.AssistCases))
            throw new CannotRunException($"您的岗位不能受理申请。");
        if (!CitizenId.TryParse(citizenId, out var id, out var wrong))
            throw new CannotRunException($"身份证号不对：{wrong}。");
        await using var everywhere = context.OwnDatabase.CreateContext();
        var found = await ExactAsync(everywhere, keyring, name, id, cancellation);
        context.Record(new AuditEntry(AuditAction.FindElsewhere, found is null ? "person" : $"person:{found.Id}")
        {
            Region = found?.Region ?? context.Acting.Post?.Region,
            Outcome = found is null ? AuditOutcome.Failed : AuditOutcome.Done,
        });
        await context.SaveChangesAsync(cancellation);
        return found is null
            ? throw new CannotRunException($"本市没有姓名和身份证号都相符的人。请核对证件；户籍不在本市的，按急难发生地登记。")
            : new ElsewherePerson(found.Id, found.HouseholdId, found.Region, found.Name);
    }

    /// <summary>The living person who has this name and this number, in a context that sees the city.</summary>
    internal static async Task<Person?> ExactAsync(AppDbContext everywhere, Keyring keyring, string name, CitizenId id, CancellationToken cancellation)
    {
        await keyring.RefreshAsync(everywhere, cancellation);
        var indexes = keyring.Indexes(SealedColumn.CitizenId, id.ToString());
        if (indexes.Count == 0)
            return null;
        var (one, other) = (indexes[0], indexes[^1]);
        var found = await everywhere.People.AsNoTracking()
            .Where(p => (p.CitizenIdIndex == one || p.CitizenIdIndex == other) && p.DiedOn == null && p.DepartedOn == null).OrderBy(p => p.Id).Take(5).ToListAsync(cancellation);
        var wanted = name.Trim();
        return found.Find(p => (p.SealedName is null ? p.Name : keyring.Open(p).ProtectedName ?? p.Name) == wanted);
    }
}
