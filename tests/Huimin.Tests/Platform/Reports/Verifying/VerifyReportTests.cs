using System.Globalization;
using System.Text;
using Huimin.Platform;
using Huimin.Platform.Indicators;
using Huimin.Platform.Indicators.Entering;
using Huimin.Platform.Reports.Verifying;
using Huimin.Tests.Platform.Awards;
using Huimin.Tests.Platform.Indicators;

namespace Huimin.Tests.Platform.Reports.Verifying;

public sealed class VerifyReportTests
{
    private const string Title = "临沂市民政局2026年10月工作情况\n";

    /// <summary>A sentence for each figure, and the indicator that it names; ten of them are falsified below.</summary>
    private static readonly (string Sentence, string Code)[] Sentences =
    [
        ("全市保障城乡低保{0}人。", "dibao_recipients"), ("全市城乡低保家庭{0}户。", "dibao_households"), ("全市农村低保对象{0}人。", "dibao_recipients_rural"), ("全市发放低保金{0}元。", "dibao_expenditure"),
        ("全市有村委会{0}个。", "villages"), ("全市有社区居委会{0}个。", "communities"), ("全市销售福利彩票{0}元。", "lottery_sales"), ("全市实名注册志愿者{0}人。", "registered_volunteers"),
        ("全市办理结婚登记{0}对。", "marriages_registered"), ("全市养老机构{0}处。", "elder_care_institutions"), ("全市登记社会组织{0}个。", "registered_social_organizations"), ("全市养老床位{0}张。", "elder_care_beds"),
    ];

    private static readonly Dictionary<string, string> Reported = new()
    {
        ["lottery_sales"] = "4700000",
        ["registered_volunteers"] = "31200",
        ["marriages_registered"] = "2310",
        ["elder_care_institutions"] = "123",
        ["registered_social_organizations"] = "4321",
        ["elder_care_beds"] = "25310",
    };

    [Theory, OnEveryDatabase]
    public async Task Verify_TrueFigures_AreProvedAndTenFalsifiedOnesAreContradicted(TestDatabase kind)
    {
        await using var city = await kind.FiguresAsync();
        await city.ReportAsync(EnteredKind.Reported, Reported);
        var values = await ValuesAsync(city);
        var truth = await city.VerifyAsync(Title + Text(values));
        truth.Figures.Select(f => (f.Read.Indicator, f.Standing)).ShouldBe(Sentences.Select(s => ((string?)s.Code, FigureStanding.Proved)));
        truth.IsClean.ShouldBeTrue();
        truth.Figures.Where(f => !Reported.ContainsKey(f.Read.Indicator!)).ShouldAllBe(f => f.Path!.StartsWith($"/indicators/{f.Read.Indicator}/records?", StringComparison.Ordinal));

        var falsified = values.Select((v, i) => i < 10 ? v + Math.Max(1, Math.Floor(v / 5)) : v).ToList();
        var report = await city.VerifyAsync(Title + Text(falsified) + "其中重度残疾人14.3名。");
        report.Figures.Select(f => f.Standing).ShouldBe([.. Enumerable.Repeat(FigureStanding.Contradicted, 10), FigureStanding.Proved, FigureStanding.Proved, FigureStanding.Doubtful]);
        report.Figures.Take(10).Select(f => f.Difference).ShouldBe(falsified.Zip(values, (f, v) => (decimal?)(f - v)).Take(10));
        report.IsClean.ShouldBeFalse();
        (Texts.In(true, report.Figures[0].Reason), Texts.In(false, report.Figures[0].Reason)).ShouldSatisfyAllConditions(r => r.Item1.ShouldStartWith("“Dibao recipients” as of"), r => r.Item2.ShouldStartWith("“城乡低保对象人数”截至"));
    }

