using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Huimin.Platform.Documents;
using Huimin.Platform.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Huimin.Tests.Platform.Documents;

public sealed class OfficialPageTests
{
    [Fact]
    public async Task Page_Document_SaysWhatTheFileSays()
    {
        var page = await RenderAsync(SampleDocument.Decision);
        page.QuerySelector(".issuer")!.Words.ShouldBe("沂水县民政局文件");
        page.QuerySelector(".number")!.Words.ShouldBe("沂水民救〔2026〕12号");
        page.QuerySelectorAll(".title span").Select(s => s.Words).ShouldBe(["关于2026年第四季度最低生活保障", "审核确认情况的通报"]);
        page.QuerySelectorAll("h3, h4, h5").Select(h => h.Words).ShouldBe(["一、总体情况", "（一）办理时限", "（二）公示情况", "1．公示范围", "二、分乡镇情况", "三、下一步要求"]);
        page.QuerySelectorAll("thead th").Length.ShouldBe(5);
        page.QuerySelectorAll("tbody tr").Length.ShouldBe(30);
        page.QuerySelectorAll(".attachments li").Length.ShouldBe(2);
        page.QuerySelectorAll(".signature p").Select(p => p.Words).ShouldBe(["沂水县民政局", "2026年11月29日"]);
        page.QuerySelector(".copy")!.Words.ShouldEndWith("县残疾人联合会。");
        page.QuerySelector(".printed")!.Words.ShouldBe("沂水县民政局办公室2026年11月30日印发");
        page.QuerySelectorAll("[style]").ShouldBeEmpty("the content policy forbids it");
    }

    [Fact]
    public async Task Page_TextOfAttacks_IsShownAndNeverRun()
    {
        const string Attack = "<script>alert(1)</script>\u0001\u202E\"'>";
        var page = await RenderAsync(new OfficialDocument
        {
            Issuer = Attack,
            Title = Attack,
            Addressee = Attack,
            Parts = [new DocumentParagraph(Attack), new DocumentHeading(1, Attack), new DocumentTable([new(Attack)], [[Attack], []], Attack)],
            Attachments = [Attack],
            Signature = Attack,
            Date = new(2026, 1, 2),
            CopyTo = Attack,
        });
        page.QuerySelectorAll("script").ShouldBeEmpty();
        page.QuerySelector("td")!.Words.ShouldBe("<script>alert(1)</script>\"'>");
        page.QuerySelector(".attachments")!.Words.ShouldBe("附件：<script>alert(1)</script>\"'>");
    }

    private static async Task<IHtmlDocument> RenderAsync(OfficialDocument document)
    {
        await using var services = new ServiceCollection().AddUi().BuildServiceProvider();
        await using var scope = services.CreateAsyncScope();
        await using var renderer = new HtmlRenderer(scope.ServiceProvider, NullLoggerFactory.Instance);
        var html = await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<OfficialPage>(ParameterView.FromDictionary(new Dictionary<string, object?> { [nameof(OfficialPage.Document)] = document }))).ToHtmlString());
        return new HtmlParser().ParseDocument(html);
    }
}
