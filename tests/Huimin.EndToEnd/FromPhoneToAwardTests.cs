using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Huimin.EndToEnd;

/// <summary>
/// A family that lost its wages, from the application on a phone to the award and its first month's entitlement, in a real browser, through
/// eight people who are not the same: applicant, clerk of the counter, county officer, village assistant, two further clerks, approver and
/// auditor. What the program keeps stands from day to day: it is stopped and started in between.
/// </summary>
public sealed class FromPhoneToAwardTests(FromPhoneToAwardTests.November program) : IClassFixture<FromPhoneToAwardTests.November>
{
    private const string Village = "371302001001";
    private const string OwnPassword = "Qing-Shan-Lv-Shui-7";
    private const string Reason = "夫妻二人上月都失业了，家里没有别的收入";
    private static readonly byte[] Picture = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    public sealed class November : DemoProgram
    {
        protected override DateOnly? FirstDay => new(2026, 11, 2);
    }

    [Fact]
    public async Task Family_AppliesOnAPhone_AndIsGrantedWhatTheLetterExplains()
    {
        // 2 November: the family applies on its phone; the clerk at the counter had looked up nothing but its number.
        var counter = await program.NewOfficerAsync(role: "乡镇经办员");
        var family = await FamilyAsync(counter);
        var phone = await program.NewReaderAsync(360, 740);
        var (number, code) = await ApplyAsync(phone, family);
        var path = await FindAsync(counter, number);
        await DoAsync(counter, path, "受理");

        // The county asks every source; what they know of the family's means comes back in files.
        var officer = await program.NewOfficerAsync(role: "业务员");
        await CheckAsync(officer, path);
        await DoAsync(officer, path, "完成这一环节");

        // The village assistant is at the family's home with a phone.
        var assistant = await program.NewOfficerAsync(360, 740, role: "村协理员");
        await VisitAsync(assistant, path);
        await DoAsync(counter, path, "完成这一环节");

        // Two further clerks of the township: one proposes, the other posts.
        var administrator = await program.NewOfficerAsync(role: "系统管理员");
        var proposer = await ClerkAsync(administrator, "初审员", "chushen");
        await proposer.GotoAsync(path);
        (await proposer.TextContentAsync("main"))!.ShouldContain("按现行政策：最低生活保障");
        await proposer.FillAsync("#opinion-note", "收入和财产符合规定，拟纳入低保");
        await PressAsync(proposer, "提出意见");
        var poster = await ClerkAsync(administrator, "公示员", "gongshi");
        await poster.GotoAsync(path);
        await PressAsync(poster, "开始公示");
        await poster.GotoAsync(path);
        (await poster.IsDisabledAsync("main button:has-text('公示期满')")).ShouldBeTrue();
        // Everybody may read it, and nobody's full name or number.
        await phone.GotoAsync($"/publicity/{Village}");
        var board = (await phone.TextContentAsync("main"))!;
        board.ShouldContain(family.Masked);
        board.ShouldNotContain(family.Name);
        await phone.GotoAsync("/hall/track");
        await TrackAsync(phone, number, code);
        (await phone.TextContentAsync(".hm-hall-state"))!.ShouldContain("公示");

        // 10 November: seven days have passed and nobody objected.
        await program.GoOnAsync(new DateOnly(2026, 11, 10));
        await SignInAsync(poster, "gongshi", OwnPassword);
        await DoAsync(poster, path, "公示期满");
        // Who proposed may not decide, and does not see how.
        await SignInAsync(proposer, "chushen", OwnPassword);
        await proposer.GotoAsync(path);
        (await proposer.IsDisabledAsync("main button:has-text('作出决定')")).ShouldBeTrue();
        // The first of them is the city's.
        var approver = await program.NewOfficerAsync(role: "审批员", nth: 1);
        await approver.GotoAsync(path);
        await PressAsync(approver, "作出决定");

        counter = await program.NewOfficerAsync(role: "乡镇经办员");
        var letter = await LetterAsync(counter, path);
        await counter.GotoAsync(path);
        await counter.FillAsync("#deliver-note", "当面送达，本人签收");
        await PressAsync(counter, "登记送达");

        // The family reads the decision and why, on its phone.
        await phone.GotoAsync("/hall/track");
        await TrackAsync(phone, number, code);
        var decision = (await phone.TextContentAsync("main"))!;
        var monthly = Regex.Match(decision, "每月(?<yuan>[\\d,]+\\.\\d\\d)元，2026年12月起", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Groups["yuan"].Value;
        monthly.ShouldNotBeEmpty(decision);
        letter.ShouldContain(monthly);
        (await phone.TooWideAsync()).ShouldBeEmpty();

        // 1 December: the first month for which it is entitled, as the nightly pass computes it, is what the letter says.
        await program.GoOnAsync(new DateOnly(2026, 12, 1));
        counter = await program.NewOfficerAsync(role: "乡镇经办员");
        await counter.GotoAsync($"/people/households/{family.Household}");
        var entitled = counter.Locator("main tr", new() { HasText = "最低生活保障" }).First;
        (await entitled.TextContentAsync())!.ShouldContain(monthly);
        await counter.GotoAsync($"/people/households/{family.Household}/awards");
        await counter.GotoAsync((await counter.Locator("main tr", new() { HasText = "最低生活保障" }).Locator("a[href^='/awards/']").First.GetAttributeAsync("href"))!);
        var award = (await counter.TextContentAsync("main"))!;
        award.ShouldContain("2026年12月");
        award.ShouldContain(monthly);

        // The auditor finds every one of them on the trail, each under an own name.
        var auditor = await program.NewOfficerAsync(role: "审计员");
        foreach (var who in (string[])["演示·乡镇经办员", "演示·业务员", "演示·村协理员", "初审员", "公示员", "演示·审批员"])
        {
            await auditor.GotoAsync($"/audit?subject={Uri.EscapeDataString("case:" + path.Split('/')[2])}&account={Uri.EscapeDataString(who)}");
            (await auditor.Locator("main tbody tr").CountAsync()).ShouldBeGreaterThan(0, who);
        }
    }

    /// <summary>Whoever heads the first family of the village that earns wages and has nothing from the state.</summary>
    private static async Task<Family> FamilyAsync(IPage clerk)
    {
        await clerk.GotoAsync($"/people?q=%E7%8E%8B&region={Village}");
        foreach (var link in await clerk.Locator("main a[href^='/people/households/']").EvaluateAllAsync<string[]>("all => all.map(a => a.getAttribute('href'))"))
        {
            await clerk.GotoAsync(link);
            var page = (await clerk.TextContentAsync("main"))!;
            if (!page.Contains("不低于低保边缘线", StringComparison.Ordinal))
                continue;
            var head = clerk.Locator("main a[href^='/people/persons/']").First;
            var (name, person) = ((await head.TextContentAsync())!.Trim(), (await head.GetAttributeAsync("href"))!);
            await clerk.GotoAsync($"{person}/reveal?what=CitizenId");
            await clerk.FillAsync("#reason", "申请人来电，帮助核对证件号码");
            await PressAsync(clerk, "查看");
            var id = Regex.Match((await clerk.TextContentAsync("main"))!, "99\\d{15}[\\dX]", RegexOptions.None, TimeSpan.FromSeconds(1)).Value;
            id.ShouldNotBeEmpty();
            return new Family(link.Split('/')[^1], name, id);
        }

        throw new InvalidOperationException("The village has no family that earns wages.");
    }

    private sealed record Family(string Household, string Name, string Id)
    {
        /// <summary>As a posting shows it: the second character is hidden.</summary>
        public string Masked => Name[0] + "*" + Name[2..];
    }

    private static async Task<(string Number, string Code)> ApplyAsync(IPage phone, Family family)
    {
        await phone.GotoAsync("/hall/apply/dibao");
        await phone.ClickAsync("main a:has-text('开始')");
        foreach (var place in (string[])["兰山区", "兰山街道", "前十"])
            await phone.ClickAsync($".hm-hall-places a:has-text('{place}')");
        await NextAsync(phone);
        await AnswerAsync(phone, "proxy.is", "no");
        await phone.FillAsync("[name='applicant.name']", family.Name);
        await phone.FillAsync("[name='applicant.id']", family.Id);
        await NextAsync(phone);
        await phone.FillAsync("[name=reason]", Reason);
        await NextAsync(phone);
        await phone.FillAsync("[name=phone]", "13853900001");
        await NextAsync(phone);
        await NextAsync(phone); // the account may follow
        foreach (var (field, value) in ((string, string)[])[("authorised", "yes"), ("truthful", "yes"), ("asks_tekun", "no")])
            await AnswerAsync(phone, field, value);
        await NextAsync(phone); // no relatives elsewhere
        foreach (var (field, value) in ((string, string)[])[("alone", "no"), ("relative", "no")])
            await AnswerAsync(phone, field, value);
        await phone.SetInputFilesAsync("#authorisation input[type=file]", new FilePayload { Name = "授权书.png", MimeType = "image/png", Buffer = Picture });
        await PressAsync(phone, "上传", "#authorisation");
        await phone.ClickAsync("main a.hm-button:has-text('下一步')");
        (await phone.TextContentAsync("main"))!.ShouldContain(Reason);
        await PressAsync(phone, "提交");
        await phone.WaitForSelectorAsync(".hm-hall-receipt");
        (await phone.TooWideAsync()).ShouldBeEmpty();
        return ((await phone.TextContentAsync(".hm-hall-receipt dd"))!.Trim(), (await phone.TextContentAsync(".hm-hall-receipt dd.code"))!.Trim());
    }

    private static async Task<string> FindAsync(IPage clerk, string number)
    {
        await clerk.GotoAsync("/work");
        await clerk.GotoAsync((await clerk.Locator("main tr", new() { HasText = number }).Locator("a[href^='/cases/']").First.GetAttributeAsync("href"))!);
        return new Uri(clerk.Url).AbsolutePath;
    }

    /// <summary>Asks all sources and takes their files back: the wages ended, the bank holds little, nobody knows of anything else.</summary>
    private static async Task CheckAsync(IPage officer, string path)
    {
        await officer.GotoAsync(path + "/inquiry");
        await PressAsync(officer, "按申请登记核对授权");
        await PressAsync(officer, "发起核对");
        await officer.GotoAsync("/checks");
        var sources = await officer.Locator("form[id^='export-']:has(button:enabled)").EvaluateAllAsync<string[]>("all => all.map(f => f.id.slice(7))");
        sources.Length.ShouldBeGreaterThan(5);
        foreach (var source in sources)
        {
            await officer.GotoAsync("/checks");
            await PressAsync(officer, "生成请求文件", $"#export-{source}");
            var file = await officer.Context.APIRequest.GetAsync((await officer.Locator("main a[href$='/request.csv']").First.GetAttributeAsync("href"))!);
            var lines = (await file.TextAsync()).Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0).ToList();
            await officer.SelectOptionAsync("#import #source", source);
            await officer.SetInputFilesAsync("#import input[type=file]", new FilePayload { Name = source + ".csv", MimeType = "text/csv", Buffer = System.Text.Encoding.UTF8.GetBytes(Answered(source, lines)) });
            await PressAsync(officer, "导入");
            (await officer.TextContentAsync("main"))!.ShouldContain("个核对请求反馈完毕", customMessage: $"{source}: {string.Join('\n', lines)}");
        }
    }

