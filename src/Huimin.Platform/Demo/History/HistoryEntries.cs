using System.Globalization;
using Huimin.Platform.Data;
using Huimin.Platform.Indicators;
using Huimin.Platform.Privacy;
using Huimin.Platform.Regions;
using Huimin.Platform.Registers;

namespace Huimin.Platform.Demo.History;

/// <summary>An entry that the demo made, as far as history moves it.</summary>
internal sealed record MadeEntry(long Id, long Region, DateOnly OpenedOn, string? Category, string State, bool HasVersions)
{
    /// <summary>It may have stood longer than it was made with.</summary>
    public bool CanBeOlder(RegisterType type) => !HasVersions && type.InForce.Contains(State);
}

/// <summary>
/// Entries of registers as they stood in earlier years. What stands now stood then already where nothing speaks against it: it is
/// given an earlier first day. The rest are entries that ended since, or further ones where a place may have several.
/// </summary>
internal sealed class HistoryEntries(RegisterCatalogue catalogue, IReadOnlyList<Region> divisions, HistoryPeople people, Sealer sealer, DateOnly today, long nextId, ulong seed)
{
    private const long County = 1_000_000;

    private readonly long firstId = nextId;
    private readonly Dictionary<long, string> names = divisions.GroupBy(d => d.Code).ToDictionary(g => g.Key, g => PlaceNames.Short(g.Last().Name));
    private readonly DemoFieldValues values = new(today, new Dictionary<RegisterType, List<DemoCandidate>>());
    private readonly DateTime made = today.ToDateTime(new TimeOnly(1, 0), DateTimeKind.Utc);
    private readonly Dictionary<string, List<MadeEntry>> existing = new(StringComparer.Ordinal);
    private readonly HashSet<long> moved = [];
    private DemoRandom random = new(seed);

    public List<RegisterEntry> Entries { get; } = [];

    public List<RegisterVersion> Versions { get; } = [];

    public List<RegisterRecord> Records { get; } = [];

    /// <summary>First days of entries that the demo made with later ones.</summary>
    public Dictionary<long, DateOnly> Opened { get; } = [];

    /// <summary>What comes to the balance of funds that were there, in fen.</summary>
    public Dictionary<long, long> Balances { get; } = [];

    public long NextId { get; private set; } = nextId;

    public RegisterType Type(string code) => catalogue.Require(code);

    public async Task ReadAsync(IBulkWriter bulk, IEnumerable<string> types, CancellationToken cancellation)
    {
        foreach (var type in types.Distinct(StringComparer.Ordinal))
        {
            await using var command = bulk.Connection.CreateCommand();
            command.CommandText = $"SELECT id, region, opened_on, category, state, since FROM register_entry WHERE type = '{Type(type).Code}' ORDER BY id";
            await using var row = await command.ExecuteReaderAsync(cancellation);
            var entries = existing[type] = [];
            while (await row.ReadAsync(cancellation))
            {
                var opened = row.GetFieldValue<DateOnly>(2);
                entries.Add(new MadeEntry(row.GetInt64(0), row.GetInt64(1), opened, await row.IsDBNullAsync(3, cancellation) ? null : row.GetString(3), row.GetString(4), row.GetFieldValue<DateOnly>(5) != opened));
            }
        }
    }

    /// <summary>So many entries more in force on the last day of the period.</summary>
    /// <param name="missing">How many more than there are.</param>
    public void Stand(RegisterType type, Period period, long missing)
    {
        foreach (var entry in existing[type.Code].Where(e => e.OpenedOn > period.End && e.CanBeOlder(type) && moved.Add(e.Id)).Take((int)Math.Max(0, missing)))
        {
            Opened[entry.Id] = Earlier(period.Start);
            missing--;
        }

        // A place that may have one only had another before, best one that has none now. What is named by its place is named by a township
        // where the place is larger.
        var isOver = type.OnlyOne == OnlyOne.PerRegion;
        var taken = existing[type.Code].Select(e => e.Region).ToHashSet();
        var level = type.OnlyOne == OnlyOne.PerName ? [.. divisions.Where(d => d.Level == RegionLevel.Township).Select(d => d.Code)] : Places(type);
        List<long> labels = [.. level.Where(p => !taken.Contains(p)), .. level.Where(taken.Contains)];
        for (var i = 0; i < missing; i++)
        {
            var label = labels[i % labels.Count];
            var region = type.Takes(new DivisionCode(label).Level) ? label : label / County * County;
            var pattern = type.Sample!.Names[i / labels.Count % type.Sample.Names.Count];
            var name = DemoFieldValues.Fill(pattern, names[label], ref random);
            var entry = Make(type, region, pattern.Contains("{place}", StringComparison.Ordinal) ? name + Turn(i, labels.Count * type.Sample.Names.Count) : name, Earlier(period.Start), null, []);
            if (isOver)
                End(type, entry, Between(period.End.AddDays(1), today));
        }
    }

