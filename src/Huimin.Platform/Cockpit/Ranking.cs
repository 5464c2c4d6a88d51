namespace Huimin.Platform.Cockpit;

/// <summary>A place's figure. Unknown is null with a reason, never zero.</summary>
public sealed record PlaceFigure(long Region, string Name)
{
    /// <summary>In the unit of the subject; shares as fractions.</summary>
    public decimal? Value { get; init; }

    public FormattableString? Why { get; init; }

    /// <summary>Of the time that it is compared with.</summary>
    public decimal? Before { get; init; }

    public FormattableString? WhyNoBefore { get; init; }

    /// <summary>Null where nobody counted them.</summary>
    public decimal? Residents { get; init; }

    /// <summary>Address of the records or of the list behind the value; null where there is none.</summary>
    public string? Records { get; init; }

    public decimal? Change => Value - Before;

    public decimal? PerResidents => Value is { } value && Residents is > 0 and { } all ? value * Ranking.Residents / all : null;
}

/// <summary>The parts of a place side by side 县区排名.</summary>
public sealed class Ranking
{
    /// <summary>What rates are told for.</summary>
    public const int Residents = 10_000;

    /// <param name="rows">By code.</param>
    /// <param name="whole">The place that they are parts of.</param>
    /// <param name="isTotal">Whole numbers are asked for where rates could be told.</param>
    public Ranking(Subject subject, IReadOnlyList<PlaceFigure> rows, PlaceFigure whole, RankOrder order, bool isTotal)
    {
        ArgumentNullException.ThrowIfNull(subject);
        ArgumentNullException.ThrowIfNull(rows);
        (Subject, Whole) = (subject, whole);
        MayBeRate = subject.GrowsWithResidents && rows.Any(r => r.PerResidents is not null);
        IsRate = MayBeRate && !isTotal;
        // What is not known comes last, in the order of divisions.
        Rows = order switch
        {
            RankOrder.Code => rows,
            RankOrder.Change => [.. rows.OrderByDescending(r => r.Change is not null).ThenByDescending(r => r.Change).ThenBy(r => r.Region)],
            _ => [.. rows.OrderByDescending(r => Of(r) is not null).ThenByDescending(Of).ThenBy(r => r.Region)],
        };
    }

    public Subject Subject { get; }

    public IReadOnlyList<PlaceFigure> Rows { get; }

    public PlaceFigure Whole { get; }

    /// <summary>Whether what comes to 10,000 residents is known.</summary>
    public bool MayBeRate { get; }

    /// <summary>Whether places are compared by it; else by the value itself.</summary>
    public bool IsRate { get; }

    /// <summary>What of the whole no part holds: divisions that no longer are, records of the place itself. Null where it cannot be told or is nothing.</summary>
    public decimal? Elsewhere { get; init; }

    /// <summary>What places are compared by.</summary>
    public decimal? Of(PlaceFigure place)
    {
        ArgumentNullException.ThrowIfNull(place);
        return IsRate ? place.PerResidents : place.Value;
    }

    /// <summary>Of rates and shares the whole's own; of whole numbers the mean of the parts that are known.</summary>
    public decimal? Average => IsRate || !Subject.GrowsWithResidents ? Of(Whole) : Rows.Select(r => r.Value).Average();

    /// <summary>How far above the average, as a fraction.</summary>
    public decimal? AboveAverage(PlaceFigure place) => Of(place) is { } own && Average is { } all && all != 0 ? (own / all) - 1 : null;

    /// <summary>Equal ones share a rank, and the next is as far down as there are places before it; null where it is not known.</summary>
    public int? Rank(PlaceFigure place) => Of(place) is { } own ? 1 + Rows.Count(r => Of(r) > own) : null;

    /// <summary>The first and the last of those that are known; null where fewer than two are, or all are equal.</summary>
    public (PlaceFigure Most, PlaceFigure Least)? Ends
    {
        get
        {
            List<PlaceFigure> known = [.. Rows.Where(r => Of(r) is not null).OrderByDescending(Of)];
            return known.Count < 2 || Of(known[0]) == Of(known[^1]) ? null : (known[0], known[^1]);
        }
    }
}
