using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Huimin.Platform.Operations;

/// <summary>What the server writes to standard error.</summary>
public enum LogStyle
{
    /// <summary>Warnings and errors, for a person at a terminal.</summary>
    Quiet,

    /// <summary>A line a request too.</summary>
    Text,

    /// <summary>The same as JSON, one object a line, for programs that collect logs.</summary>
    Json,
}

/// <summary>
/// Log lines without personal facts, whatever is logged: only the program's own messages keep their values, those of others lose
/// what is quoted, Chinese and long numbers, and errors are written as <see cref="LogText"/> has them.
/// </summary>
public sealed class LogLines(LogStyle style, TimeProvider clock) : ConsoleFormatter("huimin")
{
    private const string Own = "Huimin";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        ArgumentNullException.ThrowIfNull(textWriter);
        var isOwn = logEntry.Category.StartsWith(Own, StringComparison.Ordinal);
        // Formatted without the exception, which is written below.
        var message = logEntry.Formatter(logEntry.State, null);
        if (!isOwn)
            message = LogText.WithoutFacts(message);
        var error = logEntry.Exception is null ? null : LogText.Of(logEntry.Exception);
        if (style == LogStyle.Json)
            textWriter.WriteLine(Json(logEntry.LogLevel, logEntry.Category, message, isOwn ? logEntry.State as IReadOnlyList<KeyValuePair<string, object?>> : null, error));
        else
            textWriter.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{clock.GetLocalNow():yyyy-MM-dd HH:mm:ss} {Level(logEntry.LogLevel)} {message}{(error is null ? "" : Environment.NewLine + error)}"));
    }

    private string Json(LogLevel level, string category, string message, IReadOnlyList<KeyValuePair<string, object?>>? values, string? error)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("time", clock.GetUtcNow());
            json.WriteString("level", Level(level));
            json.WriteString("category", category);
            json.WriteString("message", message);
            foreach (var (name, value) in values ?? [])
            {
                if (name is not "{OriginalFormat}")
                    Write(json, JsonNamingPolicy.SnakeCaseLower.ConvertName(name), value);
            }

            if (error is not null)
                json.WriteString("error", error);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter json, string name, object? value)
    {
        switch (value)
        {
            case null: json.WriteNull(name); break;
            case int number: json.WriteNumber(name, number); break;
            case long number: json.WriteNumber(name, number); break;
            case double number: json.WriteNumber(name, number); break;
            case bool truth: json.WriteBoolean(name, truth); break;
            default: json.WriteString(name, Convert.ToString(value, CultureInfo.InvariantCulture)); break;
        }
    }

    private static string Level(LogLevel level) => level switch
    {
        LogLevel.Critical => "critical",
        LogLevel.Error => "error",
        LogLevel.Warning => "warning",
        _ => "info",
    };
}

public static class LogSetting
{
    /// <summary>
    /// Warnings of everybody and, unless quiet, the lines of requests. Levels cannot be set from outside: more detailed ones of the
    /// framework hold addresses and statements.
    /// </summary>
    public static void UseLogLines(this ILoggingBuilder logging, LogStyle style)
    {
        ArgumentNullException.ThrowIfNull(logging);
        logging.ClearProviders();
        logging.AddConsole(console =>
        {
            console.FormatterName = "huimin";
            console.LogToStandardErrorThreshold = LogLevel.Trace;
        });
        logging.Services.AddSingleton<ConsoleFormatter>(services => new LogLines(style, services.GetRequiredService<TimeProvider>()));
        logging.Services.PostConfigure<LoggerFilterOptions>(filter =>
        {
            filter.Rules.Clear();
            filter.MinLevel = LogLevel.Warning;
            // Say at every start where the keys lie, and at every form that it is not to be cached, which no page is.
            foreach (var talkative in (string[])["Microsoft.AspNetCore.DataProtection", "Microsoft.AspNetCore.Antiforgery"])
                filter.Rules.Add(new LoggerFilterRule(null, talkative, LogLevel.Error, null));
            if (style != LogStyle.Quiet)
                filter.Rules.Add(new LoggerFilterRule(null, "Huimin", LogLevel.Information, null));
        });
    }
}
