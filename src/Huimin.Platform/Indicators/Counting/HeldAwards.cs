using System.Globalization;
using Huimin.Platform.Awards;
using Huimin.Platform.People;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Indicators.Counting;

/// <summary>An award as it was in a month.</summary>
public sealed class HeldAward
{
    public long Id { get; init; }

    public required string Programme { get; init; }

    /// <summary>The village whose county pays it in the month.</summary>
    public long Region { get; init; }

    /// <summary>The month, 202611.</summary>
    public int Month { get; init; }

    public int FirstMonth { get; init; }

    public int Persons { get; init; }

    /// <summary>Fen due in the month.</summary>
    public long Amount { get; init; }

    public long? HouseholdId { get; init; }

    public long? PersonId { get; init; }

    /// <summary>Kind of household register as it is now; null without a household.</summary>
    public Hukou? Hukou { get; init; }
}

/// <summary>
/// Awards as indicators count them 在享待遇: the stock of a month, what began, what ended, what was due. Most awards have one version, of which
/// nothing need be looked up.
/// </summary>
public static class AwardCounting
{
    /// <summary>What these programmes were in the month of the last day; what is paid once is in no stock.</summary>
    public static IQueryable<HeldAward> Awards(this Asked asked, params string[] programmes)
    {
        ArgumentNullException.ThrowIfNull(asked);
        var (context, month) = (asked.Context, asked.Month);
        return
            from a in context.Awards.AsNoTracking().InMonth(month)
            where programmes.Contains(a.Programme) && !a.OneOff
            join v in context.AwardVersions on a.Id equals v.AwardId
            where a.LastVersion == 1 || v.Number == context.AwardVersions.Where(w => w.AwardId == a.Id && w.FromMonth <= month).Max(w => (int?)w.Number)
            select new HeldAward
            {
                Id = a.Id,
                Programme = a.Programme,
                Region = v.Region,
                Month = month,
                FirstMonth = a.FirstMonth,
                Persons = v.Persons,
                Amount = v.Amount,
                HouseholdId = a.HouseholdId,
                PersonId = a.PersonId,
                Hukou = context.Households.Where(h => h.Id == a.HouseholdId).Select(h => (Hukou?)h.Hukou).FirstOrDefault(),
            };
    }

    /// <summary>What these programmes were in each month that begins in the period, a row for each award and month.</summary>
    public static IQueryable<HeldAward> AwardMonths(this Asked asked, params string[] programmes)
    {
        ArgumentNullException.ThrowIfNull(asked);
        return asked.InItsMonths(asked.Context.Awards.AsNoTracking().Where(a => programmes.Contains(a.Programme)));
    }

    /// <summary>Likewise of every programme.</summary>
    public static IQueryable<HeldAward> AllAwardMonths(this Asked asked)
    {
        ArgumentNullException.ThrowIfNull(asked);
        return asked.InItsMonths(asked.Context.Awards.AsNoTracking());
    }

    private static IQueryable<HeldAward> InItsMonths(this Asked asked, IQueryable<Award> awards)
    {
        var context = asked.Context;
        var months = MonthsOf(asked);
        return
            from a in awards
            from m in months
            where !a.OneOff && a.FirstMonth <= m && (a.LastMonth == null || a.LastMonth >= m)
            join v in context.AwardVersions on a.Id equals v.AwardId
            where a.LastVersion == 1 || v.Number == context.AwardVersions.Where(w => w.AwardId == a.Id && w.FromMonth <= m).Max(w => (int?)w.Number)
            select new HeldAward
            {
                Id = a.Id,
                Programme = a.Programme,
                Region = v.Region,
                Month = m,
                FirstMonth = a.FirstMonth,
                Persons = v.Persons,
                Amount = v.Amount,
                HouseholdId = a.HouseholdId,
                PersonId = a.PersonId,
                Hukou = null,
            };
    }

    /// <summary>
    /// Awards that began in the period 新纳入: by a decision, where the household or person had none of the programme before. What was taken
    /// over from an older system began there.
    /// </summary>
    public static IQueryable<HeldAward> AwardsBegun(this Asked asked, string programme)
    {
        ArgumentNullException.ThrowIfNull(asked);
        var (context, first, last) = (asked.Context, asked.FirstMonth, asked.LastMonth);
        return
            from a in context.Awards.AsNoTracking()
            where a.Programme == programme && !a.OneOff && a.CaseId != 0 && a.FirstMonth >= first && a.FirstMonth <= last && (a.LastMonth == null || a.LastMonth >= a.FirstMonth)
                && (a.PersonId == null
                    ? !context.Awards.Any(b => b.Programme == programme && b.HouseholdId != null && b.HouseholdId == a.HouseholdId && b.PersonId == null && b.FirstMonth < a.FirstMonth)
                    : !context.Awards.Any(b => b.Programme == programme && b.PersonId != null && b.PersonId == a.PersonId && b.FirstMonth < a.FirstMonth))
            join v in context.AwardVersions on a.Id equals v.AwardId
            where v.Number == context.AwardVersions.Where(w => w.AwardId == a.Id && w.FromMonth <= a.FirstMonth).Max(w => (int?)w.Number)
            select new HeldAward
            {
                Id = a.Id,
                Programme = a.Programme,
                Region = v.Region,
                Month = a.FirstMonth,
                FirstMonth = a.FirstMonth,
                Persons = v.Persons,
                Amount = v.Amount,
                HouseholdId = a.HouseholdId,
                PersonId = a.PersonId,
                Hukou = null,
            };
    }

