using Huimin.Platform.Indicators;
using Huimin.Platform.People;
using Huimin.Policies;

namespace Huimin.Platform.Demo.History;

/// <summary>How awards came and went through the years.</summary>
/// <param name="Growth">By how much amounts grow in a year.</param>
/// <param name="Turnover">Share of recipients who change in a year.</param>
internal sealed record AwardPace(double Growth, double Turnover);

/// <summary>
/// Goes back from what is received now to what was received on the last day of each published period: who is received for since
/// when, who has been left out since, and who began in the period, so that stocks, new recipients and money come to the published figures.
/// </summary>
internal sealed class HistoryAwards(HistoryFormers formers, Month takeOver, AwardPace pace, double scale, ulong seed)
{
    /// <summary>Whoever received something before the first published period began it within so many months.</summary>
    private const int LongestBefore = 96;
    private const double MostTurnover = 0.3;
    private const int LargestFamily = 4;
    private const int Adult = 18;

    /// <summary>Of those who are new, how many still receive it.</summary>
    private const double NewAndStillThere = 0.3;

    private DemoRandom random = new(seed);
    private List<HistoryUnit> present = [];
    private List<(string Programme, long Now)> each = [];
    private int youngest;
    private bool ofPersons;
    private bool ofChildren;

    /// <summary>Who received the programmes at the end of each published period.</summary>
    public Dictionary<(string Programmes, Period Period), IReadOnlyList<HistoryUnit>> Held { get; } = [];

    /// <summary>Units that began by a decision in a period, with the month.</summary>
    public List<HistoryUnit> Begun { get; } = [];

    /// <param name="units">What the last pass found.</param>
    /// <param name="figures">Of these programmes.</param>
    /// <returns>All of them, and those who received it earlier.</returns>
    public IReadOnlyList<HistoryUnit> Plan(IReadOnlyList<HistoryUnit> units, IReadOnlyList<HistoryFigure> figures)
    {
        ofPersons = units.Any(u => u.Person is not null);
        // The oldest first: of persons, they have had it longest.
        present = ofPersons ? [.. units.OrderBy(u => u.Birth).ThenBy(u => u.Person)] : HistoryPeople.Shuffled([.. units], seed);
        var newest = present.Max(u => u.Birth) ?? takeOver.FirstDay;
        youngest = takeOver.FirstDay.AddYears(-1).Year - newest.Year;
        ofChildren = ofPersons && present.TrueForAll(u => u.Birth > takeOver.FirstDay.AddYears(-Adult - 5));
        var persons = Math.Max(1, present.Sum(u => u.Persons));
        each = [.. figures[0].Of.Select(p => (p, present.SelectMany(u => u.Awards).Where(a => a.Programme == p).Sum(a => a.Now) / persons))];
        var all = new List<HistoryUnit>(present);
        var known = present.ToHashSet();
        var (current, until) = (new List<HistoryUnit>(present), takeOver);
        foreach (var period in figures.GroupBy(f => f.Period).OrderByDescending(p => p.Key.End))
        {
            var held = PlanPeriod(period.Key, [.. period], current, until);
            all.AddRange(held.Where(known.Add));
            Held[(figures[0].Programmes, period.Key)] = held;
            current = [.. held.Where(u => u.First is null)];
            until = Month.Of(period.Key.Start);
        }

        var earliest = figures.Min(f => f.Period.Start);
        foreach (var unit in current)
            unit.First = Between(Month.Of(earliest).AddMonths(-LongestBefore), Month.Of(earliest).AddMonths(-1), unit);
        return all;
    }

    private List<HistoryUnit> PlanPeriod(Period period, List<HistoryFigure> figures, List<HistoryUnit> current, Month until)
    {
        long? Target(string part) => figures.Find(f => f.Part == part)?.Count(scale);
        var end = Month.Of(period.End);
        var years = (((until.Year - end.Year) * 12) + until.Number - end.Number) / 12.0;
        var keep = 1 - Math.Min(MostTurnover, pace.Turnover * years);
        var held = new List<HistoryUnit>();
        var eligible = current.Where(u => EligibleFrom(u) <= period.Start).ToList();
        Begin(period, Target("new_units"), Target("new_persons"), eligible, until, held);

        var chosen = held.ToHashSet();
        Hukou?[] parts = Target("rural") is not null || Target("urban") is not null ? [Hukou.Rural, Hukou.Urban] : [null];
        foreach (var part in parts)
        {
            bool In(HistoryUnit unit) => part is null || unit.Hukou == part;
            var stock = part switch { Hukou.Rural => Target("rural"), Hukou.Urban => Target("urban"), _ => Target("persons") };
            var (persons, units) = (stock ?? current.Where(In).Sum(u => (long)u.Persons), Target("units"));
            long heldPersons = held.Where(In).Sum(u => u.Persons), heldUnits = held.Count(In);
            foreach (var unit in eligible.Where(u => In(u) && !chosen.Contains(u)))
            {
                if (heldPersons + unit.Persons > persons * keep || (units is { } most && (heldUnits + 1 > most * keep || (persons - heldPersons - unit.Persons) < most - heldUnits - 1)))
                    continue;
                held.Add(unit);
                heldPersons += unit.Persons;
                heldUnits++;
            }

            Fill(held, part, persons - heldPersons, units - heldUnits, period, until);
        }

        var after = held.ToHashSet();
        foreach (var unit in current.Where(u => !after.Contains(u)))
            unit.First ??= Between(end.AddMonths(1), until, unit);
        Pay(held, period, figures.Find(f => f.Part == "money")?.Fen(scale));
        return held;
    }

