using Huimin.Platform.Audit;

namespace Huimin.Platform.Indicators.Freezing;

/// <summary>
/// That the figures of a period were fixed 冻结, or fixed anew with a reason 重述. What records say later does not change them; of several,
/// the latest one counts, and all stay.
/// </summary>
public sealed class FigureFreeze : IAudited
{
    string IAudited.AuditSubject => $"figure_freeze:{Id}";

    public long Id { get; init; }

    public DateOnly From { get; init; }

    public DateOnly To { get; init; }

    /// <summary>Code of the one indicator that was restated; null for all.</summary>
    public string? Indicator { get; init; }

    /// <summary>Why it was restated; empty for the first.</summary>
    public required string Reason { get; init; }

    public long? AccountId { get; init; }

    /// <summary>Name of who did it.</summary>
    public required string By { get; init; }

    /// <summary>In UTC.</summary>
    public DateTime At { get; init; }
}

/// <summary>A value as it was fixed, down to the village.</summary>
public sealed class FrozenFigure
{
    public required string Indicator { get; init; }

    public long Region { get; init; }

    public DateOnly From { get; init; }

    public DateOnly To { get; init; }

    public long FreezeId { get; init; }

    /// <summary>In the smallest unit of the indicator.</summary>
    public long Value { get; init; }
}