    /// <summary>Awards that ended 退出: the first month without them begins in the period. What ran out by itself counts as ended, too.</summary>
    public static IQueryable<HeldAward> AwardsEnded(this Asked asked, string programme)
    {
        ArgumentNullException.ThrowIfNull(asked);
        var context = asked.Context;
        var (first, last) = (Before(asked.FirstMonth), Before(asked.LastMonth));
        return
            from a in context.Awards.AsNoTracking()
            where a.Programme == programme && !a.OneOff && a.LastMonth != null && a.LastMonth >= first && a.LastMonth <= last && a.LastMonth >= a.FirstMonth
            select new HeldAward
            {
                Id = a.Id,
                Programme = a.Programme,
                Region = a.Region,
                Month = a.LastMonth!.Value % 100 == 12 ? a.LastMonth!.Value + 89 : a.LastMonth!.Value + 1,
                FirstMonth = a.FirstMonth,
                Persons = a.Persons,
                Amount = a.Amount,
                HouseholdId = a.HouseholdId,
                PersonId = a.PersonId,
                Hukou = null,
            };
    }

    /// <summary>The months as a table of the query; numbers of ours are safe in the statement, and both databases take the same text.</summary>
    private static IQueryable<int> MonthsOf(Asked asked)
    {
        var rows = asked.Months.Select(m => string.Create(CultureInfo.InvariantCulture, $"SELECT {m} AS \"Value\""));
        var none = "SELECT 0 AS \"Value\" WHERE 1 = 0";
        return asked.Context.Database.SqlQueryRaw<int>(string.Join(" UNION ALL ", rows.DefaultIfEmpty(none)));
    }

    private static int Before(int month) => Huimin.Policies.Month.FromCode(month).AddMonths(-1).Code;

    extension(IQueryable<HeldAward> awards)
    {
        /// <summary>One for each award: households, or persons of a programme of persons. The day is the first of the month counted.</summary>
        public IQueryable<Counted> Units() => awards.Select(a => new Counted { Record = a.Id, Region = a.Region, Day = (a.Month * 100) + 1, Quantity = 1, Who = a.PersonId ?? a.HouseholdId });

        public IQueryable<Counted> People() => awards.Select(a => new Counted { Record = a.Id, Region = a.Region, Day = (a.Month * 100) + 1, Quantity = a.Persons, Who = a.PersonId ?? a.HouseholdId });

        /// <summary>Fen.</summary>
        public IQueryable<Counted> Due() => awards.Select(a => new Counted { Record = a.Id, Region = a.Region, Day = (a.Month * 100) + 1, Quantity = a.Amount, Who = a.PersonId ?? a.HouseholdId });

        public IQueryable<HeldAward> Rural() => awards.Where(a => a.Hukou == Hukou.Rural);

        public IQueryable<HeldAward> Urban() => awards.Where(a => a.Hukou == Hukou.Urban);
    }

    /// <summary>Those whose person has this option of a fact on the last day.</summary>
    public static IQueryable<HeldAward> WithFact(this IQueryable<HeldAward> awards, Asked asked, string fact, string option) =>
        awards.WithFact(asked, fact, asked.Fact(fact, option).Option, asked.Fact(fact, option).Option);

    /// <summary>Those whose person has a value of a fact between these on the last day.</summary>
    public static IQueryable<HeldAward> WithFact(this IQueryable<HeldAward> awards, Asked asked, string fact, long least, long most)
    {
        ArgumentNullException.ThrowIfNull(asked);
        var (context, day, number) = (asked.Context, asked.To, asked.Fact(fact).Fact);
        return awards.Where(a => context.PersonFacts.Any(f => f.PersonId == a.PersonId && f.Fact == number && f.Value >= least && f.Value <= most && f.ValidFrom <= day && (f.ValidTo == null || f.ValidTo > day)));
    }

    /// <summary>Those whose person does not have this option of a fact on the last day.</summary>
    public static IQueryable<HeldAward> WithoutFact(this IQueryable<HeldAward> awards, Asked asked, string fact, string option)
    {
        ArgumentNullException.ThrowIfNull(asked);
        var (context, day, (number, value)) = (asked.Context, asked.To, asked.Fact(fact, option));
        return awards.Where(a => !context.PersonFacts.Any(f => f.PersonId == a.PersonId && f.Fact == number && f.Value == value && f.ValidFrom <= day && (f.ValidTo == null || f.ValidTo > day)));
    }
}
