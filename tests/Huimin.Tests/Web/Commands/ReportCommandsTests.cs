using System.Text.Json;

namespace Huimin.Tests.Web.Commands;

public sealed class ReportCommandsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("huimin-report").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Read_Report_PrintsTheAgreedJson()
    {
        var file = Write("report.txt", "江州市民政局2024年上半年工作总结\n保障城乡低保18.8万人,重度残疾人14.3名。\n"u8.ToArray());
        var result = await Program.RunAsync("report", "read", file, "--json");
        result.Code.ShouldBe(0, result.Error);
        var figures = JsonDocument.Parse(result.Output).RootElement.GetProperty("figures").EnumerateArray().ToList();
        figures.Count.ShouldBe(2);
        figures[0].EnumerateObject().Select(p => p.Name).ShouldBe(["quote", "offset", "value", "unit", "bound", "indicator", "measure", "period", "suspect", "confidence"]);
        figures[0].GetProperty("value").GetDecimal().ShouldBe(188_000);
        figures[0].GetProperty("unit").GetString().ShouldBe("person");
        figures[0].GetProperty("bound").GetString().ShouldBe("exact");
        figures[0].GetProperty("indicator").GetString().ShouldBe("dibao_recipients");
        figures[0].GetProperty("measure").GetString().ShouldBe("stock");
        figures[0].GetProperty("period").GetProperty("start").GetString().ShouldBe("2024-01-01");
        figures[0].GetProperty("period").GetProperty("end").GetString().ShouldBe("2024-06-30");
        figures[0].GetProperty("suspect").ValueKind.ShouldBe(JsonValueKind.Null);
        figures[1].GetProperty("suspect").GetProperty("kind").GetString().ShouldBe("fraction");

        var chinese = await Program.RunInAsync(new() { ["HUIMIN_LANG"] = "zh" }, "report", "read", file, "--json");
        chinese.Output.ShouldBe(result.Output);
        (await Program.RunAsync("report", "read", file)).Output.ShouldContain("Doubtful");
    }

    [Fact]
    public async Task Read_WithoutTime_SaysSoAndTakesOne()
    {
        var file = Write("report.txt", "保障城乡低保18.8万人。"u8.ToArray());
        var open = await Program.RunAsync("report", "read", file, "--json");
        open.Code.ShouldBe(0);
        open.Error.ShouldContain("--period");
        var given = await Program.RunAsync("report", "read", file, "--json", "--period", "2023-Q2");
        given.Error.ShouldBeEmpty();
        given.Output.ShouldContain("2023-04-01");
    }

    [Theory]
    [InlineData("scan.pdf", "255044462D312E37", "PDF")]
    [InlineData("empty.txt", "", "empty")]
    [InlineData("old.doc", "D0CF11E0A1B11AE1", "Word")]
    [InlineData("program", "7F454C460201010000000000", "not text")]
    public async Task Read_WhatIsNoReport_EndsInOneMessageAndCode2(string name, string bytes, string words)
    {
        var result = await Program.RunAsync("report", "read", Write(name, Convert.FromHexString(bytes)), "--json");
        result.Code.ShouldBe(2);
        result.Output.ShouldBeEmpty();
        result.Error.Trim().Split('\n').ShouldHaveSingleItem().ShouldContain(words);
    }

    [Fact]
    public async Task Verify_WhatIsNoReport_EndsInOneMessageAndCode2()
    {
        var large = Path.Combine(folder, "large.txt");
        await using (var file = File.Create(large))
            file.SetLength(200 << 20);
        foreach (var (file, words) in new[] { (Write("scan.pdf", "%PDF-1.7"u8.ToArray()), "PDF"), (large, "32 MB"), (Path.Combine(folder, "nowhere.txt"), "nowhere.txt") })
        {
            var result = await Program.RunAsync("report", "verify", file, "--json");
            result.Code.ShouldBe(2);
            result.Output.ShouldBeEmpty();
            result.Error.Trim().Split('\n').ShouldHaveSingleItem().ShouldContain(words);
        }

        (await Program.RunAsync("report", "verify", Write("a.txt", "救助5人。"u8.ToArray()), "--as-of", "summer")).Code.ShouldBe(2);
    }

    [Fact]
    public async Task Read_NoFileOrNoPeriod_EndsWithCode2()
    {
        (await Program.RunAsync("report", "read", Path.Combine(folder, "nowhere.txt"))).Code.ShouldBe(2);
        (await Program.RunAsync("report", "read", Write("a.txt", "救助5人。"u8.ToArray()), "--period", "summer")).Code.ShouldBe(2);
    }

    private string Write(string name, byte[] content)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllBytes(path, content);
        return path;
    }
}