    private static string Answered(string source, List<string> lines)
    {
        var columns = lines[0].Split(',');
        return string.Join("\r\n", lines.Skip(1).Select(line =>
        {
            var cells = line.Split(',');
            cells[3] = source is "tax" or "bank" ? "有记录" : "无记录";
            for (var column = 4; source is "tax" or "bank" && column < columns.Length - 1; column++)
                cells[column] = columns[column].Contains("金融资产", StringComparison.Ordinal) ? "600" : "0";
            return string.Join(',', cells);
        }).Prepend(lines[0]));
    }

    private static async Task VisitAsync(IPage assistant, string path)
    {
        await assistant.GotoAsync(path + "/visit");
        await assistant.FillAsync("#others", "李干事");
        await assistant.FillAsync("#findings", "租住两间平房，夫妻二人均已失业，孩子年幼");
        await assistant.SetInputFilesAsync("#photos", new FilePayload { Name = "门口.png", MimeType = "image/png", Buffer = Picture });
        (await assistant.TooWideAsync()).ShouldBeEmpty();
        await PressAsync(assistant, "提交记录");
        (await assistant.TextContentAsync("main"))!.ShouldContain("租住两间平房");
        await assistant.GotoAsync(path);
    }

    /// <summary>A further clerk of the township, made by the administrator.</summary>
    private async Task<IPage> ClerkAsync(IPage administrator, string display, string name)
    {
        await administrator.GotoAsync("/accounts/new");
        await administrator.FillAsync("#display", display);
        await administrator.FillAsync("#name", name);
        await administrator.SelectOptionAsync("#role", "township_clerk");
        await administrator.FillAsync("#region", "兰山街道");
        await administrator.ClickAsync("form:has(#display) button");
        var given = (await administrator.TextContentAsync("code.hm-key"))!.Trim();
        var clerk = await program.NewReaderAsync();
        await SignInAsync(clerk, name, given);
        await clerk.FillAsync("#present", given);
        await clerk.FillAsync("#wanted", OwnPassword);
        await clerk.FillAsync("#again", OwnPassword);
        await clerk.ClickAsync("form:has(#present) button");
        await Assertions.Expect(clerk.Locator(".hm-who-am-i").First).ToContainTextAsync("兰山街道");
        return clerk;
    }

