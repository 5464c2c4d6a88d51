using Huimin.Platform.Indicators;
using Huimin.Platform.Modules;
using Huimin.Policies;

namespace Huimin.Platform.Cockpit;

/// <summary>An indicator that leads the cockpit 头条指标, as its business line or the platform declares it.</summary>
/// <param name="Code">Of the catalogue of indicators.</param>
/// <param name="Order">Lower comes first; a reader gets the first six that the post's business line has.</param>
/// <param name="OfYear">Told since January instead of for the month.</param>
public sealed record Headline(string Code, int Order, bool OfYear = false)
{
    /// <summary>What a month shows of it and what that is compared with.</summary>
    /// <param name="lastDay">Last day that figures reach to.</param>
    public FigureTimes In(Month month, Ledger ledger, DateOnly lastDay)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        if (!OfYear)
        {
            var now = Period.Of(month);
            var (before, yearBefore) = ledger.EarlierOf(Code, now, lastDay);
            return new FigureTimes(now, before, yearBefore);
        }

        var (began, lastYear) = (new DateOnly(month.Year, 1, 1), new Month(month.Year - 1, month.Number).LastDay);
        // Of a month that runs, as many days of the year before.
        var until = month.LastDay > lastDay && month.FirstDay <= lastDay ? lastDay.AddYears(-1) : lastYear;
        return new FigureTimes(
            new Period(began, month.LastDay), new Period(began, month.Number == 1 ? month.LastDay : month.AddMonths(-1).LastDay), new Period(new DateOnly(month.Year - 1, 1, 1), until));
    }
}

/// <summary>The time of a figure, of the one before (of a figure since January: without this month), and of the year before.</summary>
public readonly record struct FigureTimes(Period Now, Period Before, Period YearBefore);

/// <summary>The headlines of the platform and of all business lines, and which of them a reader sees.</summary>
public sealed class HeadlineCatalogue
{
    /// <summary>A page shows no more.</summary>
    public const int Most = 6;

    private readonly IndicatorLibrary library;

    /// <exception cref="InvalidOperationException">A headline is no indicator of the catalogue.</exception>
    public HeadlineCatalogue(IndicatorLibrary library, ModuleCatalogue modules)
    {
        ArgumentNullException.ThrowIfNull(library);
        ArgumentNullException.ThrowIfNull(modules);
        this.library = library;
        Declared = [.. modules.Modules.SelectMany(m => m.Headlines).Append(new Headline(OwnIndicators.Due, 60)).OrderBy(h => h.Order)];
        if (Declared.FirstOrDefault(h => library.Find(h.Code) is null) is { } unknown)
            throw new InvalidOperationException($"The headline {unknown.Code} is not in the catalogue of indicators.");
    }

    public IReadOnlyList<Headline> Declared { get; }

    /// <summary>Indicators that a reader may choose from: what is counted, and what figures were brought for, in the order of the catalogue.</summary>
    /// <param name="brought">Codes of which figures of places inside the city were entered or imported.</param>
    public IEnumerable<ListedIndicator> Choice(Ledger ledger, IReadOnlyCollection<string> brought)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        return library.All.Where(i => (brought.Contains(i.Code) || (i.Declared is { } declared && declared.Definitions[^1].Kind != DefinitionKind.Standard)) && ledger.Sees(i));
    }

    /// <summary>As it is declared, or for the month.</summary>
    public Headline Of(string code) => Declared.FirstOrDefault(h => h.Code == code) ?? new Headline(code, 0);

    /// <param name="chosen">Codes that the reader wants; none for what the lines declare.</param>
    public IReadOnlyList<Headline> For(Ledger ledger, IReadOnlyList<string> chosen)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        ArgumentNullException.ThrowIfNull(chosen);
        List<Headline> own = [.. chosen.Where(Sees).Distinct().Select(Of).Take(Most)];
        return own.Count > 0 ? own : [.. Declared.Where(h => Sees(h.Code)).Take(Most)];

        bool Sees(string code) => library.Find(code) is { } listed && ledger.Sees(listed);
    }
}
