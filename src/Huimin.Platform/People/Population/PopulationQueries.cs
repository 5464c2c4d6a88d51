namespace Huimin.Platform.People.Population;

/// <summary>
/// The five reads of a load, the same on both databases. Parameters: <c>@first</c>, the month's first day; with a part of the
/// city also <c>@low</c> and <c>@high</c>, its first and last division code. A whole city is read without joins and without an
/// order: rows come as they lie, which is by region, and are put in order only where they are not.
/// </summary>
internal static class PopulationQueries
{
    private const string InPart = " IN (SELECT id FROM household WHERE region BETWEEN @low AND @high)";
    private const string Alive = "(p.died_on IS NULL OR p.died_on >= @first)";
    private const string Dated = "f.valid_from <= @first AND (f.valid_to IS NULL OR f.valid_to > @first)";

    /// <summary>id, region, hukou, means_checked_on.</summary>
    public static string Households(bool part) =>
        "SELECT id, region, hukou, means_checked_on FROM household WHERE opened_on <= @first AND (closed_on IS NULL OR closed_on > @first)"
        + (part ? " AND region BETWEEN @low AND @high" : "");

    /// <summary>id, household_id, sex, birth_date, died_on.</summary>
    public static string Members(bool part) =>
        "SELECT p.id, p.household_id, p.sex, p.birth_date, p.died_on FROM person p"
        + $" WHERE p.member_since <= @first AND {Alive} AND (p.departed_on IS NULL OR p.departed_on > @first)"
        + (part ? $" AND p.household_id{InPart}" : "");

    /// <summary>As <see cref="Members"/>, of stays that have ended since.</summary>
    public static string FormerMembers(bool part) =>
        "SELECT p.id, m.household_id, p.sex, p.birth_date, p.died_on FROM former_membership m JOIN person p ON p.id = m.person_id"
        + $" WHERE m.from_day <= @first AND m.to_day > @first AND {Alive}"
        + (part ? $" AND m.household_id{InPart}" : "");

    /// <summary>household_id, fact, value.</summary>
    public static string HouseholdFacts(bool part) =>
        $"SELECT f.household_id, f.fact, f.value FROM household_fact f WHERE {Dated}"
        + (part ? $" AND f.household_id{InPart}" : "");

    /// <summary>person_id, fact, value.</summary>
    public static string PersonFacts(bool part) =>
        $"SELECT f.person_id, f.fact, f.value FROM person_fact f WHERE {Dated}"
        + (part
            ? $" AND f.person_id IN (SELECT id FROM person WHERE household_id{InPart} UNION SELECT person_id FROM former_membership WHERE household_id{InPart})"
            : "");
}
