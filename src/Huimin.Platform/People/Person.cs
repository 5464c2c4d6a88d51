using Huimin.Platform.Privacy;

namespace Huimin.Platform.People;

/// <summary>
/// A resident 居民 and the current stay in a household; ended stays are <see cref="FormerMembership"/> rows, so that no stay
/// is stored twice. The citizen ID may be missing or wrong and is never a key.
/// </summary>
public sealed class Person
{
    public long Id { get; init; }

    public long HouseholdId { get; set; }

    /// <summary>12-digit code of the household's village, kept equal to it by whoever writes either: readers see people by region.</summary>
    public long Region { get; set; }

    public Relation Relation { get; set; }

    /// <summary>First day of the current stay in the household.</summary>
    public DateOnly MemberSince { get; set; }

    /// <summary>The name as it is shown: of a protected child 受保护未成年人 the masked form, 张*.</summary>
    public required string Name { get; set; }

    /// <summary>The whole name of a protected child; null for everybody else.</summary>
    public SealedText? SealedName { get; internal set; }

    public byte[]? NameIndex { get; internal set; }

    public SealedText? CitizenId { get; internal set; }

    public byte[]? CitizenIdIndex { get; internal set; }

    /// <summary>Of the last four characters of the citizen ID, by which counters search.</summary>
    public byte[]? CitizenIdTailIndex { get; internal set; }

    public SealedText? Phone { get; internal set; }

    public byte[]? PhoneIndex { get; internal set; }

    /// <summary>Account that benefits are paid to 银行账号.</summary>
    public SealedText? BankAccount { get; internal set; }

    /// <summary>Number of the data key that sealed the row and made its indexes.</summary>
    public short SealKey { get; internal set; }

    /// <summary>What is sealed, in the clear: set by who opened the row or is about to seal it; not stored.</summary>
    public PersonSecrets? Secrets { get; set; }

    /// <summary>The name whether or not it is sealed; of a protected child only when <see cref="Secrets"/> are known.</summary>
    internal string WholeName => Secrets?.ProtectedName ?? Name;

    public Sex Sex { get; set; }

    public DateOnly? BirthDate { get; set; }

    public DateOnly? DiedOn { get; set; }

    /// <summary>Day the person left the city; the stay ended and no other began here.</summary>
    public DateOnly? DepartedOn { get; set; }

    /// <summary>Ends the current stay and begins another.</summary>
    /// <returns>The ended stay, to be saved with the person.</returns>
    /// <exception cref="ArgumentException">The day is not after the beginning of the current stay.</exception>
    public FormerMembership MoveTo(long household, long region, Relation relation, DateOnly day)
    {
        if (day <= MemberSince)
            throw new ArgumentException($"{day:yyyy-MM-dd} is not after {MemberSince:yyyy-MM-dd}, when the current stay began.", nameof(day));
        var ended = new FormerMembership
        {
            PersonId = Id,
            HouseholdId = HouseholdId,
            Relation = Relation,
            From = MemberSince,
            To = day,
        };
        HouseholdId = household;
        Region = region;
        Relation = relation;
        MemberSince = day;
        return ended;
    }
}

/// <summary>A stay in a household that has ended 历史成员关系; from inclusive, to exclusive.</summary>
public sealed class FormerMembership
{
    public long PersonId { get; init; }

    public DateOnly From { get; init; }

    public DateOnly To { get; init; }

    public long HouseholdId { get; init; }

    public Relation Relation { get; init; }
}

/// <summary>GB/T 2261.1.</summary>
public enum Sex : short
{
    Unknown = 0,
    Male = 1,
    Female = 2,
    NotStated = 9,
}

/// <summary>Relation to the head of the household, main classes of GB/T 4761.</summary>
public enum Relation : short
{
    Head = 2,
    Spouse = 10,
    Son = 20,
    Daughter = 30,
    Grandchild = 40,
    Parent = 50,
    Grandparent = 60,
    Sibling = 70,
    Other = 80,
}
