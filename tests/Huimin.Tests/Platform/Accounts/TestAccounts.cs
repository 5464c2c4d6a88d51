using Huimin.Platform.Accounts;
using Huimin.Platform.Accounts.Administration;
using Huimin.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Tests.Platform.Accounts;

/// <summary>Accounts as tests need them: their first password is theirs, and they can begin at once.</summary>
internal static class TestAccounts
{
    extension(Database database)
    {
        /// <summary>Adds an account with one post.</summary>
        /// <param name="region">The whole city when null.</param>
        public async Task<(Account Account, string Password)> AddAccountAsync(
            string name, string role = "policy_officer", long? region = null, string? line = null, bool demo = false, bool mustChange = false)
        {
            await using var context = database.CreateContext();
            var place = region ?? await context.Cities.Select(c => c.Code).SingleAsync();
            var added = await new AccountWork(context).Add.RunAsync(new NewAccount(name, name, role, place, line), demo);
            if (!mustChange)
                await context.Accounts.Where(a => a.Id == added.Account.Id).ExecuteUpdateAsync(set => set.SetProperty(a => a.MustChangePassword, false));
            return added;
        }

        public async Task<Account> AccountAsync(long id)
        {
            await using var context = database.CreateContext();
            return await context.Accounts.AsNoTracking().SingleAsync(a => a.Id == id);
        }
    }
}
