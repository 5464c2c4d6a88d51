using System.Text.Json;
using Huimin.Tests.Platform;

namespace Huimin.Tests.Web.Commands;

public sealed class SimulateCommandTests
{
    [Fact]
    public async Task Simulate_SmallCity_PrintsTheAgreedJsonAndChangesNothing()
    {
        await using var city = await TestDatabase.Sqlite.CreateAsync();
        await new SmallCity().WriteAsync(city.Database);
        var before = await BytesAsync(city);

        var run = await Program.RunAsync("simulate", "--month", "2026-11", "--set", "dibao.standard=+30", "--variant", "less:dibao.standard=-10,dibao.floor_ratio=+5%",
            "--by", "county", "--months", "2", "--json", "--database", city.Connection);
        run.Code.ShouldBe(0, run.Error);
        var variants = JsonDocument.Parse(run.Output).RootElement.GetProperty("variants");
        variants.EnumerateArray().Select(v => v.GetProperty("name").GetString()).ShouldBe(["dibao.standard=+30", "less"]);
        variants[0].GetProperty("programmes").GetProperty("dibao").GetProperty("amount_change").GetString().ShouldBe("3690.00");
        variants[0].GetProperty("by_county").GetProperty("371323").GetProperty("dibao").GetProperty("rising").GetProperty("units").GetInt32().ShouldBe(121);
        variants[0].GetProperty("months").GetArrayLength().ShouldBe(2);
        (await BytesAsync(city)).ShouldBe(before);
    }

    /// <summary>The file itself, with what stood in the write-ahead log.</summary>
    private static async Task<byte[]> BytesAsync(TestCity city)
    {
        await using (var connection = await city.Database.OpenConnectionAsync())
        {
            await using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
            await command.ExecuteNonQueryAsync();
        }

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        return await File.ReadAllBytesAsync(city.Connection["sqlite:".Length..]);
    }

    [Theory]
    [InlineData(2, "dibao.standrad=1", "did you mean 'standard'?")]
    [InlineData(2, "dibao.standard=-9999", "below zero")]
    [InlineData(2, null, "--set")]
    public async Task Simulate_WhatCannotRun_SaysWhy(int code, string? set, string expected)
    {
        await using var city = await TestDatabase.Sqlite.CreateAsync();
        await new SmallCity().WriteAsync(city.Database);
        var run = await Program.RunAsync(["simulate", "--month", "2026-11", "--database", city.Connection, .. set is null ? Array.Empty<string>() : ["--set", set]]);
        run.Code.ShouldBe(code, run.Output);
        run.Error.ShouldContain(expected);
        run.Error.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task Simulate_PackWithErrors_PrintsThemAndFindsProblems()
    {
        await using var city = await TestDatabase.Sqlite.CreateAsync();
        await new SmallCity().WriteAsync(city.Database);
        var folder = Directory.CreateTempSubdirectory("huimin-policies-").FullName;
        try
        {
            foreach (var (path, text) in TestPolicies.Linyi.Files)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, path))!);
                await File.WriteAllTextAsync(Path.Combine(folder, path), path == "linyi/dibao.yaml" ? text.Replace("rural: 450", "rurall: 450", StringComparison.Ordinal) : text);
            }

            var run = await Program.RunAsync("simulate", "--month", "2026-11", "--pack", folder, "--database", city.Connection);
            run.Code.ShouldBe(1, run.Error);
            run.Output.ShouldContain("linyi/dibao.yaml:");
            run = await Program.RunAsync("simulate", "--month", "2026-11", "--pack", folder, "--json", "--database", city.Connection);
            run.Code.ShouldBe(1, run.Error);
            var error = JsonDocument.Parse(run.Output).RootElement.GetProperty("errors")[0];
            error.GetProperty("file").GetString()!.ShouldEndWith("linyi/dibao.yaml");
            error.GetProperty("line").GetInt32().ShouldBeGreaterThan(1);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        (await Program.RunAsync("simulate", "--pack", "/nowhere", "--database", city.Connection)).Code.ShouldBe(2);
    }
}
