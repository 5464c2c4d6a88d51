using Huimin.Platform.People;
using Huimin.Policies;

namespace Huimin.Platform.Demo.History;

/// <summary>How able recipients were in earlier years, and where they lived: the facts behind a published share.</summary>
internal sealed class HistoryCare(FactCatalogue facts, DemoFacts known, double unable)
{
    public List<PersonFact> Facts { get; } = [];

    /// <summary>Who lived in an institution.</summary>
    public HashSet<long> Placed { get; } = [];

    /// <param name="figure">Its first field is the number from which somebody is among them, the second what the share has.</param>
    public void Make(HistoryFigure figure, IReadOnlyList<HistoryUnit> held)
    {
        var (count, part) = Nearest(figure.Value, (long)(held.Count * unable));
        var fields = figure.Fields.ToList();
        var (ability, place) = (facts.Find(fields[0].Field, ofHousehold: false)!, facts.Find(fields[1].Field, ofHousehold: false)!);
        var option = place.Options.ToList().FindIndex(o => o.Code == fields[1].Value);
        foreach (var (i, unit) in held.Where(u => u.Person is not null).Take((int)count).Index())
        {
            Add(unit, (short)ability.Id, long.Parse(fields[0].Value, System.Globalization.CultureInfo.InvariantCulture) + (i % 3), figure.Period.Start);
            if (i >= part)
                continue;
            Add(unit, (short)place.Id, option, figure.Period.Start);
            Placed.Add(unit.Person!.Value);
        }
    }

    /// <summary>So many of so many, about as many as wanted, that the share comes nearest.</summary>
    private static (long Whole, long Part) Nearest(decimal share, long wanted)
    {
        var best = (Whole: Math.Max(1, wanted), Part: (long)Math.Round(Math.Max(1, wanted) * share));
        for (var whole = Math.Max(1, wanted * 3 / 4); whole <= wanted * 5 / 4; whole++)
        {
            var part = (long)Math.Round(whole * share);
            if (Math.Abs(((decimal)part / whole) - share) < Math.Abs(((decimal)best.Part / best.Whole) - share))
                best = (whole, part);
        }

        return best;
    }

    // What is known of them now begins later.
    private void Add(HistoryUnit unit, short fact, long value, DateOnly from) => Facts.Add(new PersonFact
    {
        PersonId = unit.Person!.Value,
        Fact = fact,
        ValidFrom = from,
        ValidTo = known.Start.AddDays(-1),
        Value = value,
        Source = known.Assessment,
    });
}
