using Huimin.Policies;

namespace Huimin.Platform.Simulations;

/// <summary>The kinds of household among which winners and losers are counted; the first that fits is the household's.</summary>
public enum HouseholdType
{
    /// <summary>独居老人: one member, 60 or older.</summary>
    ElderAlone,

    /// <summary>老年人户: two or more members, all 60 or older.</summary>
    Elders,

    /// <summary>有未成年子女户: a member is under 18.</summary>
    WithMinor,

    /// <summary>有重度残疾人户: a member has a disability of grade 1 or 2.</summary>
    WithSevereDisability,

    /// <summary>单人户: one member.</summary>
    Single,

    /// <summary>其他.</summary>
    Other,
}

/// <summary>Tells the <see cref="HouseholdType"/> of families on the first day of a month. An unknown age fits no type that asks for one.</summary>
public sealed class HouseholdTypes(FactCatalogue facts, Month month)
{
    private readonly int birth = Index(facts, "birth_date");
    private readonly int grade = Index(facts, "disability_grade");
    private readonly int eighteen = month.FirstDay.AddYears(-18).DayNumber; // born later: a minor
    private readonly int sixty = month.FirstDay.AddYears(-60).DayNumber; // born later: not yet old

    public HouseholdType Of(Family family)
    {
        ArgumentNullException.ThrowIfNull(family);
        var (elders, minor, severe) = (0, false, false);
        for (var member = 0; member < family.MemberCount; member++)
        {
            var born = birth < 0 ? Family.Unknown : family.MemberFact(member, birth);
            if (born != Family.Unknown)
            {
                elders += born <= sixty ? 1 : 0;
                minor |= born > eighteen;
            }

            severe |= grade >= 0 && family.MemberFact(member, grade) is 1 or 2;
        }

        return (elders == family.MemberCount, family.MemberCount) switch
        {
            (true, 1) => HouseholdType.ElderAlone,
            (true, > 1) => HouseholdType.Elders,
            _ when minor => HouseholdType.WithMinor,
            _ when severe => HouseholdType.WithSevereDisability,
            (_, 1) => HouseholdType.Single,
            _ => HouseholdType.Other,
        };
    }

    private static int Index(FactCatalogue facts, string code) => facts.Find(code, ofHousehold: false)?.Index ?? -1;
}
