using System.Net;
using System.Text;
using Huimin.Platform.Files.Uploading;
using Huimin.Tests.Platform.Access;
using Huimin.Tests.Platform.Audit;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Tests.Platform.Files.Storing;

public sealed class FileEndpointTests
{
    public static TheoryData<string, byte[], string> Shown => new()
    {
        { "身份证 正面.jpg", TestFiles.Jpeg(), "image/jpeg" },
        { "a.png", TestFiles.Png(), "image/png" },
        { "a.pdf", "%PDF-1.7\n%%EOF"u8.ToArray(), "application/pdf" },
    };

    [Theory, MemberData(nameof(Shown))]
    public async Task Get_PictureOrPdf_IsShownAsWhatItIsAndNeverKept(string name, byte[] content, string type)
    {
        await using var web = await TestDatabase.Sqlite.ServeAsync();
        var file = await web.Database.StoreAsync(TestFiles.Upload(name, content));
        using var answer = await web.SendAsync(file.Address);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadAsByteArrayAsync()).ShouldBe(content);
        answer.Content.Headers.ContentType!.ToString().ShouldBe(type);
        answer.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("inline");
        answer.Content.Headers.ContentDisposition!.FileNameStar.ShouldBe(name);
        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
    }

    [Theory, OnEveryDatabase]
    public async Task Get_WithinTheReach_IsRecordedAndElsewhereNotThere(TestDatabase kind)
    {
        await using var web = await MatrixCity.StartAsync(kind);
        var own = await web.Database.StoreAsync(TestFiles.Upload("a.png", TestFiles.Png()));
        var sister = await web.Database.StoreAsync(TestFiles.Upload("b.png", TestFiles.Png(rest: "b")), "case:13", 371323103201);
        using var clerk = await MatrixCity.ReaderAsync(web, "township_clerk", SmallCity.Gaoqiao);
        using var seen = await clerk.GetAsync(new Uri(own.Address, UriKind.Relative));
        seen.StatusCode.ShouldBe(HttpStatusCode.OK);
        foreach (var address in (string[])[sister.Address, "/files/1", "/files/-1", "/files/9223372036854775807", "/files/x", "/files/99999999999999999999"])
        {
            using var answer = await clerk.GetAsync(new Uri(address, UriKind.Relative));
            answer.StatusCode.ShouldBe(HttpStatusCode.NotFound, address);
            (await answer.Content.ReadAsStringAsync()).ShouldNotContain("PNG");
        }

        using var finance = await MatrixCity.ReaderAsync(web, "finance", SmallCity.Code);
        using var refused = await finance.GetAsync(new Uri(own.Address, UriKind.Relative));
        refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);

        await using var context = web.Database.CreateContext();
        var record = await context.AuditRecords.SingleAsync(r => r.Action == "stored_file.view");
        (record.Subject, record.Region, record.Account).ShouldBe(($"stored_file:{own.Id}", SmallCity.Village, $"township_clerk-{SmallCity.Gaoqiao}-"));
        record.After!.ShouldContain("case:12");
        (await context.AuditRecords.CountAsync(r => r.Action == "denied" && r.Subject == $"page:{sister.Address}")).ShouldBe(1);
    }

    [Fact]
    public async Task Get_AnythingElse_IsSavedAndNeverShown()
    {
        await using var web = await TestDatabase.Sqlite.ServeAsync();
        var file = await web.Database.StoreAsync(new UploadedFile("a\".html", FileKind.Text, Encoding.UTF8.GetBytes("<script>alert(1)</script>")));
        using var answer = await web.SendAsync(file.Address);
        answer.Content.Headers.ContentType!.ToString().ShouldBe("application/octet-stream");
        answer.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        answer.Content.Headers.ContentDisposition!.FileNameStar.ShouldBe("a_.html");
    }

    [Fact]
    public async Task Get_FileThatDoesNotOpen_ShowsNothingOfIt()
    {
        await using var web = await TestDatabase.Sqlite.ServeAsync();
        var first = await web.Database.StoreAsync(TestFiles.Upload("a.png", TestFiles.Png()));
        await web.Database.TamperAsync($"UPDATE stored_file SET content = x'0100010203' WHERE id = {first.Id}");
        using var answer = await web.SendAsync(first.Address);
        answer.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
    }
}