    /// <summary>An entry about each of these people, in force on the last day of the period and over since.</summary>
    public void Stand(RegisterType type, Period period, IEnumerable<HistoryApplicant> about)
    {
        foreach (var one in about)
        {
            var opened = period.End.AddDays(-random.Between(5, 350));
            End(type, Make(type, one.Region, one.Name, opened, one, []), Between(period.End.AddDays(1), period.End.AddDays(365)));
        }
    }

    /// <summary>Titles granted in the period that hold still.</summary>
    /// <param name="places">Where; null for anywhere.</param>
    public void Grant(RegisterType type, Period period, long count, IEnumerable<(string Field, string Value)> fields, IReadOnlyList<long>? places)
    {
        List<(string, string)> set = [.. fields];
        places ??= Places(type);
        var granted = type.States.First(s => s.IsInForce);
        for (var i = 0; i < count; i++)
        {
            var place = places[(i * 13) % places.Count];
            // Applied for before the period, so that it is on record from its beginning on.
            var entry = Make(type, place, names[place] + Titled(type, set) + Turn(i, places.Count), period.Start.AddDays(-random.Between(1, 90)), null, set);
            Enter(type, entry, granted, Between(period.Start, period.End));
        }
    }

    /// <summary>Entries of people in a state on the last day of the period, that is over since.</summary>
    /// <param name="state">Null for the first.</param>
    public void StandIn(RegisterType type, Period period, HistoryApplicant about, string? state)
    {
        var opened = period.End.AddDays(-random.Between(60, 300));
        var entry = Make(type, about.Region, about.Name, opened, about, []);
        if (state is not null)
            foreach (var step in type.States.Skip(1).TakeWhile(s => !s.IsEnd))
            {
                Enter(type, entry, step, entry.Since.AddDays(random.Between(3, 18)));
                if (step.Code == state)
                    break;
            }

        End(type, entry, Between(period.End.AddDays(20), period.End.AddDays(400)));
    }

    /// <summary>The entry to which records of the period are added: one of these that stood then, or stands since before it.</summary>
    public (RegisterType Type, long Id, long Region) Holder(RegisterType type, Period period, IEnumerable<(string Field, string Value)> fields)
    {
        var category = fields.FirstOrDefault(f => f.Field == type.Category).Value;
        if (existing[type.Code].Find(e => e.CanBeOlder(type) && (category is null || e.Category == category)) is not { } entry)
        {
            var place = Places(type)[0];
            var other = Make(type, place, Name(type.Sample!, names[place], 0), Earlier(period.Start), null, [.. fields]);
            return (type, other.Id, other.Region);
        }

        if (entry.OpenedOn >= period.Start && (!Opened.TryGetValue(entry.Id, out var opened) || opened >= period.Start))
            Opened[entry.Id] = Earlier(period.Start);
        moved.Add(entry.Id);
        return (type, entry.Id, entry.Region);
    }

    /// <summary>A record of earlier years.</summary>
    /// <param name="fen">Null where it is no money.</param>
    /// <param name="person">Null where it is about nobody in particular.</param>
    public void Record((RegisterType Type, long Id, long Region) holder, RecordKind kind, int number, DateOnly day, long? fen, long? person)
    {
        var isDone = kind.Outcomes.Count > 0;
        var plain = values.Draw(holder.Type, [.. kind.AllFields], holder.Type.Sample!, holder.Region, names[holder.Region], day, null, isSecret: false, ref random, kind.Clock);
        if (kind.Amount is { } amount && fen is { } sum)
            plain[amount] = sum.ToString(CultureInfo.InvariantCulture);
        if (kind.Person is { } somebody)
            plain[somebody] = person?.ToString(CultureInfo.InvariantCulture);
        var record = new RegisterRecord
        {
            Id = NextId++,
            EntryId = holder.Id,
            Number = number,
            Kind = kind.Code,
            Region = holder.Region,
            Day = day,
            DueOn = kind.HasDueDate ? day.AddDays(30) : null,
            ChangedAt = made,
            PersonId = kind.Person is null ? null : person,
            Category = kind.Category is { } category ? plain[category] : null,
            Amount = kind.Amount is null ? null : fen ?? plain.Number(kind.Amount),
            Quantity = plain.Number(kind.Quantity),
            Fields = plain.Write(),
        };
        if (isDone)
            record.Finish(day.AddDays(random.Between(3, 25)), kind.Outcomes[0].Code);
        else
            record.Finish(day, null);
        Records.Add(record);
        if (kind.Money == MoneyDirection.None || fen is not { } money)
            return;
        Balances[holder.Id] = Balances.GetValueOrDefault(holder.Id) + (kind.Money == MoneyDirection.In ? money : -money);
    }

    public IReadOnlyList<MadeEntry> Existing(RegisterType type) => existing[type.Code];

    /// <summary>One that stands now stood already before the period.</summary>
    public void Age(MadeEntry entry, Period period)
    {
        if (moved.Add(entry.Id))
            Opened[entry.Id] = Earlier(period.Start);
    }

