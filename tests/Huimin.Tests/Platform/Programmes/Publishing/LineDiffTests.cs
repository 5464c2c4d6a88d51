using Huimin.Platform.Programmes.Publishing;

namespace Huimin.Tests.Platform.Programmes.Publishing;

public sealed class LineDiffTests
{
    [Theory]
    [InlineData("a\nb\nc\n", "a\nx\nc\n", " a|-b|+x| c")]
    [InlineData("a\n", "a\nb\n", " a|+b")]
    [InlineData("a\nb\n", "b\n", "-a| b")]
    [InlineData(null, "a\n", "+a")]
    [InlineData("a\n", null, "-a")]
    [InlineData("a\nb\na\nb\n", "b\na\n", "-a| b| a|-b")]
    [InlineData("a\n", "a\n", " a")]
    public void Of_Texts_SaysEachLineOnce(string? before, string? after, string expected) =>
        string.Join('|', LineDiff.Of(before, after).Select(l => $"{l.Kind}{l.Text}")).ShouldBe(expected);

    [Fact]
    public void Of_AnyTexts_GivesBothBack()
    {
        var random = new Random(1);
        for (var i = 0; i < 500; i++)
        {
            var (before, after) = (Lines(random), Lines(random));
            var diff = LineDiff.Of(before, after);
            Text(diff.Where(l => l.Kind != '+')).ShouldBe(before);
            Text(diff.Where(l => l.Kind != '-')).ShouldBe(after);
            diff.Where(l => l.Before is not null).Select(l => l.Before!.Value).ShouldBe(Enumerable.Range(1, diff.Count(l => l.Kind != '+')));
            diff.Where(l => l.After is not null).Select(l => l.After!.Value).ShouldBe(Enumerable.Range(1, diff.Count(l => l.Kind != '-')));
        }
    }

    [Fact]
    public void Near_LongText_LeavesOutWhatIsFar()
    {
        var before = string.Concat(Enumerable.Range(1, 100).Select(i => $"{i}\n"));
        var near = LineDiff.Near(before, before.Replace("\n50\n", "\nfifty\n", StringComparison.Ordinal));
        near.Count.ShouldBe(10);
        (near[0], near[^1]).ShouldBe((null, null));
    }

    [Theory]
    [InlineData("a\nb\nc\nd\ne\n", "x\nb\nc\nd\ne\n", "a\nb\nc\nd\ny\n", "x\nb\nc\nd\ny\n")]
    [InlineData("a\nb\nc\n", "a\nx\nb\nc\n", "a\nb\nc\nd\n", "a\nx\nb\nc\nd\n")]
    [InlineData("a\nb\n", "a\nx\n", "a\nx\n", "a\nx\n")]
    [InlineData("a\nb\n", "a\nx\n", "a\ny\n", null)]
    [InlineData("a\n", "a\nx\n", "a\ny\n", null)]
    [InlineData("a\nb\nc\n", "x\nb\nc\n", "a\ny\nc\n", null)]
    public void Merge_TwoChanges_PutsApartOnesTogether(string before, string mine, string theirs, string? expected)
    {
        LineDiff.Merge(before, mine, theirs).ShouldBe(expected);
        LineDiff.Merge(before, theirs, mine).ShouldBe(expected);
    }

    private static string Lines(Random random) => string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => $"{(char)('a' + random.Next(4))}\n"));

    private static string Text(IEnumerable<DiffLine> lines) => string.Concat(lines.Select(l => l.Text + "\n"));
}
