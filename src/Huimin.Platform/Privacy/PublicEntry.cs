using Huimin.Platform.People;
using Huimin.Platform.Regions;
using Huimin.Policies;

namespace Huimin.Platform.Privacy;

/// <summary>What was decided, as a published list says it.</summary>
public enum PublicDecision
{
    /// <summary>拟确认, put up for objections.</summary>
    Proposed,

    /// <summary>已确认.</summary>
    Approved,

    /// <summary>已停止.</summary>
    Ended,
}

/// <summary>
/// One line of a published list 公示: the whole of what may be published of a household that is assisted. There is no place for an ID
/// number, a telephone, an account, an address, an illness or a child's name, and so none can get out by mistake.
/// 个人信息保护法 art. 25; 社会救助法 art. 45: inside the village or community only.
/// </summary>
public sealed class PublicEntry
{
    private const int AdultAt = 18;

    /// <param name="applicant">Whose name stands for the household, of which the middle is masked; a minor's is masked whole.</param>
    /// <param name="programme">What is applied for: the category that the list names.</param>
    /// <param name="persons">How many share in it.</param>
    /// <param name="amount">A month, or once.</param>
    /// <param name="day">Day of the list, by which minors are told.</param>
    /// <exception cref="ArgumentOutOfRangeException">Nobody shares in it, or the amount is below zero.</exception>
    public PublicEntry(Person applicant, PlaceNames places, Programme programme, int persons, Money amount, PublicDecision decision, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(applicant);
        ArgumentNullException.ThrowIfNull(places);
        ArgumentNullException.ThrowIfNull(programme);
        ArgumentOutOfRangeException.ThrowIfLessThan(persons, 1);
        if (amount.Fen < 0)
            throw new ArgumentOutOfRangeException(nameof(amount), amount, "An amount that is published is not below zero.");
        var isMinor = applicant.SealedName is not null || applicant.BirthDate is not { } birth || birth.AddYears(AdultAt) > day;
        Name = isMinor ? Masking.Unreadable : Masking.PublicName(applicant.Name);
        Village = places.Name(applicant.Region);
        (Category, Persons, Amount, Decision) = (programme.Code, persons, amount, decision);
    }

    /// <summary>张*三.</summary>
    public string Name { get; }

    /// <summary>Village or community, no street and number.</summary>
    public string Village { get; }

    /// <summary>Code of the programme.</summary>
    public string Category { get; }

    public int Persons { get; }

    public Money Amount { get; }

    public PublicDecision Decision { get; }
}
