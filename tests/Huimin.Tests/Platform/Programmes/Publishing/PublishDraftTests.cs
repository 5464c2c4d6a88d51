using Huimin.Platform;
using Huimin.Platform.Access;
using Huimin.Platform.Accounts;
using Huimin.Platform.Programmes;
using Huimin.Platform.Programmes.Publishing;
using Huimin.Platform.Simulations;
using Huimin.Platform.Sweeps;
using Huimin.Policies;
using Microsoft.EntityFrameworkCore;
using static Huimin.Tests.Platform.Programmes.Publishing.PublishingCity;

namespace Huimin.Tests.Platform.Programmes.Publishing;

/// <summary>The rules of two-person publication, each tried against the real actions and the real database.</summary>
public sealed class PublishDraftTests
{
    private const string Path = "linyi/dibao.yaml";
    private static readonly Month November = new(2026, 11);

    [Theory, OnEveryDatabase]
    public async Task Publish_BySecondOfficer_HoldsFromItsMonthOn(TestDatabase kind)
    {
        await using var city = await PublishingCity.CreateAsync(kind);
        var shipped = city.Library.PackIn(December)!.Hash;
        var id = await city.ProposedAsync();
        city.Library.PackIn(December)!.Hash.ShouldBe(shipped, "a proposal changes nothing");

        var draft = await city.PublishAsync(id, note: "同意");
        (draft.State, draft.Version).ShouldBe((DraftState.Published, 1));
        draft.Events.Select(e => e.What).ShouldBe([DraftStep.Started, DraftStep.Changed, DraftStep.Described, DraftStep.EffectComputed, DraftStep.Proposed, DraftStep.Published]);
        var version = (await city.VersionsAsync()).Single();
        (version.Number, version.StartMonth, version.Proposer, version.Approver, version.ApprovalNote).ShouldBe((1, 202612, "甲", "乙", "同意"));
        version.Files.ToDictionary(f => f.Path, f => f.Text).ShouldContainKey("facts.yaml");
        version.Files.Count.ShouldBe(city.Library.Versions[0].Pack!.Files.Count);

        city.Library.PackIn(November)!.Hash.ShouldBe(shipped);
        city.Library.PackIn(December)!.Hash.ShouldBe(version.Hash);
        city.Library.VersionIn(December.AddMonths(30)).Number.ShouldBe(1);
        Urban(city.Library.PackIn(December)!, December).ShouldBe("660");
        Urban(city.Library.PackIn(November)!, November).ShouldBe("600");
    }

    [Theory, OnEveryDatabase]
    public async Task Publish_WithoutItsPermission_IsRefused(TestDatabase kind)
    {
        await using var city = await PublishingCity.CreateAsync(kind);
        var id = await city.ProposedAsync();
        await using (var context = city.Database.CreateContext())
            await context.RolePermissions.Where(p => p.Permission == Permissions.PublishPolicies).ExecuteDeleteAsync();
        (await RefusalAsync(() => city.PublishAsync(id))).ShouldContain("不是政策管理人员");
        (await RefusalAsync(() => city.DoAsync<RejectDraft, PolicyDraft>(a => a.RunAsync(city.Second, id, null, "不妥")))).ShouldContain("不是政策管理人员");
        (await city.VersionsAsync()).ShouldBeEmpty();
    }

    [Theory, OnEveryDatabase]
    public async Task Publish_ByItsAuthorOrAStranger_IsRefusedAndChangesNothing(TestDatabase kind)
    {
        await using var city = await PublishingCity.CreateAsync(kind);
        var id = await city.ProposedAsync();
        (await RefusalAsync(() => city.PublishAsync(id, city.Author))).ShouldContain("起草人不能批准");
        (await RefusalAsync(() => city.PublishAsync(id, new SignedInOfficer(77, "丙", 1)))).ShouldContain("不是政策管理人员");
        await using (var context = city.Database.CreateContext())
            await new AccountWork(context).Disable.RunAsync(city.Second.Id, null);
        (await RefusalAsync(() => city.PublishAsync(id))).ShouldContain("停用");
        (await city.VersionsAsync()).ShouldBeEmpty();
        (await city.DraftAsync(id)).State.ShouldBe(DraftState.Proposed);
    }