    /// <summary>What a report published does not prove itself, and nothing is proved by what nobody knows.</summary>
    [Theory, OnEveryDatabase]
    public async Task Verify_WhatIsUnknownOrOnlyPublished_IsNotProved(TestDatabase kind)
    {
        await using var city = await kind.FiguresAsync();
        await city.ReportAsync(EnteredKind.Published, new() { ["lottery_sales"] = "4700000" });
        var report = await city.VerifyAsync(Title + "全市销售福利彩票470万元。全市养老机构123处。预计全年新增养老床位300张。");
        report.Figures.Count.ShouldBe(3);
        report.Figures.ShouldAllBe(f => f.Standing == FigureStanding.NotInLedger && f.Value == null);
        Texts.In(false, report.Figures[0].Reason).ShouldContain("公布的数字不能证明自己");
        // Before the records nothing is known.
        (await city.VerifyAsync("临沂市民政局2024年工作总结\n全市保障城乡低保6人。")).Figures.Single().Standing.ShouldBe(FigureStanding.NotInLedger);
    }

    [Theory, OnEveryDatabase]
    public async Task Verify_OtherCityOrTime_IsRefused(TestDatabase kind)
    {
        await using var city = await kind.FiguresAsync();
        (await Refused("江州市民政局2026年10月工作情况\n全市保障城乡低保6人。")).ShouldContain("江州市");
        (await Refused("枣庄市民政局2026年10月工作情况\n全市保障城乡低保6人。")).ShouldContain("枣庄市");
        (await Refused("临沂市民政局2024年工作总结\n全市保障城乡低保6人。", FigureCity.Today)).ShouldContain("时间不符");
        (await Refused("临沂市民政局工作总结\n全市保障城乡低保6人。")).ShouldContain("没有说明所述时期");
        (await Refused(Title + "全市保障城乡低保6人。", FigureCity.Today.AddDays(1))).ShouldContain("还没有到");
        (await Refused("临沂市民政局2028年工作总结\n全市保障城乡低保6人。")).ShouldContain("还没有到");

        async Task<string> Refused(string text, DateOnly? asOf = null) => (await Should.ThrowAsync<CannotRunException>(() => city.VerifyAsync(text, asOf))).In(english: false);
    }

    [Theory, OnEveryDatabase]
    public async Task Verify_Rounding_TakesWhatTheTextWrites(TestDatabase kind)
    {
        await using var city = await kind.FiguresAsync();
        await city.ReportAsync(EnteredKind.Reported, new() { ["registered_volunteers"] = "188400" });
        foreach (var (written, standing) in new (string, FigureStanding)[]
        {
            ("18.8万", FigureStanding.Proved), ("18.84万", FigureStanding.Proved), ("18.9万", FigureStanding.Contradicted), ("18万余", FigureStanding.Proved), ("19万余", FigureStanding.Contradicted),
            ("近19万", FigureStanding.Proved), ("近20万", FigureStanding.Proved), ("近30万", FigureStanding.Contradicted), ("188401", FigureStanding.Contradicted),
        })
        {
            var figure = (await city.VerifyAsync($"{Title}全市实名注册志愿者{written}人。")).Figures.Single();
            (figure.Read.Indicator, figure.Standing).ShouldBe(("registered_volunteers", standing), written);
        }
    }

    [Theory, OnEveryDatabase]
    public async Task Verify_ClaimsAndRelations_AreTestedBesideTheFigures(TestDatabase kind)
    {
        await using var city = await kind.FiguresAsync();
        await city.ReportAsync(EnteredKind.Reported, new() { ["wedding_funeral_councils"] = "2" });
        var report = await city.VerifyAsync(Title + "红白理事会实现村居全覆盖。“慈善救急难”项目实现县区全覆盖。全市养老床位100张，其中护理型床位200张。");
        report.Claims.Select(c => c.Standing).ShouldBe([TestStanding.Refuted, TestStanding.Unchecked]);
        report.Claims[0].Share!.Value.ShouldBe(2 / 3m, 0.001m);
        report.Relations.ShouldContain(r => r.Whole == "elder_care_beds" && r.Standing == TestStanding.Refuted);
        report.IsClean.ShouldBeFalse();
        // A figure of a county is held against the county.
        var village = (await city.FindAsync("villages", FigureCity.Yishui, Period.Of(FigureCity.October))).Value!.Value;
        var ofCounty = await city.VerifyAsync(string.Create(CultureInfo.InvariantCulture, $"{Title}沂水县有村委会{village}个。"));
        (ofCounty.Figures.Single().Region, ofCounty.Figures.Single().Standing).ShouldBe((SmallCity.Yishui, FigureStanding.Proved));
    }

