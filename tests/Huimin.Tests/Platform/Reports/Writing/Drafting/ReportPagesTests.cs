using System.Globalization;
using System.Net;
using AngleSharp.Html.Dom;
using Huimin.Platform.Access;
using Huimin.Platform.Indicators;
using Huimin.Platform.Indicators.Freezing;
using Huimin.Platform.Reports.Writing;
using Huimin.Tests.Platform.Indicators;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Tests.Platform.Reports.Writing.Drafting;

/// <summary>Reports on their pages: from the template to the signature, and what stands in the way.</summary>
public sealed class ReportPagesTests
{
    private const string Plain = "标题: {机关}{时期}工作情况\n\n截至{截至}，全市保障城乡低保{dibao_recipients}。\n\n全市城乡低保家庭{dibao_households}。\n";

    [Theory, OnEveryDatabase]
    public async Task Report_FromTemplateToSignature_IsFrozenAndShowsWhatWasRestated(TestDatabase kind)
    {
        await using var city = await kind.FiguresAsync();
        using var writer = await city.SignInAsync("statistician", SmallCity.Code);
        using var signer = await city.SignInAsync("county_approver", SmallCity.Code);
        var path = await BeginAsync(writer, Plain);
        var persons = (await city.FindAsync("dibao_recipients", FigureCity.City, ReportCity.October, FigureSource.Records)).Value!.Value;
        var shown = await PageAsync(writer, path);
        shown.QuerySelectorAll(".hm-report-text a.proved").Length.ShouldBe(2);
        shown.QuerySelector(".hm-report-text a.proved")!.GetAttribute("href")!.ShouldStartWith("/indicators/dibao_recipients/records?");
        shown.QuerySelector(".hm-report-text")!.Words.ShouldContain(persons.ToString(CultureInfo.InvariantCulture) + "人");

        // Not submitted, it cannot be signed; whoever writes does not sign.
        (await PageAsync(signer, path)).QuerySelector("form:has(input[value=sign])").ShouldBeNull();
        await ActAsync(writer, path, "submit", []);
        (await PageAsync(writer, path)).QuerySelector("form:has(input[value=sign])").ShouldBeNull();
        await ActAsync(signer, path, "sign", new() { ["note"] = "同意" });
        var signed = await PageAsync(signer, path);
        signed.QuerySelector(".hm-sub")!.Words.ShouldContain("已签发");
        signed.QuerySelector("#changed").ShouldBeNull();
        await using (var context = city.Database.CreateContext())
        {
            (await context.ReportFigures.CountAsync()).ShouldBe(2);
            (await context.ReportFigures.SingleAsync(f => f.Indicator == "dibao_recipients")).Value.ShouldBe(persons);
            (await context.FigureFreezes.Select(f => f.Indicator).ToListAsync()).ShouldBe(["dibao_recipients", "dibao_households"], ignoreOrder: true);
            (await context.AuditRecords.CountAsync(r => r.Subject == "report:1" && r.Action == "report.change")).ShouldBeGreaterThan(1);
        }

        // A late record changes neither the ledger nor the report; a restatement changes the ledger, and the report says so.
        await city.AddLateAwardAsync();
        (await city.FindAsync("dibao_recipients", FigureCity.City, ReportCity.October, FigureSource.Records)).ShouldSatisfyAllConditions(f => f.Kind.ShouldBe(FigureKind.Frozen), f => f.Value.ShouldBe(persons));
        (await PageAsync(signer, path)).QuerySelector("#changed").ShouldBeNull();
        await new FreezeFigures(city.Database, FigureCity.Library, city.Policies, Acting.Command(), city.Clock).RestateAsync("dibao_recipients", ReportCity.October, "补登一户");
        var restated = await PageAsync(signer, path);
        restated.QuerySelector("#changed")!.Words.ShouldContain("补登一户");
        restated.QuerySelector(".hm-report-text")!.Words.ShouldContain(persons.ToString(CultureInfo.InvariantCulture) + "人");
        restated.QuerySelectorAll(".hm-report-text a.contradicted").Length.ShouldBe(1);

        // Freezing the whole period later keeps what the report fixed.
        await new FreezeFigures(city.Database, FigureCity.Library, city.Policies, Acting.Command(), city.Clock).FreezeAsync(ReportCity.October);
        (await city.FindAsync("dibao_recipients", FigureCity.City, ReportCity.October)).Value.ShouldBe(persons + 4);
        (await city.FindAsync("dibao_households", FigureCity.Yishui, ReportCity.October)).Kind.ShouldBe(FigureKind.Frozen);
        // Nothing of it changes any more.
        (await PageAsync(writer, path + "/edit")).QuerySelector("textarea").ShouldBeNull();
        using var docx = await signer.GetAsync(new Uri(path + "/report.docx", UriKind.Relative));
        docx.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory, OnEveryDatabase]
    public async Task Submit_MissingOrUnexplained_IsRefusedUntilItIsMended(TestDatabase kind)
    {
        await using var city = await kind.FiguresAsync();
        using var writer = await city.SignInAsync("statistician", SmallCity.Code);
        var persons = (await city.FindAsync("dibao_recipients", FigureCity.City, ReportCity.October, FigureSource.Records)).Value!.Value;
        var path = await BeginAsync(writer, Plain + "\n全市养老机构{elder_care_institutions}。\n");
        var page = await PageAsync(writer, path);
        page.QuerySelector(".hm-report-text")!.Words.ShouldContain("【缺：养老机构数】");
        page.QuerySelector("form:has(input[value=submit]) button")!.HasAttribute("disabled").ShouldBeTrue();
        (await TryActAsync(writer, path, "submit", [])).ShouldContain("还缺1个数字");

        // Typed over: shown as such, and a reason is asked for.
        await SaveAsync(writer, path, string.Create(CultureInfo.InvariantCulture, $"标题: {{机关}}{{时期}}工作情况\n\n全市保障城乡低保{{dibao_recipients={persons + 9}人}}。全市城乡低保家庭{persons + 50}户。\n"));
        page = await PageAsync(writer, path);
        page.QuerySelectorAll(".hm-report-text a.contradicted").Select(a => a.QuerySelector("small")!.TextContent).ShouldBe(["手改", "手写"]);
        (await TryActAsync(writer, path, "submit", [])).ShouldContain("有2个手写或者手改");
        // The first is explained, the second takes the ledger's figure.
        using (var explained = await WebCity.PostAsync(writer, path, "form:has(input[value=explain])", new() { ["reason"] = "含{补登}|的" }))
            (await explained.PageAsync()).QuerySelector(".hm-errors").ShouldBeNull();
        using (var bound = await WebCity.PostAsync(writer, path, "section:has(a[href='#t1']) form:has(input[value=bind])", []))
            (await bound.PageAsync()).QuerySelector(".hm-errors").ShouldBeNull();
        await using (var context = city.Database.CreateContext())
        {
            var text = (await context.ReportVersions.OrderBy(v => v.Number).LastAsync()).Text;
            text.ShouldContain(string.Create(CultureInfo.InvariantCulture, $"{{dibao_recipients={persons + 9}人|理由=含（补登）／的}}"));
            text.ShouldContain("全市城乡低保家庭{dibao_households}。");
        }

        await ActAsync(writer, path, "submit", []);
    }

