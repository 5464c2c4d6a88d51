using Huimin.Platform.Data;
using Huimin.Platform.People;
using Huimin.Platform.Regions;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Registers;

/// <summary>An entry as it stood on a day, as figures and lists take it.</summary>
public sealed class EntryFigure
{
    public long EntryId { get; init; }

    public long Region { get; init; }

    public required string Name { get; init; }

    public string? Category { get; init; }

    public required string State { get; init; }

    public DateOnly OpenedOn { get; init; }

    public DateOnly? ClosedOn { get; init; }

    public DateOnly? ExpiresOn { get; init; }

    /// <summary>As it is now, not as it was on the day.</summary>
    public DateOnly? NextDueOn { get; init; }

    public long? PersonId { get; init; }

    public long? HouseholdId { get; init; }

    /// <summary>Fen.</summary>
    public long? Amount { get; init; }

    public long? Quantity { get; init; }

    public required string Fields { get; init; }
}

/// <summary>A record, as figures take it: where, when, whom, how much.</summary>
public sealed class RecordFigure
{
    public long RecordId { get; init; }

    public long EntryId { get; init; }

    /// <summary>Where it happened.</summary>
    public long Region { get; init; }

    public DateOnly Day { get; init; }

    public DateOnly? DoneOn { get; init; }

    public long? PersonId { get; init; }

    public string? Category { get; init; }

    public string? Outcome { get; init; }

    /// <summary>Fen.</summary>
    public long? Amount { get; init; }

    public long? Quantity { get; init; }
}

/// <summary>Money in (positive) or out (negative) of a fund on a day.</summary>
public sealed record FundMove(DateOnly Day, long Amount);

/// <summary>
/// How registers are counted 台账指标口径. A stock is what stood on a day: <c>context.EntriesInForce(type, day)</c>; a flow is what
/// happened in a period: <c>context.EntriesOpened</c>, <c>context.EntriesEnded</c> or <c>context.Records(type, kind)</c> with its days.
/// Each is a query that a figure groups and sums and a list shows, so that a number and the list behind it are the same; all are cut
/// to the reader's reach. Distinct people: <c>.Select(r =&gt; r.PersonId).Distinct().Count()</c>.
/// </summary>
public static class RegisterFigures
{
    extension(AppDbContext context)
    {
        /// <summary>Every entry that stood on a day in whatever state, with what it then held. One that was entered later with an earlier first day counts.</summary>
        public IQueryable<EntryFigure> EntriesOn(RegisterType type, DateOnly day)
        {
            ArgumentNullException.ThrowIfNull(type);
            var code = type.Code;
            var standing = context.RegisterEntries.AsNoTracking().Where(e => e.Type == code && e.Since <= day).Select(e => new EntryFigure
            {
                EntryId = e.Id,
                Region = e.Region,
                Name = e.Name,
                Category = e.Category,
                State = e.State,
                OpenedOn = e.OpenedOn,
                ClosedOn = e.ClosedOn,
                ExpiresOn = e.ExpiresOn,
                NextDueOn = e.NextDueOn,
                PersonId = e.PersonId,
                HouseholdId = e.HouseholdId,
                Amount = e.Amount,
                Quantity = e.Quantity,
                Fields = e.Fields,
            });
            var ended = context.RegisterVersions.AsNoTracking().Where(v => v.From <= day && v.To > day)
                .Join(context.RegisterEntries.AsNoTracking().Where(e => e.Type == code && e.Since > day), v => v.EntryId, e => e.Id, (v, e) => new EntryFigure
                {
                    EntryId = v.EntryId,
                    Region = v.Region,
                    Name = v.Name,
                    Category = v.Category,
                    State = v.State,
                    OpenedOn = e.OpenedOn,
                    ClosedOn = e.ClosedOn,
                    ExpiresOn = v.ExpiresOn,
                    NextDueOn = e.NextDueOn,
                    PersonId = e.PersonId,
                    HouseholdId = e.HouseholdId,
                    Amount = v.Amount,
                    Quantity = v.Quantity,
                    Fields = v.Fields,
                });
            return standing.Concat(ended);
        }

