using Huimin.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Access;

/// <summary>Gives a demo city, and no other, two officers who sign in with one click: one drafts a policy, the other publishes it.</summary>
public sealed class AddDemoOfficers(AppDbContext context)
{
    /// <summary>Does nothing where they are already, or where the people are real.</summary>
    public async Task RunAsync(CancellationToken cancellation = default)
    {
        if (!await context.Cities.AnyAsync(c => c.Demo != null, cancellation) || await context.Officers.AnyAsync(o => o.IsDemo, cancellation))
            return;
        var add = new AddOfficer(context);
        foreach (var name in (string[])[Texts.In(false, $"演示政策员甲"), Texts.In(false, $"演示政策员乙")])
            await add.RunAsync(name, demo: true, cancellation);
    }
}
