using Huimin.Platform;
using Huimin.Platform.Accounts;
using Huimin.Platform.Data;

namespace Huimin.Web.Commands;

/// <summary>The accounts that a database begins with: the demo's, or the first administrator of a real city.</summary>
internal static class FirstAccounts
{
    /// <summary>Also for a city that was made before there were accounts; does nothing where they are.</summary>
    public static async Task EnsureAsync(Database database, CancellationToken cancellation)
    {
        await using var context = database.CreateContext();
        var work = new AccountWork(context);
        await work.AddDemoAccounts.RunAsync(cancellation);
        // On standard error: what a program reads from standard output stays what it was.
        if (await work.AddFirstAdministrator.RunAsync(cancellation) is { } password)
            await Console.Error.WriteLineAsync(Texts.Of($"第一个管理员账号：{AddFirstAdministrator.Name}，密码：{password}（只显示这一次，第一次登录要换掉）"));
    }
}