    /// <summary>Two open the editor: other paragraphs are put together, the same one is refused with both texts on the page.</summary>
    [Theory, OnEveryDatabase]
    public async Task Save_TwoEditorsAtOnce_MergesOrRefusesVisibly(TestDatabase kind)
    {
        await using var city = await kind.FiguresAsync();
        using var one = await city.SignInAsync("statistician", SmallCity.Code);
        using var two = await city.SignInAsync("county_officer", SmallCity.Code);
        var path = await BeginAsync(one, Plain + "\n第三段。\n\n第四段。\n");
        var opened = await PageAsync(two, path + "/edit");
        var text = ((IHtmlTextAreaElement)opened.QuerySelector("textarea[name=text]")!).Value;
        await SaveAsync(one, path, text.Replace("全市保障城乡低保", "全市共保障城乡低保", StringComparison.Ordinal));
        using (var other = await WebCity.PostAsync(two, opened, path + "/edit", "form#form", new() { ["text"] = text.Replace("第四段。", "第四段改。", StringComparison.Ordinal) }))
        {
            other.RequestMessage!.RequestUri!.Query.ShouldContain("merged=1");
            (await other.PageAsync()).QuerySelector(".hm-notice")!.Words.ShouldContain("两边的改动");
        }

        await using (var context = city.Database.CreateContext())
            (await context.ReportVersions.OrderBy(v => v.Number).LastAsync()).Text.ShouldSatisfyAllConditions(t => t.ShouldContain("全市共保障"), t => t.ShouldContain("第四段改"));

        // The same paragraph, from the version that was opened first: nothing is lost, nothing overwritten.
        using (var late = await WebCity.PostAsync(two, opened, path + "/edit", "form#form", new() { ["text"] = text.Replace("全市保障城乡低保", "全市实际保障城乡低保", StringComparison.Ordinal) }))
        {
            var page = await late.PageAsync();
            page.QuerySelector(".hm-errors")!.Words.ShouldContain("没有保存");
            page.QuerySelector(".hm-words ins")!.TextContent.ShouldContain("共");
            ((IHtmlTextAreaElement)page.QuerySelector("textarea[name=text]")!).Value.ShouldContain("全市实际保障");
            ((IHtmlInputElement)page.QuerySelector("form#form input[name=version]")!).Value.ShouldBe("4");
        }

        await using var after = city.Database.CreateContext();
        (await after.ReportVersions.MaxAsync(v => v.Number)).ShouldBe(4);
        // The tracked edits between two versions.
        var diff = await PageAsync(one, path + "/versions?from=2&to=4");
        diff.QuerySelectorAll(".hm-words ins").Select(i => i.LastChild!.TextContent).ShouldBe(["共", "改"]);
    }