    [Fact]
    public async Task Propose_UnfinishedDraft_SaysWhatIsMissing()
    {
        await using var city = await PublishingCity.CreateAsync(TestDatabase.Sqlite);
        var id = await city.StartAsync();
        (await RefusalAsync(() => city.ProposeAsync(id))).ShouldContain("没有改动任何条文");
        await city.RowAsync(id);
        (await RefusalAsync(() => city.ProposeAsync(id))).ShouldContain("理由和依据");
        await city.DescribeAsync(id);
        (await RefusalAsync(() => city.ProposeAsync(id))).ShouldContain("测算对全市的影响");
        await city.EffectAsync(id);
        (await RefusalAsync(() => city.ProposeAsync(id, officer: city.Second))).ShouldContain("只有起草人甲");
        (await city.ProposeAsync(id, "已核对")).State.ShouldBe(DraftState.Proposed);
        (await RefusalAsync(() => city.ProposeAsync(id))).ShouldContain("已经送审");
    }

    [Fact]
    public async Task Propose_MonthThatHasBegun_NeedsAReason()
    {
        await using var city = await PublishingCity.CreateAsync(TestDatabase.Sqlite);
        var id = await city.StartAsync();
        await city.RowAsync(id, from: November);
        await city.DescribeAsync(id, start: November);
        await city.EffectAsync(id);
        (await RefusalAsync(() => city.ProposeAsync(id, "已核对"))).ShouldContain("为什么不能从2026-12起");
        await city.DescribeAsync(id, start: November, late: "文件自11月起执行");
        (await city.ProposeAsync(id, "已核对")).State.ShouldBe(DraftState.Proposed, "the month is the same, so is the effect");
    }

    [Fact]
    public async Task Propose_TextWithErrorsOrFailingExamples_IsRefused()
    {
        await using var city = await PublishingCity.CreateAsync(TestDatabase.Sqlite);
        var id = await city.StartAsync();
        var text = TestPolicies.Linyi.Files[Path];
        await city.SaveAsync(id, Path, text.Replace("urban: 520", "urban: 52o", StringComparison.Ordinal));
        await city.DescribeAsync(id);
        (await RefusalAsync(() => city.EffectAsync(id))).ShouldContain("1处错误");
        (await RefusalAsync(() => city.ProposeAsync(id))).ShouldContain("1处错误");
        (await RefusalAsync(() => city.RowAsync(id))).ShouldContain("先改正");
        // A wrong past value lets examples fail.
        await city.SaveAsync(id, Path, text.Replace("urban: 600", "urban: 700", StringComparison.Ordinal));
        (await RefusalAsync(() => city.ProposeAsync(id))).ShouldContain("示例没有通过");
    }

    [Theory, OnEveryDatabase]
    public async Task Change_AfterTheProposal_NeedsANewOne(TestDatabase kind)
    {
        await using var city = await PublishingCity.CreateAsync(kind);
        var id = await city.ProposedAsync();
        var proposed = (await city.DraftAsync(id)).Revision;
        await city.RowAsync(id, urban: "670");
        var draft = await city.DraftAsync(id);
        (draft.State, draft.Effect, draft.ProposedHash).ShouldBe((DraftState.Draft, null, null));
        (await RefusalAsync(() => city.PublishAsync(id))).ShouldContain("不在待批准状态");
        (await RefusalAsync(() => city.PublishAsync(id, seen: proposed))).ShouldContain("有了改动");
        (await RefusalAsync(() => city.ProposeAsync(id))).ShouldContain("测算");
        await city.EffectAsync(id);
        await city.ProposeAsync(id, "已核对");
        await city.PublishAsync(id, note: "同意");
        Urban(city.Library.Pack!, December).ShouldBe("670");
    }

