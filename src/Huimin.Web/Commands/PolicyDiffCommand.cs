using System.CommandLine;
using Huimin.Platform;
using Huimin.Policies;

namespace Huimin.Web.Commands;

/// <summary><c>huimin policy diff</c>: what differs between two packs, or between two months of one, in words.</summary>
internal static class PolicyDiffCommand
{
    public static Command Create()
    {
        var command = new Command("diff", Texts.Of($"用文字说明两套政策、两个政策层或两个月之间的不同：diff linyi zaozhuang；--pack 甲 乙；--month 2020-06 2020-07。"));
        var layers = new Argument<string[]>("layers") { Description = Texts.Of($"要比较的两个政策层。"), Arity = new ArgumentArity(0, 2) };
        var layer = new Option<string>("--layer") { Description = Texts.Of($"用哪个地方的政策。"), DefaultValueFactory = _ => "linyi" };
        var packs = new Option<string[]>("--pack") { Description = Texts.Of($"要比较的两个政策文件夹。"), AllowMultipleArgumentsPerToken = true };
        var months = new Option<string[]>("--month") { Description = Texts.Of($"要比较的两个月份，如 2020-06 2020-07。"), AllowMultipleArgumentsPerToken = true };
        var folder = new Option<string>("--policies", "--folder") { Description = Texts.Of($"政策文件夹，默认为随程序安装的政策。"), DefaultValueFactory = _ => ContentFiles.PoliciesFolder };
        command.Arguments.Add(layers);
        foreach (var option in new System.CommandLine.Option[] { layer, packs, months, folder })
            command.Options.Add(option);
        var json = JsonOption.AddTo(command);
        command.SetAction(parsed => Cli.GuardAsync(() =>
        {
            var diff = Between(parsed.GetRequiredValue(folder), parsed.GetRequiredValue(layer), parsed.GetValue(layers) ?? [], parsed.GetValue(packs) ?? [], parsed.GetValue(months) ?? []);
            if (parsed.GetValue(json))
                Console.WriteLine(PolicyDocument.Write(diff.ToJson()));
            else
                Print(diff);
            return Task.FromResult(Cli.Done);
        }));
        return command;
    }

    private static PackDiff Between(string folder, string layer, string[] layers, string[] packs, string[] months)
    {
        if ((layers.Length, packs.Length, months.Length) is not ((2, 0, 0 or 1 or 2) or (0, 2, 0 or 1 or 2) or (0, 0, 2)))
            throw new CannotRunException($"请给出两个政策层、--pack 和两个文件夹，或者 --month 和两个月份。");
        var (first, second) = (layers, packs) switch
        {
            ([var a, var b], _) => (CityOptions.Policies(a, folder), CityOptions.Policies(b, folder)),
            (_, [var a, var b]) => (CityOptions.Policies(layer, a), CityOptions.Policies(layer, b)),
            _ => CityOptions.Policies(layer, folder) is var one ? (one, one) : default,
        };
        return months.Length == 0 ? PackDiff.Between(first, second) : PackDiff.Between(first.In(MonthOf(months[0])), second.In(MonthOf(months[^1])));
    }

    private static Month MonthOf(string text) => Month.TryParse(text, out var month) ? month : throw new CannotRunException($"{text} 不是月份，应写作 2026-11。");

    private static void Print(PackDiff diff)
    {
        if (diff.IsEmpty)
            Terminal.Say($"没有不同。");
        foreach (var part in diff.Changes.GroupBy(c => c.Programme))
        {
            Console.WriteLine(part.Key is null ? Texts.Of($"信息和类区") : $"{Texts.Pick(part.First().ProgrammeName!, part.First().ProgrammeNameEn!)} {part.Key}");
            foreach (var change in part)
                Console.WriteLine($"  {Texts.Pick(change.Text, change.TextEn)}");
        }
    }
}
