using Huimin.Policies;

namespace Huimin.Tests.Policies.Reading;

/// <summary>Policies are read alike from a folder, from memory, and with single files changed.</summary>
public sealed class PolicySourcesTests
{
    private static readonly PolicyFiles Shipped = PolicyFiles.Folder(ShippedPolicies.Root);

    [Fact]
    public void Read_FilesOfAPackInMemory_GivesTheSamePack()
    {
        var again = PolicyPack.Read(PolicyFiles.InMemory(ShippedPolicies.Linyi.Files), "linyi");

        again.Errors.ShouldBeEmpty();
        again.Pack!.Hash.ShouldBe(ShippedPolicies.Linyi.Hash);
        again.Pack.Files.Keys.ShouldContain("linyi/dibao.yaml");
    }

    [Fact]
    public void With_ChangedText_IsWhatIsRead()
    {
        var text = ShippedPolicies.Linyi.Files["linyi/dibao.yaml"];
        var changed = Shipped.With("linyi/dibao.yaml", text.Replace("urban: 600", "urban: 601", StringComparison.Ordinal));

        var pack = PolicyPack.Read(changed, "linyi").Pack!;

        pack.Hash.ShouldNotBe(ShippedPolicies.Linyi.Hash);
        pack.Find("dibao")!.Parameters.Single(p => p.Code == "standard").Rows[^1].Values.ShouldContain(v => v.Text == "601");
    }

    [Fact]
    public void With_FileTakenOut_IsNotRead()
    {
        var pack = PolicyPack.Read(Shipped.With("linyi/dibao.yaml", null), "linyi").Pack!;

        pack.Files.Keys.ShouldNotContain("linyi/dibao.yaml");
        pack.Find("dibao")!.Parameters.Single(p => p.Code == "standard").Rows.ShouldBeEmpty();
    }

    [Fact]
    public void With_NewLayer_IsALayer()
    {
        var files = Shipped.With("town/layer.yaml", "name: 某县\nname_en: A county\nextends: linyi\n");

        files.Layers.ShouldContain("town");
        PolicyPack.Read(files, "town").Pack!.Extends!.Layer.ShouldBe("linyi");
    }

    [Theory]
    [InlineData("town")]
    [InlineData("../linyi")]
    public void Read_LayerThatDoesNotExist_SaysSo(string layer) =>
        PolicyPack.Read(Shipped, layer).Errors.ShouldHaveSingleItem().Message.ShouldContain($"there is no layer '{layer}'");
}
