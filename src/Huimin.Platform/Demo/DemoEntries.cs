using Huimin.Platform.Privacy;
using Huimin.Platform.Registers;

namespace Huimin.Platform.Demo;

/// <summary>Draws entries of one register after another, with their states, versions and records.</summary>
internal sealed class DemoEntries(DateOnly today, Sealer sealer, IReadOnlyDictionary<RegisterType, List<DemoCandidate>> candidates)
{
    private const int LongestPast = 700;

    private readonly DemoFieldValues values = new(today, candidates);
    private readonly DateTime made = today.ToDateTime(new TimeOnly(1, 0), DateTimeKind.Utc);
    private RegisterType type = null!;
    private int drawn;

    public List<RegisterEntry> Entries { get; } = [];

    public List<RegisterVersion> Versions { get; } = [];

    public List<RegisterRecord> Records { get; } = [];

    public long NextId { get; private set; } = 1;

    public void Begin(RegisterType register, long nextId) => (type, NextId, drawn) = (register, nextId, 0);

    /// <param name="place">Name of the division, of people that of their township.</param>
    public void Add(long region, string place, DemoCandidate? about, ref DemoRandom random)
    {
        var sample = type.Sample!;
        var turn = drawn++;
        var isCase = type.States.Any(s => s.Days is not null);
        var opened = today.AddDays(-(type.Validity == Validity.Expires ? random.Between(5, DemoEntry.DaysOfValidity + 10) : isCase ? random.Between(1, 120) : random.Between(30, LongestPast)));
        var plain = values.Draw(type, type.Fields, sample, region, place, opened, about, isSecret: false, ref random);
        var secret = values.Draw(type, type.Fields, sample, region, place, opened, about, isSecret: true, ref random);
        // Names in turn and the options of the category mean the same where there are as many.
        if (type.Find(type.Category) is { } category && sample.Names.Count == category.Options.Count)
            plain[category.Code] = category.Options[turn % category.Options.Count].Code;
        var name = about?.Name ?? DemoFieldValues.Fill(sample.Names[turn % sample.Names.Count], place, ref random);
        var entry = DemoEntry.Of(type, NextId++, region, name, opened, (about?.Person, about?.Household), plain, secret, sealer, made);
        Advance(entry, plain, ref random);
        var (last, open) = AddRecords(entry, place, ref random);
        entry.NextDueOn = RegisterWork.NextDue(type, entry, last, open);
        values.Made(type, entry);
        Entries.Add(entry);
    }

    /// <summary>The entry comes into one of its states, with the version that ended by it.</summary>
    private void Advance(RegisterEntry entry, FieldValues plain, ref DemoRandom random)
    {
        var isPlain = type.States.Count == 2;
        // Most titles were granted; most entries of other registers stand.
        var at = isPlain ? (random.Chance(0.95) ? 0 : 1) : type.States[0].Days is null ? (random.Chance(0.8) ? 1 : random.Below(type.States.Count)) : random.Below(type.States.Count);
        if (at == 0)
            return;
        var state = type.States[at];
        var longest = today.DayNumber - entry.OpenedOn.DayNumber;
        var ago = Math.Min(longest, state.Days is { } days ? random.Below((days * 5 / 4) + 2) : random.Below(longest + 1));
        if (state.Needs.Any(n => plain[n] is null && type.Find(n) is { IsSecret: false }))
            return;
        Versions.Add(RegisterVersion.Of(entry, NextId, today.AddDays(-ago)));
        entry.Advance(NextId++, today.AddDays(-ago), made, null, state.IsEnd ? "期满" : "");
        entry.Enter(state, today.AddDays(-ago));
    }

