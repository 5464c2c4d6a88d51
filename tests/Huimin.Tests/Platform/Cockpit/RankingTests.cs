using Huimin.Platform.Cockpit;
using Huimin.Tests.Platform.Indicators;

namespace Huimin.Tests.Platform.Cockpit;

public sealed class RankingTests
{
    private static readonly Subject Recipients = Subject.Of(FigureCity.Library.Find("dibao_recipients")!);
    private static readonly Subject Share = Subject.Of(FigureCity.Library.Find("elder_population_share_60")!);

    private static readonly PlaceFigure[] Rows =
    [
        new(1, "甲") { Value = 10, Residents = 1_000, Before = 12 },
        new(2, "乙") { Value = 30, Residents = 3_000, Before = 10 },
        new(3, "丙") { Why = $"还没有汇总，每晚自动汇总一次。", Residents = 5_000 },
        new(4, "丁") { Value = 20, Residents = 500 },
        new(5, "戊") { Value = 0, Residents = 400, Before = 0 },
    ];

    private static readonly PlaceFigure Whole = new(9, "全市") { Value = 60, Residents = 10_000 };

    [Fact]
    public void Rows_ByRate_AreInOrderWithTiesAndUnknownLast()
    {
        var ranking = new Ranking(Recipients, Rows, Whole, RankOrder.Value, isTotal: false);
        ranking.IsRate.ShouldBeTrue();
        ranking.Rows.Select(r => r.Name).ShouldBe(["丁", "甲", "乙", "戊", "丙"]);
        // Equal ones share a rank; none is a value, unknown is none.
        ranking.Rows.Select(ranking.Rank).ShouldBe([1, 2, 2, 4, null]);
        ranking.Rows.Select(r => r.PerResidents).ShouldBe([400m, 100m, 100m, 0m, null]);
        ranking.Average.ShouldBe(60m);
        ranking.Rows.Select(ranking.AboveAverage).ShouldBe([(400m / 60m) - 1, (100m / 60m) - 1, (100m / 60m) - 1, -1m, null]);
        ranking.Ends.ShouldBe((Rows[3], Rows[4]));
    }

    [Fact]
    public void Rows_ByTotalAndByChange_AreInOrder()
    {
        var total = new Ranking(Recipients, Rows, Whole, RankOrder.Value, isTotal: true);
        (total.IsRate, total.MayBeRate).ShouldBe((false, true));
        total.Rows.Select(r => r.Name).ShouldBe(["乙", "丁", "甲", "戊", "丙"]);
        total.Average.ShouldBe(15m);
        new Ranking(Recipients, Rows, Whole, RankOrder.Change, isTotal: false).Rows.Select(r => r.Change).ShouldBe([20m, 0m, -2m, null, null]);
        new Ranking(Recipients, Rows, Whole, RankOrder.Code, isTotal: false).Rows.ShouldBe(Rows);
    }

    [Fact]
    public void Rows_OfAShare_AreNotToldByResidents()
    {
        var ranking = new Ranking(Share, [new(1, "甲") { Value = 0.2m, Residents = 1_000 }, new(2, "乙") { Value = 0.3m, Residents = 100 }], new(9, "全市") { Value = 0.25m }, RankOrder.Value, isTotal: false);
        (ranking.IsRate, ranking.MayBeRate).ShouldBe((false, false));
        ranking.Rows.Select(ranking.AboveAverage).ShouldBe([0.2m, -0.2m]);
    }
}
