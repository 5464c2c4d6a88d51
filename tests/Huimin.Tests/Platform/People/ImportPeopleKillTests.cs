using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Tests.Platform.People;

public class ImportPeopleKillTests
{
    private const int Rows = 150_000;

    [Theory, OnEveryDatabase]
    public async Task Import_ProcessKilledInTheMiddle_LeavesNothingHalfWrittenAndCanBeRepeated(TestDatabase test)
    {
        await using var city = await test.CreateCityAsync();
        var folder = Directory.CreateTempSubdirectory("huimin-test-");
        try
        {
            var file = Path.Combine(folder.FullName, "people.csv");
            var text = new StringBuilder(PeopleFiles.Header + "\n");
            for (var i = 0; i < Rows; i++)
                text.Append(CultureInfo.InvariantCulture, $"K{i / 3},371302001001,解放路{i / 3}号,农村,张{(char)('一' + i % 3)},,男,1980-01-01,其他,1800,,\n");
            await File.WriteAllTextAsync(file, text.ToString());

            await KillInTheMiddleAsync(city, file);

            (await city.ReadAsync(c => c.People.CountAsync())).ShouldBe(0);
            (await city.ReadAsync(c => c.Households.CountAsync())).ShouldBe(0);
            File.Exists(file + ".errors.csv").ShouldBeFalse();
            var (result, _) = await city.ImportAsync(await File.ReadAllBytesAsync(file));
            result.Added.ShouldBe(Rows);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The unfinished error file shows that the import has begun; reading alone takes longer than the time given.</summary>
    private static async Task KillInTheMiddleAsync(TestCity city, string file)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            ArgumentList =
            {
                Path.Combine(AppContext.BaseDirectory, "huimin.dll"), "people", "import", file,
                "--database", city.Connection, "--city", city.Key, "--month", "2026-11",
            },
        };
        using var process = Process.Start(start)!;
        var folder = Path.GetDirectoryName(file)!;
        while (!process.HasExited && Directory.GetFiles(folder, "*.part").Length == 0)
            await Task.Delay(20);
        if (!process.HasExited)
            await Task.Delay(250);
        process.HasExited.ShouldBeFalse(process.HasExited ? await process.StandardError.ReadToEndAsync() : "");
        process.Kill();
        await process.WaitForExitAsync();
    }
}
