using System.Collections.Concurrent;
using System.Diagnostics;

namespace Huimin.Bench;

/// <summary>Everybody opens one list page after the other, all at the same time.</summary>
internal sealed class ListLoad(IReadOnlyList<BenchReader> readers, ListAddresses addresses, CancellationToken cancellation)
{
    private int runs;

    /// <param name="time">How long.</param>
    /// <param name="pause">Shortest and longest time in milliseconds between a page and the next; null asks again at once.</param>
    /// <returns>The kind of each page and the milliseconds to its last byte.</returns>
    public async Task<IReadOnlyCollection<(string Kind, double Milliseconds)>> RunAsync(TimeSpan time, (int Least, int Most)? pause = null)
    {
        var measured = new ConcurrentBag<(string Kind, double Milliseconds)>();
        var run = ++runs;
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(readers.Select((reader, number) => Task.Run(
            async () =>
            {
                var random = new Random(1_000 * run + number);
                for (var turn = number; Stopwatch.GetElapsedTime(started) < time; turn++)
                {
                    if (pause is { } between)
                        await Task.Delay(Between(random, between), cancellation);
                    var list = addresses.Next(ListAddress.Kinds[turn % ListAddress.Kinds.Count], reader.Place, random);
                    var asked = Stopwatch.GetTimestamp();
                    await reader.OpenAsync(list.Path, cancellation);
                    measured.Add((list.Kind, Stopwatch.GetElapsedTime(asked).TotalMilliseconds));
                }
            },
            cancellation)));
        return measured;
    }

    /// <summary>Median, 95th percentile and pages a second of each kind, and of all as <c>list</c>.</summary>
    public static Dictionary<string, object> Figures(string prefix, IReadOnlyCollection<(string Kind, double Milliseconds)> measured, TimeSpan time)
    {
        var figures = new Dictionary<string, object>();
        foreach (var kind in ListAddress.Kinds)
            Add(kind, [.. measured.Where(m => m.Kind == kind).Select(m => m.Milliseconds)]);
        Add("list", [.. measured.Select(m => m.Milliseconds)]);
        return figures;

        void Add(string kind, List<double> times)
        {
            times.Sort();
            figures[$"{prefix}{kind}_p50_ms"] = Math.Round(times[times.Count / 2], 1);
            figures[$"{prefix}{kind}_p95_ms"] = Math.Round(times[times.Count * 95 / 100], 1);
            figures[$"{prefix}{kind}_per_second"] = Math.Round(times.Count / time.TotalSeconds, 1);
        }
    }

#pragma warning disable CA5394 // How long somebody looks at a page is no secret.
    private static int Between(Random random, (int Least, int Most) pause) => random.Next(pause.Least, pause.Most + 1);
#pragma warning restore CA5394
}
