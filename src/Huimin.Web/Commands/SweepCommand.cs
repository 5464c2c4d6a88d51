using System.CommandLine;
using System.Globalization;
using Huimin.Platform;
using Huimin.Platform.Sweeps;
using Huimin.Policies;

namespace Huimin.Web.Commands;

/// <summary><c>huimin sweep</c>: all programmes over all residents of a month.</summary>
internal static class SweepCommand
{
    public static Command Create()
    {
        var command = new Command("sweep", Texts.Of($"全员比对：逐项计算全体居民在一个月的应享待遇，保存结果和合计。"));
        var city = new CityOptions().AddTo(command);
        var month = new Option<Month?>("--month") { Description = Texts.Of($"月份，写作 2026-11，默认本月。"), CustomParser = MonthOption.Parse };
        command.Options.Add(month);
        var region = RegionOption.AddTo(command, Texts.Of($"只比对这个县区或乡镇（街道），如 371302。"));
        var json = JsonOption.AddTo(command);
        command.SetAction((parsed, cancellation) => Cli.GuardAsync(async () =>
        {
            await using var database = await city.OpenCurrentAsync(parsed, cancellation);
            var asked = parsed.GetValue(month) ?? MonthOption.Current(TimeProvider.System);
            var pack = await CityOptions.PoliciesInAsync(database, city.Key(parsed), asked, cancellation);
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
        Terminal.Say($"{month}：{result.Persons}人、{result.Households}户；读取{report.Load.TotalSeconds:0.00}秒，计算{report.Compute.TotalSeconds:0.00}秒，保存{report.Store.TotalSeconds:0.00}秒");
        PrintTable(pack, [.. pack.Programmes.Where(p => !p.OnlyOnApplication).Select(p => (p.Code, result.Whole[p.Index]))]);
    }

    /// <summary>The totals that the last sweep stored.</summary>
    public static void PrintStored(PolicyPack pack, SweepRun run, IEnumerable<SweepTotal> totals)
    {
        Terminal.Say($"{Month.FromCode(run.Month)}：{run.Persons}人、{run.Households}户，{run.FinishedAt.ToLocalTime():yyyy-MM-dd HH:mm}比对。");
        PrintTable(pack, [.. totals.Where(t => t.Programme != SweepResult.Residents).Select(t => (t.Programme, new SweepCounts(t.Units, t.Persons, t.Amount, t.Undetermined)))]);
    }

    private static void PrintTable(PolicyPack pack, IReadOnlyList<(string Programme, SweepCounts Counts)> rows)
    {
        var width = rows.Max(r => r.Programme.Length);
        Console.WriteLine($"{Terminal.Left(Texts.Of($"项目"), width)} {Terminal.Right(Texts.Of($"户（件）"), 12)} {Terminal.Right(Texts.Of($"人数"), 12)} {Terminal.Right(Texts.Of($"金额（元）"), 18)} {Terminal.Right(Texts.Of($"待查明"), 14)}");
        foreach (var (programme, counts) in rows)
        {
            var about = pack.Find(programme);
            var amount = about is null or { Kind: ProgrammeKind.Benefit } ? new Money(counts.Fen).ToDisplay() : "—";
            var once = about is { Kind: ProgrammeKind.Benefit, Grant: Grant.OneOff } ? $" {Texts.Of($"一次性")}" : "";
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{programme.PadRight(width)} {counts.Units,12:N0} {counts.Persons,12:N0} {amount,18} {counts.Undetermined,14:N0}{once}"));
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

    private static Dictionary<string, object> Totals(PolicyPack pack, SweepCounts[] counts) => pack.Programmes.Where(p => !p.OnlyOnApplication).ToDictionary(
        p => p.Code,
        p => (object)new
        {
            units = counts[p.Index].Units,
            persons = counts[p.Index].Persons,
            amount = new Money(counts[p.Index].Fen).ToString(),
            undetermined = counts[p.Index].Undetermined,
        });
}