    [Theory, OnEveryDatabase]
    public async Task Save_BadText_IsRefusedInWordsAndMarkupIsOnlyText(TestDatabase kind)
    {
        await using var city = await kind.FiguresAsync();
        using var writer = await city.SignInAsync("statistician", SmallCity.Code);
        var path = await BeginAsync(writer, Plain);
        (await TrySaveAsync(writer, path, Plain + "\n{nothing_like_it}\n")).ShouldContain("第7行第2个字");
        (await TrySaveAsync(writer, path, Plain)).ShouldContain("没有改动");
        (await TrySaveAsync(writer, path, Plain + new string('字', 105_000))).ShouldContain("太长");
        await SaveAsync(writer, path, Plain + "\n<script>alert(1)</script>全市<b>5</b>。\n");
        var page = await PageAsync(writer, path);
        page.QuerySelectorAll(".hm-report-text script, .hm-report-text b").ShouldBeEmpty();
        page.QuerySelector(".hm-report-text")!.TextContent.ShouldContain("<script>alert(1)</script>");
        (await PageAsync(writer, path + "/print")).QuerySelectorAll(".hm-official script").ShouldBeEmpty();
        // A period ahead, or a template that is for another one, is refused.
        (await TryBeginAsync(writer, "work-summary", "2027")).ShouldContain("还没有开始");
        (await TryBeginAsync(writer, "assistance-monthly", "2026-Q3")).ShouldContain("不用于");
        (await TryBeginAsync(writer, "no-such", "2026-10")).ShouldContain("没有这个模板");
    }

