using Huimin.Platform.Sweeps;

namespace Huimin.Platform.Simulations;

/// <summary>
/// What a change does to one programme in one place. Units are households or persons, whichever the programme assesses; money is
/// fen a month, of a one-off programme fen paid in the month.
/// </summary>
public record struct ImpactCounts
{
    public SweepCounts Before;
    public SweepCounts After;

    /// <summary>Eligible only after; <c>Fen</c> is what they get.</summary>
    public SweepCounts Entering;

    /// <summary>Eligible only before; <c>Fen</c> is what they lose.</summary>
    public SweepCounts Leaving;

    /// <summary>Eligible both times with a higher amount; <c>Fen</c> is the rise.</summary>
    public SweepCounts Rising;

    /// <summary>Eligible both times with a lower amount; <c>Fen</c> is the fall.</summary>
    public SweepCounts Falling;

    public readonly long FenChange => After.Fen - Before.Fen;

    public readonly int UnitsChange => After.Units - Before.Units;

    public readonly int PersonsChange => After.Persons - Before.Persons;

    /// <summary>Whether anything is different, were it only what cannot be decided.</summary>
    public readonly bool IsChange => Before != After || Entering.Units + Leaving.Units + Rising.Units + Falling.Units > 0;

    internal void Add(in ImpactCounts other)
    {
        Before.Add(other.Before);
        After.Add(other.After);
        Entering.Add(other.Entering);
        Leaving.Add(other.Leaving);
        Rising.Add(other.Rising);
        Falling.Add(other.Falling);
    }
}

/// <summary>Households of one type that get more, or less, from all monthly programmes together, or from all one-off payments.</summary>
public record struct TypeImpact
{
    public int Winners;

    /// <summary>Fen that the winners gain, a month or once.</summary>
    public long Gain;

    public int Losers;

    /// <summary>Fen that the losers lose, a month or once; not negative.</summary>
    public long Loss;

    internal void Add(in TypeImpact other)
    {
        Winners += other.Winners;
        Gain += other.Gain;
        Losers += other.Losers;
        Loss += other.Loss;
    }
}
