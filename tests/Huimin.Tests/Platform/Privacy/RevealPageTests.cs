using Huimin.Platform.Audit;
using Huimin.Tests.Platform.Access;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Tests.Platform.Privacy;

/// <summary>A masked value is shown in full to whose duty allows it, for a reason, and never without a record.</summary>
public sealed class RevealPageTests
{
    private static readonly string Page = $"/people/persons/{SmallCity.Zhao}/reveal";

    [Theory, OnEveryDatabase]
    public async Task Reveal_WithAReason_ShowsOneValueAndIsRecorded(TestDatabase kind)
    {
        await using var web = await MatrixCity.StartAsync(kind);
        using var clerk = await MatrixCity.ReaderAsync(web, "township_clerk", SmallCity.Gaoqiao);
        var file = await clerk.GetStringAsync(new Uri($"/people/persons/{SmallCity.Zhao}", UriKind.Relative));
        file.ShouldNotContain(SmallCity.ZhaoId);
        file.ShouldContain("37**************17");

        using var answer = await WebCity.PostAsync(clerk, Page, "form:has(#reason)", new() { ["what"] = "CitizenId", ["reason"] = "发放退回，核对证件" });
        (await answer.Content.ReadAsStringAsync()).ShouldContain(SmallCity.ZhaoId);
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        await using var context = web.Database.CreateContext();
        var record = await context.AuditRecords.SingleAsync(r => r.Action == AuditAction.Reveal);
        (record.Subject, record.Reason, record.Duty, record.Region).ShouldBe(($"person:{SmallCity.Zhao}", "发放退回，核对证件", "township_clerk", SmallCity.Village));
        record.After!.ShouldNotContain(SmallCity.ZhaoId);
    }

    [Theory, OnEveryDatabase]
    public async Task Reveal_WithoutAReason_ShowsNothing(TestDatabase kind)
    {
        await using var web = await MatrixCity.StartAsync(kind);
        using var clerk = await MatrixCity.ReaderAsync(web, "township_clerk", SmallCity.Gaoqiao);
        foreach (var reason in (string[])["", "  ", "看看", new string('长', 201)])
        {
            using var answer = await WebCity.PostAsync(clerk, Page, "form:has(#reason)", new() { ["what"] = "CitizenId", ["reason"] = reason });
            var html = await answer.Content.ReadAsStringAsync();
            html.ShouldNotContain(SmallCity.ZhaoId);
            html.ShouldContain("请写明查看的理由");
        }

        await using var context = web.Database.CreateContext();
        (await context.AuditRecords.AnyAsync(r => r.Action == AuditAction.Reveal)).ShouldBeFalse();
    }

    [Fact]
    public async Task Address_OfThePlace_IsShownInFull()
    {
        await using var web = await MatrixCity.StartAsync(TestDatabase.Sqlite);
        using var clerk = await MatrixCity.ReaderAsync(web, "township_clerk", SmallCity.Gaoqiao);
        using var answer = await WebCity.PostAsync(clerk, Page, "form:has(#reason)", new() { ["what"] = "Address", ["reason"] = "入户走访前核对" });
        (await answer.PageAsync()).QuerySelector("[role=status]")!.Words.ShouldContain("南里庄村18号");
        using var none = await WebCity.PostAsync(clerk, Page, "form:has(#reason)", new() { ["what"] = "BankAccount", ["reason"] = "入户走访前核对" });
        (await none.PageAsync()).QuerySelector("[role=status]")!.Words.ShouldContain("未登记");
    }
}
