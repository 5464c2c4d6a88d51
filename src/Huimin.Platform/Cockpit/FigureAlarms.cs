using System.Collections.Concurrent;
using Huimin.Platform.Access;
using Huimin.Platform.Indicators;
using Huimin.Platform.Regions;

namespace Huimin.Platform.Cockpit;

/// <summary>
/// What the validation of figures says of a place 校验. It compares everything with everything, and facts are counted once a night: an
/// answer stands until facts are counted again, and no longer than some minutes, within which somebody may enter a figure.
/// </summary>
public sealed class FigureAlarms(CheckFigures check, Acting acting, FigureAlarms.Kept kept)
{
    public async Task<IReadOnlyList<FigureFinding>> OfAsync(DivisionCode place, Period period, FigureSource source, DateTime? countedAt, CancellationToken cancellation)
    {
        // Villages have no facts, and their records are not counted for this.
        if (source != FigureSource.Facts || countedAt is null)
            return [];
        var (key, now) = ((place.Value, period, acting.Reach.Line ?? ""), Environment.TickCount64);
        if (kept.Answers.TryGetValue(key, out var known) && known.CountedAt == countedAt && now - known.At < Kept.Milliseconds)
            return known.Findings;
        var findings = await check.RunAsync(place, period, null, source, cancellation);
        if (kept.Answers.Count >= Kept.Most)
            kept.Answers.Clear();
        kept.Answers[key] = new Answer(findings, countedAt, now);
        return findings;
    }

    /// <summary>The answers of this program's one database.</summary>
    public sealed class Kept
    {
        internal const int Milliseconds = 300_000;
        internal const int Most = 10_000;

        internal ConcurrentDictionary<(long Place, Period Period, string Line), Answer> Answers { get; } = new();
    }

    internal sealed record Answer(IReadOnlyList<FigureFinding> Findings, DateTime? CountedAt, long At);
}
