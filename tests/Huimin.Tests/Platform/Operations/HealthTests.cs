using System.Net;
using Huimin.Tests.Platform.Guarding;

namespace Huimin.Tests.Platform.Operations;

public sealed class HealthTests
{
    [Theory, OnEveryDatabase]
    public async Task Health_WithoutSignIn_SaysOneWord(TestDatabase kind)
    {
        await using var web = await kind.ServeAsync();
        (await SaysAsync(web, "/health/live")).ShouldBe((HttpStatusCode.OK, "Healthy"));
        (await SaysAsync(web, "/health/ready")).ShouldBe((HttpStatusCode.OK, "Healthy"));
    }

    [Theory, OnEveryDatabase]
    public async Task Ready_SchemaThatIsNotOurs_IsNotReadyAndSaysNotWhy(TestDatabase kind)
    {
        await using var web = await kind.ServeAsync();
        await using (var bulk = await web.Database.BeginBulkAsync())
        {
            await bulk.ExecuteAsync("DELETE FROM schema_version WHERE version > 1", []);
            await bulk.CommitAsync();
        }

        (await SaysAsync(web, "/health/ready")).ShouldBe((HttpStatusCode.ServiceUnavailable, "Unhealthy"));
        (await SaysAsync(web, "/health/live")).ShouldBe((HttpStatusCode.OK, "Healthy"));
    }

    [Fact]
    public async Task Ready_FullDisk_IsNotReadyAndTheSystemPageSaysWhy()
    {
        await using var web = await TestDatabase.Sqlite.ServeAsync(change: o => o with { Limits = new() { LeastFreeBytes = long.MaxValue } });
        (await SaysAsync(web, "/health/ready")).ShouldBe((HttpStatusCode.ServiceUnavailable, "Unhealthy"));
        using var officer = await web.SignInWithEverythingAsync();
        var page = await (await officer.GetAsync(new Uri("/system", UriKind.Relative))).PageAsync();
        page.QuerySelector("h1")!.Words.ShouldBe("系统有1项不正常");
        page.QuerySelector("tr:has(.bad)")!.Words.ShouldContain("磁盘只剩");
    }

    [Theory, OnEveryDatabase]
    public async Task SystemPage_TellsTheStateWithoutSecrets(TestDatabase kind)
    {
        await using var web = await kind.ServeAsync(change: o => o with { Proxies = "10.0.0.5" });
        using var officer = await web.SignInWithEverythingAsync();
        (await officer.GetAsync(new Uri("/people?q=%00", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        using var answer = await officer.GetAsync(new Uri("/system", UriKind.Relative));
        var page = await answer.PageAsync();
        page.QuerySelector("h1")!.Words.ShouldBe("系统正常");
        var words = page.QuerySelector("main")!.Words;
        words.ShouldContain($"结构第{web.Database.NewestSchema}版");
        words.ShouldContain("2026年11月");
        words.ShouldContain("发来的内容读不出来1");
        words.ShouldContain("10.0.0.5");
        words.ShouldMatch("占用[0-9.]+ MB");
        words.ShouldNotContain("Password");
        (await officer.GetStringAsync(new Uri("/system?lang=en", UriKind.Relative))).ShouldContain("The system is well");
        (await web.Database.SizeAsync()).ShouldBeGreaterThan(50_000);
    }

    [Fact]
    public async Task SystemPage_WithoutThePermission_IsRefused()
    {
        await using var web = await TestDatabase.Sqlite.ServeAsync();
        using var stranger = web.NewReader();
        (await stranger.GetAsync(new Uri("/system", UriKind.Relative))).RequestMessage!.RequestUri!.AbsolutePath.ShouldBe("/sign-in");
        (await web.SendAsync("/system")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    private static async Task<(HttpStatusCode, string)> SaysAsync(WebCity web, string path)
    {
        using var stranger = web.NewReader();
        using var answer = await stranger.GetAsync(new Uri(path, UriKind.Relative));
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
