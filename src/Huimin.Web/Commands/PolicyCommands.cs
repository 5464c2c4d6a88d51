using System.CommandLine;
using Huimin.Platform;
using Huimin.Policies;

namespace Huimin.Web.Commands;

/// <summary><c>huimin policy check|test|eval|facts</c>.</summary>
internal static class PolicyCommands
{
    public static Command Create() => new("policy", "The policies: check their text, run their examples, evaluate a family.")
    {
        Check(),
        Test(),
        Eval(),
        Facts(),
    };

    private static Command Check()
    {
        var command = new Command("check", "Prints every error of a layer's policies, or of all layers, or nothing.");
        var layer = Layer(command);
        var folder = Folder(command);
        var json = JsonOption.AddTo(command);
        command.SetAction(parsed => Cli.GuardAsync(() =>
        {
            var root = parsed.GetRequiredValue(folder);
            var errors = Layers(parsed.GetValue(layer), root).SelectMany(l => PolicyPack.Read(root, l).Errors).Distinct().ToList();
            if (parsed.GetValue(json))
                Terminal.WriteJson(new { errors = errors.Select(e => new { e.File, e.Line, e.Column, e.Message }) });
            else
                errors.ForEach(Console.WriteLine);
            return Task.FromResult(errors.Count == 0 ? Cli.Done : Cli.FoundProblems);
        }));
        return command;
    }

    private static Command Test()
    {
        var command = new Command("test", "Runs every example of a layer's policies, or of all layers.");
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
                    throw new CannotRunException($"The policies of '{name}' cannot be read:\n{string.Join('\n', reading.Errors)}");
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
        var command = new Command("eval", "Evaluates all programmes for one family from a JSON file ('-' reads standard input).");
        var layer = new Option<string>("--layer") { Description = "The policies of which place.", DefaultValueFactory = _ => "linyi" };
        var month = new Option<Month?>("--month") { Description = "The month, as 2025-03. Default: this month.", CustomParser = MonthOption.Parse };
        var input = new Option<string>("--input") { Description = "FAMILY.json: {\"region\", \"household\": {…}, \"members\": [{\"id\", …}]}", Required = true };
        var set = new Option<string[]>("--set") { Description = "Another value of a parameter, such as dibao.standard=990 or dibao.standard.zone1=990.", AllowMultipleArgumentsPerToken = true };
        var explain = new Option<bool>("--explain") { Description = "With the sentences and the whole calculation." };
        var folder = Folder(command);
        var json = JsonOption.AddTo(command);
        foreach (var option in new System.CommandLine.Option[] { layer, month, input, set, explain })
            command.Options.Add(option);
        command.SetAction((parsed, cancellation) => Cli.GuardAsync(async () =>
        {
            var pack = CityOptions.Policies(parsed.GetRequiredValue(layer), parsed.GetRequiredValue(folder));
            var file = parsed.GetRequiredValue(input);
            var text = file == "-" ? await Console.In.ReadToEndAsync(cancellation) : await File.ReadAllTextAsync(file, cancellation);
            var family = JsonFamily.Read(text, pack.Facts);
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
                Console.WriteLine($"{programme.Name} {programme.Code}{who}: {explanation.Outcome.Status} {explanation.Outcome.Amount.ToDisplay()} {explanation.ReasonZh}");
                if (!explain)
                    continue;
                foreach (var step in explanation.Steps)
                    Console.WriteLine($"    {step.Sentence}{(step.Law.Count > 0 ? $"（{string.Join("；", step.Law)}）" : "")}");
            }
        }
    }

    private static Command Facts()
    {
        var command = new Command("facts", "The facts that policies may use, with type, unit and meaning.");
        var folder = Folder(command);
        var json = JsonOption.AddTo(command);
        command.SetAction(parsed => Cli.GuardAsync(() =>
        {
            var reading = FactCatalogue.Read(parsed.GetRequiredValue(folder));
            if (reading.Facts is null)
                throw new CannotRunException(string.Join('\n', reading.Errors));
            Console.Write(parsed.GetValue(json) ? FactListing.ToJson(reading.Facts) + "\n" : FactListing.ToText(reading.Facts));
            return Task.FromResult(Cli.Done);
        }));
        return command;
    }

    private static Option<string?> Layer(Command command)
    {
        var option = new Option<string?>("--layer") { Description = "Only this layer, such as linyi, with those it extends." };
        command.Options.Add(option);
        return option;
    }

    private static Option<string> Folder(Command command)
    {
        var option = new Option<string>("--policies")
        {
            Description = "Folder of the policies. Default: those of this installation.",
            DefaultValueFactory = _ => ContentFiles.PoliciesFolder,
        };
        command.Options.Add(option);
        return option;
    }

    private static IReadOnlyList<string> Layers(string? layer, string root)
    {
        if (layer is not null)
            return [layer];
        var layers = PolicyPack.Layers(root);
        return layers.Count > 0 ? layers : throw new CannotRunException($"There are no policies in {root}.");
    }
}
