using Huimin.Platform.Indicators.Entering;
using Huimin.Reports;
using Huimin.Reports.Catalogue;

namespace Huimin.Platform.Reports.Verifying;

/// <summary>How a relation stands, as a sentence.</summary>
internal sealed partial class TestRelations
{
    private FormattableString Name(string code) => library.Find(code)!.InBothLanguages;

    private static FormattableString Plain(Side side)
    {
        var plain = CompareFigure.Plain(side.Value, side.Unit);
        if (side.Offset is null)
            return $"{plain}（台账）";
        return $"{plain}";
    }

    private FormattableString Lacking(string code) => $"报告没有说“{Name(code)}”，各部分不全。";

    private FormattableString DoNotAdd(Sum sum, Side total, decimal added) => $"“{Name(sum.Total)}”写作{Plain(total)}，各部分合计{CompareFigure.Plain(added, total.Unit)}，不相等。";

    private FormattableString Add(Sum sum, Side total, decimal added) => $"“{Name(sum.Total)}”写作{Plain(total)}，各部分合计{CompareFigure.Plain(added, total.Unit)}，相符。";

    private FormattableString Above(AtLeast order, Side whole, Side part) => $"“{Name(order.Part)}”写作{Plain(part)}，多于“{Name(order.Whole)}”的{Plain(whole)}。";

    private FormattableString Below(AtLeast order, Side whole, Side part) => $"“{Name(order.Part)}”{Plain(part)}，文中说是全部，“{Name(order.Whole)}”有{Plain(whole)}。";

    private FormattableString Within(AtLeast order, Side whole, Side part) => $"“{Name(order.Part)}”{Plain(part)}，不多于“{Name(order.Whole)}”的{Plain(whole)}。";

    private FormattableString Equal(AtLeast order, Side whole, Side part) => $"“{Name(order.Part)}”{Plain(part)}，正好是“{Name(order.Whole)}”的全部{Plain(whole)}。";

    private FormattableString InShare(AtLeast order, Side whole, Side part) => $"“{Name(order.Part)}”{Plain(part)}，是“{Name(order.Whole)}”{Plain(whole)}的{Share(part.Value / whole.Value)}，在{Share(order.From)}和{Share(order.To)}之间。";

    private FormattableString OutOfShare(AtLeast order, Side whole, Side part) => $"“{Name(order.Part)}”{Plain(part)}，“{Name(order.Whole)}”{Plain(whole)}，不在其{Share(order.From)}和{Share(order.To)}之间。";

    private FormattableString NoFormer(Succession succession) => $"缺上年同期的“{Name(succession.Count)}”，不知道是不是多了一次。";

    private FormattableString Follows(Succession succession, Side count, decimal former, Side rise) =>
        $"“{Name(succession.Count)}”{Plain(count)}，上年同期是{former}，本期“{Name(succession.Rise)}”{Plain(rise)}，相符。";

    private FormattableString DoesNotFollow(Succession succession, Side count, decimal former, Side rise) =>
        $"“{Name(succession.Count)}”{Plain(count)}，上年同期是{former}，本期“{Name(succession.Rise)}”{Plain(rise)}，不相符。";

    private FormattableString OtherUnit(Figure plan, Side done) => $"“{Name(plan.Indicator!)}”计划{Written(plan)}，已完成{Plain(done)}，单位不同，不能相比。";

    private FormattableString NoTarget(Figure plan, Side done) => $"“{Name(plan.Indicator!)}”计划{Written(plan)}，已完成{Plain(done)}；没有登记这个目标，不知道管半年还是全年，不能算进度。";

    private FormattableString OnTheWay(Figure plan, Side done, EnteredFigure target) =>
        $"“{Name(plan.Indicator!)}”计划{Written(plan)}，与登记的{target.From}至{target.To}的目标一致；文中已完成{Plain(done)}，相当于{Share(done.Value / target.Value)}。";

    private FormattableString OtherTarget(Figure plan, EnteredFigure target) =>
        $"“{Name(plan.Indicator!)}”计划{Written(plan)}，登记的{target.From}至{target.To}的目标是{CompareFigure.Plain(target.Value, plan.Unit)}，不一致。";

    private static string Written(Figure figure) => CompareFigure.Plain(figure.Value, figure.Unit);

    private static string Share(decimal share) => CompareFigure.Plain(decimal.Round(share, 3), "percent");
}
