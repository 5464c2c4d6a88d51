using System.CommandLine;
using Huimin.Platform;
using Huimin.Platform.Privacy;

namespace Huimin.Web.Commands;

/// <summary><c>huimin keys status|rotate</c>: the keys with which people's numbers and addresses are sealed.</summary>
internal static class KeysCommands
{
    public static Command Create() => new("keys", Texts.Of($"加密身份证号、电话、账号、住址的密钥。")) { Status(), Rotate() };

    private static Command Status()
    {
        var command = new Command("status", Texts.Of($"有哪些密钥，各加密多少行。"));
        var city = new CityOptions().AddTo(command);
        var json = JsonOption.AddTo(command);
        command.SetAction((parsed, cancellation) => Cli.GuardAsync(async () =>
        {
            await using var database = city.Open(parsed);
            var status = await KeyStatus.ReadAsync(database, cancellation);
            if (parsed.GetValue(json))
                Terminal.WriteJson(ToJson(status));
            else
                Print(status);
            return status.Keys.Count > 0 && !status.Exists ? Cli.FoundProblems : Cli.Done;
        }));
        return command;
    }

    private static Command Rotate()
    {
        var command = new Command("rotate", Texts.Of($"换一把新的数据密钥并重新加密每一行；中断后再次运行即继续。"));
        var city = new CityOptions().AddTo(command);
        var suite = SuiteOption.AddTo(command, Texts.Of($"新密钥的密码套件，默认不变。"));
        var master = new Option<bool>("--master") { Description = Texts.Of($"改为更换主密钥：只重新包裹数据密钥，各行不变。") };
        command.Options.Add(master);
        var json = JsonOption.AddTo(command);
        command.SetAction((parsed, cancellation) => Cli.GuardAsync(async () =>
        {
            await using var database = city.Open(parsed);
            var rotate = new RotateKeys(database, TimeProvider.System);
            if (parsed.GetValue(master))
            {
                if (parsed.GetValue(suite) is not null)
                    throw new CannotRunException($"--master 与 --suite 不能同时使用。");
                var number = await rotate.RunMasterAsync(cancellation);
                if (parsed.GetValue(json))
                    Terminal.WriteJson(new { master = number, file = database.Keyring.KeyFile });
                else
                    Terminal.Say($"现在使用第{number:D}号主密钥，请另存一份 {database.Keyring.KeyFile}。");
                return Cli.Done;
            }

            var result = await rotate.RunAsync(parsed.GetValue(suite), Terminal.Progress(), cancellation);
            Terminal.EndProgress();
            if (parsed.GetValue(json))
                Terminal.WriteJson(new { result.Key, result.Suite, result.Rows, result.Broken, seconds = Math.Round(result.Elapsed.TotalSeconds, 2) });
            else
                Terminal.Say($"第{result.Key:D}号数据密钥（{result.Suite}）：重新加密{result.Rows}行，用时{result.Elapsed.TotalSeconds:0.0}秒");
            if (result.Broken.Count == 0)
                return Cli.Done;
            await Console.Error.WriteLineAsync(Texts.Of($"{result.Broken.Count}行打不开，仍用旧密钥：{Texts.List(result.Broken.Take(10))}"));
            return Cli.FoundProblems;
        }));
        return command;
    }

    private static object ToJson(KeyStatus status) => new
    {
        status.File,
        status.Exists,
        @private = status.IsPrivate,
        status.Masters,
        keys = status.Keys.Select(k => new { k.Number, k.Suite, k.Master, state = StateCode(k.State), created_at = k.CreatedAt, k.People, k.Households, k.Files, k.Registers }),
    };

    private static void Print(KeyStatus status)
    {
        if (!status.Exists)
            Terminal.Say($"主密钥文件 {status.File} 不存在。");
        else
            Terminal.Say($"主密钥文件 {status.File}：{Texts.List(status.Masters.Select(m => m.ToString(System.Globalization.CultureInfo.InvariantCulture)))}");
        if (status.IsPrivate == false)
            Terminal.Say($"警告：主密钥文件别的用户也能读，请改为只有程序用户可读（chmod 600）。");
        foreach (var key in status.Keys)
            Terminal.Say($"第{key.Number:D}号数据密钥 {key.Suite} {StateName(key.State)}：{key.People}人、{key.Households}户、{key.Files}个附件、{key.Registers}条台账");
    }

    private static string StateCode(DataKeyState state) => state switch { DataKeyState.Current => "current", DataKeyState.Replaced => "replaced", _ => "retired" };

    private static string StateName(DataKeyState state) => state switch
    {
        DataKeyState.Current => Texts.Of($"使用中"),
        DataKeyState.Replaced => Texts.Of($"轮换中"),
        _ => Texts.Of($"已停用"),
    };
}

/// <summary><c>--suite aes|sm</c>.</summary>
internal static class SuiteOption
{
    public static Option<string?> AddTo(Command command, string description)
    {
        var option = new Option<string?>("--suite") { Description = description };
        option.AcceptOnlyFromAmong([.. CipherSuites.Names]);
        command.Options.Add(option);
        return option;
    }
}
