namespace Huimin.Platform.People.Transfer;

/// <summary>
/// Carries stated facts into the dated history: an equal value changes nothing, another one ends the fact that is held
/// and begins a new one, and a change on the very day on which the held fact began corrects it. An equal value that is held
/// from a later day on is held from the day of the import on.
/// </summary>
/// <param name="make">Makes a row: holder, fact, from, to, value, source.</param>
internal sealed class FactHistory<T>(short source, DateOnly day, Func<long, short, DateOnly, DateOnly?, long?, short, T> make)
    where T : DatedFact
{
    /// <param name="held">What holds on the day of the import or begins later, in order of its first day.</param>
    /// <returns>True when something changes.</returns>
    public bool State(long holder, StatedFact stated, IReadOnlyList<T> held, FactChanges<T> changes)
    {
        var fact = (short)stated.Fact.Id;
        var open = Find(held, fact);
        if (open is not null && open.Value == stated.Value)
            return open.ValidFrom > day && Extend(holder, open, held, changes);
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

    /// <summary>The first of the held rows begins on the day of the import; those after it are written again as they were.</summary>
    private bool Extend(long holder, T first, IReadOnlyList<T> held, FactChanges<T> changes)
    {
        changes.Replace(first.Fact, holder);
        for (var i = 0; i < held.Count; i++)
        {
            var one = held[i];
            if (one.Fact == first.Fact)
                changes.Written.Add(make(holder, one.Fact, ReferenceEquals(one, first) ? day : one.ValidFrom, one.ValidTo, one.Value, one.Source));
        }

        return true;
    }

    /// <summary>The one that holds on the day, or the first that begins later.</summary>
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
