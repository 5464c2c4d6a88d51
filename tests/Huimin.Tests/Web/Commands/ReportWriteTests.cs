using System.Text.Json;
using Huimin.Tests.Platform;

namespace Huimin.Tests.Web.Commands;

public sealed class ReportWriteTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("huimin-write").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory, OnEveryDatabase]
    public async Task Write_ThenReadAndVerify_GivesTheSameFigures(TestDatabase kind)
    {
        await using var city = await kind.CreateAsync();
        await new SmallCity().WriteAsync(city.Database);
        string[] where = ["--database", city.Connection, "--city", city.Key];
        var template = Write("own.txt", "标题: {机关}{时期}工作情况\n\n全市有村委会{villages}，社区居委会{communities}。\n\n{比较 villages}\n");
        foreach (var ending in new[] { "txt", "docx" })
        {
            var file = Path.Combine(folder, "report." + ending);
            var made = await Program.RunAsync(["report", "write", "--template", template, "--period", "2024-10", "--out", file, "--json", .. where]);
            made.Code.ShouldBe(0, made.Error);
            var written = JsonDocument.Parse(made.Output).RootElement;
            written.GetProperty("counts").GetProperty("proved").GetInt32().ShouldBe(2);
            var read = await Program.RunAsync("report", "read", file, "--json");
            var figures = JsonDocument.Parse(read.Output).RootElement.GetProperty("figures").EnumerateArray().Where(f => f.GetProperty("indicator").ValueKind == JsonValueKind.String).ToList();
            figures.Select(f => (f.GetProperty("indicator").GetString(), f.GetProperty("value").GetDecimal(), f.GetProperty("unit").GetString()))
                .ShouldBe(written.GetProperty("figures").EnumerateArray().Take(2).Select(f => (f.GetProperty("indicator").GetString(), f.GetProperty("value").GetDecimal(), f.GetProperty("unit").GetString())));
            (await Program.RunAsync(["report", "verify", file, .. where])).Code.ShouldBe(0);
        }
    }

    [Theory, OnEveryDatabase]
    public async Task Write_MissingOrImpossible_SaysSoByItsCode(TestDatabase kind)
    {
        await using var city = await kind.CreateAsync();
        await new SmallCity().WriteAsync(city.Database);
        string[] where = ["--database", city.Connection, "--city", city.Key];
        var template = Write("own.txt", "标题: {地区}{时期}情况\n\n养老机构{elder_care_institutions}。\n");
        var missing = await RunAsync(template, "2024-10", "a.txt");
        missing.Code.ShouldBe(1, missing.Error);
        missing.Output.ShouldContain("Elder-care institutions");
        (await File.ReadAllTextAsync(Path.Combine(folder, "a.txt"))).ShouldContain("【缺：养老机构数】");
        foreach (var (what, period, file, words) in new[]
        {
            ("no-such", "2024-10", "b.txt", "no-such"), (template, "2199", "b.txt", "has not begun"), (template, "2024-10", "b.pdf", ".docx"), (template, "summer", "b.txt", "summer"), (template, "2024-10", "b.xlsx", "no table"),
            (Write("bad.txt", "标题: 甲\n\n{dibao_recipient}\n"), "2024-10", "b.txt", "dibao_recipients"),
        })
        {
            var refused = await RunAsync(what, period, file);
            (refused.Code, refused.Output).ShouldBe((2, ""), words);
            refused.Error.ShouldContain(words);
            File.Exists(Path.Combine(folder, file)).ShouldBeFalse();
        }

        Task<(int Code, string Output, string Error)> RunAsync(string what, string period, string file) => Program.RunAsync(["report", "write", "--template", what, "--period", period, "--out", Path.Combine(folder, file), .. where]);
    }

    private string Write(string name, string content)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, content);
        return path;
    }
}
