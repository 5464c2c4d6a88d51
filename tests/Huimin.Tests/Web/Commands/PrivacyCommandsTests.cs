using System.Text.Json;

namespace Huimin.Tests.Web.Commands;

public class PrivacyCommandsTests
{
    [Fact]
    public async Task Retention_OfADemoCity_ListsEveryRuleAndClearsOnlyWhenTold()
    {
        var folder = Directory.CreateTempSubdirectory("huimin-test-").FullName;
        try
        {
            string[] where = ["--database", $"sqlite:{Path.Combine(folder, "city.db")}"];
            (await Program.RunAsync(["demo", "--scale", "0.0003", "--month", "2026-11", .. where])).Code.ShouldBe(0);
            var listed = await Program.RunAsync(["privacy", "retention", "--json", .. where]);
            listed.Code.ShouldBe(0, listed.Error);
            var rules = JsonDocument.Parse(listed.Output).RootElement.EnumerateArray().ToDictionary(r => r.GetProperty("record").GetString()!);
            rules["audit_record"].GetProperty("action").GetString().ShouldBe("archive");
            rules["data_check_consent"].GetProperty("source").GetString().ShouldBe("placeholder");
            rules["account_session"].GetProperty("done").ValueKind.ShouldBe(JsonValueKind.Null);

            var applied = await Program.RunAsync(["privacy", "retention", "--apply", .. where]);
            applied.Code.ShouldBe(0, applied.Error);
            applied.Output.ShouldContain("only archived by huimin audit archive. The law demands at least 6 months.");
            applied.Output.ShouldContain("Cybersecurity Law art. 23");
            applied.Output.ShouldContain("no time fixed, not cleared");
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }
}
