using System.CommandLine;
using Huimin.Bench;
using Huimin.Modules;
using Huimin.Platform;
using Huimin.Platform.Data;
using Huimin.Platform.Guarding;
using Huimin.Web.Serving;

namespace Huimin.Web.Commands;

/// <summary><c>huimin bench NAME</c>: one benchmark and its limit, in the same run.</summary>
internal static class BenchCommand
{
    private static readonly IBenchmark[] Benchmarks =
        [new DemoBench(), new LoadBench(), new ImportBench(), new ExplainBench(), new KernelBench(), new SimulateBench(), new AuditBench(), new AccessBench(), new CasesBench(), new WorkdaysBench(), new ReportsBench(), new TasksBench(), new IndicatorsBench()];

    public static Command Create()
    {
        var command = new Command("bench", Texts.Of($"测量程序的一个部分与其理论极限之比。"));
        foreach (var benchmark in Benchmarks)
            command.Subcommands.Add(CreateFor(benchmark));
        return command;
    }

    private static Command CreateFor(IBenchmark benchmark)
    {
        var command = new Command(benchmark.Name, benchmark.Description);
        var city = new CityOptions().AddTo(command);
        var persons = new Option<long>($"--{benchmark.Unit}") { Description = benchmark.Unit == "persons" ? Texts.Of($"多少人。") : Texts.Of($"多少条。"), DefaultValueFactory = _ => benchmark.DefaultPersons };
        command.Options.Add(persons);
        var clients = new Option<int>("--clients") { Description = Texts.Of($"多少人同时看。"), DefaultValueFactory = _ => 32 };
        if (benchmark.HasClients)
            command.Options.Add(clients);
        var minutes = new Option<double>("--minutes") { Description = Texts.Of($"测量多少分钟。"), DefaultValueFactory = _ => 10 };
        if (benchmark.HasMinutes)
            command.Options.Add(minutes);
        var json = JsonOption.AddTo(command);
        command.SetAction((parsed, cancellation) => Cli.GuardAsync(async () =>
        {
            var key = city.Key(parsed);
            var setting = new BenchSetting(name => city.OpenFor(parsed, name), parsed.GetValue(persons), key, CityOptions.Policies(key), Terminal.Progress())
            {
                Clients = benchmark.HasClients ? Math.Clamp(parsed.GetValue(clients), 1, 1_000) : 0,
                Minutes = benchmark.HasMinutes ? Math.Clamp(parsed.GetValue(minutes), 0.1, 600) : 0,
                Modules = AllModules.List,
                Serve = (database, stop) => ServeAsync(database, key, stop),
            };
            var figures = await benchmark.RunAsync(setting, cancellation);
            Terminal.EndProgress();
            if (parsed.GetValue(json))
                Terminal.WriteJson(figures);
            else
                foreach (var (name, value) in figures)
                    Console.WriteLine($"{name,-18} {value}");
            return Cli.Done;
        }));
        return command;
    }

    private static async Task<BenchServer> ServeAsync(Database database, string city, CancellationToken cancellation)
    {
        // A benchmark opens more pages in a second than anybody.
        var limits = new RequestLimits { AnonymousAMinute = 1_000_000, SignInsAMinute = 1_000_000, SignInsOfANameInFiveMinutes = 1_000_000 };
        var app = Server.Build(database, new ServerOptions { Url = "http://127.0.0.1:0", City = city, PoliciesFolder = ContentFiles.PoliciesFolder, Limits = limits });
        await Server.StartAsync(app, cancellation);
        return new BenchServer(app.Services, new Uri(app.Urls.First()), app.DisposeAsync);
    }
}
