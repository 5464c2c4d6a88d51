using System.CommandLine;
using Huimin.Platform;
using Huimin.Policies;

namespace Huimin.Web.Commands;

/// <summary><c>huimin policy schema</c>: JSON schemas of policy files for editors.</summary>
internal static class PolicySchemaCommand
{
    public static Command Create()
    {
        var command = new Command("schema", Texts.Of($"政策文件的 JSON Schema，供编辑器补全和检查。"));
        var kind = new Argument<string>("kind") { Description = Texts.Of($"哪一种文件：programme、layer 或 facts。"), DefaultValueFactory = _ => "programme" };
        kind.AcceptOnlyFromAmong("programme", "layer", "facts");
        command.Arguments.Add(kind);
        var layer = PolicyCommands.Layer(command);
        var target = new Option<string?>("--out") { Description = Texts.Of($"把三种都写入这个文件夹。") };
        command.Options.Add(target);
        var folder = PolicyCommands.Folder(command);
        JsonOption.AddTo(command);
        command.SetAction((parsed, cancellation) => Cli.GuardAsync(async () =>
        {
            var codes = parsed.GetValue(layer) is { } name ? CityOptions.Policies(name, parsed.GetRequiredValue(folder)).Programmes.Select(p => p.Code).Order(StringComparer.Ordinal).ToList() : null;
            var schemas = PolicySchema.All(codes);
            if (parsed.GetValue(target) is not { } place)
            {
                Console.WriteLine(PolicyDocument.Write(schemas[parsed.GetRequiredValue(kind)]));
                return Cli.Done;
            }

            Directory.CreateDirectory(place);
            foreach (var (file, schema) in schemas)
                await File.WriteAllTextAsync(Path.Combine(place, $"{file}.schema.json"), PolicyDocument.Write(schema) + "\n", cancellation);
            return Cli.Done;
        }));
        return command;
    }
}
