using System.CommandLine;
using Huimin.Data.Postgres;
using Huimin.Data.Sqlite;
using Huimin.Platform;
using Huimin.Platform.Data;
using Huimin.Platform.Programmes;
using Huimin.Policies;

namespace Huimin.Web.Commands;

/// <summary>The options that say which city's data a command works on: <c>--city</c> and <c>--database</c>.</summary>
internal sealed class CityOptions
{
    private const string SqlitePrefix = "sqlite:";

    public Option<string> City { get; } = new("--city")
    {
        Description = Texts.Of($"城市代号：它的政策层，在 PostgreSQL 中也是模式名。"),
        DefaultValueFactory = _ => "linyi",
    };

    public Option<string?> Database { get; } = new("--database")
    {
        Description = Texts.Of($"sqlite:路径，或 PostgreSQL 连接串。默认 sqlite:var/城市代号.db"),
    };

    public Option<string?> Keys { get; } = new("--keys")
    {
        Description = Texts.Of($"主密钥文件。默认在 SQLite 文件旁边；PostgreSQL 的在环境变量 HUIMIN_KEYS 指定的目录，没有指定时在用户数据目录。"),
    };

    private Option<string?>? suite;

    public CityOptions AddTo(Command command)
    {
        command.Options.Add(City);
        command.Options.Add(Database);
        command.Options.Add(Keys);
        return this;
    }

    /// <summary>For commands that may make the first data key.</summary>
    public CityOptions AddSuiteTo(Command command)
    {
        suite = SuiteOption.AddTo(command, Texts.Of($"密码套件：aes 为 AES-256-GCM，sm 为国密 SM4 和 SM3。默认 aes。"));
        return this;
    }

    /// <exception cref="CannotRunException">The key is no plain name; it names files and schemas.</exception>
    public string Key(ParseResult parsed)
    {
        var key = parsed.GetRequiredValue(City);
        return key.Length > 0 && key.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '_')
            ? key
            : throw new CannotRunException($"{key} 不能作城市代号，只用小写字母、数字和下划线。");
    }

    public Database Open(ParseResult parsed) => OpenFor(parsed, Key(parsed));

    /// <summary>The same server or folder, for another city's key.</summary>
    public Database OpenFor(ParseResult parsed, string city)
    {
        var connection = parsed.GetValue(Database);
        if (connection is null)
            connection = SqlitePrefix + Path.Combine(Environment.GetEnvironmentVariable("HUIMIN_HOME") ?? Environment.CurrentDirectory, "var", $"{city}.db");
        var keys = parsed.GetValue(Keys);
        var chosen = suite is null ? null : parsed.GetValue(suite);
        return connection.StartsWith(SqlitePrefix, StringComparison.Ordinal)
            ? new SqliteDatabase(connection[SqlitePrefix.Length..]) { KeyFile = keys, Suite = chosen }
            : new PostgresDatabase(connection, city) { KeyFile = keys, Suite = chosen };
    }

    /// <summary>Opens a database that must hold this program's schema.</summary>
    public async Task<Database> OpenCurrentAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var database = Open(parsed);
        await database.RequireCurrentAsync(cancellation);
        return database;
    }

    /// <summary>The facts that can be recorded; all layers share them, so that a city without policies of its own can be filled.</summary>
    public static FactCatalogue Facts() => Policies("national").Facts;

    /// <summary>The city's policies with the versions published in its database; a version that cannot be read is told on standard error.</summary>
    public static async Task<PolicyPack> PoliciesInAsync(Database database, string layer, Month month, CancellationToken cancellation)
    {
        using var library = await PolicyLibrary.OpenAsync(database, ContentFiles.PoliciesFolder, layer, cancellation);
        if (library.UnreadableIn(month) is { } unreadable)
            await Console.Error.WriteLineAsync(Texts.Of($"警告：第{unreadable.Number}版政策（自{unreadable.Start}起）本程序不能读取，{month}仍按第{library.VersionIn(month).Number}版计算。请升级程序。"));
        return library.Require(month);
    }

    /// <summary>The city's policies as the program ships them.</summary>
    /// <exception cref="CannotRunException">They hold errors; the first are quoted.</exception>
    public static PolicyPack Policies(string layer, string? folder = null)
    {
        var reading = PolicyPack.Read(folder ?? ContentFiles.PoliciesFolder, layer);
        return reading.Pack ?? throw new CannotRunException(
            $"{layer} 的政策有{reading.Errors.Count}处错误：\n{string.Join('\n', reading.Errors.Take(20))}");
    }
}
