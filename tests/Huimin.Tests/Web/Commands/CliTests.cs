using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.RegularExpressions;
using Huimin.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Tests.Web.Commands;

public sealed class CliTests
{
    [Theory, OnEveryDatabase]
    public async Task DemoAndSweep_SmallCity_PrintTheAgreedJson(TestDatabase kind)
    {
        await using var city = await kind.CreateAsync(migrate: false);
        // PostgreSQL names the schema after the city, and the policies too: a real key in a database of its own.
        string[] where = kind == TestDatabase.Sqlite ? ["--database", city.Connection] : ["--database", await OwnDatabaseAsync(city.Connection)];

        var demo = await Program.RunAsync(["demo", "--city", "linyi", "--scale", "0.002", "--month", "2026-11", "--json", .. where]);
        demo.Code.ShouldBe(0, demo.Error);
        JsonDocument.Parse(demo.Output).RootElement.GetProperty("persons").GetInt64().ShouldBeInRange(22_000, 22_200);

        var sweep = await Program.RunAsync(["sweep", "--month", "2026-11", "--json", .. where]);
        sweep.Code.ShouldBe(0, sweep.Error);
        var json = JsonDocument.Parse(sweep.Output).RootElement;
        json.GetProperty("month").GetString().ShouldBe("2026-11");
        json.GetProperty("households").GetInt32().ShouldBeGreaterThan(7_000);
        var dibao = json.GetProperty("programmes").GetProperty("dibao");
        dibao.GetProperty("units").GetInt32().ShouldBeGreaterThan(200);
        var counties = json.GetProperty("by_county");
        counties.EnumerateObject().Sum(c => c.Value.GetProperty("dibao").GetProperty("persons").GetInt32()).ShouldBe(dibao.GetProperty("persons").GetInt32());
        counties.EnumerateObject().Sum(c => decimal.Parse(c.Value.GetProperty("dibao").GetProperty("amount").GetString()!, System.Globalization.CultureInfo.InvariantCulture))
            .ShouldBe(decimal.Parse(dibao.GetProperty("amount").GetString()!, System.Globalization.CultureInfo.InvariantCulture));
        foreach (var part in new[] { "load", "compute", "store" })
            json.GetProperty("timing_ms").GetProperty(part).GetDouble().ShouldBeGreaterThan(0);

        var county = await Program.RunAsync(["sweep", "--month", "2026-11", "--region", "371302", "--json", .. where]);
        JsonDocument.Parse(county.Output).RootElement.GetProperty("by_county").EnumerateObject().Select(c => c.Name).ShouldBe(["371302"]);
    }

    [Theory]
    [InlineData("sweep", "--month", "2031-05")]
    [InlineData("sweep", "--month", "November")]
    [InlineData("sweep", "--region", "999999")]
    [InlineData("sweep", "--region", "510104")]
    [InlineData("sweep", "--city", "nowhere")]
    [InlineData("demo", "--scale", "-3")]
    [InlineData("demo", "--scale", "much")]
    [InlineData("demo", "--city", "../../etc")]
    [InlineData("policy", "eval", "--input", "/nowhere/family.json")]
    [InlineData("policy", "eval", "--layer", "atlantis", "--input", "-")]
    [InlineData("people", "import", "/nowhere/people.csv")]
    [InlineData("regions", "import", "/nowhere/regions.csv")]
    [InlineData("frobnicate")]
    public async Task Any_ThatCannotRun_EndsInOneMessageAndCode2(params string[] args)
    {
        await using var city = await TestDatabase.Sqlite.CreateAsync(migrate: false);
        (await Program.RunAsync("demo", "--scale", "0.0003", "--month", "2026-11", "--database", city.Connection)).Code.ShouldBe(0);
        string[] where = args[0] is "policy" or "frobnicate" ? [] : ["--database", city.Connection];
        var result = await Program.RunAsync([.. args, .. where]);
        result.Code.ShouldBe(2, result.Output + result.Error);
        result.Error.Trim().ShouldNotBeEmpty();
        result.Error.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task Policy_Check_IsSilentForGoodPoliciesAndExactForBadOnes()
    {
        var good = await Program.RunAsync("policy", "check");
        good.Code.ShouldBe(0);
        good.Output.ShouldBeEmpty();

        var folder = Directory.CreateTempSubdirectory("huimin-policies-").FullName;
        try
        {
            Copy(Huimin.Platform.ContentFiles.PoliciesFolder, folder);
            var file = Path.Combine(folder, "national", "dibao.yaml");
            await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file)).Replace("per_head < standard", "per_head < standrad", StringComparison.Ordinal));
            var bad = await Program.RunAsync("policy", "check", "--layer", "linyi", "--policies", folder);
            bad.Code.ShouldBe(1);
            bad.Output.ShouldContain("national/dibao.yaml:");
            bad.Output.ShouldContain("did you mean 'standard'?");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Run_PortInUse_SaysSoBeforeAnyWork()
    {
        await using var city = await TestDatabase.Sqlite.CreateAsync(migrate: false);
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var result = await Program.RunAsync("run", "--port", port, "--database", city.Connection);
        result.Code.ShouldBe(2);
        result.Error.ShouldContain(port);
        File.Exists(city.Connection["sqlite:".Length..]).ShouldBeFalse();
    }

