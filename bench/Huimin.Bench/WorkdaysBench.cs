using System.Diagnostics;
using Huimin.Platform;
using Huimin.Platform.Values;

namespace Huimin.Bench;

/// <summary>Ends of statutory periods: additions of working days a second, beside the same additions of calendar days.</summary>
public sealed class WorkdaysBench : IBenchmark
{
    private const int Rounds = 5;

    public string Name => "workdays";

    public string Description => Texts.Of($"测量工作日期限的计算：每秒多少次，和只加日历天数相比。");

    public string Unit => "records";

    public long DefaultPersons => 20_000_000;

    public Task<IReadOnlyDictionary<string, object>> RunAsync(BenchSetting setting, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var calendar = DeadlineCalendar.Load();
        var first = new DateOnly(calendar.WorkingDays.Years[0], 1, 1).DayNumber;
        var span = new DateOnly(calendar.WorkingDays.Years[^1], 9, 1).DayNumber - first;
        var (workdays, days) = (new List<double>(), new List<double>());
        var kept = 0L;
        for (var round = 0; round < Rounds; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            workdays.Add(Measure(setting.Persons, i => calendar.After(DateOnly.FromDayNumber(first + (int)(i * 7919 % span)), Limit.WorkingDays(3 + (int)(i % 43))).Day.DayNumber, ref kept));
            days.Add(Measure(setting.Persons, i => calendar.After(DateOnly.FromDayNumber(first + (int)(i * 7919 % span)), Limit.Days(3 + (int)(i % 43))).Day.DayNumber, ref kept));
        }

        var (added, limit) = (Times.Median(workdays), Times.Median(days));
        return Task.FromResult<IReadOnlyDictionary<string, object>>(new Dictionary<string, object>
        {
            ["additions"] = setting.Persons,
            ["workdays_per_second"] = Math.Round(added),
            ["calendar_days_per_second"] = Math.Round(limit),
            ["ratio"] = Math.Round(limit / added, 2),
            ["bar_per_second"] = 10_000_000,
            ["sum"] = kept,
        });
    }

    /// <returns>Additions a second; what they give is summed up, so that none is left out.</returns>
    private static double Measure(long count, Func<long, int> add, ref long kept)
    {
        var started = Stopwatch.GetTimestamp();
        for (var i = 0L; i < count; i++)
            kept += add(i);
        return count / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
