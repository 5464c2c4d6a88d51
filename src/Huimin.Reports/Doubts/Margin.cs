namespace Huimin.Reports.Doubts;

/// <summary>Between which values a figure lies, as exactly as it is written: 18.8万 from 187500 to 188500, 20余万 from 200000 to 300000.</summary>
internal readonly record struct Margin(decimal Low, decimal High)
{
    public static Margin Of(Draft draft)
    {
        var (value, step) = (draft.Figure.Value, draft.Mention.Number.Step);
        var next = value + LastStep(value, step);
        return draft.Figure.Bound switch
        {
            FigureBound.MoreThan => new(value, next),
            FigureBound.AtLeast => new(value, decimal.MaxValue),
            FigureBound.AtMost => new(0, value),
            // 近20万 is nearly that much, 不足20万 anything below.
            FigureBound.LessThan => new(IsNear(draft) ? Math.Max(value - LastStep(value, step), value * 0.9m) : 0, value),
            FigureBound.About => new(value * 0.9m, value * 1.1m),
            _ => new(value - (step / 2), value + (step / 2)),
        };
    }

    private static bool IsNear(Draft draft) => draft.Mention.Line.All.AsSpan(draft.Mention.Number.Start, draft.Mention.Number.End - draft.Mention.Number.Start).Contains('近');

    public bool IsApart(Margin other) => Low > other.High || High < other.Low;

    /// <summary>What one more in the last digit that is not zero is worth: 100000 in 20万.</summary>
    private static decimal LastStep(decimal value, decimal step)
    {
        while (value > 0 && step < value && value % (step * 10) == 0)
            step *= 10;
        return step;
    }
}
