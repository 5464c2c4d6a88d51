using System.Diagnostics;
using System.Text.Encodings.Web;
using System.Text.Json;
using Huimin.Platform;

namespace Huimin.Web.Commands;

/// <summary>What commands print: results on standard output, progress on standard error and only for a person at a terminal.</summary>
internal static class Terminal
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    };

    private static bool onBar;

    public static void WriteJson<T>(T value) => Console.WriteLine(JsonSerializer.Serialize(value, Json));

    /// <summary>A progress bar when standard error is a terminal; otherwise null, and work reports to nobody.</summary>
    public static IProgress<WorkProgress>? Progress() => Console.IsErrorRedirected ? null : new Bar();

    /// <summary>Ends the line that a progress bar stands on.</summary>
    public static void EndProgress()
    {
        if (!onBar)
            return;
        Console.Error.WriteLine();
        onBar = false;
    }

    public static void Say(FormattableString chinese) => Console.WriteLine(Texts.Of(chinese));

    /// <summary>The text in a column of so many narrow characters; a Chinese one is two wide.</summary>
    public static string Left(string text, int width) => text + Space(text, width);

    public static string Right(string text, int width) => Space(text, width) + text;

    /// <summary>Columns of a terminal that a text takes.</summary>
    public static int Width(string text) => text.Sum(c => c >= '\u2E80' ? 2 : 1);

    private static string Space(string text, int width) => new(' ', Math.Max(0, width - Width(text)));

    private static string StepName(string step) => step switch
    {
        "load" => Texts.Of($"读取"),
        "compute" => Texts.Of($"计算"),
        "store" => Texts.Of($"保存"),
        "people" => Texts.Of($"人员"),
        "keys" => Texts.Of($"加密"),
        "indexes" => Texts.Of($"索引"),
        "audit" => Texts.Of($"核验"),
        _ => step,
    };

    private sealed class Bar : IProgress<WorkProgress>
    {
        private const int Width = 30;
        private long started = Stopwatch.GetTimestamp();
        private long drawn;
        private string step = "";

        public void Report(WorkProgress value)
        {
            if (value.Step != step)
            {
                EndProgress();
                (step, started, drawn) = (value.Step, Stopwatch.GetTimestamp(), 0);
            }

            if (drawn != 0 && Stopwatch.GetElapsedTime(drawn).TotalMilliseconds < 100 && value.Done < value.Total)
                return;
            drawn = Stopwatch.GetTimestamp();
            onBar = true;
            if (value.Total <= 0)
            {
                Console.Error.Write($"\r{Left(StepName(step), 10)} …\u001b[K");
                return;
            }

            var share = Math.Min(1, (double)value.Done / value.Total);
            var elapsed = Stopwatch.GetElapsedTime(started).TotalSeconds;
            var left = share > 0.01 ? Texts.Of($"还需{elapsed * (1 - share) / share:0}秒") : "";
            var bar = new string('█', (int)(share * Width)).PadRight(Width, '░');
            Console.Error.Write($"\r{Left(StepName(step), 10)} {bar} {share,4:0%}  {value.Done:#,##0} / {value.Total:#,##0}  {left}\u001b[K");
        }
    }
}