    /// <returns>Day of the last regular record, and the earliest by which an open one must be finished.</returns>
    private (DateOnly? Last, DateOnly? Open) AddRecords(RegisterEntry entry, string place, ref DemoRandom random)
    {
        var number = 0;
        DateOnly? last = null, open = null;
        var until = entry.ClosedOn?.AddDays(-1) ?? today;
        foreach (var kind in type.Records)
        {
            var isRegular = type.Interval?.Record == kind.Code;
            var count = kind.Money == MoneyDirection.In ? random.Between(1, 2) : random.Below(type.Sample!.MostRecords + 1);
            if (isRegular && count == 0 && random.Chance(0.8))
                count = 1;
            for (var i = 0; i < count && until > entry.OpenedOn; i++)
            {
                var day = isRegular && i == 0 ? Recent(entry, until, ref random) : kind.Money == MoneyDirection.In ? entry.OpenedOn
                    : entry.OpenedOn.AddDays(random.Below(until.DayNumber - entry.OpenedOn.DayNumber + 1));
                if (Record(entry, kind, day, until, ++number, place, ref random) is not { } record)
                {
                    number--;
                    continue;
                }

                if (isRegular && (last is null || record.Day > last))
                    last = record.Day;
                if (record is { IsOpen: true, DueOn: { } due } && (open is null || due < open))
                    open = due;
                Records.Add(record);
            }
        }

        return (last, open);
    }

    /// <summary>A day of a regular record that leaves one entry in ten overdue.</summary>
    private DateOnly Recent(RegisterEntry entry, DateOnly until, ref DemoRandom random)
    {
        var days = type.Interval!.Days.GetValueOrDefault(type.Interval.Field is { } field ? FieldValues.Read(entry.Fields)[field] ?? "" : "", 60);
        var day = until.AddDays(-random.Below((days * 11 / 10) + 1));
        return day < entry.OpenedOn ? entry.OpenedOn : day;
    }

    /// <summary>Null where whom it would be about is not to be found, or the money not there.</summary>
    private RegisterRecord? Record(RegisterEntry entry, RecordKind kind, DateOnly day, DateOnly until, int number, string place, ref DemoRandom random)
    {
        var done = kind.Outcomes.Count == 0 ? day : day.AddDays(random.Between(0, 25));
        var isDone = kind.Outcomes.Count == 0 || (done <= until && random.Chance(0.85));
        IReadOnlyList<Field> fields = isDone ? [.. kind.AllFields] : kind.Fields;
        var plain = values.Draw(type, fields, type.Sample!, entry.Region, place, day, null, isSecret: false, ref random, kind.Clock);
        var secret = values.Draw(type, fields, type.Sample!, entry.Region, place, day, null, isSecret: true, ref random);
        if (fields.Any(f => f.IsRequired && (f.IsSecret ? secret : plain)[f.Code] is null))
            return null;
        var amount = plain.Number(kind.Amount);
        // What comes in first is large, so that there is something to give.
        if (kind.Money == MoneyDirection.In && kind == type.Records.First(r => r.Money == MoneyDirection.In))
            amount = amount * 40;
        else if (kind.Money == MoneyDirection.Out && amount > (entry.Amount ?? 0))
            return null;
        if (kind.Money != MoneyDirection.None)
        {
            plain[kind.Amount!] = amount!.Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
            entry.Amount = (entry.Amount ?? 0) + (kind.Money == MoneyDirection.In ? amount : -amount);
        }

        var id = NextId++;
        var record = new RegisterRecord
        {
            Id = id,
            EntryId = entry.Id,
            Number = number,
            Kind = kind.Code,
            Region = entry.Region,
            Day = day,
            DueOn = kind.HasDueDate ? day.AddDays(random.Between(10, 40)) : null,
            ChangedAt = made,
            PersonId = kind.Person is { } person ? plain.Number(person) : entry.PersonId,
            Category = kind.Category is { } category ? plain[category] : null,
            Amount = amount,
            Quantity = kind.Clock is not null ? RecordDays.Minutes(kind.Clock, plain, []) : plain.Number(kind.Quantity),
            Fields = plain.Write(),
            Secrets = secret.IsEmpty ? null : sealer.Seal(SealedColumn.RegisterRecord, id, secret.Write()),
            SealKey = secret.IsEmpty ? (short)0 : sealer.Key,
        };
        if (isDone)
            record.Finish(done, kind.Outcomes.Count == 0 ? null : kind.Outcomes[random.Draw(stackalloc[] { 0.8, 0.1, 0.1 }) % kind.Outcomes.Count].Code);
        return record;
    }
}
