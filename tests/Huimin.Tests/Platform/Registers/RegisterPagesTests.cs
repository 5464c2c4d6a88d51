using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Huimin.Platform.Privacy;
using Huimin.Platform.Registers;
using Huimin.Tests.Platform.Access;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Tests.Platform.Registers;

/// <summary>Entries through the real pages, with what people do wrong.</summary>
public sealed class RegisterPagesTests
{
    private const string Assistants = "/registers/assistance_assistants";

    [Theory, OnEveryDatabase]
    public async Task NewEntry_OfAVillage_StandsInTheListAndCoversIt(TestDatabase kind)
    {
        await using var web = await kind.ServeAsync();
        using var officer = await web.OfficerAsync();
        (await officer.PageAsync("/registers")).QuerySelector("main")!.TextContent.ShouldContain("社会救助协理员");
        (await officer.PageAsync($"{Assistants}?show=missing")).QuerySelector("main")!.Words.ShouldContain("3个中有3个没有有效的条目");

        var id = await officer.EnterAssistantAsync(web);

        (await officer.PageAsync($"{Assistants}?show=missing")).QuerySelector("main")!.Words.ShouldContain("3个中有2个没有有效的条目，覆盖率33.3%");
        (await officer.PageAsync(Assistants)).QuerySelector("tbody tr")!.Words.ShouldContain("王协理");
        var page = await officer.PageAsync($"{Assistants}/{id}");
        page.QuerySelector("h1")!.Words.ShouldBe("王协理");
        page.QuerySelector("main")!.TextContent.ShouldContain("139****1234");
        page.DocumentElement.OuterHtml.ShouldNotContain("13905391234");
        // Sealed where it lies, and on the trail without its value.
        (await web.ReadAsync(c => c.RegisterEntries.SingleAsync())).Fields.ShouldNotContain("1390539");
        (await web.ReadAsync(c => c.AuditRecords.Where(r => r.Action == "register_entry.add").Select(r => r.After).SingleAsync()))!.ShouldNotContain("1390539");
    }

    [Theory, OnEveryDatabase]
    public async Task NewEntry_SentTwice_IsEnteredOnce(TestDatabase kind)
    {
        await using var web = await kind.ServeAsync();
        using var officer = await web.OfficerAsync();
        var form = await officer.PageAsync($"{Assistants}/new");
        Dictionary<string, string> values = new() { ["name"] = "王协理", ["region"] = RegisterCity.Village, ["opened"] = RegisterCity.Today, ["f.post"] = "full_time" };
        string? address = null;
        for (var i = 0; i < 3; i++)
        {
            using var answer = await WebCity.PostAsync(officer, form, $"{Assistants}/new", "form#form", values);
            address ??= answer.RequestMessage!.RequestUri!.AbsolutePath;
            answer.RequestMessage!.RequestUri!.AbsolutePath.ShouldBe(address);
        }

        (await web.ReadAsync(c => c.RegisterEntries.CountAsync())).ShouldBe(1);
        // The same person, appointed again in the same time.
        (await officer.SendAsync($"{Assistants}/new", [.. values.Select(v => (v.Key, v.Value))])).Errors().ShouldHaveSingleItem().ShouldContain("时间重叠");
    }

    [Theory, OnEveryDatabase]
    public async Task NewEntry_Incomplete_TellsEverythingAtOnceAndKeepsWhatWasTyped(TestDatabase kind)
    {
        await using var web = await kind.ServeAsync();
        using var officer = await web.OfficerAsync();
        var page = await officer.SendAsync($"{Assistants}/new", ("name", ""), ("region", RegisterCity.Village), ("opened", RegisterCity.Day(5)), ("f.post", "emperor"), ("f.phone", "123"), ("f.duties", "走访\n建档"));
        page.Errors().ShouldBe(["姓名：必填，不能为空", "岗位：请从列出的选项中选择", "联系电话：联系电话应为11位手机号，或带区号的固定电话", "起始日期：不能晚于今天"], ignoreOrder: true);
        ((IHtmlTextAreaElement)page.QuerySelector("#f-duties")!).Value.ShouldBe("走访\n建档");
        page.QuerySelectorAll(".hm-errors a").ShouldAllBe(a => page.QuerySelector(a.GetAttribute("href")!) != null);
        (await web.ReadAsync(c => c.RegisterEntries.AnyAsync())).ShouldBeFalse();
    }

