using System.CommandLine;
using System.Globalization;
using Huimin.Platform;
using Huimin.Policies;
using Huimin.Web.Serving;

namespace Huimin.Web.Commands;

/// <summary>The command line; the same executable serves the pages. Exit codes: 0 done, 1 found problems, 2 could not run.</summary>
public static class Cli
{
    public const int Done = 0;
    public const int FoundProblems = 1;
    public const int CouldNotRun = 2;

    public static async Task<int> RunAsync(IReadOnlyList<string> args)
    {
        ChooseLanguage();
        var otlp = new Option<string?>("--otlp") { Description = Texts.Of($"把遥测发往这个 OTLP 收集器，如 http://127.0.0.1:4318；默认取 OTEL_EXPORTER_OTLP_ENDPOINT，没有就不发。"), Recursive = true };
        var root = Root();
        root.Options.Add(otlp);
        var parsed = Help.AddTo(root).Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
                await Console.Error.WriteLineAsync(error.Message);
            await Console.Error.WriteLineAsync(Texts.Of($"用法见 --help。"));
            return CouldNotRun;
        }

        return await GuardAsync(async () =>
        {
            using var telemetry = Telemetry.Start(parsed.GetValue(otlp));
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        });
    }

    /// <summary>Runs a command and turns every expected failure into one message and code 2.</summary>
    public static async Task<int> GuardAsync(Func<Task<int>> command)
    {
        try
        {
            return await command();
        }
        catch (Exception e)
        {
            Terminal.EndProgress();
            await Console.Error.WriteLineAsync(Explain(e));
            return CouldNotRun;
        }
    }

    /// <summary>
    /// HUIMIN_LANG (zh or en), else the system's language, where any but Chinese is English. Numbers and dates are read and
    /// written the same in both.
    /// </summary>
    private static void ChooseLanguage()
    {
        Texts.Speak(Environment.GetEnvironmentVariable("HUIMIN_LANG") switch
        {
            "zh" => false,
            "en" => true,
            _ when SystemLocale() is { } locale => !locale.StartsWith("zh", StringComparison.OrdinalIgnoreCase),
            _ => Texts.English,
        });
        CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.CurrentUICulture;
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
    }

    /// <summary>Null where the environment names none: then the system itself knows.</summary>
    private static string? SystemLocale() => new[] { "LC_ALL", "LC_MESSAGES", "LANG" }
        .Select(Environment.GetEnvironmentVariable).FirstOrDefault(locale => !string.IsNullOrEmpty(locale));

    private static RootCommand Root() => new(Texts.Of($"惠民：一个城市的民政，找得到、办得成、发得准、说得清。"))
    {
        RunCommand.Create(),
        DemoCommand.Create(),
        SweepCommand.Create(),
        SimulateCommand.Create(),
        PolicyCommands.Create(),
        ReportCommands.Create(),
        RegionCommands.Create(),
        PeopleCommands.Create(),
        CheckCommands.Create(),
        ComplaintCommands.Create(),
        AccountCommands.Create(),
        AuditCommands.Create(),
        KeysCommands.Create(),
        PrivacyCommands.Create(),
        AwardCommands.CreateAwards(),
        AwardCommands.CreateTasks(),
        AwardCommands.CreateNightly(),
        IndicatorCommands.Create(),
        MigrateCommand.Create(),
        BenchCommand.Create(),
    };

    private static string Explain(Exception e) => e switch
    {
        CannotRunException or PolicyException => e.Message,
        OperationCanceledException => Texts.Of($"已停止，没有写入任何数据。"),
        FileNotFoundException f when f.FileName is { } name => Texts.Of($"没有文件 {name}。"),
        DirectoryNotFoundException => e.Message,
        UnauthorizedAccessException => Texts.Of($"{e.Message} 请检查权限。"),
        // ENOSPC, and SQLite's word for it.
        IOException { HResult: 28 or unchecked((int)0x80070070) } => Texts.Of($"磁盘已满，没有写入任何数据。请腾出空间后重试。"),
        Microsoft.Data.Sqlite.SqliteException { SqliteErrorCode: 13 } => Texts.Of($"磁盘已满，没有写入任何数据。请腾出空间后重试。"),
        Microsoft.Data.Sqlite.SqliteException s => Texts.Of($"SQLite 未能完成：{s.Message}"),
        Npgsql.PostgresException { SqlState: "53100" } => Texts.Of($"数据库服务器磁盘已满，没有写入任何数据。请腾出空间后重试。"),
        Npgsql.NpgsqlException n => Texts.Of($"PostgreSQL 未能完成：{n.Message}"),
        IOException => e.Message,
        // A mistake of ours: still one message and code 2, never a page of stack.
        _ => Texts.Of($"程序出错，未能完成：{e.GetType().Name}：{e.Message}"),
    };
}
