using Huimin.Platform.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Huimin.Tests.Platform.Accounts;

/// <summary>The store as ASP.NET Core Identity uses it.</summary>
public sealed class AccountStoreTests
{
    [Theory, OnEveryDatabase]
    public async Task UserManager_EverythingItKeeps_IsThereAgain(TestDatabase kind)
    {
        await using var web = await kind.ServeAsync();
        var (made, password) = await web.Database.AddAccountAsync("Wang.Wu");
        await InScopeAsync(web, async users =>
        {
            var account = (await users.FindByNameAsync(" wang.wu "))!;
            account.Id.ShouldBe(made.Id);
            (await users.CheckPasswordAsync(account, password)).ShouldBeTrue();
            (await users.CheckPasswordAsync(account, password + "x")).ShouldBeFalse();
            (await users.SetLockoutEndDateAsync(account, TimeProvider.System.GetUtcNow().AddMinutes(5))).Succeeded.ShouldBeTrue();
            (await users.AccessFailedAsync(account)).Succeeded.ShouldBeTrue();
            (await users.AddLoginAsync(account, new UserLoginInfo("https://id.example", "s-1", "id"))).Succeeded.ShouldBeTrue();
            (await users.ResetAuthenticatorKeyAsync(account)).Succeeded.ShouldBeTrue();
            (await users.SetTwoFactorEnabledAsync(account, true)).Succeeded.ShouldBeTrue();
            (await users.GenerateNewTwoFactorRecoveryCodesAsync(account, 3))!.Count().ShouldBe(3);
            var passkey = new UserPasskeyInfo([1, 2, 3], [4, 5], TimeProvider.System.GetUtcNow(), 7, ["internal", "hybrid"], true, true, false, [], []) { Name = "k" };
            (await users.AddOrUpdatePasskeyAsync(account, passkey)).Succeeded.ShouldBeTrue();
        });
        await InScopeAsync(web, async users =>
        {
            var account = (await users.FindByIdAsync(made.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)))!;
            (await users.IsLockedOutAsync(account)).ShouldBeTrue();
            account.AccessFailedCount.ShouldBe(1);
            (await users.FindByLoginAsync("https://id.example", "s-1"))!.Id.ShouldBe(made.Id);
            (await users.FindByLoginAsync("https://id.example", "s-2")).ShouldBeNull();
            (await users.GetTwoFactorEnabledAsync(account)).ShouldBeTrue();
            (await users.GetAuthenticatorKeyAsync(account)).ShouldNotBeNullOrEmpty();
            (await users.CountRecoveryCodesAsync(account)).ShouldBe(3);
            (await users.FindByPasskeyIdAsync([1, 2, 3]))!.Id.ShouldBe(made.Id);
            var passkey = (await users.GetPasskeysAsync(account)).Single();
            (passkey.SignCount, passkey.Name, passkey.IsBackupEligible).ShouldBe((7u, "k", true));
            passkey.Transports.ShouldBe(["internal", "hybrid"]);
            (await users.RemovePasskeyAsync(account, [1, 2, 3])).Succeeded.ShouldBeTrue();
            (await users.RemoveLoginAsync(account, "https://id.example", "s-1")).Succeeded.ShouldBeTrue();
            (await users.GetPasskeysAsync(account)).ShouldBeEmpty();
            (await users.GetLoginsAsync(account)).ShouldBeEmpty();
            (await users.FindByNameAsync("\ud800")).ShouldBeNull();
            (await users.FindByIdAsync("x")).ShouldBeNull();
        });
    }

    [Theory, OnEveryDatabase]
    public async Task Update_SomebodyElseWasFaster_IsToldAndNothingIsSaved(TestDatabase kind)
    {
        await using var web = await kind.ServeAsync();
        var (made, _) = await web.Database.AddAccountAsync("甲");
        await InScopeAsync(web, async slow =>
        {
            var account = (await slow.FindByNameAsync("甲"))!;
            await InScopeAsync(web, async fast => (await fast.SetTwoFactorEnabledAsync((await fast.FindByNameAsync("甲"))!, true)).Succeeded.ShouldBeTrue());
            (await slow.SetLockoutEndDateAsync(account, TimeProvider.System.GetUtcNow().AddYears(1))).Succeeded.ShouldBeFalse();
        });
        var now = await web.Database.AccountAsync(made.Id);
        (now.TwoFactorEnabled, now.LockoutEnd).ShouldBe((true, null));
    }

    [Theory, OnEveryDatabase]
    public async Task Migrate_DatabaseWithOfficers_MakesThemAccountsWithTheirIdsAndPasswords(TestDatabase kind)
    {
        // As the database was before accounts: nobody has been sealed in it, either.
        await using var city = await kind.CreateAsync(migrate: false);
        await city.Database.MigrateToAsync(5);
        var hash = new PasswordHasher<object>().HashPassword(new object(), "Korn-blume42");
        await using (var bulk = await city.Database.BeginBulkAsync())
        {
            await bulk.ExecuteAsync(
                "INSERT INTO city (code, key, name, first_month, last_month, next_household_id, next_person_id) VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6)",
                [SmallCity.Code, "linyi", "临沂市", 202610, 202611, 1_000_000L, 1_000_000L]);
            await bulk.WriteAsync(Huimin.Platform.Regions.RegionTables.Region, [SmallCity.Region(SmallCity.Code, Huimin.Platform.Regions.RegionLevel.City, "临沂市")]);
            await bulk.ExecuteAsync("INSERT INTO officer VALUES (7, '甲', 1, @p0, @p1, @p1, 3, NULL, 2)", [hash, false]);
            await bulk.ExecuteAsync("INSERT INTO officer VALUES (9, '乙', 1, @p0, @p1, @p1, 0, NULL, 1)", [hash, true]);
            await bulk.CommitAsync();
        }

        await city.Database.MigrateAsync();
        await using var context = city.Database.CreateContext();
        (await context.Accounts.OrderBy(a => a.Id).Select(a => new { a.Id, a.Name, a.DisplayName, a.Disabled, a.IsDemo }).ToListAsync())
            .Select(a => (a.Id, a.Name, a.DisplayName, a.Disabled, a.IsDemo)).ShouldBe([(7, "甲", "甲", false, false), (9, "乙", "乙", true, true)]);
        (await context.Posts.OrderBy(p => p.AccountId).Select(p => new { p.AccountId, p.Role, p.Region }).ToListAsync())
            .Select(p => (p.AccountId, p.Role, p.Region)).ShouldBe([(7, "policy_officer", SmallCity.Code), (9, "policy_officer", SmallCity.Code)]);
        await using var web = await WebCity.StartAsync(new TestCity { Database = city.Database, Connection = city.Connection, Key = city.Key, Remove = () => ValueTask.CompletedTask });
        using var reader = await web.SignInAsync("甲", "Korn-blume42");
    }

    [Theory, OnEveryDatabase]
    public async Task Migrate_AuthenticatorKeysInTheClear_AreSealedAndOpenAsBefore(TestDatabase kind)
    {
        const string Key = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
        await using var city = await kind.CreateAsync(migrate: false);
        await city.Database.MigrateToAsync(18);
        await using (var bulk = await city.Database.BeginBulkAsync())
        {
            foreach (var (id, key) in new[] { (7L, (string?)Key), (9L, null) })
                await bulk.ExecuteAsync(
                    """
                    INSERT INTO account (id, name, normalized_name, display_name, password_hash, security_stamp, concurrency_stamp, access_failed_count, two_factor_enabled, authenticator_key,
                        must_change_password, disabled, is_demo, created_at)
                    VALUES (@p0, @p1, @p1, @p1, '', @p1, @p1, 0, @p2, @p3, @p4, @p4, @p4, @p5)
                    """,
                    [id, $"A{id}", key is not null, key ?? (object)DBNull.Value, false, new DateTime(2026, 11, 1, 0, 0, 0, DateTimeKind.Utc)]);
            await bulk.CommitAsync();
        }

        // The SQL alone, as when the program was killed then.
        await city.Database.MigrateToAsync(int.MaxValue);
        (await Should.ThrowAsync<Huimin.Platform.CannotRunException>(() => city.Database.RequireCurrentAsync())).Message.ShouldContain("huimin migrate");
        await city.Database.MigrateAsync();
        await city.Database.RequireCurrentAsync();

        (await city.Database.AccountAsync(7)).OpenAuthenticatorKey(city.Database.Keyring).ShouldBe(Key);
        (await city.Database.AccountAsync(9)).OpenAuthenticatorKey(city.Database.Keyring).ShouldBeNull();
        await Privacy.SealedPeopleTests.ShouldHoldNoneAsync(city, Key);

        // A new data key seals it anew, and the old one is not needed any more.
        await new Huimin.Platform.Privacy.RotateKeys(city.Database, TimeProvider.System).RunAsync(null);
        var account = await city.Database.AccountAsync(7);
        account.SealKey.ShouldBe((short)2);
        account.OpenAuthenticatorKey(city.Database.Keyring).ShouldBe(Key);
    }

    private static async Task InScopeAsync(WebCity web, Func<UserManager<Account>, Task> act)
    {
        await using var scope = web.Services.CreateAsyncScope();
        await act(scope.ServiceProvider.GetRequiredService<UserManager<Account>>());
    }
}