    /// <summary>A template of the bureau's own, and who sees which reports.</summary>
    [Theory, OnEveryDatabase]
    public async Task Template_OfOnesOwn_IsChosenForAReportAndPostsSeeTheirPlace(TestDatabase kind)
    {
        await using var city = await kind.FiguresAsync();
        using var writer = await city.SignInAsync("statistician", SmallCity.Code);
        using var begun = await WebCity.PostAsync(writer, "/reports/new?own=1", "form#form", new() { ["template"] = "work-summary", ["period"] = "2026-10" });
        begun.RequestMessage!.RequestUri!.AbsolutePath.ShouldBe("/reports/1/edit");
        await SaveAsync(writer, "/reports/1", "名称: 本市简报\n" + Plain);
        (await PageAsync(writer, "/reports/1")).QuerySelector("form:has(input[value=submit])").ShouldBeNull();
        using var report = await WebCity.PostAsync(writer, "/reports/new", "form#form", new() { ["template"] = "1", ["period"] = "2026-10" });
        report.RequestMessage!.RequestUri!.AbsolutePath.ShouldBe("/reports/2");
        await using (var context = city.Database.CreateContext())
        {
            var draft = await context.ReportDrafts.SingleAsync(d => d.Id == 2);
            (draft.Template, draft.Name, draft.State).ShouldBe(("report:1@2", "临沂市民政局2026年10月工作情况", ReportState.Draft));
            (await context.ReportVersions.SingleAsync(v => v.ReportId == 2)).Text.ShouldStartWith("标题:");
        }

        using var county = await city.SignInAsync("county_officer", SmallCity.Yishui);
        using (var hidden = await county.GetAsync(new Uri("/reports/2", UriKind.Relative)))
            hidden.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using (var file = await county.GetAsync(new Uri("/reports/2/report.docx", UriKind.Relative)))
            file.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var own = await WebCity.PostAsync(county, "/reports/new", "form#form", new() { ["template"] = "work-summary", ["period"] = "2026-10" });
        own.RequestMessage!.RequestUri!.AbsolutePath.ShouldBe("/reports/3");
        // No shapes are known of a county's townships: its map is drawn as bars.
        var drawn = await own.PageAsync();
        drawn.QuerySelector("figure.picture").ShouldBeNull();
        drawn.QuerySelectorAll(".hm-report-text figure.chart").ShouldNotBeEmpty();
        (await PageAsync(writer, "/reports")).QuerySelectorAll("tbody tr").Length.ShouldBe(3);
        (await PageAsync(county, "/reports")).QuerySelectorAll("tbody tr").Length.ShouldBe(1);
        // A clerk of a township may read nothing of the county's.
        using var clerk = await city.SignInAsync("township_clerk", SmallCity.Gaoqiao);
        (await PageAsync(clerk, "/reports")).QuerySelectorAll("tbody tr").ShouldBeEmpty();
    }

    private static async Task<string> BeginAsync(HttpClient writer, string text)
    {
        using var begun = await WebCity.PostAsync(writer, "/reports/new", "form#form", new() { ["template"] = "work-summary", ["period"] = "2026-10" });
        var path = begun.RequestMessage!.RequestUri!.AbsolutePath;
        path.ShouldBe("/reports/1");
        await SaveAsync(writer, path, text);
        return path;
    }

    private static async Task SaveAsync(HttpClient writer, string path, string text)
    {
        using var saved = await WebCity.PostAsync(writer, path + "/edit", "form#form", new() { ["text"] = text });
        (await saved.PageAsync()).QuerySelector(".hm-errors")?.Words.ShouldBeNull();
    }

    private static async Task<string> TrySaveAsync(HttpClient writer, string path, string text)
    {
        using var saved = await WebCity.PostAsync(writer, path + "/edit", "form#form", new() { ["text"] = text });
        return (await saved.PageAsync()).QuerySelector(".hm-errors")?.Words ?? "";
    }

    private static async Task<string> TryBeginAsync(HttpClient writer, string template, string period)
    {
        using var begun = await WebCity.PostAsync(writer, "/reports/new", "form#form", new() { ["template"] = template, ["period"] = period });
        return (await begun.PageAsync()).QuerySelector(".hm-errors")?.Words ?? "";
    }

    private static async Task ActAsync(HttpClient reader, string path, string what, Dictionary<string, string> values) => (await TryActAsync(reader, path, what, values)).ShouldBeEmpty();

    private static async Task<string> TryActAsync(HttpClient reader, string path, string what, Dictionary<string, string> values)
    {
        using var answer = await WebCity.PostAsync(reader, path, $"form:has(input[value={what}])", values);
        return (await answer.PageAsync()).QuerySelector(".hm-errors")?.Words ?? "";
    }

    private static async Task<IHtmlDocument> PageAsync(HttpClient reader, string path)
    {
        using var answer = await reader.GetAsync(new Uri(path, UriKind.Relative));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, path);
        return await answer.PageAsync();
    }
}
