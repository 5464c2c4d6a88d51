using Huimin.Policies;

namespace Huimin.Platform.Privacy;

/// <summary>
/// Who is a protected child 受保护未成年人, whose name is sealed: a minor who is recognised as an orphan, a de facto unattended child or
/// a child in difficulty, who has HIV, or whose parents both cannot raise them. 未成年人保护法 art. 4, 103; nobody may publish or
/// reveal what identifies such a child.
/// </summary>
internal sealed class ProtectedChildren(FactCatalogue facts)
{
    private const int AdultAt = 18;

    private readonly short guardianship = Number(facts, "guardianship");
    private readonly short aids = Number(facts, "aids_affected");
    private readonly short father = Number(facts, "father_state");
    private readonly short mother = Number(facts, "mother_state");

    /// <summary>What a recorded fact says towards protection; marks of several facts are joined by |.</summary>
    /// <param name="value">As stored; null when established as unknown. Option 0 of each choice is “none”.</param>
    public Marks Of(short fact, long? value) => value is null or 0 ? Marks.None
        : fact == guardianship || fact == aids ? Marks.Recognised
        : fact == father ? Marks.Father
        : fact == mother ? Marks.Mother
        : Marks.None;

    /// <summary>Numbers of the facts that say something.</summary>
    public IReadOnlyList<short> Facts => [guardianship, aids, father, mother];

    /// <summary>Whoever's age is not known counts as a minor.</summary>
    public static bool IsProtected(Marks marks, DateOnly? birth, DateOnly today) =>
        (marks.HasFlag(Marks.Recognised) || marks.HasFlag(Marks.Father | Marks.Mother)) && (birth is null || birth.Value.AddYears(AdultAt) > today);

    private static short Number(FactCatalogue facts, string code) =>
        (short)(facts.Find(code, ofHousehold: false)?.Id ?? throw new CannotRunException($"policies/facts.yaml 中缺少 {code}。"));
}

/// <summary>What is known towards a child's protection.</summary>
[Flags]
internal enum Marks
{
    None = 0,
    Recognised = 1,
    Father = 2,
    Mother = 4,
}
