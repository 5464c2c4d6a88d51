using System.CommandLine;
using Huimin.Platform;
using Huimin.Platform.Data;
using Huimin.Platform.Demo;
using Huimin.Policies;

namespace Huimin.Web.Commands;

/// <summary><c>huimin demo</c>: makes a demo city.</summary>
internal static class DemoCommand
{
    public static Command Create()
    {
        var command = new Command("demo", "Makes a demo city: invented people in the real divisions, calibrated to the published figures.");
        var city = new CityOptions().AddTo(command);
        var scale = new Option<double>("--scale") { Description = "1 is the whole city.", DefaultValueFactory = _ => 0.01 };
        var month = new Option<Month?>("--month")
        {
            Description = "Month that the city stands in, as 2026-11. Default: this month.",
            CustomParser = MonthOption.Parse,
        };
        var seed = new Option<ulong>("--seed") { Description = "Another seed makes other people.", DefaultValueFactory = _ => 20260101 };
        var json = JsonOption.AddTo(command);
        command.Options.Add(scale);
        command.Options.Add(month);
        command.Options.Add(seed);
        command.SetAction((parsed, cancellation) => Cli.GuardAsync(async () =>
        {
            await using var database = city.Open(parsed);
            var options = new DemoOptions(city.Key(parsed), parsed.GetValue(scale), parsed.GetValue(month) ?? MonthOption.Current(TimeProvider.System), parsed.GetValue(seed));
            var result = await CreateAsync(database, options, Terminal.Progress(), cancellation);
            Terminal.EndProgress();
            if (parsed.GetValue(json))
            {
                Terminal.WriteJson(new { city = options.City, month = options.Month.ToString(), options.Scale, result.Households, result.Persons, result.Facts, seconds = Math.Round(result.Elapsed.TotalSeconds, 2) });
            }
            else
            {
                Console.WriteLine($"{options.City} {options.Month}: {Terminal.Number(result.Persons)} people in {Terminal.Number(result.Households)} households, {Terminal.Number(result.Facts)} facts, in {result.Elapsed.TotalSeconds:0.0} s → {database.Description}");
            }

            return Cli.Done;
        }));
        return command;
    }

    public static async Task<DemoResult> CreateAsync(Database database, DemoOptions options, IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        var pack = CityOptions.Policies(options.City);
        await database.MigrateAsync(cancellation);
        return await new DemoCity(database, pack, TimeProvider.System).CreateAsync(options, progress, cancellation);
    }
}
