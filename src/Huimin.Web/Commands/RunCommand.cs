using System.CommandLine;
using Huimin.Platform;
using Huimin.Platform.Data;
using Huimin.Platform.Demo;
using Huimin.Platform.Operations;
using Huimin.Platform.Sweeps;
using Huimin.Policies;
using Huimin.Web.Serving;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Web.Commands;

/// <summary>
/// <c>huimin run</c>, which <c>./run</c> calls: a demo city if there is none, this month's and last month's sweep if they are
/// missing, a summary, and the pages.
/// </summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var command = new Command("run", Texts.Of($"没有城市时先生成演示城市，比对本月，然后提供网页。"));
        var city = new CityOptions().AddTo(command).AddSuiteTo(command);
        var scale = new Option<double>("--scale") { Description = Texts.Of($"新演示城市的比例，1 为整个城市。"), DefaultValueFactory = _ => 0.02 };
        var port = new Option<int>("--port") { Description = Texts.Of($"127.0.0.1 上的端口。"), DefaultValueFactory = _ => 5080 };
        var log = new Option<LogStyle>("--log") { Description = Texts.Of($"写到标准错误的日志：quiet 只有警告，text 每个请求一行，json 同样内容供程序读取。"), DefaultValueFactory = _ => LogStyle.Quiet };
        command.Options.Add(scale);
        command.Options.Add(log);
        command.Options.Add(port);
        command.SetAction((parsed, cancellation) => Cli.GuardAsync(async () =>
        {
            await using var database = city.Open(parsed);
            var key = city.Key(parsed);
            var clock = await DemoDay.ReadAsync(database, Environment.GetEnvironmentVariable(DemoDay.Setting), cancellation);
            // The port first: nobody wants to wait for a city that then cannot be shown.
            await using var app = Server.Build(database, new ServerOptions { Url = $"http://127.0.0.1:{parsed.GetValue(port)}", City = key, PoliciesFolder = ContentFiles.PoliciesFolder, Log = parsed.GetValue(log), Clock = clock });
            PortProbe.Require(parsed.GetValue(port));
            await PrepareAsync(database, key, parsed.GetValue(scale), clock, cancellation);
            await Server.StartAsync(app, cancellation);
            Terminal.Say($"http://127.0.0.1:{parsed.GetValue(port):D}   （按 Ctrl+C 停止）");
            await app.WaitForShutdownAsync(cancellation);
            return Cli.Done;
        }));
        return command;
    }

    private static async Task PrepareAsync(Database database, string key, double scale, TimeProvider clock, CancellationToken cancellation)
    {
        var thisMonth = MonthOption.Current(clock);
        await database.MigrateAsync(Terminal.Progress(), cancellation);
        Terminal.EndProgress();
        if (!await HasCityAsync(database, cancellation))
        {
            Terminal.Say($"正在按比例 {scale} 生成演示城市 {key} …");
            var made = await DemoCommand.CreateAsync(database, new DemoOptions(key, scale, thisMonth), Terminal.Progress(), cancellation);
            Terminal.EndProgress();
            Terminal.Say($"{made.Persons}人、{made.Households}户，用时{made.Elapsed.TotalSeconds:0.0}秒 → {database.Description}");
        }

        await FirstAccounts.EnsureAsync(database, cancellation);
        var month = await LastMonthAsync(database, thisMonth, cancellation);
        foreach (var swept in new[] { month.AddMonths(-1), month })
            await SweepIfMissingAsync(database, await CityOptions.PoliciesInAsync(database, key, swept, cancellation), swept, isShown: swept == month, cancellation);
        await MakeTasksAsync(database, key, month, cancellation);
        await IndicatorCommands.PrepareDemoAsync(database, key, clock, cancellation);
    }

    /// <summary>
    /// The differences between this month's pass and what is awarded become tasks. Of a demo city, what was due last month counts as
    /// received already; a real city takes its awards over by a command, and before that everything would be a difference.
    /// </summary>
    private static async Task MakeTasksAsync(Database database, string key, Month month, CancellationToken cancellation)
    {
        await using var context = database.CreateContext();
        var city = await context.Cities.AsNoTracking().SingleAsync(cancellation);
        if (!await context.Awards.AnyAsync(a => a.LastMonth == null, cancellation))
        {
            if (city.Demo is null || month.AddMonths(-1).Code < city.FirstMonth)
                return;
            // Its making was interrupted before this.
            var taken = await DemoCommand.AddHistoryAsync(database, key, month.AddMonths(-1), Terminal.Progress(), cancellation);
            Terminal.EndProgress();
            Terminal.Say($"{month.AddMonths(-1)}：承接{taken}项待遇。");
        }

        AwardCommands.Say(month, await AwardCommands.MakeTasksAsync(database, key, month, cancellation));
    }

    private static async Task<bool> HasCityAsync(Database database, CancellationToken cancellation)
    {
        await using var context = database.CreateContext();
        return await context.Cities.AnyAsync(cancellation);
    }

    /// <summary>This month, or the last one recorded when the city is older. A demo city lives on by itself; of a real one the night begins the month.</summary>
    private static async Task<Month> LastMonthAsync(Database database, Month thisMonth, CancellationToken cancellation)
    {
        await using var context = database.CreateContext();
        var city = await context.Cities.AsNoTracking().SingleAsync(cancellation);
        if (city.Demo is not null && await new BeginMonth(database).RunAsync(thisMonth, cancellation))
            return thisMonth;
        var recorded = Month.FromCode(city.LastMonth);
        return recorded < thisMonth ? recorded : thisMonth;
    }

    private static async Task SweepIfMissingAsync(Database database, PolicyPack pack, Month month, bool isShown, CancellationToken cancellation)
    {
        await using var context = database.CreateContext();
        var number = month.Code;
        var city = await context.Cities.AsNoTracking().SingleAsync(cancellation);
        if (number < city.FirstMonth)
            return;
        var report = await new RunSweep(database, pack, TimeProvider.System).RunIfChangedAsync(month, Terminal.Progress(), cancellation);
        Terminal.EndProgress();
        if (!isShown)
            return;
        if (report is not null)
            SweepCommand.Print(month, pack, report);
        else
            SweepCommand.PrintStored(pack, await context.SweepRuns.SingleAsync(r => r.Month == number && r.Region == city.Code, cancellation),
                await context.SweepTotals.Where(t => t.Month == number && t.Region == city.Code).OrderBy(t => t.Programme).ToListAsync(cancellation));
    }
}
