using System.Net;
using System.Net.Sockets;
using System.Text;
using AngleSharp.Html.Dom;
using Huimin.Platform.Guarding;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Huimin.Tests.Platform.Guarding;

/// <summary>Nothing changes without a form of ours; too large and damaged requests are answered in words.</summary>
public sealed class RequestGuardTests
{
    private const string TokenField = "__RequestVerificationToken";

    [Theory, OnEveryDatabase]
    public async Task Endpoints_ThatTakePosts_RefuseAMissingAForgedAndAnothersToken(TestDatabase kind)
    {
        await using var web = await kind.ServeAsync();
        using var officer = await web.SignInWithEverythingAsync();
        using var other = await web.SignInWithEverythingAsync("另一个人");
        await EveryPage.StartDraftAsync(officer);
        var others = Token(await (await other.GetAsync(new Uri("/policies/drafts/new", UriKind.Relative))).PageAsync());
        // What programs send is no form: a header that no form can set stands in the token's place, see CaseApiTests.
        var taking = EveryPage.Endpoints(web).Where(EveryPage.TakesPosts).Select(EveryPage.Address).Where(a => !a.StartsWith("/api/", StringComparison.Ordinal)).Distinct().ToList();
        taking.ShouldContain("/sign-out");
        taking.ShouldContain("/policies/drafts/1/check?path=linyi/dibao.yaml");
        taking.ShouldContain("/sign-in");
        taking.Count.ShouldBeGreaterThan(25);
        foreach (var path in taking)
        {
            foreach (var token in (string?[])[null, "", "CfDJ8forged", others])
            {
                var fields = new Dictionary<string, string> { ["_handler"] = "act", ["do"] = "start", ["title"] = "x" };
                if (token is not null)
                    fields[TokenField] = token;
                using var form = new FormUrlEncodedContent(fields);
                using var answer = await officer.PostAsync(new Uri(path, UriKind.Relative), form);
                answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest, $"{path} with token {token}");
                (await answer.PageAsync()).QuerySelector("h1")!.TextContent.ShouldBe("这张表单放得太久了，没有提交", path);
            }
        }