    [Fact]
    public async Task Describe_AnotherMonth_DropsTheEffect()
    {
        await using var city = await PublishingCity.CreateAsync(TestDatabase.Sqlite);
        var id = await city.ProposedAsync();
        await city.DescribeAsync(id, start: December.AddMonths(1));
        (await RefusalAsync(() => city.ProposeAsync(id))).ShouldContain("测算");
    }

    [Fact]
    public async Task Reject_WithANote_GivesItBackToItsAuthor()
    {
        await using var city = await PublishingCity.CreateAsync(TestDatabase.Sqlite);
        var id = await city.ProposedAsync();
        (await RefusalAsync(() => city.DoAsync<RejectDraft, PolicyDraft>(a => a.RunAsync(city.Second, id, null, " ")))).ShouldContain("为什么退回");
        (await RefusalAsync(() => city.DoAsync<RejectDraft, PolicyDraft>(a => a.RunAsync(city.Author, id, null, "不妥")))).ShouldContain("另一位");
        await city.DoAsync<RejectDraft, PolicyDraft>(a => a.RunAsync(city.Second, id, null, "文号不对"));
        (await RefusalAsync(() => city.PublishAsync(id))).ShouldContain("不在待批准状态");
        (await city.DraftAsync(id)).Events[^1].Note.ShouldBe("文号不对");
        await city.RowAsync(id, urban: "661");
        (await city.DraftAsync(id)).State.ShouldBe(DraftState.Draft);
        await city.DoAsync<WithdrawDraft, PolicyDraft>(a => a.RunAsync(city.Author, id, null, ""));
        (await RefusalAsync(() => city.RowAsync(id))).ShouldContain("已经办结");
    }

    [Fact]
    public async Task Effect_RaisedStandard_CostsByCountyWhatTheSweepThenFinds()
    {
        await using var city = await PublishingCity.CreateAsync(TestDatabase.Sqlite);
        var id = await city.StartAsync();
        await city.RowAsync(id, from: November);
        await city.DescribeAsync(id, start: November, late: "补发");
        var effect = DraftEffect.Read((await city.EffectAsync(id)).Effect)!;
        await city.ProposeAsync(id, "已核对");
        var before = await DibaoAsync(city);
        await city.PublishAsync(id, note: "同意");
        await new RunSweep(city.Database, city.Library.Require(November), TimeProvider.System).RunAsync(November);
        var after = await DibaoAsync(city);
        effect.Whole.Single(w => w.Programme == "dibao").ShouldSatisfyAllConditions(
            w => (w.FenBefore, w.FenAfter).ShouldBe((before[SmallCity.Code].Amount, after[SmallCity.Code].Amount)),
            w => (w.PersonsBefore, w.PersonsAfter).ShouldBe((before[SmallCity.Code].Persons, after[SmallCity.Code].Persons)));
        effect.Counties.Single(c => c.Programme == "dibao").ShouldSatisfyAllConditions(
            c => c.Region.ShouldBe(SmallCity.Yishui),
            c => c.FenChange.ShouldBe(after[SmallCity.Yishui].Amount - before[SmallCity.Yishui].Amount));
        effect.Months.Count.ShouldBe(12);
        effect.Main.ShouldBe("dibao");
        // The same programmes in every county, so that each sum over the counties is the city's.
        foreach (var programme in effect.Whole)
        {
            var counties = effect.Counties.Where(c => c.Programme == programme.Programme).ToList();
            counties.Count.ShouldBe(effect.Counties.Select(c => c.Region).Distinct().Count());
            (counties.Sum(c => c.FenBefore), counties.Sum(c => c.FenAfter), counties.Sum(c => c.PersonsAfter)).ShouldBe((programme.FenBefore, programme.FenAfter, programme.PersonsAfter));
        }

        effect.Months[0].Monthly.ShouldBe(DraftEffect.Sum(effect.Counties, oneOff: false));
    }

