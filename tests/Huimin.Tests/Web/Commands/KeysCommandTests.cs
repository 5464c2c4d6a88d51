using System.Text.Json;

namespace Huimin.Tests.Web.Commands;

/// <summary>Keys, suites and masked exports as the command line offers them.</summary>
public class KeysCommandTests
{
    [Fact]
    public async Task Keys_FromDemoToRotationAndExport_WorkByTheKeyFileThatIsNamed()
    {
        var folder = Directory.CreateTempSubdirectory("huimin-test-").FullName;
        try
        {
            var (keys, export) = (Path.Combine(folder, "elsewhere", "linyi.keys"), Path.Combine(folder, "people.csv"));
            string[] where = ["--database", $"sqlite:{Path.Combine(folder, "city.db")}", "--keys", keys];
            (await RunAsync(["demo", "--scale", "0.0003", "--month", "2026-11", "--suite", "sm", .. where])).Code.ShouldBe(0);
            File.Exists(Path.Combine(folder, "city.db.keys")).ShouldBeFalse();

            var status = await RunAsync(["keys", "status", "--json", .. where]);
            var key = JsonDocument.Parse(status.Output).RootElement.GetProperty("keys")[0];
            (key.GetProperty("suite").GetString(), key.GetProperty("state").GetString()).ShouldBe(("sm", "current"));

            (await RunAsync(["people", "export", "--output", export, .. where])).Code.ShouldBe(0);
            (await File.ReadAllTextAsync(export)).ShouldContain("********");
            (await RunAsync(["people", "export", "--output", export, "--reveal", "moving to a new server", .. where])).Code.ShouldBe(0);
            (await File.ReadAllTextAsync(export)).ShouldNotContain("****");

            (await RunAsync(["keys", "rotate", "--suite", "aes", .. where])).Output.ShouldContain("Data key 2 (aes)");
            (await RunAsync(["keys", "rotate", "--master", "--json", .. where])).Output.ShouldContain("\"master\": 2");
            (await RunAsync(["keys", "rotate", "--suite", "des", .. where])).Code.ShouldBe(2);

            File.Delete(keys);
            var lost = await RunAsync(["people", "export", "--output", export, .. where]);
            (lost.Code, lost.Error.Trim()).ShouldBe((2, $"There is no file of master keys {keys}, and what is sealed in the database cannot be opened. Please restore the file with which the database was made, or name it with --keys."));
            (await RunAsync(["keys", "status", .. where])).Code.ShouldBe(1);
            File.Exists(keys).ShouldBeFalse();
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Task<(int Code, string Output, string Error)> RunAsync(string[] args) => Program.RunAsync(args);
}
