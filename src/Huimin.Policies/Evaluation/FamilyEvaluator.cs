using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Huimin.Policies;

public enum OutcomeStatus : byte
{
    NotEligible,
    Eligible,

    /// <summary>A fact that decides is not known.</summary>
    Undetermined,
}

/// <summary>
/// What a programme gives a household or a person in a month. <paramref name="Fen"/> is the amount in fen, zero unless eligible;
/// <paramref name="Reason"/> the position of the requirement that failed, or -1.
/// </summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Outcome(OutcomeStatus Status, long Fen, int Reason)
{
    public Money Amount => new(Fen);
}

/// <summary>A kept value and the family for which it was worked out.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Cell(Number Value, long Stamp);

/// <summary>
/// Evaluates families one after another with one month's policy; the reference evaluator. Values are worked out when they are first
/// asked for and kept until the next family, so the family must not change in between. One evaluator serves one thread, and allocates
/// nothing for a family unless it is larger than all before it.
/// </summary>
public sealed class FamilyEvaluator
{
    private readonly Cell[] household;
    private readonly (Outcome Outcome, long Stamp)[] householdResults;
    private readonly int memberValues;
    private readonly int programmes;
    private Cell[] members = [];
    private (Outcome Outcome, long Stamp)[] memberResults = [];
    private readonly int[] birthdays;
    private int county = -1;
    private int zone = -1;

    internal FamilyEvaluator(MonthPolicy policy)
    {
        Policy = policy;
        FirstDayNumber = policy.Month.FirstDay.DayNumber;
        LastDayNumber = policy.Month.LastDay.DayNumber;
        birthdays = policy.Birthdays;
        household = new Cell[policy.Pack.HouseholdValues];
        memberValues = policy.Pack.MemberValues;
        programmes = policy.Pack.Programmes.Count;
        householdResults = new (Outcome, long)[programmes];
    }

    internal MonthPolicy Policy { get; }

    internal int FirstDayNumber { get; }

    internal int LastDayNumber { get; }

    internal Family Family { get; private set; } = null!;

    internal int MemberCount { get; private set; }

    /// <summary>The member whose facts are read now.</summary>
    internal int Current { get; set; }

    /// <summary>Counts families, so that kept values of the last family need no clearing.</summary>
    internal long Stamp { get; private set; }

    /// <summary>Position of the household's zone, or -1 if its county lies in none.</summary>
    internal int Zone
    {
        get
        {
            var here = (int)(Family.Region / 1_000_000);
            if (here != county)
                (county, zone) = (here, Policy.Pack.Zones.IndexOf(here));
            return zone;
        }
    }

    /// <summary>Whole years on the first day of the month; negative for the unborn.</summary>
    internal int AgeOnFirstDay(long born)
    {
        var days = FirstDayNumber - born;
        if (days < 0)
            return -1;
        var age = (int)Math.Min(days / 366, birthdays.Length - 1); // a year too few at most, for each 366 years
        while (age + 1 < birthdays.Length && born <= birthdays[age + 1])
            age++;
        return age;
    }

    /// <summary>Begins with a family; its outcomes are worked out when asked for.</summary>
    public void Evaluate(Family family)
    {
        Family = family;
        Stamp++;
        MemberCount = family.MemberCount;
        if (members.Length < MemberCount * memberValues || memberResults.Length < MemberCount * programmes)
        {
            Array.Resize(ref members, MemberCount * memberValues);
            Array.Resize(ref memberResults, MemberCount * programmes);
        }
    }

    /// <summary>The outcome of a programme of households; <paramref name="programme"/> is <see cref="Programme.Index"/>.</summary>
    /// <exception cref="ArgumentException">The programme is for persons.</exception>
    public Outcome Household(int programme)
    {
        var asked = Policy.Pack.Programmes[programme];
        return asked.OfHousehold ? Result(asked) : throw new ArgumentException($"{asked.Code} is a programme for persons.", nameof(programme));
    }

    /// <summary>The outcome of a programme of persons for the member at this position.</summary>
    /// <exception cref="ArgumentException">The programme is for households.</exception>
    public Outcome Member(int programme, int member)
    {
        var asked = Policy.Pack.Programmes[programme];
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)member, (uint)MemberCount, nameof(member));
        Current = member;
        return asked.OfHousehold ? throw new ArgumentException($"{asked.Code} is a programme for households.", nameof(programme)) : Result(asked);
    }

    /// <summary>How many persons an eligible household's programme covers (<c>persons:</c>), or all members if the text does not say; never more than those.</summary>
    /// <exception cref="ArgumentException">The programme is for persons.</exception>
    public int PersonsCovered(int programme)
    {
        var asked = Policy.Pack.Programmes[programme];
        if (!asked.OfHousehold)
            throw new ArgumentException($"{asked.Code} is a programme for persons.", nameof(programme));
        return asked.Rule.Persons?.Evaluate(this) is { IsKnown: true } persons ? (int)Math.Clamp(persons.Whole, 0, MemberCount) : MemberCount;
    }

    /// <summary>What a named yes or no of a programme (<c>define:</c>) is for the household; null if it is unknown or there is none of that name.</summary>
    public bool? Says(Programme programme, string name)
    {
        ArgumentNullException.ThrowIfNull(programme);
        return programme.Definitions.FirstOrDefault(d => d.Code == name) is { OfMember: false, Body: TruthNode truth }
            ? truth.Evaluate(this) switch { Truth.True => true, Truth.False => false, _ => null }
            : null;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ref Cell Cell(Definition definition) =>
        ref definition.OfMember ? ref members[Current * memberValues + definition.Slot] : ref household[definition.Slot];

    /// <summary>Position of a value among those of the household, which come first, and of each member.</summary>
    internal int IndexOf(Definition definition) => definition.OfMember ? household.Length + Current * memberValues + definition.Slot : definition.Slot;

    /// <summary>The outcome for the household, or for the current member.</summary>
    internal ref readonly Outcome Result(Programme programme)
    {
        ref var kept = ref programme.OfHousehold ? ref householdResults[programme.Index] : ref memberResults[Current * programmes + programme.Index];
        if (kept.Stamp != Stamp)
        {
            kept.Outcome = programme.Rule.Evaluate(this);
            kept.Stamp = Stamp;
        }
        return ref kept.Outcome;
    }
}
