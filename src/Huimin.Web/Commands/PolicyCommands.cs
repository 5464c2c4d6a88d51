using System.CommandLine;
using Huimin.Platform;
using Huimin.Policies;

namespace Huimin.Web.Commands;

/// <summary><c>huimin policy check|test|eval|facts|format|doc|diff|matrix|schema</c>.</summary>
internal static class PolicyCommands
{
    public static Command Create() => new("policy", Texts.Of($"政策：检查条文、运行示例、计算一个家庭。"))
    {
        Check(),
        Test(),
        Eval(),
        Facts(),
        PolicyFormatCommand.Create(),
        PolicyDocCommand.Create(),
        PolicyDiffCommand.Create(),
        PolicyMatrixCommand.Create(),
        PolicySchemaCommand.Create(),
    };

    private static Command Check()
    {
        var command = new Command("check", Texts.Of($"列出一个政策层（或全部）的每处错误，无错则不输出。"));
        var layer = Layer(command);
        var folder = Folder(command);
        var json = JsonOption.AddTo(command);
        command.SetAction(parsed => Cli.GuardAsync(() =>
        {
            var root = parsed.GetRequiredValue(folder);
            var errors = Layers(parsed.GetValue(layer), root).SelectMany(l => PolicyPack.Read(root, l).Errors).Distinct().ToList();
            Print(errors, parsed.GetValue(json));
            return Task.FromResult(errors.Count == 0 ? Cli.Done : Cli.FoundProblems);
        }));
        return command;
    }

    /// <summary>Errors of policies, a line each or as JSON.</summary>
    internal static void Print(IReadOnlyList<PolicyError> errors, bool json)
    {
        if (json)
            Terminal.WriteJson(new { errors = errors.Select(e => new { e.File, e.Line, e.Column, e.Message }) });
        else
            foreach (var error in errors)
                Console.WriteLine(error);
    }

    private static Command Test()
    {
        var command = new Command("test", Texts.Of($"运行一个政策层（或全部）的每个示例。"));
        var layer = Layer(command);
        var folder = Folder(command);
        var json = JsonOption.AddTo(command);
        command.SetAction(parsed => Cli.GuardAsync(() =>
        {
            var root = parsed.GetRequiredValue(folder);
            var results = new List<ExampleResult>();
            foreach (var name in Layers(parsed.GetValue(layer), root))
            {
                var reading = PolicyPack.Read(root, name);
                if (reading.Pack is null)
                    throw new CannotRunException($"{name} 的政策无法读取：\n{string.Join('\n', reading.Errors)}");
                results.AddRange(PackTest.Run(reading.Pack).Examples);
            }

            // A layer that two others extend is tested in each of them; its examples count once.
            var examples = results.DistinctBy(r => (r.File, r.Line)).ToList();
            var failed = examples.Where(e => !e.Passed).ToList();
            if (parsed.GetValue(json))
                Terminal.WriteJson(new { passed = examples.Count - failed.Count, failed = failed.Count, failures = failed.Select(f => new { f.Layer, f.Programme, f.Example, f.File, f.Line, f.Failures }) });
            else
            {
                failed.ForEach(Console.WriteLine);
                Console.WriteLine($"{examples.Count - failed.Count} passed, {failed.Count} failed");
            }

            return Task.FromResult(failed.Count == 0 ? Cli.Done : Cli.FoundProblems);
        }));
        return command;
    }

