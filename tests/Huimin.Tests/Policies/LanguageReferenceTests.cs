using Huimin.Policies;

namespace Huimin.Tests.Policies;

/// <summary>The worked example of docs/policy-language.md is a sound programme whose example passes.</summary>
public sealed class LanguageReferenceTests
{
    [Fact]
    public void WorkedExample_Runs()
    {
        var page = File.ReadAllText(Path.Combine(PolicyFiles.Root, "..", "docs", "policy-language.md"));
        var from = page.IndexOf("programme: aid", StringComparison.Ordinal);
        using var folder = new PolicyFolder();
        folder.Write("city/aid.yaml", page[from..page.IndexOf("```", from, StringComparison.Ordinal)]);
        folder.Write("city/layer.yaml", "name: 某市\nname_en: A city\nzones:\n  zone1: {name: 一类区, name_en: Zone 1, counties: ['371302']}\n  zone2: {name: 二类区, name_en: Zone 2, rest: true}\n");

        var result = PackTest.Run(folder.Pack());

        result.Examples.Select(e => e.ToString()).ShouldAllBe(e => e.EndsWith("passed", StringComparison.Ordinal));
        result.Passed.ShouldBe(1);
    }
}
