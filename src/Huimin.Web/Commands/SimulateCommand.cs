using System.CommandLine;
using System.Globalization;
using Huimin.Platform;
using Huimin.Platform.Regions;
using Huimin.Platform.Simulations;
using Huimin.Policies;

namespace Huimin.Web.Commands;

/// <summary><c>huimin simulate</c>: what changed parameters or a changed pack would do to the residents of a month. Writes nothing.</summary>
internal static class SimulateCommand
{
    public static Command Create()
    {
        var command = new Command("simulate", Texts.Of($"测算：改参数或换政策包后，花多少、谁进谁出、谁多谁少；不写入任何数据。"));
        var city = new CityOptions().AddTo(command);
        var month = new Option<Month?>("--month") { Description = Texts.Of($"月份，写作 2026-11，默认本月。"), CustomParser = MonthOption.Parse };
        var set = new Option<string[]>("--set") { Description = Texts.Of($"改一个参数，可多次：dibao.standard=630 为新值，=+30、=-10、=+5% 在现值上增减；负数写作 ==-5。"), AllowMultipleArgumentsPerToken = true };
        var variant = new Option<string[]>("--variant") { Description = Texts.Of($"一个方案，可多次，互相对比：名称:dibao.standard=+30,dibao.floor_ratio=+5%"), AllowMultipleArgumentsPerToken = true };
        var folder = new Option<string?>("--pack") { Description = Texts.Of($"换成这个政策文件夹里本市的政策层。") };
        var by = new Option<string?>("--by") { Description = Texts.Of($"再按县区（county）或乡镇（township）分列。") };
        by.AcceptOnlyFromAmong("county", "township");
        var months = new Option<int>("--months") { Description = Texts.Of($"从该月起连续算几个月，1至12。"), DefaultValueFactory = _ => 1 };
        foreach (var option in new System.CommandLine.Option[] { month, set, variant, folder, by, months })
            command.Options.Add(option);
        var json = JsonOption.AddTo(command);
        command.SetAction((parsed, cancellation) => Cli.GuardAsync(async () =>
        {
            var key = city.Key(parsed);
            PolicyPack? pack = null;
            if (parsed.GetValue(folder) is { } changed)
            {
                if (!Directory.Exists(changed))
                    throw new CannotRunException($"没有文件夹 {changed}。");
                var reading = PolicyPack.Read(changed, key);
                if (reading.Pack is null)
                {
                    PolicyCommands.Print(reading.Errors, parsed.GetValue(json));
                    return Cli.FoundProblems;
                }

                pack = reading.Pack;
            }

            var variants = Variants(parsed.GetValue(set) ?? [], parsed.GetValue(variant) ?? [], pack);
            if (parsed.GetValue(months) is < 1 or > 12)
                throw new CannotRunException($"--months 应在1与12之间。");
            await using var database = await city.OpenCurrentAsync(parsed, cancellation);
            using var residents = new ResidentPopulation(database, TimeProvider.System);
            var asked = parsed.GetValue(month) ?? MonthOption.Current(TimeProvider.System);
            var result = await new Simulate(residents, TimeProvider.System).RunAsync(asked, await CityOptions.PoliciesInAsync(database, key, asked, cancellation), variants, parsed.GetValue(months), cancellation: cancellation);
            if (parsed.GetValue(json))
                Terminal.WriteJson(SimulationJson.Of(result, parsed.GetValue(by)));
            else
                await PrintAsync(database, result, parsed.GetValue(by), cancellation);
            return Cli.Done;
        }));
        return command;
    }

    /// <summary>What <c>--set</c> and <c>--pack</c> ask for is one variant; each <c>--variant</c> is another, over the same pack.</summary>
    private static List<Variant> Variants(IReadOnlyList<string> set, IReadOnlyList<string> named, PolicyPack? pack)
    {
        var variants = new List<Variant>();
        if (set.Count > 0 || (pack is not null && named.Count == 0))
            variants.Add(new Variant(set.Count > 0 ? string.Join(' ', set) : pack!.Name, [.. set.Select(ParameterOverride.Parse)], pack));
        foreach (var text in named)
        {
            var colon = text.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0)
                throw new CannotRunException($"方案应写作 名称:参数=值，如 提高30元:dibao.standard=+30，而不是 {text}。");
            var parts = text[(colon + 1)..].Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            variants.Add(new Variant(text[..colon].Trim(), [.. parts.Select(ParameterOverride.Parse)], pack));
        }