    [Theory, OnEveryDatabase]
    public async Task Page_UploadedReport_ShowsTheTextWithEveryFigureMarked(TestDatabase kind)
    {
        await using var city = await kind.FiguresAsync();
        var persons = (await city.FindAsync("dibao_recipients", FigureCity.City, Period.Of(FigureCity.October))).Value!.Value;
        using var reader = await city.SignInAsync("statistician", SmallCity.Code);
        const string Path = "/reports/verify";
        var text = string.Create(CultureInfo.InvariantCulture, $"{Title}全市保障城乡低保{persons}人，城乡低保家庭{persons + 5}户，重度残疾人14.3名。<b>");
        using (var pasted = await SendAsync(reader, text, null))
        {
            var page = await pasted.PageAsync();
            page.QuerySelectorAll(".hm-verified-text a").Select(a => a.ClassName).ShouldBe(["hm-verified proved", "hm-verified contradicted", "hm-verified doubtful"]);
            page.QuerySelector("tbody tr")!.Words.ShouldContain("不符");
            page.QuerySelector("tbody tr a[href^='/indicators/dibao_households/records']").ShouldNotBeNull();
            page.QuerySelector(".hm-verified-text")!.Words.ShouldContain("14.3名");
        }

        using (var uploaded = await SendAsync(reader, "", ("r.html", Encoding.UTF8.GetBytes($"<html><body><p>{Title}</p><p>全市保障城乡低保{persons}人。</p></body></html>"))))
            (await uploaded.PageAsync()).QuerySelectorAll(".hm-verified-text a.proved").Length.ShouldBe(1);
        using (var scan = await SendAsync(reader, "", ("r.pdf", "%PDF-1.7"u8.ToArray())))
            (await scan.PageAsync()).QuerySelector(".hm-errors")!.Words.ShouldContain(".docx");
        using (var other = await SendAsync(reader, "江州市民政局2026年10月工作情况\n全市保障城乡低保6人。", null))
            (await other.PageAsync()).QuerySelector(".hm-errors")!.Words.ShouldContain("江州市");
        using (var empty = await SendAsync(reader, "", null))
            (await empty.PageAsync()).QuerySelector(".hm-errors").ShouldNotBeNull();

        async Task<HttpResponseMessage> SendAsync(HttpClient who, string typed, (string Name, byte[] Content)? file)
        {
            var form = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await who.GetStringAsync(new Uri(Path, UriKind.Relative))).QuerySelector("form#form")!;
            using var content = new MultipartFormDataContent();
            foreach (var input in form.QuerySelectorAll("input[type=hidden]"))
                content.Add(new StringContent(input.GetAttribute("value") ?? ""), input.GetAttribute("name")!);
            content.Add(new StringContent(typed), "text");
            if (file is { } sent)
                content.Add(new ByteArrayContent(sent.Content), "file", sent.Name);
            return await who.PostAsync(new Uri(Path, UriKind.Relative), content);
        }
    }

    private static async Task<List<decimal>> ValuesAsync(AwardCity city)
    {
        var values = new List<decimal>();
        foreach (var (_, code) in Sentences)
            values.Add((await city.FindAsync(code, FigureCity.City, Period.Of(FigureCity.October), FigureSource.Records)).Value ?? throw new InvalidOperationException(code));
        return values;
    }

    private static string Text(IEnumerable<decimal> values) => string.Concat(Sentences.Zip(values, (s, v) => string.Format(CultureInfo.InvariantCulture, s.Sentence, v.ToString("0.##", CultureInfo.InvariantCulture))));
}
