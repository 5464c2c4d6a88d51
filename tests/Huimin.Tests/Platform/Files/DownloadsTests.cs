using Huimin.Platform.Files;
using Microsoft.AspNetCore.Http;

namespace Huimin.Tests.Platform.Files;

public sealed class DownloadsTests
{
    [Theory]
    [InlineData("低保 2026-11.csv")]
    [InlineData("a.csv\r\nSet-Cookie: x=1")]
    [InlineData("a\"; filename=\"evil.exe")]
    [InlineData("../../etc/passwd")]
    [InlineData("a\u202Evsc.exe")]
    [InlineData("")]
    public void Save_Name_AddsNoHeaderAndNoPath(string name)
    {
        var response = new DefaultHttpContext().Response;
        response.Save("text/csv; charset=utf-8", name);
        var header = response.Headers.ContentDisposition.ToString();
        header.ShouldStartWith("attachment; filename=");
        header.ShouldNotMatch("[\r\n\u202E]");
        header.Count(c => c == ';').ShouldBe(2); // the name twice, plain and encoded, and nothing else
        foreach (var part in (string[])["../", "%2F", "filename=\"evil", "%22", "%0D"])
            header.ShouldNotContain(part);
        response.Headers.CacheControl.ToString().ShouldBe("private, no-store");
    }
}
