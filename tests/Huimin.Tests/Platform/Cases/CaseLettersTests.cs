using System.IO.Compression;
using System.Net;
using Huimin.Platform.Audit;
using Huimin.Platform.Cases;
using Huimin.Tests.Modules;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Tests.Platform.Cases;

/// <summary>Letters: complete, the same whenever they are read, and as a file.</summary>
public sealed class CaseLettersTests
{
    private static FamilyCity Poor => new FamilyCity("chengdu").Member("王一", "1980-01-01", ("wage", "1800")).Member("王二", "1982-01-01").Member("王三", "2010-01-01");

    [Theory, OnEveryDatabase]
    public async Task Decision_Granted_SaysEverythingAndReadsTheSameYearsLater(TestDatabase kind)
    {
        await using var walk = await GrantedAsync(kind);
        var letter = await walk.LetterAsync();
        letter.ShouldContain("锦江区民政局 锦江民救〔2026〕1号 关于同意“最低生活保障申请”的决定书 王一：");
        letter.ShouldContain("你（户）于2026年7月6日提出“最低生活保障申请”");
        letter.ShouldContain("入户调查");
        letter.ShouldContain("2026年7月6日至2026年7月13日公示");
        letter.ShouldContain("一、查明的情况和适用的规定 （一）最低生活保障（3人，2026年8月）");
        letter.ShouldContain("家庭月收入1,800.00元");
        letter.ShouldContain("（民发〔2021〕57号第十三条）");
        letter.ShouldContain("最低生活保障 3人 每月1,560.00元 2026年8月 长期，定期核查");
        letter.ShouldContain("按月通过金融机构发放");
        letter.ShouldContain("家庭人口、收入、财产状况发生变化的，应当及时告知乡镇人民政府（街道办事处）（社会救助法第四十六条）。");
        letter.ShouldContain("根据社会救助法第七十六条，对本决定不服的，可以自知道该决定之日起60天内向锦江区人民政府申请行政复议");
        letter.ShouldContain("锦江区民政局 2026年7月14日");

        // Renamed places, other incomes and another day change nothing of it.
        await using (var context = walk.Web.Database.CreateContext())
        {
            await context.Regions.Where(r => r.Code == walk.City.County).ExecuteUpdateAsync(set => set.SetProperty(r => r.ValidTo, new DateOnly(2027, 1, 1)));
            context.Add(new Huimin.Platform.Regions.Region { Code = walk.City.County, ValidFrom = new DateOnly(2027, 1, 1), Level = Huimin.Platform.Regions.RegionLevel.County, Parent = walk.City.County / 100_000_000 * 100_000_000, Name = "新锦江区" });
            await context.PersonFacts.Where(f => f.PersonId == 1).ExecuteUpdateAsync(set => set.SetProperty(f => f.Value, 0));
            await context.SaveChangesAsync();
        }

        walk.Day = new DateOnly(2029, 3, 1);
        (await walk.LetterAsync()).ShouldBe(letter);
    }

    [Theory, OnEveryDatabase]
    public async Task File_OfALetter_IsWordTheSameEveryTimeAndOnTheTrail(TestDatabase kind)
    {
        await using var walk = await GrantedAsync(kind);
        var clerk = await walk.AsAsync("township_clerk");
        using var answer = await clerk.GetAsync(new Uri(walk.Path + "/letter.docx", UriKind.Relative));
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/vnd.openxmlformats-officedocument.wordprocessingml.document");
        Uri.UnescapeDataString(answer.Content.Headers.ContentDisposition!.ToString()).ShouldContain("锦江民救〔2026〕1号");
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        bytes.ShouldBe(await clerk.GetByteArrayAsync(new Uri(walk.Path + "/letter.docx", UriKind.Relative)));
        await using var zip = new ZipArchive(new MemoryStream(bytes));
        using var reader = new StreamReader(zip.GetEntry("word/document.xml")!.Open());
        (await reader.ReadToEndAsync()).ShouldContain("每月1,560.00元");
        await using var context = walk.Web.Database.CreateContext();
        (await context.AuditRecords.CountAsync(r => r.Action == AuditAction.Export && r.Subject == "case:" + walk.Id)).ShouldBe(2);

        (await clerk.GetAsync(new Uri(walk.Path + "/letter.docx?letter=decision-999", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await clerk.GetAsync(new Uri("/cases/999/letter.docx", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Supplement_ListsEverythingOnceWithTheCasesNumber()
    {
        await using var walk = await CaseWalk.StartAsync(TestDatabase.Sqlite, Poor, new DateOnly(2026, 7, 6));
        await walk.BeginAsync("dibao", Applications.BasicLiving);
        var clerk = await walk.AsAsync("township_clerk");
        (await clerk.GetStringAsync(new Uri(walk.Path + "/decision", UriKind.Relative))).ShouldContain("还没有决定");
        await walk.ActAsync("township_clerk", "ask-supplement", ("note", "核对授权书\n诊断证明"));
        var letter = await walk.LetterAsync();
        letter.ShouldContain("督院街街道办事处 督院街民救补〔2026〕1号 一次性告知补正通知书 王一：");
        letter.ShouldContain("1．核对授权书。 2．诊断证明。");
        letter.ShouldContain("除此以外不再要求补正");
    }

    [Fact]
    public async Task Replaced_Decision_StaysReadable()
    {
        await using var walk = await CaseWalk.StartAsync(TestDatabase.Sqlite, Poor.Household("vehicles", "1"), new DateOnly(2026, 7, 6));
        await walk.BeginAsync("dibao", Applications.BasicLiving);
        await walk.AcceptAsync();
        await walk.RefuseAsync("有机动车");
        await walk.ActAsync("county_approver", "note", ("note", "申请人申诉"));
        await walk.ActAsync("township_clerk", "deliver", ("day", walk.Day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)), ("note", "本人签收"));
        await walk.ActAsync("county_approver", "reopen", ("step", "confirm"), ("note", "人民法院判决重新作出决定"));
        await walk.DecideAsync(CaseOutcome.Refused, "机动车用于经营，重新核实后仍超过规定");
        var page = await (await walk.AsAsync("township_clerk")).GetStringAsync(new Uri(walk.Path + "/decision", UriKind.Relative));
        page.ShouldContain("锦江民救〔2026〕1号");
        page.ShouldContain("锦江民救〔2026〕2号");
        page.ShouldContain("已被后来的决定代替");
        (await walk.LetterAsync()).ShouldContain("重新核实后仍超过规定。");
    }

    private static async Task<CaseWalk> GrantedAsync(TestDatabase kind)
    {
        var walk = await CaseWalk.StartAsync(kind, Poor, new DateOnly(2026, 7, 6));
        await walk.BeginAsync("dibao", Applications.BasicLiving);
        await walk.AcceptAsync();
        await walk.GrantAsync();
        return walk;
    }
}