        return variants.Count > 0 ? variants : throw new CannotRunException($"请用 --set 改参数，或用 --pack 换政策包，或用 --variant 列出方案。");
    }

    private static async Task PrintAsync(Platform.Data.Database database, SimulationResult result, string? by, CancellationToken cancellation)
    {
        Terminal.Say($"{result.Month}：{result.Persons}人、{result.Households}户；计算{result.Compute.TotalSeconds:0.00}秒，没有写入任何数据。");
        foreach (var variant in result.Variants)
        {
            Console.WriteLine();
            Console.WriteLine(variant.Variant.Name);
            PrintProgrammes(variant);
            PrintTypes(variant.Types, oneOff: false);
            PrintTypes(variant.OneOffTypes, oneOff: true);
            foreach (var month in variant.Months.Skip(1))
            {
                Terminal.Say($"{month.Month}：{Signed(month.Monthly.Change)}元");
                if (month.OneOff.Change != 0)
                    Terminal.Say($"{month.Month}：一次性{Signed(month.OneOff.Change)}元");
            }

            if (variant.Months.Count > 1)
                Terminal.Say($"{variant.Months.Count}个月合计：{Signed(variant.Months.Sum(m => m.Monthly.Change))}元");
            if (variant.Months.Count > 1 && variant.Months.Sum(m => m.OneOff.Change) is not 0 and var once)
                Terminal.Say($"{variant.Months.Count}个月一次性合计：{Signed(once)}元");
            if (by is not null || variant.Alarms.Count > 0)
                await PrintRegionsAsync(database, variant, by, cancellation);
        }
    }

    private static void PrintProgrammes(VariantResult variant)
    {
        if (variant.Programmes.Count == 0)
            return;
        var changed = variant.Programmes.Index().Where(p => variant.Whole[p.Index].IsChange).OrderBy(p => p.Index == variant.Main ? 0 : 1).ToList();
        var same = variant.Programmes.Where((_, i) => !variant.Whole[i].IsChange).Select(p => p.Code).ToList();
        if (same.Count > 0)
            Terminal.Say($"没有变化：{Texts.List(same)}");
        PrintTable(variant, [.. changed.Where(p => !p.Item.IsOneOff)], Texts.Of($"原元/月"), Texts.Of($"新元/月"));
        if (changed.Any(p => !p.Item.IsOneOff))
            Terminal.Say($"合计每月增减{Signed(variant.FenChange)}元。");
        PrintTable(variant, [.. changed.Where(p => p.Item.IsOneOff)], Texts.Of($"一次性原元"), Texts.Of($"一次性新元"));
        if (changed.Any(p => p.Item.IsOneOff))
            Terminal.Say($"合计一次性增减{Signed(variant.OneOffChange)}元。");
    }

    private static void PrintTable(VariantResult variant, IReadOnlyList<(int Index, TouchedProgramme Item)> programmes, string before, string after)
    {
        if (programmes.Count == 0)
            return;
        var width = Math.Max(10, programmes.Max(p => p.Item.Code.Length));
        Console.WriteLine(string.Join(' ',
            Terminal.Left(Texts.Of($"项目"), width), Terminal.Right(before, 16), Terminal.Right(after, 16), Terminal.Right(Texts.Of($"增减"), 15),
            Terminal.Right(Texts.Of($"新增"), 9), Terminal.Right(Texts.Of($"退出"), 9), Terminal.Right(Texts.Of($"提高"), 9), Terminal.Right(Texts.Of($"降低"), 9), Terminal.Right(Texts.Of($"待查明"), 12)));
        foreach (var (i, programme) in programmes)
        {
            var c = variant.Whole[i];
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{programme.Code.PadRight(width)} {new Money(c.Before.Fen).ToDisplay(),16} {new Money(c.After.Fen).ToDisplay(),16} {Signed(c.FenChange),15} {c.Entering.Units,9:N0} {c.Leaving.Units,9:N0} {c.Rising.Units,9:N0} {c.Falling.Units,9:N0} {c.After.Undetermined,12:N0}"));
        }
    }

    private static void PrintTypes(TypeImpact[] types, bool oneOff)
    {
        foreach (var type in Enum.GetValues<HouseholdType>())
        {
            var t = types[(int)type];
            if (t.Winners + t.Losers == 0)
                continue;
            if (oneOff)
                Terminal.Say($"{type.Describe()}，一次性：{t.Winners}户多得{new Money(t.Gain).ToDisplay()}元，{t.Losers}户少得{new Money(t.Loss).ToDisplay()}元");
            else
                Terminal.Say($"{type.Describe()}：{t.Winners}户多得{new Money(t.Gain).ToDisplay()}元，{t.Losers}户少得{new Money(t.Loss).ToDisplay()}元");
        }
    }

    private static async Task PrintRegionsAsync(Platform.Data.Database database, VariantResult variant, string? by, CancellationToken cancellation)
    {
        await using var context = database.CreateContext();
        var places = by == "township" ? variant.Townships : variant.Counties;
        var names = await PlaceNames.ReadAsync(context, places.Keys.Concat(variant.Counties.Keys), cancellation);
        foreach (var group in variant.Alarms.GroupBy(a => (a.Programme, a.Kind)))
        {
            var first = group.First();
            Terminal.Say($"注意：{group.Count()}个县区的 {group.Key.Programme} {group.Key.Kind.Describe()}，如{names.Name(first.County)}：{first.Describe()}");
        }

        if (by is null)
            return;
        foreach (var (place, counts) in places.OrderBy(p => p.Key))
        {
            foreach (var (i, programme) in variant.Programmes.Index())
            {
                if (counts[i].FenChange != 0 || counts[i].PersonsChange != 0)
                    Terminal.Say($"{names.Full(place)} {programme.Code}：{Signed(counts[i].FenChange)}元，{Words(counts[i].PersonsChange)}人");
            }
        }
    }

    private static string Signed(long fen) => (fen > 0 ? "+" : "") + new Money(fen).ToDisplay();

    private static string Words(long count) => count.ToString("+#,##0;-#,##0;0", CultureInfo.InvariantCulture);
}
