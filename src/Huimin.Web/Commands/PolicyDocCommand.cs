using System.CommandLine;
using System.Text.Json.Nodes;
using Huimin.Platform;
using Huimin.Policies;

namespace Huimin.Web.Commands;

/// <summary><c>huimin policy doc</c>: pages about programmes, made from their texts.</summary>
internal static class PolicyDocCommand
{
    public static Command Create()
    {
        var command = new Command("doc", Texts.Of($"由条文生成项目说明：条件、金额、各期标准、依据和算例（Markdown）。"));
        var layer = new Option<string>("--layer") { Description = Texts.Of($"用哪个地方的政策。"), DefaultValueFactory = _ => "linyi" };
        var programme = new Option<string?>("--programme") { Description = Texts.Of($"只写这个项目，如 dibao。") };
        var target = new Option<string>("--out") { Description = Texts.Of($"写入的文件夹，每个项目中英文各一页；- 为标准输出，只写当前语言。"), DefaultValueFactory = _ => "-" };
        command.Options.Add(layer);
        command.Options.Add(programme);
        command.Options.Add(target);
        var folder = PolicyCommands.Folder(command);
        var json = JsonOption.AddTo(command);
        command.SetAction((parsed, cancellation) => Cli.GuardAsync(async () =>
        {
            var pack = CityOptions.Policies(parsed.GetRequiredValue(layer), parsed.GetRequiredValue(folder));
            var wanted = Chosen(pack, parsed.GetValue(programme));
            if (parsed.GetValue(json))
                Console.WriteLine(PolicyDocument.Write(new JsonObject
                {
                    ["layer"] = pack.Layer,
                    ["policy_hash"] = pack.Hash,
                    ["programmes"] = new JsonArray([.. wanted.Select(p => PolicyDocument.Json(pack, p))]),
                }));
            else if (parsed.GetRequiredValue(target) is var place and not "-")
                await WriteAsync(place, pack, wanted, cancellation);
            else
                Console.Write(string.Join("\n", wanted.Select(p => PolicyDocument.Markdown(pack, p, Texts.English))));
            return Cli.Done;
        }));
        return command;
    }

    private static IReadOnlyList<Programme> Chosen(PolicyPack pack, string? code)
    {
        if (code is null)
            return pack.Programmes;
        return [pack.Find(code) ?? throw new CannotRunException($"{pack.Layer} 的政策没有项目 {code}。有：{string.Join("、", pack.Programmes.Select(p => p.Code))}")];
    }

    private static async Task WriteAsync(string folder, PolicyPack pack, IReadOnlyList<Programme> programmes, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        foreach (var programme in programmes)
        {
            await File.WriteAllTextAsync(Path.Combine(folder, $"{programme.Code}.md"), PolicyDocument.Markdown(pack, programme, english: false), cancellation);
            await File.WriteAllTextAsync(Path.Combine(folder, $"{programme.Code}.en.md"), PolicyDocument.Markdown(pack, programme, english: true), cancellation);
        }

        Terminal.Say($"已写 {programmes.Count} 个项目的说明到 {folder}。");
    }
}
