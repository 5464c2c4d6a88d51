namespace Huimin.Policies;

/// <summary>Where a fact comes from 信息来源: a register, a visit, the applicant.</summary>
public sealed record FactSource(int Id, string Code, string Name, string NameEn);

/// <summary>Every fact that policies may use, and every source of facts; read from <c>policies/facts.yaml</c>.</summary>
public sealed class FactCatalogue
{
    private readonly Dictionary<string, Fact> household;
    private readonly Dictionary<string, Fact> member;

    internal FactCatalogue(IReadOnlyList<Fact> household, IReadOnlyList<Fact> member, IReadOnlyList<FactSource> sources)
    {
        Household = household;
        Member = member;
        Sources = sources;
        this.household = household.ToDictionary(f => f.Code, StringComparer.Ordinal);
        this.member = member.ToDictionary(f => f.Code, StringComparer.Ordinal);
    }

    /// <summary>Facts of a household; a fact stands at its <see cref="Fact.Index"/>.</summary>
    public IReadOnlyList<Fact> Household { get; }

    /// <summary>Facts of a member; a fact stands at its <see cref="Fact.Index"/>.</summary>
    public IReadOnlyList<Fact> Member { get; }

    public IReadOnlyList<FactSource> Sources { get; }

    /// <summary>Reads <c>facts.yaml</c> in the folder <c>policies</c>; no catalogue if it has errors.</summary>
    public static (FactCatalogue? Facts, IReadOnlyList<PolicyError> Errors) Read(string root) => PackReader.ReadFacts(PolicyFiles.Folder(root));

    /// <summary>The fact with this code, or null. A code may exist for both (hukou).</summary>
    public Fact? Find(string code, bool ofHousehold) => (ofHousehold ? household : member).GetValueOrDefault(code);
}
