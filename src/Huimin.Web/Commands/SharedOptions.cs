using System.CommandLine;
using System.CommandLine.Parsing;
using Huimin.Platform;
using Huimin.Platform.Regions;
using Huimin.Policies;

namespace Huimin.Web.Commands;

/// <summary><c>--json</c>, which every command takes.</summary>
internal static class JsonOption
{
    public static Option<bool> AddTo(Command command)
    {
        var option = new Option<bool>("--json") { Description = Texts.Of($"以 JSON 输出结果，供程序读取。") };
        command.Options.Add(option);
        return option;
    }
}

/// <summary><c>--month 2026-11</c>.</summary>
internal static class MonthOption
{
    public static Month? Parse(ArgumentResult argument)
    {
        var text = argument.Tokens.Count == 1 ? argument.Tokens[0].Value : "";
        if (Month.TryParse(text, out var month))
            return month;
        argument.AddError(Texts.Of($"{text} 不是月份，应写作 2026-11。"));
        return null;
    }

    public static Month Current(TimeProvider clock) => Month.Of(DateOnly.FromDateTime(clock.GetLocalNow().DateTime));
}

/// <summary><c>--region 371302</c>: a division code, shortened or with all 12 digits.</summary>
internal static class RegionOption
{
    public static Option<DivisionCode?> AddTo(Command command, string description)
    {
        var option = new Option<DivisionCode?>("--region") { Description = description, CustomParser = Parse };
        command.Options.Add(option);
        return option;
    }

    private static DivisionCode? Parse(ArgumentResult argument)
    {
        var text = argument.Tokens.Count == 1 ? argument.Tokens[0].Value : "";
        if (text.Length is not (4 or 6 or 9 or 12))
        {
            argument.AddError(Texts.Of($"{text} 不是区划代码，应为4位（市）、6位（县）、9位（乡镇）或12位。"));
            return null;
        }

        if (DivisionCode.TryParse(text.PadRight(12, '0'), out var code, out var error))
            return code;
        argument.AddError(error);
        return null;
    }
}