    /// <summary>Those who are new in the period, as many units with as many persons as were published.</summary>
    private void Begin(Period period, long? newUnits, long? newPersons, List<HistoryUnit> eligible, Month until, List<HistoryUnit> held)
    {
        if ((newUnits ?? newPersons) is null)
            return;
        var mean = Math.Max(1, present.Sum(u => u.Persons) / (double)Math.Max(1, present.Count));
        var units = newUnits ?? (ofPersons ? newPersons!.Value : Math.Max(1, (long)(newPersons!.Value / mean)));
        var persons = newPersons ?? (long)(units * mean);
        var still = (long)(units * (1 - NewAndStillThere));
        foreach (var unit in Enumerable.Reverse(eligible))
        {
            if (units <= still || units <= 1)
                break;
            var left = persons - unit.Persons;
            if (left < units - 1 || left > LargestFamily * (units - 1))
                continue;
            (units, persons) = (units - 1, left);
            Add(unit);
        }

        for (; units > 0 && persons > 0; units--)
        {
            var size = (int)Math.Clamp((long)Math.Round(persons / (double)units, MidpointRounding.AwayFromZero), 1, LargestFamily + 1);
            if (Former(null, units == 1 ? (int)Math.Min(persons, LargestFamily + 1) : size, period, until) is not { } unit)
                break;
            persons -= unit.Persons;
            Add(unit);
        }

        void Add(HistoryUnit unit)
        {
            unit.First = Month.Of(period.Start).AddMonths(random.Below(Months(Month.Of(period.Start), Month.Of(period.End))));
            held.Add(unit);
            Begun.Add(unit);
        }
    }

    /// <summary>Those who received it then and do not now.</summary>
    private void Fill(List<HistoryUnit> held, Hukou? part, long persons, long? units, Period period, Month until)
    {
        while (persons > 0)
        {
            var size = ofPersons ? 1
                : units is { } left ? (int)Math.Clamp((long)Math.Round(persons / (double)Math.Max(1, left), MidpointRounding.AwayFromZero), 1, LargestFamily)
                : (int)Math.Min(persons, random.Between(1, 3));
            if (Former(part, size, period, until) is not { } unit)
                return;
            held.Add(unit);
            persons -= unit.Persons;
            units--;
        }
    }

    private HistoryUnit? Former(Hukou? part, int persons, Period period, Month until)
    {
        // It went on to the end of the period, and ended before the next.
        var end = Month.Of(period.End);
        var last = end.AddMonths(random.Below(Math.Max(1, Months(end, until) - 1)));
        if (!ofPersons)
            return With(formers.Family(part, persons, each));
        // Of several programmes, somebody who received it earlier had one.
        List<(string Programme, long Now)> one = [each[random.Below(each.Count)]];
        if (ofChildren)
            return With(formers.GrownChild(period.Start, one));
        var born = present.Count > 0 ? present[random.Below(present.Count)].Birth!.Value : period.Start.AddYears(-70);
        var latest = period.Start.AddYears(-youngest - 1);
        return formers.Deceased(born < latest ? born : latest, last, part, one);

        HistoryUnit? With(HistoryUnit? unit)
        {
            if (unit is not null)
                unit.Last = last;
            return unit;
        }
    }

    /// <summary>What each received in the months of the period: together the published sum, or what grew to what it is now.</summary>
    private void Pay(List<HistoryUnit> held, Period period, long? fen)
    {
        var (first, last) = (Month.Of(period.Start), Month.Of(period.End));
        int MonthsOf(HistoryUnit unit) => Months(unit.First is { } begun && begun > first ? begun : first, last);
        var before = Math.Pow(1 + pace.Growth, -Months(last, takeOver) / 12.0);
        var due = held.Sum(u => (double)u.Now * MonthsOf(u));
        var factor = fen is { } sum && due > 0 ? sum / due : before;
        var carried = 0.0;
        foreach (var unit in held)
        {
            var months = MonthsOf(unit);
            var amounts = new List<long>(unit.Awards.Count);
            foreach (var (_, now) in unit.Awards)
            {
                // Whole yuan; what is left over goes to the next, so that the sum is the published one.
                var exact = (now * factor) + (carried / months);
                var amount = now == 0 ? 0 : (long)Math.Round(exact / 100) * 100;
                carried = fen is null || now == 0 ? carried : (exact - amount) * months;
                amounts.Add(amount);
            }

            unit.Amounts.Add((first, amounts));
        }
    }

    /// <summary>First day on which a person is as old as the youngest who receives it now.</summary>
    private DateOnly EligibleFrom(HistoryUnit unit) => unit.Birth is { } birth ? birth.AddYears(Math.Max(0, youngest)).AddMonths(1) : DateOnly.MinValue;

    private Month Between(Month from, Month to, HistoryUnit unit)
    {
        var least = EligibleFrom(unit) is var day && day > from.FirstDay ? Month.Of(day) : from;
        return least < to ? least.AddMonths(random.Below(Months(least, to))) : to;
    }

    /// <summary>From one month to another, both included.</summary>
    private static int Months(Month from, Month to) => ((to.Year - from.Year) * 12) + to.Number - from.Number + 1;
}
