namespace Huimin.Tests;

/// <summary>A clock that stands where the test sets it.</summary>
public sealed class SetClock(DateTime utc) : TimeProvider
{
    private DateTime now = DateTime.SpecifyKind(utc, DateTimeKind.Utc);

    public SetClock(int year, int month, int day) : this(new DateTime(year, month, day, 4, 0, 0, DateTimeKind.Utc))
    {
    }

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow() => new(now);

    public void Set(DateOnly day) => now = day.ToDateTime(new TimeOnly(4, 0), DateTimeKind.Utc);

    public void Pass(TimeSpan time) => now += time;
}
