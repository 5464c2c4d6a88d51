using System.CommandLine;
using System.Globalization;
using Huimin.Platform.Sweeps;
using Huimin.Policies;

namespace Huimin.Web.Commands;

/// <summary><c>huimin sweep</c>: all programmes over all residents of a month.</summary>
internal static class SweepCommand
{
    public static Command Create()
    {
        var command = new Command("sweep", "Computes every programme for every resident of a month and stores entitlements and totals.");
        var city = new CityOptions().AddTo(command);
        var month = new Option<Month?>("--month") { Description = "The month, as 2026-11. Default: this month.", CustomParser = MonthOption.Parse };
        command.Options.Add(month);
        var region = RegionOption.AddTo(command, "Only this county or township, such as 371302.");
        var json = JsonOption.AddTo(command);
        command.SetAction((parsed, cancellation) => Cli.GuardAsync(async () =>
        {
            await using var database = await city.OpenCurrentAsync(parsed, cancellation);
            var pack = CityOptions.Policies(city.Key(parsed));
            var asked = parsed.GetValue(month) ?? MonthOption.Current(TimeProvider.System);
            var report = await new RunSweep(database, pack, TimeProvider.System).RunAsync(asked, parsed.GetValue(region), Terminal.Progress(), cancellation);
            Terminal.EndProgress();
            if (parsed.GetValue(json))
                Terminal.WriteJson(ToJson(asked, pack, report));
            else
                Print(asked, pack, report);
            return Cli.Done;
        }));
        return command;
    }

    public static void Print(Month month, PolicyPack pack, SweepReport report)
    {
        var result = report.Result;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{month}: {result.Persons:N0} people in {result.Households:N0} households; read {report.Load.TotalSeconds:0.00} s, computed {report.Compute.TotalSeconds:0.00} s, stored {report.Store.TotalSeconds:0.00} s"));
        var width = pack.Programmes.Max(p => p.Code.Length);
        Console.WriteLine($"{"programme".PadRight(width)} {"units",12} {"persons",12} {"yuan a month",18} {"undetermined",14}");
        foreach (var programme in pack.Programmes)
        {
            var counts = result.Whole[programme.Index];
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{programme.Code.PadRight(width)} {counts.Units,12:N0} {counts.Persons,12:N0} {new Money(counts.Fen).ToDisplay(),18} {counts.Undetermined,14:N0}"));
        }
    }

    private static object ToJson(Month month, PolicyPack pack, SweepReport report) => new
    {
        month = month.ToString(),
        persons = report.Result.Persons,
        households = report.Result.Households,
        programmes = Totals(pack, report.Result.Whole),
        by_county = report.Result.Counties.ToDictionary(c => (c.Key / 1_000_000).ToString(CultureInfo.InvariantCulture), c => Totals(pack, c.Value)),
        timing_ms = new
        {
            load = Math.Round(report.Load.TotalMilliseconds, 1),
            compute = Math.Round(report.Compute.TotalMilliseconds, 1),
            store = Math.Round(report.Store.TotalMilliseconds, 1),
        },
        policy_hash = pack.Hash,
    };

    private static Dictionary<string, object> Totals(PolicyPack pack, SweepCounts[] counts) => pack.Programmes.ToDictionary(
        p => p.Code,
        p => (object)new
        {
            units = counts[p.Index].Units,
            persons = counts[p.Index].Persons,
            amount = new Money(counts[p.Index].Fen).ToString(),
            undetermined = counts[p.Index].Undetermined,
        });
}
