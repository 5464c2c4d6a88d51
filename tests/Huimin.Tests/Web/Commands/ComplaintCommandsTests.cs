using System.Text.Json;

namespace Huimin.Tests.Web.Commands;

public class ComplaintCommandsTests
{
    [Fact]
    public async Task Import_OfADemoCity_SaysWhatItDidByItsCode()
    {
        var folder = Directory.CreateTempSubdirectory("huimin-test-").FullName;
        try
        {
            string[] where = ["--database", $"sqlite:{Path.Combine(folder, "city.db")}"];
            (await Program.RunAsync(["demo", "--scale", "0.0003", "--month", "2026-11", .. where])).Code.ShouldBe(0);
            var file = Path.Combine(folder, "tickets.csv");
            const string Good = "受理单号,日期,主题,区划代码,来电人,电话,诉求内容\nLY-1,2020-11-01,咨询,371302001,张来电,13805391234,怎样申请低保\n";
            await File.WriteAllTextAsync(file, Good + "LY-2,2020-11-01,咨询,999999,张来电,13805391234,怎样申请低保\n");
            var wrong = await Program.RunAsync(["complaints", "import", file, .. where]);
            wrong.Code.ShouldBe(1, wrong.Error);
            wrong.Output.ShouldContain("line 3, Division code: ");
            (await File.ReadAllTextAsync(file + ".errors.csv")).ShouldContain("\n3,Division code,999999,");
            (wrong.Output + wrong.Error).ShouldNotContain("张来电");

            await File.WriteAllTextAsync(file, Good);
            (await ImportAsync()).ShouldBe((1, 0));
            (await ImportAsync()).ShouldBe((0, 1));
            (await Program.RunAsync(["complaints", "import", Path.Combine(folder, "none.csv"), .. where])).Code.ShouldBe(2);

            async Task<(int Begun, int Unchanged)> ImportAsync()
            {
                var (code, output, error) = await Program.RunAsync(["complaints", "import", file, "--json", .. where]);
                code.ShouldBe(0, error);
                var result = JsonDocument.Parse(output).RootElement;
                return (result.GetProperty("begun").GetInt32(), result.GetProperty("unchanged").GetInt32());
            }
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }
}