    public IReadOnlyList<long> Places(RegisterType type) =>
        [.. divisions.Where(d => d.Level == (type.Coverage?.Level is { } covered && type.Takes(covered) && type.Highest is null ? covered : type.Level)).Select(d => d.Code)];

    /// <summary>Counties by their names, as a source lists them; null where it names none.</summary>
    public IReadOnlyList<long>? Named(string scope) => scope.Length == 0 ? null : [.. scope.Split('、').Select(name => divisions.First(d => d.Level == RegionLevel.County && d.Name == name).Code)];

    /// <summary>So many of the counties that a share of them is reached.</summary>
    public int Counties(decimal share) => (int)Math.Ceiling(divisions.Count(d => d.Level == RegionLevel.County) * share);

    /// <summary>Writes what was made, and the earlier first days.</summary>
    public async Task WriteAsync(IBulkWriter bulk, int batch, CancellationToken cancellation)
    {
        foreach (var fund in Entries.Where(e => Balances.ContainsKey(e.Id)))
            fund.Amount = (fund.Amount ?? 0) + Balances[fund.Id];
        foreach (var part in Entries.Chunk(batch))
            await bulk.WriteAsync(RegisterTables.Entry, part, cancellation);
        foreach (var part in Versions.Chunk(batch))
            await bulk.WriteAsync(RegisterTables.Version, part, cancellation);
        foreach (var part in Records.Chunk(batch))
            await bulk.WriteAsync(RegisterTables.Record, part, cancellation);
        foreach (var (id, day) in Opened)
            await bulk.ExecuteAsync("UPDATE register_entry SET opened_on = @p1, since = @p1, state_since = @p1 WHERE id = @p0", [id, day], cancellation);
        foreach (var (id, fen) in Balances.Where(b => b.Value != 0 && b.Key < firstId))
            await bulk.ExecuteAsync("UPDATE register_entry SET amount = amount + @p1 WHERE id = @p0", [id, fen], cancellation);
    }

    /// <summary>Somebody of an age on a day whom no other earlier entry is about.</summary>
    public HistoryApplicant Somebody(DateOnly day, int youngest, int oldest, HashSet<long> known)
    {
        for (var i = 0; ; i++)
        {
            var family = people.Next();
            var member = family.Members.Find(m => m.Birth <= day.AddYears(-youngest) && m.Birth > day.AddYears(-oldest - 1) && !known.Contains(m.Id));
            if (member is null && i > people.All.Count)
                throw new CannotRunException($"演示城市太小，没有可以写入往年记录的家庭。");
            if (member is null)
                continue;
            known.Add(member.Id);
            return new HistoryApplicant(family.Region, family.Id, member.Id, member.Name);
        }
    }

    private RegisterEntry Make(RegisterType type, long region, string name, DateOnly opened, HistoryApplicant? about, IReadOnlyList<(string Field, string Value)> set)
    {
        var plain = values.Draw(type, type.Fields, type.Sample!, region, names.GetValueOrDefault(region, ""), opened, null, isSecret: false, ref random);
        var secret = values.Draw(type, type.Fields, type.Sample!, region, names.GetValueOrDefault(region, ""), opened, null, isSecret: true, ref random);
        foreach (var (field, value) in set)
            plain[field] = value;
        name = about is not null && type.Named.IsMasked ? Masking.Name(name) : name;
        var entry = DemoEntry.Of(type, NextId++, region, name, opened, (about?.Person, about?.Household), plain, secret, sealer, made);
        Entries.Add(entry);
        return entry;
    }

    private void Enter(RegisterType type, RegisterEntry entry, EntryState state, DateOnly day)
    {
        if (type.States[0] == state)
            return;
        day = day < entry.Since ? entry.Since : day;
        var version = entry.Advance(NextId++, day, made, null, "");
        // A version has its secrets sealed for itself; what nobody needs any more is left out.
        Versions.Add(version);
        entry.Enter(state, day);
    }

    private void End(RegisterType type, RegisterEntry entry, DateOnly day) => Enter(type, entry, type.States.First(s => s.IsEnd), day < today ? day : today);

    private DateOnly Earlier(DateOnly start) => start.AddDays(-random.Between(10, 700));

    private DateOnly Between(DateOnly from, DateOnly to) => from >= to ? to : from.AddDays(random.Below(to.DayNumber - from.DayNumber + 1));

    /// <summary>What the title is called by its kind; of a register without kinds, as the demo calls it.</summary>
    private static string Titled(RegisterType type, List<(string Field, string Value)> set) => set.Find(f => f.Field == type.Category).Value is { } kind && type.Find(type.Category)!.Options.FirstOrDefault(o => o.Code == kind) is { } option && type.Sample!.Names.Count > 1
        ? Texts.In(false, option.Name) : type.Sample!.Names[0];

    private string Name(RegisterSample sample, string place, int turn) => DemoFieldValues.Fill(sample.Names[turn % sample.Names.Count], place, ref random);

    private static string Turn(int turn, int places) => turn < places ? "" : string.Create(CultureInfo.InvariantCulture, $"{(turn / places) + 1}");
}
