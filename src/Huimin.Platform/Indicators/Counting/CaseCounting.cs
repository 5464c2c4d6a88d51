using Huimin.Platform.Cases;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Indicators.Counting;

/// <summary>Cases and decisions as indicators count them 案件和决定.</summary>
public static class CaseCounting
{
    /// <summary>Cases of these types whose clock began in the period 受理.</summary>
    public static IQueryable<Case> CasesAccepted(this Asked asked, params string[] types)
    {
        ArgumentNullException.ThrowIfNull(asked);
        var (from, to) = (asked.From, asked.To);
        return asked.Context.Cases.AsNoTracking().Where(c => types.Contains(c.Type) && c.AcceptedOn >= from && c.AcceptedOn <= to);
    }

    /// <summary>One for each case, on the day of its acceptance.</summary>
    public static IQueryable<Counted> Counted(this IQueryable<Case> cases) => cases.Select(c => new Counted
    {
        Record = c.Id,
        Region = c.Region,
        Day = (c.AcceptedOn!.Value.Year * 10000) + (c.AcceptedOn!.Value.Month * 100) + c.AcceptedOn!.Value.Day,
        Quantity = 1,
        Who = c.PersonId ?? c.Id,
    });

    /// <summary>Lines of decisions that grant a programme, decided in the period and not replaced since.</summary>
    public static IQueryable<GrantedLine> Granted(this Asked asked, string programme)
    {
        ArgumentNullException.ThrowIfNull(asked);
        var (context, first, last) = (asked.Context, asked.From, asked.To);
        return
            from d in context.Decisions.AsNoTracking()
            where d.Outcome == CaseOutcome.Granted && d.ReplacedBy == null && d.DecidedOn >= first && d.DecidedOn <= last
            from l in d.Lines
            where l.Programme == programme && l.Amount > 0
            select new GrantedLine { CaseId = d.CaseId, Region = d.Region, DecidedOn = d.DecidedOn, Persons = l.Persons, Amount = l.Amount, PersonId = l.PersonId };
    }

    extension(IQueryable<GrantedLine> lines)
    {
        /// <summary>One for each grant.</summary>
        public IQueryable<Counted> Units() => lines.Select(l => new Counted { Record = l.CaseId, Region = l.Region, Day = (l.DecidedOn.Year * 10000) + (l.DecidedOn.Month * 100) + l.DecidedOn.Day, Quantity = 1, Who = l.PersonId ?? l.CaseId });

        /// <summary>Persons of each grant, who count again at each grant 人次.</summary>
        public IQueryable<Counted> People() => lines.Select(l => new Counted { Record = l.CaseId, Region = l.Region, Day = (l.DecidedOn.Year * 10000) + (l.DecidedOn.Month * 100) + l.DecidedOn.Day, Quantity = l.Persons, Who = l.PersonId ?? l.CaseId });

        /// <summary>Fen.</summary>
        public IQueryable<Counted> Sums() => lines.Select(l => new Counted { Record = l.CaseId, Region = l.Region, Day = (l.DecidedOn.Year * 10000) + (l.DecidedOn.Month * 100) + l.DecidedOn.Day, Quantity = l.Amount, Who = l.PersonId ?? l.CaseId });
    }
}

/// <summary>What a decision granted once.</summary>
public sealed class GrantedLine
{
    public long CaseId { get; init; }

    public long Region { get; init; }

    public DateOnly DecidedOn { get; init; }

    public int Persons { get; init; }

    /// <summary>Fen.</summary>
    public long Amount { get; init; }

    public long? PersonId { get; init; }
}
