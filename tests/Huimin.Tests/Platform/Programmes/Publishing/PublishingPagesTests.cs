using System.Net;
using System.Text;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Huimin.Policies;
using Huimin.Tests.Platform.Accounts;

namespace Huimin.Tests.Platform.Programmes.Publishing;

/// <summary>The same rules at the pages: what officers see and send.</summary>
public sealed class PublishingPagesTests
{
    private static readonly Month Next = Month.Of(DateOnly.FromDateTime(TimeProvider.System.GetLocalNow().DateTime)).AddMonths(1);

    [Theory, OnEveryDatabase]
    public async Task TwoOfficers_RaiseAStandard_SeeTheCostAndPublish(TestDatabase kind)
    {
        await using var web = await kind.ServeAsync();
        using var author = await OfficerAsync(web, "甲");
        using var second = await OfficerAsync(web, "乙");
        var draft = await RaisedAsync(author);
        (await GetAsync(author, draft)).QuerySelector("#decide button")!.HasAttribute("disabled").ShouldBeTrue("nothing can be proposed before its effect is known");

        var effect = await (await WebCity.PostAsync(author, draft, "#effect form", [])).PageAsync();
        effect.QuerySelector("#effect")!.Words.ShouldContain("沂水县");
        effect.QuerySelector("#effect .hm-verdict")!.Words.ShouldContain("每月多支出");
        var proposed = await (await WebCity.PostAsync(author, draft, "#decide form", new() { ["alarm"] = "已核对" })).PageAsync();
        proposed.QuerySelector("#decide")!.Words.ShouldContain("您自己不能批准");

        var seen = await GetAsync(second, draft);
        seen.QuerySelector("#changes")!.Words.ShouldContain("660");
        // The author sends the second officer's form all the same.
        var stolen = await (await WebCity.PostAsync(author, await GetAsync(author, draft), draft, "#about", new() { ["do"] = "publish", ["note"] = "同意" })).PageAsync();
        stolen.QuerySelector(".hm-errors")!.Words.ShouldContain("起草人不能批准");

        var published = await (await WebCity.PostAsync(second, seen, draft, "#decide form", new() { ["note"] = "同意" })).PageAsync();
        published.QuerySelector("#decide")!.Words.ShouldContain("已作为第1版公布");
        // Sent once more from the page that was open before.
        var again = await (await WebCity.PostAsync(second, seen, draft, "#decide form", new() { ["note"] = "同意" })).PageAsync();
        again.QuerySelector(".hm-errors")!.Words.ShouldContain("有了改动");

        (await web.GetAsync($"/programmes/dibao?month={Next}")).QuerySelector("table.params")!.Words.ShouldContain("660元/月");
        (await web.GetAsync($"/programmes/dibao?month={Next.AddMonths(-1)}")).QuerySelector("table.params")!.Words.ShouldNotContain("660元/月");
        (await web.GetAsync("/policies/versions")).QuerySelector("tbody")!.Words.ShouldContain("第1版");
        (await web.GetAsync("/policies/versions/1")).QuerySelector("main")!.Words.ShouldContain("乙批准");
        (await web.GetAsync("/policies/versions/9", HttpStatusCode.NotFound)).QuerySelector("h1")!.Words.ShouldBe("没有这个版本");
    }

