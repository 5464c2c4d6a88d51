using Huimin.Reports.Numbers;
using Huimin.Reports.Text;

namespace Huimin.Reports.Phrases;

/// <summary>A number with the words that say what it counts, by their places in the normal text.</summary>
internal sealed record Mention
{
    public required WrittenNumber Number { get; init; }

    public required TextLine Line { get; init; }

    /// <summary>The words before the number, back to a comma or the number before.</summary>
    public required Range Left { get; init; }

    /// <summary>The words behind it, up to a comma or the next number.</summary>
    public required Range Right { get; init; }

    /// <summary>Words that it shares with a neighbour: the noun behind the last of 2个国家级、3个省级试点, the subject of 户 and 人.</summary>
    public Range Shared { get; init; }

    /// <summary>What the number is about when several things share one number or one list: 城市社区…覆盖率; null otherwise.</summary>
    public string? Subject { get; init; }

    /// <summary>Where the quote begins when it is not the left words.</summary>
    public int? QuoteStart { get; init; }

    public string Text(Range range) => Line.All[range];

    public ReadOnlySpan<char> Span(Range range) => Line.All.AsSpan(range);

    public bool LeftIsEmpty => Left.Start.Value >= Left.End.Value;

    public bool RightIsEmpty => Right.Start.Value >= Right.End.Value;
}
