using Huimin.Policies;

namespace Huimin.Tests.Policies.Packs;

/// <summary>A change reaches whoever uses anything of the changed text, not only the programme's result.</summary>
public sealed class ChangeReachTests
{
    [Fact]
    public void ReachedBy_PackWithAnotherStandard_IncludesThoseWhoOnlyUseTheParameter()
    {
        var pack = ShippedPolicies.Linyi;
        var files = pack.Files.ToDictionary(f => f.Key, f => f.Key == "linyi/dibao.yaml" ? f.Value.Replace("rural: 450", "rural: 460", StringComparison.Ordinal) : f.Value);
        var other = PolicyPack.Read(PolicyFiles.InMemory(files), "linyi").Pack!;

        var reached = pack.ReachedBy(other);

        // Tekun compares the own income with the dibao standard, and dibao rests on tekun, not the other way round.
        pack.Find("tekun")!.Rule.Used.Programmes.ShouldNotContain(pack.Find("dibao")!);
        reached.ShouldContain("tekun");
        reached.ShouldContain("dibao_marginal");
        reached.ShouldNotContain("old_age_allowance");
    }

    [Fact]
    public void ReachedBy_PackWithAnotherValue_IncludesThoseWhoUseTheValue()
    {
        using var folder = new PolicyFolder();
        folder.Write("city/aid.yaml", PolicyFolder.Aid(define: "  half: standard / 2"));
        var user = PolicyFolder.Aid(parameters: "", amount: "aid.half").Replace("programme: aid", "programme: user", StringComparison.Ordinal);
        folder.Write("city/user.yaml", user);
        var before = folder.Pack();
        folder.Write("city/aid.yaml", PolicyFolder.Aid(define: "  half: standard / 3"));

        before.ReachedBy(folder.Pack()).ShouldBe(["aid", "user"], ignoreOrder: true);
    }
}
