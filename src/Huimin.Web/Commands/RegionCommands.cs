using System.CommandLine;
using Huimin.Platform;
using Huimin.Platform.Files;
using Huimin.Platform.Regions;

namespace Huimin.Web.Commands;

/// <summary><c>huimin regions import</c>.</summary>
internal static class RegionCommands
{
    public static Command Create() => new("regions", Texts.Of($"一个城市的区划。")) { Import() };

    private static Command Import()
    {
        var command = new Command("import", Texts.Of($"按文件更新一个城市的区划（列为 code,level,name）；有一行错误就全部不写入。"));
        var file = new Argument<string>("FILE") { Description = Texts.Of($"CSV：一个城市及其以下全部区划。") };
        var from = new Option<DateOnly?>("--from") { Description = Texts.Of($"文件从哪天起有效，写作 2026-11-01。默认今天；新城市为自始有效。") };
        var errorFile = new Option<string?>("--errors") { Description = Texts.Of($"错误文件，默认 FILE.errors.csv") };
        var city = new CityOptions().AddTo(command);
        command.Arguments.Add(file);
        command.Options.Add(from);
        command.Options.Add(errorFile);
        var json = JsonOption.AddTo(command);
        command.SetAction((parsed, cancellation) => Cli.GuardAsync(async () =>
        {
            var path = parsed.GetRequiredValue(file);
            await using var database = city.Open(parsed);
            var errorPath = ErrorFile.PathFor(path, parsed.GetValue(errorFile), database);
            await using var stream = File.OpenRead(path);
            using var errors = new RowErrors(errorPath);
            var result = await new ImportRegions(database, TimeProvider.System).RunAsync(stream, city.Key(parsed), errors, parsed.GetValue(from), cancellation);
            if (result.Rejected > 0)
                errors.Keep();
            else
                await FirstAccounts.EnsureAsync(database, cancellation);
            if (parsed.GetValue(json))
                Terminal.WriteJson(new { city = result.City.Value, result.Rows, result.Rejected, result.Added, result.Renamed, result.Closed, result.Unchanged, households_in_closed = result.HouseholdsInClosed });
            else if (result.Rejected > 0)
                Terminal.Say($"{result.Rows}行中有{result.Rejected}行有误，没有写入任何数据，见 {errorPath}");
            else
                Terminal.Say($"{result.Rows}个区划：新增{result.Added}，更名{result.Renamed}，撤销{result.Closed}，不变{result.Unchanged}；撤销的村（社区）中还有{result.HouseholdsInClosed}户");
            return result.Rejected > 0 ? Cli.FoundProblems : Cli.Done;
        }));
        return command;
    }
}