    [Theory, OnEveryDatabase]
    public async Task Edit_ByTwo_ShowsWhatTheOtherChangedAndKeepsWhatWasTyped(TestDatabase kind)
    {
        await using var web = await kind.ServeAsync();
        using var officer = await web.OfficerAsync();
        var id = await officer.EnterAssistantAsync(web);
        var address = $"{Assistants}/{id}/edit";
        var mine = await officer.PageAsync(address);
        await officer.SendAsync(address, ("region", RegisterCity.Village), ("f.post", "public_post"), ("day", RegisterCity.Day(-2)), ("reason", "转岗"));

        using var answer = await WebCity.PostAsync(officer, mine, address, "form#form", new() { ["region"] = RegisterCity.Village, ["f.post"] = "full_time", ["f.duties"] = "负责低保走访" });
        var page = await answer.PageAsync();
        page.QuerySelector("#merge")!.Words.ShouldContain("岗位：原为专职，现为公益岗位");
        ((IHtmlTextAreaElement)page.QuerySelector("#f-duties")!).Value.ShouldBe("负责低保走访");
        // What was not touched shows theirs.
        ((IHtmlSelectElement)page.QuerySelector("#f-post")!).Value.ShouldBe("public_post");
        (await web.ReadAsync(c => c.RegisterEntries.SingleAsync())).Revision.ShouldBe(2);

        using var again = await WebCity.PostAsync(officer, page, address, "form#form", new() { ["region"] = RegisterCity.Village, ["f.post"] = "public_post" });
        var entry = await web.ReadAsync(c => c.RegisterEntries.SingleAsync());
        entry.Revision.ShouldBe(3);
        FieldValues.Read(entry.Fields)["post"].ShouldBe("public_post");
        FieldValues.Read(entry.Fields)["duties"].ShouldBe("负责低保走访");
        // The telephone, which nobody typed, is kept.
        web.Database.Keyring.Open(SealedColumn.RegisterEntry, id, entry.Secrets!.Value).ShouldContain("13905391234");
        (await officer.PageAsync($"{Assistants}/{id}")).QuerySelector("main")!.Words.ShouldContain("变更2次");
        // What stood on a day.
        (await officer.PageAsync($"{Assistants}?on={RegisterCity.Day(-3)}")).QuerySelector("tbody")!.Words.ShouldContain("专职");
        (await officer.PageAsync($"{Assistants}?on={RegisterCity.Day(-1)}")).QuerySelector("tbody")!.Words.ShouldContain("公益岗位");
        (await officer.PageAsync($"{Assistants}?on={RegisterCity.Day(-101)}")).QuerySelector("tbody").ShouldBeNull();
    }

    [Theory, OnEveryDatabase]
    public async Task Fields_ThatNobodyDeclared_AreNobodys(TestDatabase kind)
    {
        await using var web = await kind.ServeAsync();
        using var officer = await web.OfficerAsync();
        var id = await officer.EnterAssistantAsync(web, "<script>alert(1)</script>", ("state", "left"), ("f.state", "left"), ("type", "children"), ("f.amount", "1"), ("personId", "500001"), ("revision", "9"), ("f.duties", "\"post\":\"village_cadre\""));
        var entry = await web.ReadAsync(c => c.RegisterEntries.SingleAsync());
        (entry.State, entry.Type, entry.PersonId, entry.Revision).ShouldBe(("in_post", "assistance_assistants", null, 1));
        FieldValues.Read(entry.Fields).Codes.ShouldBe(["duties", "post"]);
        var page = await officer.PageAsync($"{Assistants}/{id}");
        page.QuerySelectorAll("main script").ShouldBeEmpty();
        page.QuerySelector("h1")!.Words.ShouldBe("<script>alert(1)</script>");
        // Quotation marks of a value are no values of a filter.
        (await officer.PageAsync($"{Assistants}?category=village_cadre")).QuerySelector("tbody").ShouldBeNull();
        (await officer.PageAsync($"{Assistants}?category=full_time")).QuerySelectorAll("tbody tr").Length.ShouldBe(1);
    }