    [Theory, OnEveryDatabase]
    public async Task Demo_KilledInTheMiddle_LeavesNothingAndCanBeMadeAgain(TestDatabase kind)
    {
        await using var city = await kind.CreateAsync();
        var connection = kind == TestDatabase.Sqlite ? city.Connection : await OwnDatabaseAsync(city.Connection);
        using (var process = Program.Start("demo", "--scale", "0.3", "--month", "2026-11", "--database", connection))
        {
            await Task.Delay(TimeSpan.FromSeconds(3));
            process.HasExited.ShouldBeFalse();
            process.Kill();
            await process.WaitForExitAsync();
        }

        await using var database = Open(kind, connection);
        if (await database.IsMigratedAsync())
        {
            await using var context = database.CreateContext();
            (await context.People.AnyAsync()).ShouldBeFalse();
            (await context.Cities.AnyAsync()).ShouldBeFalse();
        }

        // The server notices the lost client in a moment; until then it holds the lock of the bulk write.
        var again = await Program.RunAsync("demo", "--scale", "0.001", "--month", "2026-11", "--database", connection);
        for (var attempt = 0; again.Code != 0 && attempt < 20; attempt++)
        {
            await Task.Delay(500);
            again = await Program.RunAsync("demo", "--scale", "0.001", "--month", "2026-11", "--database", connection);
        }

        again.Code.ShouldBe(0, again.Error);
    }

    [Theory]
    [InlineData("zh", "用法", "全员比对：", "中还没有城市。请用 huimin demo 生成演示城市", "不是月份，应写作 2026-11。")]
    [InlineData("en", "Usage", "Computes every programme", "There is no city in the SQLite file", "is not a month; write it as 2026-11.")]
    public async Task Any_InBothLanguages_SpeaksOneOfThem(string language, string usage, string help, string noCity, string noMonth)
    {
        await using var city = await TestDatabase.Sqlite.CreateAsync(migrate: false);
        var speak = new Dictionary<string, string> { ["HUIMIN_LANG"] = language };
        var helped = await Program.RunInAsync(speak, "sweep", "--help");
        helped.Output.ShouldContain(usage);
        helped.Output.ShouldContain(help);
        helped.Output.Contains("Show", StringComparison.Ordinal).ShouldBe(language == "en");
        (await Program.RunInAsync(speak, "sweep", "--database", city.Connection)).Error.ShouldContain(noCity);
        (await Program.RunInAsync(speak, "sweep", "--month", "November", "--database", city.Connection)).Error.ShouldContain(noMonth);
        foreach (var output in new[] { helped.Output, (await Program.RunInAsync(speak, "people", "import", "--help")).Output })
            Regex.IsMatch(output, @"\p{IsCJKUnifiedIdeographs}", RegexOptions.None, TimeSpan.FromSeconds(1)).ShouldBe(language == "zh");
    }

    [Theory]
    [InlineData("", "zh_CN.UTF-8", "", "用法")]
    [InlineData("", "zh_CN.UTF-8", "en_US.UTF-8", "Usage")]
    [InlineData("", "de_DE.UTF-8", "", "Usage")]
    [InlineData("", "C.UTF-8", "", "Usage")]
    [InlineData("zh", "de_DE.UTF-8", "", "用法")]
    [InlineData("en", "zh_CN.UTF-8", "", "Usage")]
    [InlineData("fr", "zh_CN.UTF-8", "", "用法")]
    public async Task Language_OfTheCommandLine_IsTheOneAskedForOrTheSystems(string asked, string lang, string all, string usage) =>
        (await Program.RunInAsync(new() { ["HUIMIN_LANG"] = asked, ["LANG"] = lang, ["LC_ALL"] = all, ["LC_MESSAGES"] = "" }, "--help")).Output.ShouldContain(usage);

    [Fact]
    public async Task People_ImportOfABadRow_GivesItsReasonInTheLanguageOfTheRun()
    {
        await using var city = await TestDatabase.Sqlite.CreateAsync(migrate: false);
        var file = Path.Combine(Path.GetTempPath(), $"huimin-{Guid.NewGuid():N}.csv");
        await File.WriteAllTextAsync(file, "household_key,region,address,hukou,name,citizen_id,relation\nA1,371302001001,x,urban,张三,37,head\n");
        try
        {
            (await Program.RunAsync("regions", "import", Huimin.Platform.ContentFiles.Data("regions-linyi.csv"), "--database", city.Connection)).Code.ShouldBe(0);
            foreach (var (language, reason, refused) in new[] { ("zh", "身份证号应为18位（旧证15位）", "退回1"), ("en", "a citizen ID has 18 characters (old ones 15)", "1 refused") })
            {
                var import = await Program.RunInAsync(new() { ["HUIMIN_LANG"] = language }, "people", "import", file, "--database", city.Connection);
                import.Code.ShouldBe(1, import.Error);
                import.Output.ShouldContain(refused);
                import.Output.ShouldContain(reason);
                (await File.ReadAllTextAsync(file + ".errors.csv")).ShouldContain(reason);
            }
        }
        finally
        {
            File.Delete(file);
            File.Delete(file + ".errors.csv");
        }
    }

    private static Database Open(TestDatabase kind, string connection) => kind == TestDatabase.Sqlite
        ? new Huimin.Data.Sqlite.SqliteDatabase(connection["sqlite:".Length..])
        : new Huimin.Data.Postgres.PostgresDatabase(connection, "linyi");

    /// <summary>A new PostgreSQL database beside the tests' one; the server goes with the test run.</summary>
    private static async Task<string> OwnDatabaseAsync(string connection)
    {
        var name = $"cli{Guid.NewGuid():N}"[..16];
        await using var source = Npgsql.NpgsqlDataSource.Create(connection);
        await using var command = source.CreateCommand($"CREATE DATABASE {name}");
        await command.ExecuteNonQueryAsync();
        return new Npgsql.NpgsqlConnectionStringBuilder(connection) { Database = name }.ToString();
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
