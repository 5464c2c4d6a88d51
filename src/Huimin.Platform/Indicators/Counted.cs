using Huimin.Platform.Data;
using Huimin.Platform.Programmes;
using Huimin.Policies;

namespace Huimin.Platform.Indicators;

/// <summary>One record as an indicator counts it: the value is the sum of these rows, and the list behind it are the same rows.</summary>
public sealed class Counted
{
    /// <summary>Id of what the row opens: the award, case, entry, person or division.</summary>
    public long Record { get; init; }

    /// <summary>12-digit code of the division that it counts for.</summary>
    public long Region { get; init; }

    /// <summary>Of a flow the day on which it happened, of a stock the day since which it stands, as 20261129; 0 where there is none.</summary>
    public int Day { get; init; }

    /// <summary>1 for each, or persons, fen, minutes: whatever is added up, in the smallest unit of the indicator.</summary>
    public long Quantity { get; init; }

    /// <summary>Who is counted once however often, where the indicator counts different people or households.</summary>
    public long? Who { get; init; }
}

/// <summary>What an indicator's query is asked for.</summary>
/// <param name="Context">Cut to whoever reads it; the values themselves are computed over everything.</param>
/// <param name="Period">Of a stock, its last day counts.</param>
public sealed record Asked(AppDbContext Context, Period Period, PolicyLibrary Policies)
{
    public DateOnly From => Period.Start;

    public DateOnly To => Period.End;

    /// <summary>The month of the last day, 202611: what is granted by the month stands in it from its first to its last day.</summary>
    public int Month => MonthOf(To).Code;

    /// <summary>The first and the last month that begin within the period; what is granted by the month happens on the month's first day.</summary>
    public int FirstMonth => (From.Day == 1 ? MonthOf(From) : MonthOf(From).AddMonths(1)).Code;

    public int LastMonth => MonthOf(To).Code;

    /// <summary>The months of <see cref="FirstMonth"/> to <see cref="LastMonth"/>.</summary>
    public IReadOnlyList<int> Months
    {
        get
        {
            var months = new List<int>();
            for (var month = Huimin.Policies.Month.FromCode(FirstMonth); month.Code <= LastMonth; month = month.AddMonths(1))
                months.Add(month.Code);
            return months;
        }
    }

    /// <summary>Number of a fact of persons and the position of an option, as facts are stored; a fact that the policies lack matches nothing.</summary>
    public (short Fact, long Option) Fact(string code, string? option = null)
    {
        if (Policies.PackIn(MonthOf(To))?.Facts.Find(code, ofHousehold: false) is not { } fact)
            return (-1, -1);
        return ((short)fact.Id, option is null ? -1 : fact.Options.ToList().FindIndex(o => o.Code == option));
    }

    private static Month MonthOf(DateOnly day) => Huimin.Policies.Month.Of(day);
}
