namespace Huimin.Policies;

/// <summary>A month for which something was paid, and what is due for it by today's parameters and facts; null if that cannot be decided.</summary>
public sealed record PaidMonth(Month Month, Money Paid, Money? Due);

/// <summary>
/// Months already paid, evaluated again 补发与追回: a standard that is set after the run or a death that becomes known late changes what was
/// due for past months. Arrears and what was overpaid are kept apart; a month that cannot be decided changes neither.
/// </summary>
public sealed class PaidMonths
{
    private PaidMonths(IReadOnlyList<PaidMonth> months) => Months = months;

    /// <summary>In order of time.</summary>
    public IReadOnlyList<PaidMonth> Months { get; }

    /// <summary>What is still to be paid for months in which too little was paid 补发.</summary>
    public Money Arrears => new(Months.Sum(m => Math.Max(0, (m.Due ?? m.Paid).Fen - m.Paid.Fen)));

    /// <summary>What was paid above what is due 多发.</summary>
    public Money Overpaid => new(Months.Sum(m => Math.Max(0, m.Paid.Fen - (m.Due ?? m.Paid).Fen)));

    /// <summary>Every month can be decided.</summary>
    public bool IsDetermined => Months.All(m => m.Due is not null);

    /// <summary>
    /// Compares what was paid to a family for a programme with what is due; <paramref name="member"/> is -1 for a programme of households.
    /// </summary>
    /// <param name="paid">The sums by the month for which they were paid.</param>
    /// <param name="familyIn">The family with the facts of a month as they are known today.</param>
    /// <param name="policyIn">The policy of a month as it stands today.</param>
    public static PaidMonths Compare(IReadOnlyDictionary<Month, Money> paid, Programme programme, int member, Func<Month, Family> familyIn, Func<Month, MonthPolicy> policyIn)
    {
        var months = new List<PaidMonth>();
        foreach (var (month, sum) in paid.OrderBy(p => p.Key))
        {
            var evaluator = policyIn(month).CreateEvaluator();
            evaluator.Evaluate(familyIn(month));
            var outcome = programme.OfHousehold ? evaluator.Household(programme.Index) : evaluator.Member(programme.Index, member);
            months.Add(new PaidMonth(month, sum, outcome.Status == OutcomeStatus.Undetermined ? null : outcome.Amount));
        }
        return new PaidMonths(months);
    }
}