    [Theory, OnEveryDatabase]
    public async Task OtherRegion_CannotBeEnteredSeenOrChanged(TestDatabase kind)
    {
        await using var web = await MatrixCity.StartAsync(kind);
        using var officer = await web.OfficerAsync();
        var id = await officer.EnterAssistantAsync(web);
        using var sister = await MatrixCity.ReaderAsync(web, "township_clerk", MatrixCity.SisterTownship);

        (await sister.SendAsync($"{Assistants}/new", ("name", "张协理"), ("region", RegisterCity.Village), ("opened", RegisterCity.Today), ("f.post", "full_time"))).Errors().ShouldNotBeEmpty();
        foreach (var path in (string[])["", "/edit", "/state", "/records/training"])
        {
            using var answer = await sister.GetAsync(new Uri($"{Assistants}/{id}{path}", UriKind.Relative));
            answer.StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
        }

        (await sister.PageAsync(Assistants)).QuerySelector("tbody").ShouldBeNull();
        (await sister.PageAsync($"{Assistants}?region={SmallCity.Gaoqiao}&state=all")).QuerySelector("tbody").ShouldBeNull();
        (await sister.GetStringAsync(new Uri($"{Assistants}/export.csv?state=all", UriKind.Relative))).ShouldNotContain("王协理");
        // A form of the own region with the id of the other's.
        var own = await sister.EnterAsync(web, "assistance_assistants", ("name", "李协理"), ("region", "371323103201"), ("opened", RegisterCity.Today), ("f.post", "full_time"));
        var form = await sister.PageAsync($"{Assistants}/{own}/edit");
        using var token = new FormUrlEncodedContent(form.QuerySelectorAll("form#form input").OfType<IHtmlInputElement>().Select(i => KeyValuePair.Create(i.Name!, i.Value)));
        using var forged = await sister.PostAsync(new Uri($"{Assistants}/{id}/edit", UriKind.Relative), token);
        (await web.ReadAsync(c => c.RegisterEntries.SingleAsync(e => e.Id == id))).Revision.ShouldBe(1);
        // Of another business line.
        using var line = await MatrixCity.ReaderAsync(web, "county_officer", SmallCity.Yishui, line: "disability");
        using var refused = await line.GetAsync(new Uri($"{Assistants}/{id}", UriKind.Relative));
        refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await line.PageAsync("/registers")).QuerySelector("main")!.TextContent.ShouldNotContain("社会救助协理员");
    }

    [Theory, OnEveryDatabase]
    public async Task VillageAssistant_RecordsInTheOwnVillage_AndAppointsNobody(TestDatabase kind)
    {
        await using var web = await MatrixCity.StartAsync(kind);
        using var officer = await web.OfficerAsync();
        var id = await officer.EnterAssistantAsync(web);
        using var assistant = await MatrixCity.ReaderAsync(web, "village_assistant", SmallCity.Village);
        using (var refused = await assistant.GetAsync(new Uri($"{Assistants}/new", UriKind.Relative)))
            refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await assistant.SendAsync($"{Assistants}/{id}/records/training", ("day", RegisterCity.Today), ("f.theme", "社会救助法"), ("f.hours", "1.5"))).Errors().ShouldBeEmpty();
        (await web.ReadAsync(c => c.RegisterRecords.SingleAsync())).Quantity.ShouldBe(15);
        (await assistant.PageAsync($"{Assistants}/{id}")).QuerySelector("main")!.Words.ShouldContain("您的岗位只能查看");
        // Those who see no people see no registers of them.
        using var finance = await MatrixCity.ReaderAsync(web, "finance", SmallCity.Yishui);
        using (var children = await finance.GetAsync(new Uri("/registers/children", UriKind.Relative)))
            children.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        await finance.PageAsync("/registers/policy_documents");
    }

    [Theory, OnEveryDatabase]
    public async Task Close_NeedsAReasonAndLetsNothingFollow(TestDatabase kind)
    {
        await using var web = await kind.ServeAsync();
        using var officer = await web.OfficerAsync();
        var id = await officer.EnterAssistantAsync(web);
        var address = $"{Assistants}/{id}/state";
        (await officer.SendAsync(address, ("state", "left"), ("day", RegisterCity.Today))).Errors().ShouldBe(["原因：必填，不能为空"]);
        (await officer.SendAsync(address, ("state", "left"), ("day", RegisterCity.Day(-200)), ("reason", "辞职"))).Errors().ShouldHaveSingleItem().ShouldContain("变动日期不能早于");
        (await officer.SendAsync(address, ("state", "left"), ("day", RegisterCity.Day(-10)), ("reason", "辞职"))).Errors().ShouldBeEmpty();
        (await officer.SendAsync($"{Assistants}/{id}/records/training", ("day", RegisterCity.Today), ("f.theme", "x"))).Errors().ShouldHaveSingleItem().ShouldContain("已经终结");
        (await officer.SendAsync($"{Assistants}/{id}/edit", ("region", RegisterCity.Village), ("f.post", "full_time"))).Errors().ShouldHaveSingleItem().ShouldContain("已经终结");
        // Somebody else may follow, also the same one.
        await officer.EnterAssistantAsync(web, "王协理", ("opened", RegisterCity.Today));
        (await officer.PageAsync($"{Assistants}?state=all")).QuerySelectorAll("tbody tr").Length.ShouldBe(2);
        (await officer.PageAsync($"{Assistants}?on={RegisterCity.Day(-11)}")).QuerySelectorAll("tbody tr").Length.ShouldBe(1);
        (await officer.PageAsync($"{Assistants}?on={RegisterCity.Day(-5)}")).QuerySelector("tbody").ShouldBeNull();
    }

    [Theory, OnEveryDatabase]
    public async Task Succession_EndsTheOneBefore(TestDatabase kind)
    {
        await using var web = await kind.ServeAsync();
        using var officer = await web.OfficerAsync();
        const string Teams = "/registers/urgent_response_teams";
        var before = await officer.EnterAsync(web, "urgent_response_teams", ("name", "南里庄服务队"), ("region", RegisterCity.Village), ("opened", RegisterCity.Day(-50)), ("f.leader", "赵队长"), ("f.duty_phone", "0539-8123456"), ("f.members", "8"));
        (await officer.SendAsync($"{Teams}/new", ("name", "新队"), ("region", RegisterCity.Village), ("opened", RegisterCity.Today), ("f.leader", "李队长"), ("f.duty_phone", "0539-8123457"), ("f.members", "9"))).Errors().ShouldHaveSingleItem().ShouldContain("时间重叠");
        (await officer.SendAsync($"{Teams}/new?succeeds={before}", ("name", "新队"), ("region", RegisterCity.Village), ("opened", RegisterCity.Day(-3)), ("f.leader", "李队长"), ("f.duty_phone", "0539-8123457"), ("f.members", "9"))).Errors().ShouldBeEmpty();
        var old = await web.ReadAsync(c => c.RegisterEntries.SingleAsync(e => e.Id == before));
        (old.State, old.ClosedOn!.Value.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)).ShouldBe(("closed", RegisterCity.Day(-3)));
        (await officer.PageAsync($"{Teams}/{before}")).QuerySelector("main")!.Words.ShouldContain("由此接续新队");
        // A call with its clock: arrival after fifty minutes is late.
        var now = await web.ReadAsync(c => c.RegisterEntries.SingleAsync(e => e.Succeeds == before));
        await officer.SendAsync($"{Teams}/{now.Id}/records/call", ("day", RegisterCity.Day(-1)), ("f.called_at", RegisterCity.Day(-1) + "T08:00"), ("f.trouble", "illness"), ("f.situation", "老人摔伤"));
        (await officer.SendAsync($"{Teams}/{now.Id}/records/1", ("outcome", "hospital"), ("done", RegisterCity.Day(-1)), ("f.arrived_at", RegisterCity.Day(-1) + "T07:00"), ("f.measures", "送医"))).Errors().ShouldBe(["到达时间：不能早于开始的时刻"]);
        (await officer.SendAsync($"{Teams}/{now.Id}/records/1", ("outcome", "hospital"), ("done", RegisterCity.Day(-1)), ("f.arrived_at", RegisterCity.Day(-1) + "T08:50"), ("f.measures", "送医"))).QuerySelector("main")!.Words.ShouldContain("用时50分钟，超过30分钟");
    }

    [Theory, OnEveryDatabase]
    public async Task Reveal_OneField_NeedsAReasonAndIsOnTheTrail(TestDatabase kind)
    {
        await using var web = await kind.ServeAsync();
        using var officer = await web.OfficerAsync();
        var id = await officer.EnterAssistantAsync(web);
        var address = $"{Assistants}/{id}/reveal";
        (await officer.SendAsync(address, ("field", "phone"), ("reason", "急"))).Errors().ShouldNotBeEmpty();
        (await officer.SendAsync(address, ("field", "post"), ("reason", "核对联系方式"))).Errors().ShouldNotBeEmpty();
        (await officer.SendAsync(address, ("field", "phone"), ("reason", "核对联系方式"))).QuerySelector("[role=status]")!.Words.ShouldContain("13905391234");
        (await web.ReadAsync(c => c.AuditRecords.CountAsync(r => r.Action == "reveal" && r.Subject == $"register_entry:{id}"))).ShouldBe(1);
        await new RotateKeys(web.Database, TimeProvider.System).RunAsync(CipherSuites.Sm);
        (await web.ReadAsync(c => c.RegisterEntries.SingleAsync())).SealKey.ShouldBe((short)2);
        (await officer.SendAsync(address, ("field", "phone"), ("reason", "核对联系方式"))).QuerySelector("[role=status]")!.Words.ShouldContain("13905391234");
    }

    [Fact]
    public async Task Pages_InEnglish_HoldNoChineseButNames()
    {
        await using var web = await TestDatabase.Sqlite.ServeAsync();
        using var officer = await web.OfficerAsync();
        var id = await officer.EnterAssistantAsync(web);
        foreach (var path in (string[])["/registers", Assistants, $"{Assistants}?show=missing", $"{Assistants}/new", $"{Assistants}/import", $"{Assistants}/{id}", $"{Assistants}/{id}/edit", $"{Assistants}/{id}/state", $"{Assistants}/{id}/records/training"])
        {
            using var answer = await officer.GetAsync(new Uri(path + (path.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "lang=en", UriKind.Relative));
            var page = new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
            foreach (var named in page.QuerySelectorAll("[lang=zh-CN], select#region, input"))
                named.Remove();
            SourceTexts.Chinese.IsMatch(page.QuerySelector("main")!.TextContent).ShouldBeFalse($"{path}: {page.QuerySelector("main")!.Words}");
        }
    }
}
