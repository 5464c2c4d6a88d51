using System.CommandLine;
using Huimin.Platform;
using Huimin.Policies;

namespace Huimin.Web.Commands;

/// <summary><c>huimin policy format</c>: the canonical layout of policy files.</summary>
internal static class PolicyFormatCommand
{
    public static Command Create()
    {
        var command = new Command("format", Texts.Of($"把政策文件排成统一格式：注释、文字和含义不变。"));
        var layer = PolicyCommands.Layer(command);
        var check = new Option<bool>("--check") { Description = Texts.Of($"只列出格式不同的文件，不改动；有则以1退出。") };
        command.Options.Add(check);
        var folder = PolicyCommands.Folder(command);
        var json = JsonOption.AddTo(command);
        command.SetAction((parsed, cancellation) => Cli.GuardAsync(async () =>
        {
            var root = parsed.GetRequiredValue(folder);
            var differing = new List<string>();
            var errors = new List<PolicyError>();
            var files = Files(root, parsed.GetValue(layer)).ToList();
            foreach (var file in files)
            {
                var name = $"{Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(root)))}/{Path.GetRelativePath(root, file).Replace('\\', '/')}";
                var text = await File.ReadAllTextAsync(file, cancellation);
                var (formatted, wrong) = PolicyFormat.Of(name, text);
                errors.AddRange(wrong);
                if (formatted is null || formatted == text)
                    continue;
                differing.Add(name);
                if (!parsed.GetValue(check))
                    await File.WriteAllTextAsync(file, formatted, cancellation);
            }

            if (parsed.GetValue(json))
                Terminal.WriteJson(new { files = files.Count, differing, errors = errors.Select(e => new { e.File, e.Line, e.Column, e.Message }) });
            else
            {
                errors.ForEach(Console.WriteLine);
                if (parsed.GetValue(check))
                    differing.ForEach(Console.WriteLine);
                else
                    Terminal.Say($"已重排 {differing.Count} 个文件，其余 {files.Count - differing.Count} 个不变。");
            }

            return errors.Count > 0 || (parsed.GetValue(check) && differing.Count > 0) ? Cli.FoundProblems : Cli.Done;
        }));
        return command;
    }

    /// <summary>The files of a layer, or the facts and the files of every layer.</summary>
    private static IEnumerable<string> Files(string root, string? layer)
    {
        var layers = layer is null ? PolicyPack.Layers(root) : [layer];
        if (layers.Count == 0 || !layers.All(l => File.Exists(Path.Combine(root, l, "layer.yaml"))))
            throw layer is null ? new CannotRunException($"{root} 中没有政策。") : new CannotRunException($"{root} 中没有政策层 {layer}。");
        var facts = Path.Combine(root, "facts.yaml");
        return (layer is null && File.Exists(facts) ? [facts] : Array.Empty<string>())
            .Concat(layers.SelectMany(l => Directory.EnumerateFiles(Path.Combine(root, l), "*.yaml").Order(StringComparer.Ordinal)));
    }
}