        foreach (var method in (string[])["PUT", "DELETE", "PATCH"])
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), new Uri("/policies/drafts/1", UriKind.Relative));
            using var answer = await officer.SendAsync(request);
            ((int)answer.StatusCode).ShouldBeInRange(400, 405, method);
        }

        await using var context = web.Database.CreateContext();
        (await context.PolicyDrafts.CountAsync()).ShouldBe(1);
        // Still signed in: nothing was done for any of them.
        (await officer.GetAsync(new Uri("/system", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.OK);
        web.Services.GetRequiredService<RefusedRequests>()[RefusalKind.Form].ShouldBeGreaterThan(100);
    }

    [Fact]
    public async Task OldForm_OfOurPage_KeepsWhatWasTypedAndCanBeSentAgain()
    {
        await using var web = await TestDatabase.Sqlite.ServeAsync();
        using var officer = await web.SignInWithEverythingAsync();
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["_handler"] = "act", ["do"] = "start", ["way"] = "text", ["title"] = "提高<b>标准", [TokenField] = "old" });
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/policies/drafts/new?programme=dibao", UriKind.Relative)) { Content = form, Headers = { { "Sec-Fetch-Site", "same-origin" } } };
        using var answer = await officer.SendAsync(request);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var page = await answer.PageAsync();
        page.QuerySelector("dl")!.Words.ShouldContain("提高<b>标准");
        page.QuerySelector("main > p a")!.GetAttribute("href").ShouldBe("/policies/drafts/new?programme=dibao");
        using var again = await WebCity.PostAsync(officer, page, "/policies/drafts/new?programme=dibao", "form", []);
        await using var context = web.Database.CreateContext();
        (await context.PolicyDrafts.SingleAsync()).Title.ShouldBe("提高<b>标准");
    }

    [Theory]
    [InlineData("cross-site", "title")]
    [InlineData("same-site", "title")]
    [InlineData("same-origin", "password")]
    public async Task OldForm_OfAnotherSiteOrWithASecret_IsNotGivenBack(string site, string field)
    {
        await using var web = await TestDatabase.Sqlite.ServeAsync();
        using var reader = web.NewReader();
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { [field] = "geheim123" });
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/sign-in", UriKind.Relative)) { Content = form, Headers = { { "Sec-Fetch-Site", site } } };
        using var answer = await reader.SendAsync(request);
        var html = await answer.Content.ReadAsStringAsync();
        html.ShouldNotContain("geheim123");
        html.ShouldNotContain(TokenField);
        html.ShouldContain("重新打开这一页");
    }

    [Fact]
    public async Task Upload_OfTwoGigabytes_IsRefusedBeforeItIsRead()
    {
        await using var web = await TestDatabase.Sqlite.ServeAsync();
        using var officer = await web.SignInWithEverythingAsync();
        var address = officer.BaseAddress!;
        var before = GC.GetTotalAllocatedBytes();
        foreach (var head in (string[])["Content-Length: 2147483648", "Transfer-Encoding: chunked"])
        {
            using var socket = new TcpClient();
            await socket.ConnectAsync(address.Host, address.Port);
            await using var stream = socket.GetStream();
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST /what-if HTTP/1.1\r\nHost: {address.Authority}\r\nContent-Type: multipart/form-data; boundary=x\r\n{head}\r\n\r\n"));
            var sent = await FloodAsync(stream, chunked: head.StartsWith('T'));
            sent.ShouldBeLessThan(64_000_000, head);
            var answer = await ReadAsync(stream);
            answer.ShouldStartWith("HTTP/1.1 413 ", customMessage: head);
            answer.ShouldContain("发来的内容太大");
            answer.ShouldContain("最多收4MB");
        }

        (GC.GetTotalAllocatedBytes() - before).ShouldBeLessThan(200_000_000);
        web.Services.GetRequiredService<RefusedRequests>()[RefusalKind.TooLarge].ShouldBe(2);
    }

    [Theory]
    [InlineData("/people?q=%00")]
    [InlineData("/sign-in?return=%00")]
    public async Task Address_WithNul_IsRefusedInWords(string path)
    {
        await using var web = await TestDatabase.Sqlite.ServeAsync();
        (await web.GetAsync(path, HttpStatusCode.BadRequest)).QuerySelector("h1")!.TextContent.ShouldBe("发来的内容读不出来");
    }

    [Theory, OnEveryDatabase]
    public async Task Form_WithNulOrBroken_IsRefusedInWords(TestDatabase kind)
    {
        await using var web = await kind.ServeAsync();
        using var officer = await web.SignInWithEverythingAsync();
        var page = await (await officer.GetAsync(new Uri("/policies/drafts/new", UriKind.Relative))).PageAsync();
        using var nul = new FormUrlEncodedContent(new Dictionary<string, string> { [TokenField] = Token(page), ["_handler"] = "act", ["do"] = "start", ["title"] = "a\0b" });
        using var multipart = new StringContent("--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nno end");
        multipart.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse("multipart/form-data; boundary=x");
        using var many = new StringContent(string.Join('&', Enumerable.Range(0, 5_000).Select(i => $"f{i}=1")), Encoding.ASCII, "application/x-www-form-urlencoded");
        foreach (var body in (HttpContent[])[nul, multipart, many])
        {
            using var answer = await officer.PostAsync(new Uri("/policies/drafts/new", UriKind.Relative), body);
            answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
            (await answer.PageAsync()).QuerySelector("h1")!.TextContent.ShouldBe("发来的内容读不出来");
        }
    }

    [Fact]
    public async Task Form_LargerThanThePageTakes_IsRefused()
    {
        await using var web = await TestDatabase.Sqlite.ServeAsync();
        using var officer = await web.SignInWithEverythingAsync();
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["title"] = new('x', 300_000) });
        using var answer = await officer.PostAsync(new Uri("/policies/drafts/new", UriKind.Relative), form);
        answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await answer.PageAsync()).Body!.Words.ShouldContain("最多收262KB");
    }

    private static string Token(IHtmlDocument page) => ((IHtmlInputElement)page.QuerySelector($"input[name={TokenField}]")!).Value;

    /// <summary>Sends until the server has enough; how many bytes went out.</summary>
    private static async Task<long> FloodAsync(NetworkStream stream, bool chunked)
    {
        var part = new byte[64 * 1024];
        var head = Encoding.ASCII.GetBytes($"{part.Length:x}\r\n");
        var first = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.zip\"\r\nContent-Type: application/zip\r\n\r\n"u8.ToArray();
        long sent = 0;
        try
        {
            if (chunked)
                await stream.WriteAsync(Encoding.ASCII.GetBytes($"{first.Length:x}\r\n"));
            await stream.WriteAsync(first);
            if (chunked)
                await stream.WriteAsync("\r\n"u8.ToArray());
            while (sent < 64_000_000 && !stream.DataAvailable)
            {
                if (chunked)
                    await stream.WriteAsync(head);
                await stream.WriteAsync(part);
                if (chunked)
                    await stream.WriteAsync("\r\n"u8.ToArray());
                sent += part.Length;
                await Task.Yield();
            }
        }
        catch (IOException)
        {
            // The server has closed its side; the answer is there all the same.
        }

        return sent;
    }

    private static async Task<string> ReadAsync(NetworkStream stream)
    {
        var text = new MemoryStream();
        var part = new byte[16 * 1024];
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!Encoding.UTF8.GetString(text.ToArray()).Contains("</html>", StringComparison.Ordinal))
        {
            var read = await stream.ReadAsync(part, patience.Token);
            if (read == 0)
                break;
            text.Write(part, 0, read);
        }

        return Encoding.UTF8.GetString(text.ToArray());
    }
}
