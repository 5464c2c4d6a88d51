namespace Huimin.Policies;

/// <summary>
/// One household as the evaluator sees it: facts as raw integers, by the position of the fact in the catalogue
/// (<c>Fact.Index</c>). Raw means: money in fen, a date as <see cref="DateOnly.DayNumber"/>, a truth value 0 or 1,
/// an enumeration the position of its option, a count itself. <see cref="Unknown"/> stands for a fact that nobody has
/// established; it is never zero.
/// </summary>
public abstract class Family
{
    public const long Unknown = long.MinValue;

    /// <summary>12-digit division code of the household's village or community.</summary>
    public abstract long Region { get; }

    public abstract int MemberCount { get; }

    public abstract long HouseholdFact(int fact);

    public abstract long MemberFact(int member, int fact);

    /// <summary>What the application form of a programme of households says; unknown unless the family comes with an application.</summary>
    public virtual long HouseholdInput(ApplicationInput input) => Unknown;

    /// <summary>What the application form of a programme of persons says about a member.</summary>
    public virtual long MemberInput(int member, ApplicationInput input) => Unknown;
}