    private static Command Eval()
    {
        var command = new Command("eval", Texts.Of($"按 JSON 文件计算一个家庭的全部项目（- 为标准输入）。"));
        var layer = new Option<string>("--layer") { Description = Texts.Of($"用哪个地方的政策。"), DefaultValueFactory = _ => "linyi" };
        var month = new Option<Month?>("--month") { Description = Texts.Of($"月份，写作 2026-11，默认本月。"), CustomParser = MonthOption.Parse };
        var input = new Option<string>("--input") { Description = Texts.Of($"家庭文件，含 region、household 和 members，格式见 docs/policy-language.md。"), Required = true };
        var set = new Option<string[]>("--set") { Description = Texts.Of($"换一个参数值，如 dibao.standard=990 或 dibao.standard.zone1=990。"), AllowMultipleArgumentsPerToken = true };
        var explain = new Option<bool>("--explain") { Description = Texts.Of($"附说明和全部计算过程。") };
        var folder = Folder(command);
        var json = JsonOption.AddTo(command);
        foreach (var option in new System.CommandLine.Option[] { layer, month, input, set, explain })
            command.Options.Add(option);
        command.SetAction((parsed, cancellation) => Cli.GuardAsync(async () =>
        {
            var pack = CityOptions.Policies(parsed.GetRequiredValue(layer), parsed.GetRequiredValue(folder));
            var file = parsed.GetRequiredValue(input);
            var text = file == "-" ? await Console.In.ReadToEndAsync(cancellation) : await File.ReadAllTextAsync(file, cancellation);
            var family = JsonFamily.Read(text, pack);
            var policy = pack.In(parsed.GetValue(month) ?? MonthOption.Current(TimeProvider.System), [.. (parsed.GetValue(set) ?? []).Select(ParameterOverride.Parse)]);
            if (parsed.GetValue(json))
                Console.WriteLine(PolicyEvaluation.ToJson(policy, family, parsed.GetValue(explain)));
            else
                Print(policy, family, parsed.GetValue(explain));
            return Cli.Done;
        }));
        return command;
    }

    private static void Print(MonthPolicy policy, WrittenFamily family, bool explain)
    {
        foreach (var programme in policy.Pack.Programmes)
        {
            for (var member = programme.OfHousehold ? -1 : 0; member < (programme.OfHousehold ? 0 : family.MemberCount); member++)
            {
                var explanation = policy.Explain(family, programme.Index, member, m => family.MemberIds[m]);
                var who = member < 0 ? "" : $" {family.MemberIds[member]}";
                var name = Texts.Pick(programme.Name, programme.NameEn);
                Terminal.Say($"{name} {programme.Code}{who}：{Status(explanation.Outcome.Status)} {explanation.Outcome.Amount.ToDisplay()} {Texts.Pick(explanation.ReasonZh, explanation.ReasonEn)}");
                if (!explain)
                    continue;
                foreach (var step in explanation.Steps)
                {
                    Console.WriteLine($"    {Texts.Pick(step.Sentence, step.SentenceEn)}");
                    foreach (var law in step.Law)
                        Console.WriteLine($"        {law}");
                }
            }
        }
    }

    private static string Status(OutcomeStatus status) => status switch
    {
        OutcomeStatus.Eligible => Texts.Of($"应享"),
        OutcomeStatus.Undetermined => Texts.Of($"待查明"),
        _ => Texts.Of($"不符合"),
    };

    private static Command Facts()
    {
        var command = new Command("facts", Texts.Of($"政策可用的信息，含类型、单位和含义。"));
        var folder = Folder(command);
        var json = JsonOption.AddTo(command);
        command.SetAction(parsed => Cli.GuardAsync(() =>
        {
            var reading = FactCatalogue.Read(parsed.GetRequiredValue(folder));
            if (reading.Facts is null)
                throw new CannotRunException($"{string.Join('\n', reading.Errors)}");
            Console.Write(parsed.GetValue(json) ? FactListing.ToJson(reading.Facts) + "\n" : FactListing.ToText(reading.Facts, Texts.English));
            return Task.FromResult(Cli.Done);
        }));
        return command;
    }

    internal static Option<string?> Layer(Command command)
    {
        var option = new Option<string?>("--layer") { Description = Texts.Of($"只用这个政策层（及其上层），如 linyi。") };
        command.Options.Add(option);
        return option;
    }

    internal static Option<string> Folder(Command command)
    {
        var option = new Option<string>("--policies", "--folder")
        {
            Description = Texts.Of($"政策文件夹，默认为随程序安装的政策。"),
            DefaultValueFactory = _ => ContentFiles.PoliciesFolder,
        };
        command.Options.Add(option);
        return option;
    }

    internal static IReadOnlyList<string> Layers(string? layer, string root)
    {
        if (layer is not null)
            return [layer];
        var layers = PolicyPack.Layers(root);
        return layers.Count > 0 ? layers : throw new CannotRunException($"{root} 中没有政策。");
    }
}
