using System.Text.RegularExpressions;
using Huimin.Policies;

namespace Huimin.Tests.Policies;

/// <summary>What docs/policy-language.md shows is what the program does.</summary>
public sealed partial class LanguageReferenceTests : IDisposable
{
    private static readonly string Page = File.ReadAllText(Path.Combine(ShippedPolicies.Root, "..", "docs", "policy-language.md"));

    private readonly PolicyFolder folder = new();

    [GeneratedRegex("^```(?:yaml)?\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Block { get; }

    public void Dispose() => folder.Dispose();

    /// <summary>The code blocks under a heading, until the next heading.</summary>
    private static List<string> Blocks(string heading)
    {
        var from = Page.IndexOf($"\n{heading}\n", StringComparison.Ordinal);
        from.ShouldBeGreaterThan(0, heading);
        var to = Page.IndexOf("\n##", from + heading.Length, StringComparison.Ordinal);
        return [.. Block.Matches(to < 0 ? Page[from..] : Page[from..to]).Select(m => m.Groups["text"].Value)];
    }

    private static string Only(string heading) => Blocks(heading).ShouldHaveSingleItem();

    [Fact]
    public void WorkedExample_Runs()
    {
        folder.Write("city/aid.yaml", Only("## A programme"));
        folder.Write("city/layer.yaml", "name: 某市\nname_en: A city\nzones:\n  zone1: {name: 一类区, name_en: Zone 1, counties: ['371302']}\n  zone2: {name: 二类区, name_en: Zone 2, rest: true}\n");

        var result = PackTest.Run(folder.Pack());

        result.Examples.Select(e => e.ToString()).ShouldAllBe(e => e.EndsWith("passed", StringComparison.Ordinal));
        result.Passed.ShouldBe(1);
    }

    /// <summary>Each file of the tour gives the messages that stand below it.</summary>
    [Fact]
    public void Tour_Messages_AreTheProgramsOwn()
    {
        var blocks = Blocks("## Writing your first programme");
        blocks.Count.ShouldBe(6);
        foreach (var step in blocks.Chunk(2))
        {
            folder.Write("city/warmth.yaml", step[0]);
            var messages = folder.Errors();
            if (messages.Count == 0)
                messages = [.. PackTest.Run(folder.Pack()).Examples.Select(e => e.ToString())];
            string.Join('\n', messages).ShouldBe(step[1].TrimEnd('\n'));
        }

        folder.Write("city/warmth.yaml", blocks[4].Replace("amount: 300.00", "amount: 600.00", StringComparison.Ordinal));
        PackTest.Run(folder.Pack()).Failed.ShouldBe(0);
    }

    [Fact]
    public void Inputs_Shown_AreRead() =>
        folder.Write("city/aid.yaml", PolicyFolder.Aid(head: Only("### Inputs"), amount: "kind = urgent ? min(proposed, standard) * months : 0")).Errors().ShouldBeEmpty();

    [Fact]
    public void Overlaps_Shown_AreRead()
    {
        foreach (var other in new[] { "relief", "shelter" })
            folder.Write($"city/{other}.yaml", PolicyFolder.Aid().Replace("programme: aid", $"programme: {other}", StringComparison.Ordinal));
        folder.Write("city/aid.yaml", PolicyFolder.Aid(head: Only("### Overlaps")));

        folder.Pack().Overlaps.Count.ShouldBe(2);
    }

    [Fact]
    public void Amount_Shown_IsRead() =>
        folder.Write("city/aid.yaml", PolicyFolder.Aid(define: "  size: \"count(members: counted)\"\n  per_head: wage_sum / size").Replace("amount: \"standard\"\nround: fen\n", Only("### Amount"), StringComparison.Ordinal)).Errors().ShouldBeEmpty();

    [Fact]
    public void Warning_Shown_IsRead() =>
        folder.Write("city/aid.yaml", PolicyFolder.Aid().Replace("kind: benefit\n", Only("### Warnings"), StringComparison.Ordinal).Replace("amount: \"standard\"\nround: fen\n", "", StringComparison.Ordinal)).Errors().ShouldBeEmpty();

    [Fact]
    public void BusinessLines_OfTheCatalogue_StandInTheTable() =>
        BusinessLine.All.Where(l => !Page.Contains($"| `{l.Code}` | {l.Name} |", StringComparison.Ordinal)).ShouldBeEmpty();

    /// <summary>The words of the language stand on the page.</summary>
    [Theory]
    [InlineData("other_wins requires difference higher stack choose")]
    [InlineData("month_after_decision month_of_decision month_of_application month_after_application month_of_event month_after_event")]
    [InlineData("months_between first_known known monthly yearly sum count any all min max")]
    [InlineData("arrears overpaid paid valid_until task handle lasts starts inputs overlaps overlap floor cap gaps lookup persons")]
    public void Words_OfTheLanguage_AreExplained(string words) =>
        words.Split(' ').Where(w => !Regex.IsMatch(Page, $"`[^`\n]*\\b{w}\\b", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1))).ShouldBeEmpty();
}