        /// <summary>The stock 期末数: entries in a state that counts, and not expired, on a day.</summary>
        public IQueryable<EntryFigure> EntriesInForce(RegisterType type, DateOnly day)
        {
            ArgumentNullException.ThrowIfNull(type);
            var states = type.InForce;
            return context.EntriesOn(type, day).Where(e => states.Contains(e.State) && (e.ExpiresOn == null || e.ExpiresOn >= day));
        }

        /// <summary>Entries whose first day lies in a period, both ends included: appointments made, agreements signed, reports received 本期新增.</summary>
        public IQueryable<RegisterEntry> EntriesOpened(RegisterType type, DateOnly from, DateOnly to)
        {
            ArgumentNullException.ThrowIfNull(type);
            var code = type.Code;
            return context.RegisterEntries.AsNoTracking().Where(e => e.Type == code && e.OpenedOn >= from && e.OpenedOn <= to);
        }

        /// <summary>Entries that ended in a period, both ends included; in which state says <c>State</c> 本期终结.</summary>
        public IQueryable<RegisterEntry> EntriesEnded(RegisterType type, DateOnly from, DateOnly to)
        {
            ArgumentNullException.ThrowIfNull(type);
            var code = type.Code;
            return context.RegisterEntries.AsNoTracking().Where(e => e.Type == code && e.ClosedOn >= from && e.ClosedOn <= to);
        }

        /// <summary>
        /// Records of a kind, for flows 本期发生: take those whose <c>Day</c> (happened, found) or <c>DoneOn</c> (finished) lies in the period.
        /// </summary>
        public IQueryable<RecordFigure> Records(RegisterType type, RecordKind kind)
        {
            ArgumentNullException.ThrowIfNull(type);
            ArgumentNullException.ThrowIfNull(kind);
            var (code, of) = (type.Code, kind.Code);
            return context.RegisterRecords.AsNoTracking().Where(r => r.Kind == of && context.RegisterEntries.Any(e => e.Id == r.EntryId && e.Type == code)).Select(r => new RecordFigure
            {
                RecordId = r.Id,
                EntryId = r.EntryId,
                Region = r.Region,
                Day = r.Day,
                DoneOn = r.DoneOn,
                PersonId = r.PersonId,
                Category = r.Category,
                Outcome = r.Outcome,
                Amount = r.Amount,
                Quantity = r.Quantity,
            });
        }

        /// <summary>Entries on which something should have been done before a day 超期; as of now, not of an earlier day.</summary>
        public IQueryable<RegisterEntry> EntriesOverdue(RegisterType type, DateOnly day)
        {
            ArgumentNullException.ThrowIfNull(type);
            var code = type.Code;
            return context.RegisterEntries.AsNoTracking().Where(e => e.Type == code && e.NextDueOn < day);
        }

        /// <summary>Divisions that should have an entry in force on a day and have none 空白区划; none where the rule is not about places.</summary>
        /// <param name="within">Where to look; the reader's own region or one inside it.</param>
        public IQueryable<Region> PlacesWithout(RegisterType type, DivisionCode within, DateOnly day)
        {
            ArgumentNullException.ThrowIfNull(type);
            var held = context.EntriesInForce(type, day);
            var places = context.PlacesCovered(type, within, day);
            // Where entries belong to the very places, one comparison that an index answers.
            if (type.Coverage?.Level == type.Level && type.Highest is null)
                return places.Where(r => !held.Any(e => e.Region == r.Code));
            var unit = type.Coverage?.Level switch { RegionLevel.City => 100_000_000L, RegionLevel.County => 1_000_000L, RegionLevel.Township => 1_000L, _ => 1L };
            return places.Where(r => !held.Any(e => e.Region >= r.Code && e.Region < r.Code + unit));
        }