    /// <summary>Whoever loses dibao loses the heating subsidy too: once, in November, and in no monthly sum.</summary>
    [Fact]
    public async Task Effect_OneOffPayment_IsInNoMonthlySum()
    {
        await using var city = await PublishingCity.CreateAsync(TestDatabase.Sqlite);
        var id = await city.StartAsync();
        await city.RowAsync(id, urban: "1", rural: "1", from: November);
        await city.DescribeAsync(id, start: November, late: "补发");
        var effect = DraftEffect.Read((await city.EffectAsync(id)).Effect)!;
        var heating = effect.Whole.Single(w => w.Programme == "heating_subsidy");
        (heating.IsOneOff, heating.FenChange < 0).ShouldBe((true, true));
        effect.Main.ShouldBe("dibao");
        effect.Months[0].OneOff.Change.ShouldBe(heating.FenChange);
        effect.Months[0].Monthly.Change.ShouldBe(effect.Whole.Where(w => w.Programme != "heating_subsidy").Sum(w => w.FenChange));
        effect.Months[1].OneOff.ShouldBe(new Spending(0, 0));
    }

    /// <summary>More than twice the spending of a county: both officers say why, in writing.</summary>
    [Theory, OnEveryDatabase]
    public async Task Alarms_AreAnsweredByBothOfficers(TestDatabase kind)
    {
        await using var city = await PublishingCity.CreateAsync(kind);
        var id = await city.StartAsync();
        await city.RowAsync(id, urban: "1400", rural: "1400");
        await city.DescribeAsync(id);
        DraftEffect.Read((await city.EffectAsync(id)).Effect)!.Alarms.ShouldContain(a => a.Kind == AlarmKind.SpendingDoubled && a.Programme == "dibao" && a.County == SmallCity.Yishui);
        (await RefusalAsync(() => city.ProposeAsync(id))).ShouldContain("有警示");
        await city.ProposeAsync(id, "省里要求一次到位");
        (await RefusalAsync(() => city.PublishAsync(id))).ShouldContain("有警示");
        await city.PublishAsync(id, note: "已向市长报告");
        var version = (await city.VersionsAsync()).Single();
        (version.AlarmReason, version.ApprovalNote).ShouldBe(("省里要求一次到位", "已向市长报告"));
    }

    [Theory, OnEveryDatabase]
    public async Task Sweep_OfAnOldMonth_UsesTheVersionThenInForce(TestDatabase kind)
    {
        await using var city = await PublishingCity.CreateAsync(kind);
        var before = await DibaoAsync(city, 202610);
        var id = await city.ProposedAsync(start: November, late: "文件自11月起执行");
        await city.PublishAsync(id, note: "同意");
        using var library = await PolicyLibrary.OpenAsync(city.Database, ContentFiles.PoliciesFolder, "linyi");
        foreach (var month in new[] { November.AddMonths(-1), November })
            await new RunSweep(city.Database, library.Require(month), TimeProvider.System).RunAsync(month);
        (await DibaoAsync(city, 202610))[SmallCity.Code].Amount.ShouldBe(before[SmallCity.Code].Amount);
        (await DibaoAsync(city, 202611))[SmallCity.Code].Amount.ShouldBeGreaterThan(before[SmallCity.Code].Amount);
        await using var context = city.Database.CreateContext();
        var hashes = await context.SweepRuns.OrderBy(r => r.Month).Select(r => r.PolicyHash).ToListAsync();
        hashes.ShouldBe([library.Versions[0].Hash, library.Versions[1].Hash]);
    }

