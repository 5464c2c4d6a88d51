using System.CommandLine;
using Huimin.Platform;
using Huimin.Policies;

namespace Huimin.Web.Commands;

/// <summary>The command line; the same executable serves the pages. Exit codes: 0 done, 1 found problems, 2 could not run.</summary>
public static class Cli
{
    public const int Done = 0;
    public const int FoundProblems = 1;
    public const int CouldNotRun = 2;

    public static async Task<int> RunAsync(IReadOnlyList<string> args)
    {
        var parsed = Root().Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
                await Console.Error.WriteLineAsync(error.Message);
            await Console.Error.WriteLineAsync("See --help.");
            return CouldNotRun;
        }

        return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
    }

    /// <summary>Runs a command and turns every expected failure into one message and code 2.</summary>
    public static async Task<int> GuardAsync(Func<Task<int>> command)
    {
        try
        {
            return await command();
        }
        catch (Exception e) when (Explain(e) is { } message)
        {
            Terminal.EndProgress();
            await Console.Error.WriteLineAsync(message);
            return CouldNotRun;
        }
    }

    private static RootCommand Root() => new("Huimin 惠民: a city's civil affairs, found, served, paid and accounted for.")
    {
        RunCommand.Create(),
        DemoCommand.Create(),
        SweepCommand.Create(),
        PolicyCommands.Create(),
        RegionCommands.Create(),
        PeopleCommands.Create(),
        MigrateCommand.Create(),
        BenchCommand.Create(),
    };

    private static string? Explain(Exception e) => e switch
    {
        CannotRunException or PolicyException => e.Message,
        OperationCanceledException => "Stopped. Nothing was written.",
        FileNotFoundException f when f.FileName is { } name => $"There is no file {name}.",
        DirectoryNotFoundException => e.Message,
        UnauthorizedAccessException => $"{e.Message} Check the permissions.",
        // ENOSPC, and SQLite's word for it.
        IOException { HResult: 28 or unchecked((int)0x80070070) } => "The disk is full. Nothing was written; free some space and start again.",
        Microsoft.Data.Sqlite.SqliteException { SqliteErrorCode: 13 } => "The disk is full. Nothing was written; free some space and start again.",
        Microsoft.Data.Sqlite.SqliteException s => $"SQLite could not do it: {s.Message}",
        Npgsql.PostgresException { SqlState: "53100" } => "The database server's disk is full. Nothing was written; free some space and start again.",
        Npgsql.NpgsqlException n => $"PostgreSQL could not do it: {n.Message}",
        IOException => e.Message,
        _ => null,
    };
}
