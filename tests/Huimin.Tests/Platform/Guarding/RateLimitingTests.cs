using System.Net;
using Huimin.Platform;
using Huimin.Platform.Audit;
using Huimin.Platform.Guarding;
using Huimin.Tests.Platform.Accounts;
using Huimin.Web.Serving;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Huimin.Tests.Platform.Guarding;

public sealed class RateLimitingTests
{
    [Fact]
    public async Task SignIn_TenThousandTries_AreNearlyAllRefusedInWords()
    {
        await using var web = await TestDatabase.Sqlite.ServeAsync(change: o => o with { Limits = new() });
        var (_, password) = await web.Database.AddAccountAsync("甲");
        using var attacker = web.NewReader();
        var page = await (await attacker.GetAsync(new Uri("/sign-in", UriKind.Relative))).PageAsync();
        var fields = page.QuerySelector("form:has(#password)")!.QuerySelectorAll("input[type=hidden]").ToDictionary(i => i.GetAttribute("name")!, i => i.GetAttribute("value")!);
        var refused = 0;
        var others = 0;
        await Parallel.ForAsync(0, 10_000, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, stop) =>
        {
            // A name each, as who tries one password on everybody.
            using var form = new FormUrlEncodedContent(new Dictionary<string, string>(fields) { ["name"] = $"人{i}", ["password"] = $"geraten{i}" });
            using var answer = await attacker.PostAsync(new Uri("/sign-in", UriKind.Relative), form, stop);
            if (answer.StatusCode == HttpStatusCode.TooManyRequests && answer.Headers.RetryAfter?.Delta > TimeSpan.Zero)
                Interlocked.Increment(ref refused);
            else
                Interlocked.Increment(ref others);
        });
        refused.ShouldBeGreaterThan(9_000);
        (refused + others).ShouldBe(10_000);
        using var last = new FormUrlEncodedContent(new Dictionary<string, string>(fields) { ["name"] = "甲", ["password"] = password });
        using var right = await attacker.PostAsync(new Uri("/sign-in", UriKind.Relative), last);
        right.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        var words = (await right.PageAsync()).Body!.Words;
        words.ShouldContain("登录试得太多，请稍等");
        words.ShouldMatch("请过\\d+秒再试");
        web.Services.GetRequiredService<RefusedRequests>()[RefusalKind.SignIn].ShouldBe(refused + 1);