        /// <summary>Divisions that should have an entry 应覆盖区划, of which <see cref="PlacesWithout"/> is a part.</summary>
        public IQueryable<Region> PlacesCovered(RegisterType type, DivisionCode within, DateOnly day)
        {
            ArgumentNullException.ThrowIfNull(type);
            var level = type.Coverage?.Level;
            return context.Regions.AsNoTracking().ValidOn(day).Within(within).Where(r => r.Level == level);
        }

        /// <summary>
        /// People who receive the programme of the rule in a swept month and have no entry in force on a day, such as dispersed tekun persons
        /// without a care agreement.
        /// </summary>
        /// <param name="month">Of the sweep, as 202611.</param>
        /// <param name="except">Number of the fact and position of the option that needs none, looked up from the rule; null for nobody.</param>
        public IQueryable<Person> RecipientsWithout(RegisterType type, int month, (short Fact, long Option)? except, DivisionCode within, DateOnly day)
        {
            ArgumentNullException.ThrowIfNull(type);
            var held = context.EntriesInForce(type, day);
            return context.Recipients(type, month, except, within, day).Where(p => !held.Any(e => e.PersonId == p.Id));
        }

        /// <summary>Everybody whom the rule wants to have an entry.</summary>
        public IQueryable<Person> Recipients(RegisterType type, int month, (short Fact, long Option)? except, DivisionCode within, DateOnly day)
        {
            ArgumentNullException.ThrowIfNull(type);
            var (programme, first, last) = (type.Coverage?.Programme, within.First, within.Last);
            var recipients = context.Entitlements.AsNoTracking().Where(e => e.Month == month && e.Programme == programme && e.PersonId != 0 && e.Region >= first && e.Region <= last);
            var people = context.People.AsNoTracking().Where(p => recipients.Any(e => e.PersonId == p.Id) && p.DiedOn == null && p.DepartedOn == null);
            if (except is not { } spared)
                return people;
            var (fact, option) = spared;
            return people.Where(p => !context.PersonFacts.Any(f => f.PersonId == p.Id && f.Fact == fact && f.Value == option && f.ValidFrom <= day && (f.ValidTo == null || f.ValidTo > day)));
        }

        /// <summary>What moved a fund's money, with its sign.</summary>
        public IQueryable<FundMove> FundMoves(RegisterType type, long entryId)
        {
            ArgumentNullException.ThrowIfNull(type);
            IReadOnlyList<string> incoming = [.. type.Records.Where(r => r.Money == MoneyDirection.In).Select(r => r.Code)];
            IReadOnlyList<string> outgoing = [.. type.Records.Where(r => r.Money == MoneyDirection.Out).Select(r => r.Code)];
            return context.RegisterRecords.AsNoTracking().Where(r => r.EntryId == entryId && r.Amount != null && (incoming.Contains(r.Kind) || outgoing.Contains(r.Kind)))
                .Select(r => new FundMove(r.Day, incoming.Contains(r.Kind) ? r.Amount!.Value : -r.Amount!.Value));
        }

        /// <summary>
        /// Balance of all funds of a register at the end of a day, in fen: income minus expense by its records. The same sum over all records
        /// equals the sum of the balances on the entries, which <c>huimin</c>'s tests prove.
        /// </summary>
        public async Task<long> BalanceAsync(RegisterType type, DateOnly day, CancellationToken cancellation = default)
        {
            ArgumentNullException.ThrowIfNull(type);
            var balance = 0L;
            foreach (var kind in type.Records.Where(r => r.Money != MoneyDirection.None))
            {
                var sum = await context.Records(type, kind).Where(r => r.Day <= day).SumAsync(r => r.Amount ?? 0, cancellation);
                balance += kind.Money == MoneyDirection.In ? sum : -sum;
            }

            return balance;
        }
    }
}
