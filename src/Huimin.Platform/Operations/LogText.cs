using System.Text;
using System.Text.RegularExpressions;

namespace Huimin.Platform.Operations;

/// <summary>
/// Errors as they may stand in a log 日志脱敏: of which type, where in the program, and what the message says but for what was typed
/// or stored. Messages of the framework and of databases quote the text that they could not take.
/// </summary>
public static partial class LogText
{
    /// <summary>The error with those that caused it, and where each arose.</summary>
    public static string Of(Exception error)
    {
        ArgumentNullException.ThrowIfNull(error);
        var text = new StringBuilder();
        for (var e = error; e is not null; e = e.InnerException)
        {
            if (text.Length > 0)
                text.AppendLine().Append("caused by ");
            text.Append(e.GetType().FullName).Append(": ").Append(WithoutFacts(e.Message));
            if (e.StackTrace is { } trace)
                text.AppendLine().Append(trace);
        }

        return text.ToString();
    }

    /// <summary>Without what is quoted, without Chinese, without numbers of six digits and more.</summary>
    public static string WithoutFacts(string message) => LongNumber().Replace(Chinese().Replace(Quoted().Replace(message, "'…'"), "…"), "…");

    [GeneratedRegex("""(?<![\p{L}\d])'[^'\n]*'|"[^"\n]*"|“[^”\n]*”|‘[^’\n]*’|`[^`\n]*`""", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"[\u2E80-\u9FFF\uF900-\uFAFF\uD800-\uDFFF]+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Chinese();

    [GeneratedRegex(@"[\d*]{6,}[Xx]?", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LongNumber();
}
