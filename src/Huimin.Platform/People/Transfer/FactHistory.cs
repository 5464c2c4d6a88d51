namespace Huimin.Platform.People.Transfer;

/// <summary>
/// Carries stated facts into the dated history: an equal value changes nothing, another one ends the fact that is held
/// and begins a new one, and a change on the very day on which the held fact began corrects it.
/// </summary>
/// <param name="make">Makes a row: holder, fact, from, to, value, source.</param>
internal sealed class FactHistory<T>(short source, DateOnly day, Func<long, short, DateOnly, DateOnly?, long?, short, T> make)
    where T : DatedFact
{
    /// <summary>True when something changes.</summary>
    public bool State(long holder, StatedFact stated, IReadOnlyList<T> held, FactChanges<T> changes)
    {
        var fact = (short)stated.Fact.Id;
        var open = Find(held, fact);
        if (open is not null && open.Value == stated.Value)
            return false;
        if (open is not null)
        {
            changes.Replace(fact, holder);
            if (open.ValidFrom < day)
                changes.Written.Add(make(holder, fact, open.ValidFrom, day, open.Value, open.Source));
        }

        changes.Written.Add(make(holder, fact, day, null, stated.Value, source));
        return true;
    }

    /// <summary>A held fact begins after the day of the import and differs: older data cannot change it.</summary>
    public bool IsNewer(StatedFact stated, IReadOnlyList<T> held)
    {
        for (var i = 0; i < held.Count; i++)
        {
            if (held[i].Fact == stated.Fact.Id && held[i].ValidFrom > day && held[i].Value != stated.Value)
                return true;
        }

        return false;
    }

    private static T? Find(IReadOnlyList<T> held, short fact)
    {
        for (var i = 0; i < held.Count; i++)
        {
            if (held[i].Fact == fact)
                return held[i];
        }

        return null;
    }
}
