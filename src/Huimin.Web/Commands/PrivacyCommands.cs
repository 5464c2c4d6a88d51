using System.CommandLine;
using Huimin.Platform;
using Huimin.Platform.Privacy.Retention;

namespace Huimin.Web.Commands;

/// <summary><c>huimin privacy retention</c>: what is past its time by <c>data/retention.csv</c>.</summary>
internal static class PrivacyCommands
{
    public static Command Create() => new("privacy", Texts.Of($"个人信息保护：保存期限。")) { Retention() };

    private static Command Retention()
    {
        var command = new Command("retention", Texts.Of($"列出各种记录的保存期限和到期的记录；加 --apply 才清理。"));
        var city = new CityOptions().AddTo(command);
        var apply = new Option<bool>("--apply") { Description = Texts.Of($"清理到期的记录，分批进行，留下审计记录。") };
        command.Options.Add(apply);
        var json = JsonOption.AddTo(command);
        command.SetAction((parsed, cancellation) => Cli.GuardAsync(async () =>
        {
            var rules = RetentionRules.Load();
            await using var database = await city.OpenCurrentAsync(parsed, cancellation);
            var applied = parsed.GetValue(apply);
            var found = await new ListDueRecords(database, TimeProvider.System).RunAsync(rules, cancellation);
            var done = applied ? await new ApplyRetention(database, TimeProvider.System).RunAsync(rules, cancellation) : null;
            if (parsed.GetValue(json))
                Terminal.WriteJson(found.Select((due, i) => ToJson(due, done?[i].Count)));
            else
                Print(found, done);
            return Cli.Done;
        }));
        return command;
    }

    private static object ToJson(DueRecords due, long? done) => new
    {
        record = due.Rule.Kind.Code,
        keep = due.Rule.Action == RetentionAction.Keep ? (int?)null : due.Rule.Length,
        unit = due.Rule.Action == RetentionAction.Keep ? null : RetentionRules.Word(due.Rule.Unit),
        from = due.Rule.Kind.Event,
        action = RetentionRules.Word(due.Rule.Action),
        due.Before,
        due = due.Count,
        due.Oldest,
        done,
        law = Texts.Pick(due.Rule.Law, due.Rule.LawEn),
        due.Rule.Source,
    };

    private static void Print(IReadOnlyList<DueRecords> found, IReadOnlyList<DueRecords>? done)
    {
        for (var i = 0; i < found.Count; i++)
        {
            var due = found[i];
            var rule = due.Rule;
            Terminal.Say($"{rule.Kind.Name}：{rule.Period}，{Text(rule)}");
            if (due.Oldest is { } oldest)
                Terminal.Say($"  到期{due.Count}条，最早{oldest}");
            if (due.Oldest is not null && rule.Action == RetentionAction.Archive)
                Terminal.Say($"  这里不清理审计记录，请用 huimin audit archive --before {due.Before!.Value} 归档；法律规定至少保存{rule.Kind.FewestMonths}个月。");
            else if (rule.Action == RetentionAction.Archive)
                Terminal.Say($"  这里不清理审计记录，只由 huimin audit archive 归档；法律规定至少保存{rule.Kind.FewestMonths}个月。");
            if (done is not null && due.Count > 0 && rule.Action != RetentionAction.Archive)
                Terminal.Say($"  已清理{done[i].Count}条");
            Terminal.Say(rule.Law.Length > 0 ? (FormattableString)$"  {Texts.Pick(rule.Law, rule.LawEn)}" : Placeholder());
        }
    }

    private static FormattableString Placeholder() => $"  期限是占位，尚无依据，请由本单位决定";

    private static FormattableString Text(RetentionRule rule) => rule.Action switch
    {
        RetentionAction.Delete => Said($"到期删除"),
        RetentionAction.Anonymise => Said($"到期匿名化"),
        RetentionAction.Archive => Said($"到期归档"),
        _ => Said($"不清理"),
    };

    private static FormattableString Said(FormattableString text) => text;
}
