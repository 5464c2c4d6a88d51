using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Huimin.Platform;

namespace Huimin.Web.Commands;

/// <summary>The library's help, with the few words that it has in English only.</summary>
internal sealed class Help(HelpAction help) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public static RootCommand AddTo(RootCommand root)
    {
        var option = root.Options.OfType<HelpOption>().Single();
        option.Description = Texts.Of($"显示用法。");
        option.Action = new Help((HelpAction)option.Action!);
        return root;
    }

    public override int Invoke(ParseResult parseResult)
    {
        var configuration = parseResult.InvocationConfiguration;
        var console = configuration.Output;
        using var text = new StringWriter();
        configuration.Output = text;
        var code = help.Invoke(parseResult);
        configuration.Output = console;
        console.Write(text.ToString()
            .Replace("Description:", Texts.Of($"说明:"), StringComparison.Ordinal)
            .Replace("[default: ", Texts.Of($"[默认: "), StringComparison.Ordinal));
        return code;
    }
}