    private static async Task SignInAsync(IPage page, string name, string password)
    {
        await page.GotoAsync("/sign-in");
        await page.FillAsync("#name", name);
        await page.FillAsync("#password", password);
        await PressAsync(page, "", "form:has(#password)");
    }

    private static async Task TrackAsync(IPage phone, string number, string code)
    {
        await phone.FillAsync("#number", number);
        await phone.FillAsync("#code", code);
        await PressAsync(phone, "查询");
    }

    private static async Task<string> LetterAsync(IPage clerk, string path)
    {
        await clerk.GotoAsync(path + "/decision");
        return (await clerk.TextContentAsync(".hm-official"))!;
    }

    private static async Task DoAsync(IPage page, string path, string button)
    {
        await page.GotoAsync(path);
        await PressAsync(page, button);
    }

    private static async Task PressAsync(IPage page, string button, string within = "main")
    {
        var press = page.Locator($"{within} button:has-text('{button}')").First;
        if (await press.IsDisabledAsync())
            throw new InvalidOperationException($"{button}: {string.Join(' ', await page.Locator(".hm-now .hm-why").AllTextContentsAsync())}");
        // Until the page that it leads to is there: acting earlier would act on the old one, and leaving earlier break it off.
        var loaded = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void OnLoad(object? sender, IPage from) => loaded.TrySetResult();
        page.Load += OnLoad;
        await press.ClickAsync();
        await loaded.Task.WaitAsync(TimeSpan.FromSeconds(60));
        page.Load -= OnLoad;
        (await page.Locator(".hm-errors").CountAsync()).ShouldBe(0, button);
    }

    private static Task NextAsync(IPage phone) => PressAsync(phone, "下一步");

    private static async Task AnswerAsync(IPage phone, string field, string value)
    {
        await phone.CheckAsync($"input[name='{field}'][value={value}]");
        await NextAsync(phone);
    }
}