    [Fact]
    public async Task Text_WithErrors_IsCheckedWithAndWithoutScript()
    {
        await using var web = await TestDatabase.Sqlite.ServeAsync();
        using var author = await OfficerAsync(web, "甲");
        var draft = await StartAsync(author, "text");
        var file = $"{draft}/file?path=linyi%2Fdibao.yaml";
        var text = ((IHtmlTextAreaElement)(await GetAsync(author, file)).QuerySelector("#text")!).Value;
        var wrong = text.Replace("urban: 600", "urbn: 600", StringComparison.Ordinal);
        var line = wrong[..wrong.IndexOf("urbn", StringComparison.Ordinal)].Count(c => c == '\n') + 1;

        // The script's way: an answer that is put into the page; nothing is saved.
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"{draft}/check?path=linyi%2Fdibao.yaml", UriKind.Relative)) { Content = new StringContent(wrong, Encoding.UTF8, "text/plain") };
        request.Headers.Add("RequestVerificationToken", ((IHtmlInputElement)(await GetAsync(author, file)).QuerySelector("#editor input[name=__RequestVerificationToken]")!).Value);
        using var asked = await author.SendAsync(request);
        asked.StatusCode.ShouldBe(HttpStatusCode.OK);
        var findings = await asked.PageAsync();
        findings.QuerySelector($"a[data-line='{line}']").ShouldNotBeNull();
        findings.Body!.Words.ShouldContain("did you mean 'urban'?");

        // The button's way: what was typed stays.
        var page = await (await WebCity.PostAsync(author, file, "#editor", new() { ["text"] = wrong, ["only"] = "check" })).PageAsync();
        page.QuerySelector("#findings")!.Words.ShouldContain("did you mean 'urban'?");
        ((IHtmlTextAreaElement)page.QuerySelector("#text")!).Value.ShouldContain("urbn: 600");
        ((IHtmlTextAreaElement)(await GetAsync(author, file)).QuerySelector("#text")!).Value.ShouldBe(text);

        // Saved with its error: a draft may be unfinished, and says so.
        var saved = await (await WebCity.PostAsync(author, file, "#editor", new() { ["text"] = wrong })).PageAsync();
        saved.QuerySelector(".hm-diff .new")!.Words.ShouldContain("urbn");
        (await GetAsync(author, draft)).QuerySelector("#check")!.Words.ShouldContain("处错误");
        (await GetAsync(author, $"{draft}/value")).QuerySelector("main")!.Words.ShouldContain("条文还有错误");
        var dropped = await (await WebCity.PostAsync(author, draft, "#changes form", [])).PageAsync();
        dropped.QuerySelector("#check")!.Words.ShouldContain("没有错误");
    }

    [Fact]
    public async Task Value_ThatDoesNotFit_IsToldOnTheForm()
    {
        await using var web = await TestDatabase.Sqlite.ServeAsync();
        using var author = await OfficerAsync(web, "甲");
        var form = $"{await StartAsync(author, "value")}/value?programme=dibao&parameter=standard";
        var row = new Dictionary<string, string> { ["from"] = Next.ToString(), ["v:urban"] = "6oo", ["v:rural"] = "510", ["law"] = "测试文件" };
        await RefusedAsync(row, "“城镇”填的“6oo”不是金额");
        await RefusedAsync(new(row) { ["v:urban"] = "600.005" }, "“城镇”填的“600.005”不是金额");
        await RefusedAsync(new(row) { ["v:urban"] = "" }, "填写每一个值");
        await RefusedAsync(new(row) { ["law"] = " " }, "文件依据");
        await RefusedAsync(new(row) { ["from"] = "soon" }, "不是月份");

        async Task RefusedAsync(Dictionary<string, string> values, string reason)
        {
            var page = await (await WebCity.PostAsync(author, form, "#row", values)).PageAsync();
            page.QuerySelector(".hm-errors")!.Words.ShouldContain(reason);
            ((IHtmlInputElement)page.QuerySelector("input[name='v:rural']")!).Value.ShouldBe("510");
        }
    }

    [Theory]
    [InlineData("floor_ratio", "abc", "“最低补助比例”填的“abc”不是比例")]
    [InlineData("refusals", "2.5", "“连续拒绝就业次数”填的“2.5”不是整数")]
    public async Task Value_OfAnotherKind_IsRefusedByTheNameOfItsField(string parameter, string value, string reason)
    {
        await using var web = await TestDatabase.Sqlite.ServeAsync();
        using var author = await OfficerAsync(web, "甲");
        var form = $"{await StartAsync(author, "value")}/value?programme=dibao&parameter={parameter}";
        var page = await (await WebCity.PostAsync(author, form, "#row", new() { ["from"] = Next.ToString(), ["v:"] = value, ["law"] = "测试文件" })).PageAsync();
        page.QuerySelector(".hm-errors")!.Words.ShouldContain(reason);
    }

    [Fact]
    public async Task Value_YesOrNo_IsChosenAndTheTimelineSaysTheDayInWords()
    {
        await using var web = await TestDatabase.Sqlite.ServeAsync();
        using var author = await OfficerAsync(web, "甲");
        var draft = await StartAsync(author, "value");
        var form = $"{draft}/value?programme=dibao&parameter=deduct_rigid_expense";
        (await GetAsync(author, form)).QuerySelectorAll("select[name='v:'] option").Select(o => o.Words).ShouldBe(["是", "否"]);
        using var answer = await WebCity.PostAsync(author, form, "#row", new() { ["from"] = Next.ToString(), ["v:"] = "false", ["law"] = "测试文件" });
        var page = await answer.PageAsync();
        page.QuerySelector("main")!.Words.ShouldContain($"扣减刚性支出 {Next.Year}年{Next.Number}月1日起");
    }

    [Fact]
    public async Task NewProgramme_FromTheTemplate_CanBeEdited()
    {
        await using var web = await TestDatabase.Sqlite.ServeAsync();
        using var author = await OfficerAsync(web, "甲");
        var files = $"{await StartAsync(author, "text")}/files";
        var page = await (await WebCity.PostAsync(author, files, "#new", new() { ["code"] = "transport_subsidy", ["name"] = "交通补贴" })).PageAsync();
        page.QuerySelector("#findings")!.Words.ShouldContain("全部通过");
        var taken = await (await WebCity.PostAsync(author, files, "#new", new() { ["code"] = "dibao", ["name"] = "低保" })).PageAsync();
        taken.QuerySelector(".hm-errors")!.Words.ShouldContain("已经有");
    }

    [Fact]
    public async Task StaleDraft_SaysSoAndIsTakenUpAgain()
    {
        await using var web = await TestDatabase.Sqlite.ServeAsync();
        using var author = await OfficerAsync(web, "甲");
        using var second = await OfficerAsync(web, "乙");
        var (first, other) = (await RaisedAsync(author), await RaisedAsync(author, "700"));
        await WebCity.PostAsync(author, first, "#effect form", []);
        await WebCity.PostAsync(author, first, "#decide form", new() { ["alarm"] = "已核对" });
        await WebCity.PostAsync(second, first, "#decide form", new() { ["note"] = "同意" });

        (await GetAsync(author, other)).QuerySelector(".hm-notice")!.Words.ShouldContain("乙公布了第1版");
        var undecided = await (await WebCity.PostAsync(author, $"{other}/take-up", "form.take-up", [])).PageAsync();
        undecided.QuerySelector(".hm-errors")!.Words.ShouldContain("双方都改了");
        var taken = await (await WebCity.PostAsync(author, $"{other}/take-up", "form.take-up", new() { ["keep:linyi/dibao.yaml"] = "mine" })).PageAsync();
        taken.QuerySelector(".hm-notice").ShouldBeNull();
        taken.QuerySelector("#changes")!.Words.ShouldContain("700");
    }

    [Fact]
    public async Task Pages_UnknownDraftOrFile_AnswerNotFound()
    {
        await using var web = await TestDatabase.Sqlite.ServeAsync();
        using var author = await OfficerAsync(web, "甲");
        var draft = await StartAsync(author, "text");
        foreach (var path in (string[])["/policies/drafts/99", "/policies/drafts/99/files", "/policies/drafts/99/value", "/policies/drafts/99/take-up", $"{draft}/file?path=linyi/none.yaml", $"{draft}/file?path=../../etc/passwd"])
            (await author.GetAsync(new Uri(path, UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
    }

    private static async Task<HttpClient> OfficerAsync(WebCity web, string name) => await web.SignInAsync(name, (await web.Database.AddAccountAsync(name)).Password);

    /// <summary>The address of a new draft.</summary>
    private static async Task<string> StartAsync(HttpClient author, string way)
    {
        using var answer = await WebCity.PostAsync(author, "/policies/drafts/new", "form:has(#title)", new() { ["title"] = "提高低保标准", ["way"] = way });
        var address = answer.RequestMessage!.RequestUri!.AbsolutePath;
        return address[..address.LastIndexOf('/')];
    }

    /// <summary>A draft that raises the standards and says why.</summary>
    private static async Task<string> RaisedAsync(HttpClient author, string urban = "660")
    {
        var draft = await StartAsync(author, "value");
        await WebCity.PostAsync(author, $"{draft}/value?programme=dibao&parameter=standard", "#row",
            new() { ["from"] = Next.ToString(), ["v:urban"] = urban, ["v:rural"] = "510", ["law"] = "测试文件" });
        await WebCity.PostAsync(author, draft, "#about", new() { ["reason"] = "按文件" });
        return draft;
    }

    private static async Task<IHtmlDocument> GetAsync(HttpClient reader, string path) =>
        new HtmlParser().ParseDocument(await reader.GetStringAsync(new Uri(path, UriKind.Relative)));
}
