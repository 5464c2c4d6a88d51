using System.CommandLine;
using Huimin.Modules;
using Huimin.Platform;
using Huimin.Platform.Awards;
using Huimin.Platform.Cases;
using Huimin.Platform.Cases.Nightly;
using Huimin.Platform.Data;
using Huimin.Platform.Modules;
using Huimin.Platform.Programmes;
using Huimin.Platform.Tasks;
using Huimin.Platform.Values;
using Huimin.Policies;

namespace Huimin.Web.Commands;

/// <summary><c>huimin awards</c>, <c>huimin tasks</c> and <c>huimin nightly</c>: what follows decisions and what makes work.</summary>
internal static class AwardCommands
{
    private static readonly Lazy<ModuleCatalogue> Modules = new(() => new ModuleCatalogue(AllModules.List));

    public static Command CreateAwards()
    {
        var takeover = new Command("takeover", Texts.Of($"承接待遇：把一个月比对应享的待遇，全部作为原系统已经批准的在享待遇登记。"));
        var city = new CityOptions().AddTo(takeover);
        var month = AddMonth(takeover);
        var json = JsonOption.AddTo(takeover);
        takeover.SetAction((parsed, cancellation) => Cli.GuardAsync(async () =>
        {
            await using var database = await city.OpenCurrentAsync(parsed, cancellation);
            var asked = parsed.GetValue(month) ?? MonthOption.Current(TimeProvider.System);
            var taken = await TakeOverAsync(database, city.Key(parsed), asked, cancellation);
            if (parsed.GetValue(json))
                Terminal.WriteJson(new { month = asked.ToString(), awards = taken });
            else
                Terminal.Say($"{asked}：承接{taken}项待遇。");
            return Cli.Done;
        }));
        return new Command("awards", Texts.Of($"在享待遇。")) { takeover };
    }

    public static Command CreateTasks()
    {
        var make = new Command("make", Texts.Of($"生成任务：把一个月的全员比对与在享待遇相比，不一致的和触发预警的成为任务。"));
        var city = new CityOptions().AddTo(make);
        var month = AddMonth(make);
        var json = JsonOption.AddTo(make);
        make.SetAction((parsed, cancellation) => Cli.GuardAsync(async () =>
        {
            await using var database = await city.OpenCurrentAsync(parsed, cancellation);
            var asked = parsed.GetValue(month) ?? MonthOption.Current(TimeProvider.System);
            var made = await MakeTasksAsync(database, city.Key(parsed), asked, cancellation);
            if (parsed.GetValue(json))
                Terminal.WriteJson(new { month = asked.ToString(), made.Found, made.Made, made.Open, made.Answered, made.Closed });
            else
                Say(asked, made);
            return Cli.Done;
        }));
        return new Command("tasks", Texts.Of($"任务。")) { make };
    }

    public static Command CreateNightly()
    {
        var command = new Command("nightly", Texts.Of($"每日到期处理：重算期限、视为撤回、公示期满、生成任务、汇总指标。可以随时停止、重复运行。"));
        var city = new CityOptions().AddTo(command);
        var json = JsonOption.AddTo(command);
        command.SetAction((parsed, cancellation) => Cli.GuardAsync(async () =>
        {
            await using var database = await city.OpenCurrentAsync(parsed, cancellation);
            using var policies = await PolicyLibrary.OpenAsync(database, ContentFiles.PoliciesFolder, city.Key(parsed), cancellation);
            var cases = new CaseCatalogue(Modules.Value);
            IReadOnlyList<NightlyStep> steps =
            [
                .. await new RunNightly(database, cases, new TaskCatalogue(Modules.Value), policies, DeadlineCalendar.Load(), TimeProvider.System).RunAsync(cancellation),
                await IndicatorCommands.NightAsync(database, policies, TimeProvider.System, cancellation),
            ];
            if (parsed.GetValue(json))
                Terminal.WriteJson(new { steps = steps.Select(s => new { s.Name, s.Done, s.Left, s.Problem }) });
            else
                foreach (var step in steps)
                    Terminal.Say($"{step.Name}：处理{step.Done}件，留待下次{step.Left}件。{step.Problem}");
            return steps.Any(s => s.Problem is not null) ? Cli.FoundProblems : Cli.Done;
        }));
        return command;
    }

    public static async Task<int> TakeOverAsync(Database database, string city, Month month, CancellationToken cancellation)
    {
        var pack = await CityOptions.PoliciesInAsync(database, city, month, cancellation);
        var taken = await new TakeOverAwards(database, pack).RunAsync(month, Terminal.Progress(), cancellation);
        Terminal.EndProgress();
        return taken;
    }

    public static async Task<TasksMade> MakeTasksAsync(Database database, string city, Month month, CancellationToken cancellation)
    {
        using var policies = await PolicyLibrary.OpenAsync(database, ContentFiles.PoliciesFolder, city, cancellation);
        var (cases, tasks) = (new CaseCatalogue(Modules.Value), new TaskCatalogue(Modules.Value));
        return await new MakeTasks(database, policies, cases, DeadlineCalendar.Load(), TimeProvider.System).RunAsync(tasks.Differences, month, cancellation);
    }

    public static void Say(Month month, TasksMade made) =>
        Terminal.Say($"{month}：发现{made.Found}项，新任务{made.Made}项，仍待办{made.Open}项，已答复{made.Answered}项，自动办结{made.Closed}项。");

    private static Option<Month?> AddMonth(Command command)
    {
        var month = new Option<Month?>("--month") { Description = Texts.Of($"月份，写作 2026-11，默认本月。"), CustomParser = MonthOption.Parse };
        command.Options.Add(month);
        return month;
    }
}
