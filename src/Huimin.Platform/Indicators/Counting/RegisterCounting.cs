using Huimin.Platform.Registers;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Indicators.Counting;

/// <summary>Entries of registers and their records as indicators count them 台账.</summary>
public static class RegisterCounting
{
    /// <summary>Entries that counted on the last day.</summary>
    public static IQueryable<EntryFigure> InForce(this Asked asked, RegisterType type)
    {
        ArgumentNullException.ThrowIfNull(asked);
        return asked.Context.EntriesInForce(type, asked.To);
    }

    /// <summary>Records of a kind that happened in the period.</summary>
    /// <param name="kind">Code of the kind of record.</param>
    public static IQueryable<RecordFigure> Happened(this Asked asked, RegisterType type, string kind)
    {
        ArgumentNullException.ThrowIfNull(asked);
        ArgumentNullException.ThrowIfNull(type);
        var (from, to) = (asked.From, asked.To);
        return asked.Context.Records(type, Kind(type, kind)).Where(r => r.Day >= from && r.Day <= to);
    }

    /// <summary>Records of a kind that were finished in the period.</summary>
    public static IQueryable<RecordFigure> Finished(this Asked asked, RegisterType type, string kind)
    {
        ArgumentNullException.ThrowIfNull(asked);
        ArgumentNullException.ThrowIfNull(type);
        var (from, to) = (asked.From, asked.To);
        return asked.Context.Records(type, Kind(type, kind)).Where(r => r.DoneOn >= from && r.DoneOn <= to);
    }

    /// <summary>Titles that were granted in the period and still hold.</summary>
    public static IQueryable<RegisterEntry> Entered(this Asked asked, RegisterType type, string state)
    {
        ArgumentNullException.ThrowIfNull(asked);
        ArgumentNullException.ThrowIfNull(type);
        var (code, from, to) = (type.Code, asked.From, asked.To);
        return asked.Context.RegisterEntries.AsNoTracking().Where(e => e.Type == code && e.State == state && e.StateSince >= from && e.StateSince <= to);
    }

    /// <summary>How a plain choice stands in the fields of an entry, for those that are no category.</summary>
    public static string Written(string field, string option) => $"\"{field}\":\"{option}\"";

    extension(IQueryable<EntryFigure> entries)
    {
        public IQueryable<Counted> Counted() => entries.Select(e => new Counted { Record = e.EntryId, Region = e.Region, Day = (e.OpenedOn.Year * 10000) + (e.OpenedOn.Month * 100) + e.OpenedOn.Day, Quantity = 1, Who = e.PersonId ?? e.EntryId });
    }

    extension(IQueryable<RegisterEntry> entries)
    {
        /// <summary>One for each, on the day since which it is in its state.</summary>
        public IQueryable<Counted> Counted() => entries.Select(e => new Counted { Record = e.Id, Region = e.Region, Day = (e.StateSince.Year * 10000) + (e.StateSince.Month * 100) + e.StateSince.Day, Quantity = 1, Who = e.PersonId ?? e.Id });
    }

    extension(IQueryable<RecordFigure> records)
    {
        public IQueryable<Counted> Counted() => records.Select(r => new Counted { Record = r.EntryId, Region = r.Region, Day = (r.Day.Year * 10000) + (r.Day.Month * 100) + r.Day.Day, Quantity = 1, Who = r.PersonId ?? r.EntryId });

        /// <summary>Fen.</summary>
        public IQueryable<Counted> Sums() => records.Where(r => r.Amount != null).Select(r => new Counted { Record = r.EntryId, Region = r.Region, Day = (r.Day.Year * 10000) + (r.Day.Month * 100) + r.Day.Day, Quantity = r.Amount!.Value, Who = r.PersonId });

        /// <summary>What the kind of record adds up: hours in tenths, lamps, persons.</summary>
        public IQueryable<Counted> Quantities() => records.Where(r => r.Quantity != null).Select(r => new Counted { Record = r.EntryId, Region = r.Region, Day = (r.Day.Year * 10000) + (r.Day.Month * 100) + r.Day.Day, Quantity = r.Quantity!.Value, Who = r.PersonId });

        /// <summary>Likewise on the day on which they were finished.</summary>
        public IQueryable<Counted> QuantitiesDone() => records.Where(r => r.Quantity != null && r.DoneOn != null).Select(r => new Counted { Record = r.EntryId, Region = r.Region, Day = (r.DoneOn!.Value.Year * 10000) + (r.DoneOn!.Value.Month * 100) + r.DoneOn!.Value.Day, Quantity = r.Quantity!.Value, Who = r.PersonId });

        public IQueryable<Counted> SumsDone() => records.Where(r => r.Amount != null && r.DoneOn != null).Select(r => new Counted { Record = r.EntryId, Region = r.Region, Day = (r.DoneOn!.Value.Year * 10000) + (r.DoneOn!.Value.Month * 100) + r.DoneOn!.Value.Day, Quantity = r.Amount!.Value, Who = r.PersonId });
    }

    private static RecordKind Kind(RegisterType type, string kind) => type.FindRecord(kind) ?? throw new ArgumentException($"The register {type.Code} has no record '{kind}'.", nameof(kind));
}