        // On the trail as one line, not as ten thousand.
        await web.Services.GetServices<IHostedService>().OfType<RecordRefusals>().Single().WriteAsync(CancellationToken.None);
        await using var context = web.Database.CreateContext();
        var records = await context.AuditRecords.Where(r => r.Subject == "requests:signin").ToListAsync();
        records.Count.ShouldBeLessThan(5);
        records.Sum(r => System.Text.Json.JsonDocument.Parse(r.After!).RootElement.GetProperty("requests").GetInt32()).ShouldBe(refused + 1);
        records.ShouldAllBe(r => r.Address.Length > 0 && r.Outcome == AuditOutcome.Refused);
    }

    [Fact]
    public async Task SignIn_OneNameFromManyAddresses_IsRefusedByName()
    {
        await using var web = await TestDatabase.Sqlite.ServeAsync(change: o => o with { Proxies = "127.0.0.1", Limits = new() { SignInsOfANameInFiveMinutes = 3 } });
        (await TrySignInAsync(web, "甲", "10.0.0.1")).ShouldBe(HttpStatusCode.OK);
        (await TrySignInAsync(web, " 甲", "10.0.0.2")).ShouldBe(HttpStatusCode.OK);
        (await TrySignInAsync(web, "甲", "10.0.0.3")).ShouldBe(HttpStatusCode.OK);
        (await TrySignInAsync(web, "甲", "10.0.0.4")).ShouldBe(HttpStatusCode.TooManyRequests);
        (await TrySignInAsync(web, "乙", "10.0.0.4")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Address_SaidByNoTrustedProxy_IsNotBelieved()
    {
        await using var web = await TestDatabase.Sqlite.ServeAsync(change: o => o with { Proxies = "10.9.9.9", Limits = new() { SignInsAMinute = 3 } });
        (await TrySignInAsync(web, "甲", "10.0.0.1")).ShouldBe(HttpStatusCode.OK);
        (await TrySignInAsync(web, "乙", "10.0.0.2")).ShouldBe(HttpStatusCode.OK);
        (await TrySignInAsync(web, "丙", "10.0.0.3")).ShouldBe(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task Pages_WithoutSignIn_AreLimitedByAddressButFilesAndHealthAreNot()
    {
        await using var web = await TestDatabase.Sqlite.ServeAsync(change: o => o with { Proxies = "127.0.0.1", Limits = new() { AnonymousAMinute = 20 } });
        using var officer = await web.SignInWithEverythingAsync();
        using var flood = web.NewReader();
        flood.DefaultRequestHeaders.Add("X-Forwarded-For", "10.0.0.1");
        var codes = new List<HttpStatusCode>();
        for (var i = 0; i < 40; i++)
            codes.Add((await flood.GetAsync(new Uri("/sign-in", UriKind.Relative))).StatusCode);
        codes.Take(20).ShouldAllBe(c => c == HttpStatusCode.OK);
        codes.ShouldContain(HttpStatusCode.TooManyRequests);
        foreach (var free in (string[])["/ui/tokens.css", "/health/live", "/health/ready"])
            (await flood.GetAsync(new Uri(free, UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.OK, free);
        // Nobody else suffers: another address, and who is signed in.
        using var neighbour = web.NewReader();
        neighbour.DefaultRequestHeaders.Add("X-Forwarded-For", "10.0.0.2");
        (await neighbour.GetAsync(new Uri("/sign-in", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.OK);
        for (var i = 0; i < 40; i++)
            (await officer.GetAsync(new Uri("/programmes", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Expensive_ManyAtOnceOfOneAccount_AreRefusedAndThoseOfAnotherAreNot()
    {
        await using var web = await TestDatabase.Sqlite.ServeAsync(change: o => o with { Limits = new() { ExpensiveAtOnce = 1, ExpensiveWaiting = 0 } });
        using var officer = await web.SignInWithEverythingAsync();
        using var other = await web.SignInWithEverythingAsync("另一个人");
        var many = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => officer.GetAsync(new Uri($"/what-if?v=dibao.standard%3D%2B{i + 1}", UriKind.Relative))));
        many.Count(a => a.StatusCode == HttpStatusCode.OK).ShouldBeGreaterThanOrEqualTo(1);
        var refused = many.Where(a => a.StatusCode == HttpStatusCode.TooManyRequests).ToList();
        refused.ShouldNotBeEmpty();
        refused[0].Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(5));
        (await refused[0].PageAsync()).Body!.Words.ShouldContain("同时做的测算或导出太多");
        (await other.GetAsync(new Uri("/what-if", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await officer.GetAsync(new Uri("/what-if", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("192.0.2.7", "192.0.2.7")]
    [InlineData("::ffff:192.0.2.7", "192.0.2.7")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64")]
    [InlineData(null, "local")]
    public void AddressOf_IsTheReadersNetwork(string? address, string expected)
    {
        var http = new DefaultHttpContext { Connection = { RemoteIpAddress = address is null ? null : IPAddress.Parse(address) } };
        RateLimiting.AddressOf(http).ShouldBe(expected);
    }

    [Fact]
    public void Settings_ChangeTheLimits_AndWrongOnesStopTheStart()
    {
        var options = new ServerOptions { City = "linyi", PoliciesFolder = "" };
        RequestLimits Read(string name, string value) =>
            ServerSettings.Limits(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { [$"Limits:{name}"] = value }).Build(), options);
        Read("SignInsAMinute", "7").SignInsAMinute.ShouldBe(7);
        Read("SignInsAMinute", "7").AnonymousAMinute.ShouldBe(new RequestLimits().AnonymousAMinute);
        Should.Throw<CannotRunException>(() => Read("SignInsAMinute", "0"));
        Should.Throw<CannotRunException>(() => Read("SignInsAMinute", "many"));
        Should.Throw<CannotRunException>(() => Proxies.Read("10.0.0.1,proxy.example"));
        Proxies.Read(" ").ShouldBeNull();
        Proxies.Read("10.0.0.1, 10.1.0.0/16")!.KnownIPNetworks.Count.ShouldBe(1);
    }

    private static async Task<HttpStatusCode> TrySignInAsync(WebCity web, string name, string from)
    {
        using var reader = web.NewReader();
        reader.DefaultRequestHeaders.Add("X-Forwarded-For", from);
        var page = await (await reader.GetAsync(new Uri("/sign-in", UriKind.Relative))).PageAsync();
        var fields = page.QuerySelector("form:has(#password)")!.QuerySelectorAll("input[type=hidden]").ToDictionary(i => i.GetAttribute("name")!, i => i.GetAttribute("value")!);
        (fields["name"], fields["password"]) = (name, "falsch");
        using var form = new FormUrlEncodedContent(fields);
        return (await reader.PostAsync(new Uri("/sign-in", UriKind.Relative), form)).StatusCode;
    }
}
