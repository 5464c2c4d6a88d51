using System.Diagnostics;

namespace Huimin.Tests.Web.Commands;

/// <summary>The program as another program calls it: a process, its exit code and what it printed.</summary>
public static class Program
{
    private static readonly string Path = System.IO.Path.Combine(AppContext.BaseDirectory, "huimin.dll");

    public static Task<(int Code, string Output, string Error)> RunAsync(params string[] args) => RunInAsync(new() { ["HUIMIN_LANG"] = "en" }, args);

    /// <summary>With these variables of the environment.</summary>
    public static async Task<(int Code, string Output, string Error)> RunInAsync(Dictionary<string, string> environment, params string[] args)
    {
        using var process = Start(args, environment);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(2));
        return (process.ExitCode, await output, await error);
    }

    public static Process Start(params string[] args) => Start(args, []);

    private static Process Start(string[] args, Dictionary<string, string> environment)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.ArgumentList.Add(Path);
        foreach (var arg in args)
            start.ArgumentList.Add(arg);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }
}