    /// <summary>What a newer program published, and this one cannot read.</summary>
    [Theory, OnEveryDatabase]
    public async Task Library_VersionThatCannotBeRead_LeavesTheOneBeforeInForce(TestDatabase kind)
    {
        await using var city = await PublishingCity.CreateAsync(kind);
        await city.PublishAsync(await city.ProposedAsync(), note: "同意");
        await using (var context = city.Database.CreateContext())
        {
            var good = await context.PolicyVersions.AsNoTracking().Include(v => v.Files).SingleAsync();
            context.Add(new PolicyVersion
            {
                Number = 2,
                Layer = "linyi",
                StartMonth = 202701,
                Hash = "future",
                BaseHash = good.Hash,
                Title = "",
                Reason = "",
                LateReason = "",
                AlarmReason = "",
                ApprovalNote = "",
                Proposer = "甲",
                Approver = "乙",
                ProposedAt = good.ProposedAt,
                PublishedAt = good.PublishedAt,
                Files = [.. good.Files.Select(f => new PolicyVersionFile { Version = 2, Path = f.Path, Text = f.Path == Path ? f.Text + "future: true\n" : f.Text })],
            });
            await context.SaveChangesAsync();
            await city.Library.RefreshAsync(context);
        }

        var january = new Month(2027, 1);
        city.Library.Versions.Count.ShouldBe(3);
        city.Library.VersionIn(january).Number.ShouldBe(1);
        city.Library.UnreadableIn(january)!.Number.ShouldBe(2);
        city.Library.UnreadableIn(December).ShouldBeNull();
        city.Library.Errors.ShouldBeEmpty();
        (await RefusalAsync(() => city.StartAsync())).ShouldContain("本程序不能读取");
    }

    [Fact]
    public async Task Library_OfAnotherProgram_SeesTheVersionWithoutRestart()
    {
        await using var city = await PublishingCity.CreateAsync(TestDatabase.Sqlite);
        using var other = await PolicyLibrary.OpenAsync(city.Database, ContentFiles.PoliciesFolder, "linyi");
        await city.PublishAsync(await city.ProposedAsync(), note: "同意");
        other.VersionIn(December).Number.ShouldBe(0);
        await using var context = city.Database.CreateContext();
        await other.RefreshAsync(context);
        other.VersionIn(December).Number.ShouldBe(1);
        other.PackIn(December)!.Hash.ShouldBe(city.Library.PackIn(December)!.Hash);
    }

    [Theory]
    [InlineData("national/dibao.yaml")]
    [InlineData("facts.yaml")]
    [InlineData("linyi/../national/dibao.yaml")]
    [InlineData("linyi/Dibao.yaml")]
    [InlineData("linyi/dibao.txt")]
    public async Task Save_FileOfAnotherLayer_IsRefused(string path)
    {
        await using var city = await PublishingCity.CreateAsync(TestDatabase.Sqlite);
        var id = await city.StartAsync();
        (await RefusalAsync(() => city.SaveAsync(id, path, "x: 1\n"))).ShouldContain("不是本市的政策文件");
    }

    [Fact]
    public async Task Save_TextAsItWas_IsNoChange()
    {
        await using var city = await PublishingCity.CreateAsync(TestDatabase.Sqlite);
        var id = await city.StartAsync();
        var text = TestPolicies.Linyi.Files[Path];
        await city.SaveAsync(id, Path, text + "# 注\n");
        (await city.DraftAsync(id)).Files.Single().BaseText.ShouldBe(text);
        await city.SaveAsync(id, Path, text.Replace("\n", "\r\n", StringComparison.Ordinal).TrimEnd());
        (await city.DraftAsync(id)).Files.ShouldBeEmpty();
    }

    [Fact]
    public async Task Template_OfANewProgramme_IsSoundAsItIs()
    {
        await using var city = await PublishingCity.CreateAsync(TestDatabase.Sqlite);
        var id = await city.StartAsync();
        await city.SaveAsync(id, "linyi/transport_subsidy.yaml", DraftTemplates.Programme("transport_subsidy", "交通\"补贴", December, SmallCity.Code));
        var draft = await city.DraftAsync(id);
        var check = new DraftChecks().Of(city.Library.Newest, draft.Files);
        check.Errors.ShouldBeEmpty();
        check.Failed.ShouldBeEmpty();
        check.Pack!.Find("transport_subsidy")!.Name.ShouldBe("交通补贴");
    }

    private static async Task<Dictionary<long, SweepTotal>> DibaoAsync(PublishingCity city, int month = 202611)
    {
        await using var context = city.Database.CreateContext();
        return await context.SweepTotals.AsNoTracking().Where(t => t.Month == month && t.Programme == "dibao").ToDictionaryAsync(t => t.Region);
    }
}
