using System.CommandLine;
using Huimin.Modules;
using Huimin.Platform;
using Huimin.Platform.Audit;
using Huimin.Platform.Awards;
using Huimin.Platform.Cases;
using Huimin.Platform.Data;
using Huimin.Platform.Demo;
using Huimin.Platform.Demo.History;
using Huimin.Platform.Indicators;
using Huimin.Platform.Modules;
using Huimin.Platform.Programmes;
using Huimin.Platform.Registers;
using Huimin.Platform.Sweeps;
using Huimin.Policies;

namespace Huimin.Web.Commands;

/// <summary><c>huimin demo</c>: makes a demo city.</summary>
internal static class DemoCommand
{
    public static Command Create()
    {
        var command = new Command("demo", Texts.Of($"生成演示城市：真实区划中的虚构居民，按公布的统计数字校准。"));
        var city = new CityOptions().AddTo(command).AddSuiteTo(command);
        var scale = new Option<double>("--scale") { Description = Texts.Of($"比例，1 为整个城市。"), DefaultValueFactory = _ => 0.01 };
        var month = new Option<Month?>("--month")
        {
            Description = Texts.Of($"演示城市所在的月份，写作 2026-11，默认本月。"),
            CustomParser = MonthOption.Parse,
        };
        var seed = new Option<ulong>("--seed") { Description = Texts.Of($"随机种子，换一个就是另一批居民。"), DefaultValueFactory = _ => 20260101 };
        var json = JsonOption.AddTo(command);
        command.Options.Add(scale);
        command.Options.Add(month);
        command.Options.Add(seed);
        command.SetAction((parsed, cancellation) => Cli.GuardAsync(async () =>
        {
            await using var database = city.Open(parsed);
            var options = new DemoOptions(city.Key(parsed), parsed.GetValue(scale), parsed.GetValue(month) ?? MonthOption.Current(TimeProvider.System), parsed.GetValue(seed));
            var result = await CreateAsync(database, options, Terminal.Progress(), cancellation);
            // Only this command, which somebody gave: a server that finds its database emptied must not forget the trail that stood there.
            await new AcceptAudit(database).OfNewDemoAsync(cancellation);
            Terminal.EndProgress();
            if (parsed.GetValue(json))
            {
                Terminal.WriteJson(new { city = options.City, month = options.Month.ToString(), options.Scale, result.Households, result.Persons, result.Facts, seconds = Math.Round(result.Elapsed.TotalSeconds, 2) });
            }
            else
            {
                Terminal.Say($"{options.City} {options.Month}：{result.Persons}人、{result.Households}户、{result.Facts}条信息，用时{result.Elapsed.TotalSeconds:0.0}秒 → {database.Description}");
            }

            return Cli.Done;
        }));
        return command;
    }

    public static async Task<DemoResult> CreateAsync(Database database, DemoOptions options, IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        var pack = CityOptions.Policies(options.City);
        await database.MigrateAsync(progress, cancellation);
        var result = await new DemoCity(database, pack, TimeProvider.System, new RegisterCatalogue(AllModules.List)).CreateAsync(options, progress, cancellation);
        await FirstAccounts.EnsureAsync(database, cancellation);
        await AddHistoryAsync(database, options.City, options.Month.AddMonths(-1), progress, cancellation);
        return result;
    }

    /// <summary>What the month before the demo's first found is taken over as received, and gets its earlier years.</summary>
    /// <returns>How many awards were taken over.</returns>
    public static async Task<int> AddHistoryAsync(Database database, string city, Month before, IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        var pack = CityOptions.Policies(city);
        await new RunSweep(database, pack, TimeProvider.System).RunIfChangedAsync(before, progress, cancellation);
        using var policies = await PolicyLibrary.OpenAsync(database, ContentFiles.PoliciesFolder, city, cancellation);
        var modules = new ModuleCatalogue(AllModules.List);
        var history = new DemoHistory(database, policies, IndicatorLibrary.Load(AllModules.List), new CaseCatalogue(modules), new RegisterCatalogue(AllModules.List), TimeProvider.System);
        await history.RunAsync(before, progress, cancellation);
        return await new TakeOverAwards(database, pack).RunAsync(before, progress, cancellation);
    }
}
