using Huimin.Platform.People;
using Huimin.Policies;

namespace Huimin.Platform.Demo;

/// <summary>
/// The minimum-living standard of a place in yuan a month, as the policies state it: what a single adult without income or
/// property is entitled to. So the demo follows whatever pack the city has.
/// </summary>
internal sealed class MinimumStandard
{
    private readonly FamilyEvaluator evaluator;
    private readonly Programme dibao;
    private readonly SingleAdult adult;
    private readonly Dictionary<(long County, Hukou Hukou), decimal> known = [];

    public MinimumStandard(MonthPolicy policy)
    {
        evaluator = policy.CreateEvaluator();
        dibao = policy.Pack.Find("dibao") ?? throw new CannotRunException($"{policy.Pack.Layer} 的政策没有低保（dibao），演示城市无从校准。");
        adult = new SingleAdult(policy);
    }

    public decimal In(long region, Hukou hukou)
    {
        var key = (region / 1_000_000, hukou);
        if (known.TryGetValue(key, out var standard))
            return standard;
        adult.MoveTo(region, hukou);
        evaluator.Evaluate(adult);
        var outcome = evaluator.Household(dibao.Index);
        if (outcome.Status != OutcomeStatus.Eligible)
            throw new CannotRunException($"按这套政策，{region:D} 无收入的单身成年人不能享受低保，演示城市无从校准。");
        return known[key] = outcome.Amount.Yuan;
    }

    private sealed class SingleAdult(MonthPolicy policy) : Family
    {
        private long region;
        private Hukou hukou;

        public override long Region => region;

        public override int MemberCount => 1;

        public void MoveTo(long place, Hukou register) => (region, hukou) = (place, register);

        public override long HouseholdFact(int fact) => Read(policy.Pack.Facts.Household[fact]);

        public override long MemberFact(int member, int fact) => Read(policy.Pack.Facts.Member[fact]);

        private long Read(Fact fact) => fact.Code switch
        {
            "hukou" => (long)hukou - 1,
            "birth_date" => policy.Month.FirstDay.AddYears(-40).DayNumber,
            _ => fact.Default,
        };
    }
}
