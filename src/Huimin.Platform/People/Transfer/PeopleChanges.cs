using Huimin.Platform.Files;
using Huimin.Platform.Privacy;

namespace Huimin.Platform.People.Transfer;

/// <summary>What became of an accepted row.</summary>
internal enum RowOutcome
{
    Unchanged,
    Changed,
    Added,
}

/// <summary>
/// Fits checked rows to what is held: finds the household and the person of a row, refuses what contradicts, and collects
/// the rows to write. One batch at a time; ids come from the city's counters.
/// </summary>
internal sealed class PeopleChanges(DateOnly day, DateOnly today, short source, ProtectedChildren children, long nextHousehold, long nextPerson)
{
    private readonly FileHouseholds file = new();
    private readonly Dictionary<long, int> lineOfHeld = []; // held people whom a row was found to be
    private readonly Dictionary<long, int> lineOfNumbered = []; // held households that are known by their number
    private readonly FactHistory<PersonFact> personFacts = new(source, day, static (id, fact, from, to, value, origin) => new PersonFact
    {
        PersonId = id,
        Fact = fact,
        ValidFrom = from,
        ValidTo = to,
        Value = value,
        Source = origin,
    });

    private readonly FactHistory<HouseholdFact> householdFacts = new(source, day, static (id, fact, from, to, value, origin) => new HouseholdFact
    {
        HouseholdId = id,
        Fact = fact,
        ValidFrom = from,
        ValidTo = to,
        Value = value,
        Source = origin,
    });

    private PeopleChangeBatch batch = new();

    public long NextHousehold { get; private set; } = nextHousehold;

    public long NextPerson { get; private set; } = nextPerson;

    public int HouseholdsAdded { get; private set; }

    public long FactsWritten { get; private set; }

    /// <summary>Takes a row in, or says why not; a refused row leaves no trace.</summary>
    public RowError? Take(PersonRow row, HeldPeople held, out RowOutcome outcome)
    {
        outcome = RowOutcome.Unchanged;
        var inFile = file.Find(row.HouseholdKey);
        if (file.Contradiction(row, inFile) is { } contradiction)
            return contradiction;
        var household = held.FindHousehold(row.HouseholdKey);
        if (household?.ClosedOn is { } closed)
            return new RowError(row.Line, "household_key", row.HouseholdKey, Texts.Of($"该户已于{closed:yyyy-MM-dd}销户"));
        if (inFile is null && household is { ExternalKey: null } && lineOfNumbered.TryGetValue(household.Id, out var other))
            return new RowError(row.Line, "household_key", row.HouseholdKey, Texts.Of($"与第{other:D}行是同一户，户编号却不同"));
        var householdId = inFile?.Id ?? household?.Id;
        if (FindPerson(row, held, householdId, out var person) is { } conflict)
            return conflict;
        if (NewerFact(row, held, household, person) is { } newer)
            return newer;

        var changed = false;
        if (inFile is null)
            (inFile, changed) = TakeHousehold(row, household);
        else if (row.MemberSince < inFile.OpenedOn)
            OpenEarlier(row, inFile, row.MemberSince.Value);
        file.Accept(row, inFile);
        changed |= TakeHouseholdFacts(row, inFile, held);
        outcome = TakePerson(row, inFile.Id, person, held);
        if (outcome == RowOutcome.Unchanged && changed)
            outcome = RowOutcome.Changed;
        return null;
    }

    /// <summary>The changes of the rows taken since the last call; what later rows are compared with stays.</summary>
    public PeopleChangeBatch Finish(long position)
    {
        var full = batch;
        full.Position = position;
        FactsWritten += full.PersonFacts.Written.Count + full.HouseholdFacts.Written.Count;
        batch = new PeopleChangeBatch();
        return full;
    }

    private RowError? FindPerson(PersonRow row, HeldPeople held, long? householdId, out Person? person)
    {
        person = null;
        if (row.CitizenIdText is { } id)
        {
            foreach (var one in held.WithCitizenId(id))
            {
                if (person is not null)
                    return Refuse(Texts.Of($"库中有多人登记为此身份证号，请先核实"));
                person = one;
            }

            if (person is not null && person.HouseholdId != householdId && person.WholeName != row.Name)
                return Refuse(Texts.Of($"此身份证号在库中属于另一户的另一个人（姓名不同）"));
        }

        if (person is null && householdId is { } household)
        {
            foreach (var one in held.MembersOf(household))
            {
                if (one.WholeName != row.Name || one.BirthDate != row.Birth)
                    continue;
                // With another ID than the row that took this one in, the row is somebody else.
                if (row.CitizenId is not null && (one.Secrets!.CitizenId is not null || lineOfHeld.ContainsKey(one.Id)))
                    continue;
                person = one;
                if (!lineOfHeld.ContainsKey(one.Id))
                    break;
            }
        }

        if (person is not null && lineOfHeld.TryGetValue(person.Id, out var line))
            return new RowError(row.Line, row.CitizenId is null ? "name" : "citizen_id", row.CitizenId?.Masked ?? row.Name, Texts.Of($"与第{line:D}行是同一人"));
        if (person?.DiedOn is { } died && row.DiedOn is null)
            return new RowError(row.Line, "died_on", "", Texts.Of($"库中登记此人已于{died:yyyy-MM-dd}死亡"));
        return null;

        RowError Refuse(string reason) => new(row.Line, "citizen_id", row.CitizenId!.Value.Masked, reason);
    }

    private RowError? NewerFact(PersonRow row, HeldPeople held, Household? household, Person? person)
    {
        if (household is null && person is null)
            return null;
        foreach (var fact in row.Facts)
        {
            var newer = fact.Fact.OfHousehold
                ? household is not null && householdFacts.IsNewer(fact, held.FactsOfHousehold(household.Id))
                : person is not null && personFacts.IsNewer(fact, held.FactsOfPerson(person.Id));
            if (newer)
                return new RowError(row.Line, fact.Column, "", Texts.Of($"库中已有{day:yyyy-MM-dd}之后的{Texts.Pick(fact.Fact.Name, fact.Fact.NameEn)}，不能用更早的数据更改"));
        }

        return null;
    }

    private (FileHousehold InFile, bool Changed) TakeHousehold(PersonRow row, Household? held)
    {
        var inFile = new FileHousehold
        {
            Id = held?.Id ?? NextHousehold++,
            Line = row.Line,
            Region = row.Region,
            AddressHash = string.GetHashCode(row.Address, StringComparison.Ordinal),
            Hukou = row.Hukou,
            MeansCheckedOn = row.MeansCheckedOn,
            OpenedOn = held is null ? row.MemberSince < day ? row.MemberSince : day : null,
        };
        file.Add(row.HouseholdKey, inFile);
        if (held is { ExternalKey: null })
            lineOfNumbered.Add(held.Id, row.Line);
        var means = row.MeansCheckedOn ?? held?.MeansCheckedOn;
        if (held is not null && held.Region == row.Region && held.PlainAddress == row.Address && held.Hukou == row.Hukou && held.MeansCheckedOn == means)
            return (inFile, false);
        if (held is null)
            HouseholdsAdded++;
        else
            batch.ChangedHouseholds.Add(held.Id);
        if (held is not null && held.Region != row.Region)
            batch.MovedHouseholds.Add(held.Id);
        batch.Households.Add(new Household
        {
            Id = inFile.Id,
            Region = row.Region,
            PlainAddress = row.Address,
            ExternalKey = held is null ? row.HouseholdKey : held.ExternalKey,
            Hukou = row.Hukou,
            MeansCheckedOn = means,
            OpenedOn = inFile.OpenedOn ?? held!.OpenedOn,
            ClosedOn = held?.ClosedOn,
        });
        return (inFile, true);
    }

    /// <summary>A new household exists since its first member came, whichever row of the file that is.</summary>
    private void OpenEarlier(PersonRow row, FileHousehold inFile, DateOnly since)
    {
        inFile.OpenedOn = since;
        if (batch.Households.FindLast(h => h.Id == inFile.Id) is { } unwritten)
        {
            unwritten.OpenedOn = since;
            return;
        }

        batch.ChangedHouseholds.Add(inFile.Id);
        batch.Households.Add(new Household
        {
            Id = inFile.Id,
            Region = inFile.Region,
            PlainAddress = row.Address,
            ExternalKey = row.HouseholdKey,
            Hukou = inFile.Hukou,
            MeansCheckedOn = inFile.MeansCheckedOn,
            OpenedOn = since,
        });
    }

    private bool TakeHouseholdFacts(PersonRow row, FileHousehold household, HeldPeople held)
    {
        var changed = false;
        foreach (var fact in row.Facts)
        {
            if (!fact.Fact.OfHousehold || household.TryGetFact(fact.Fact.Id, out _))
                continue;
            household.AddFact(fact);
            changed |= householdFacts.State(household.Id, fact, held.FactsOfHousehold(household.Id), batch.HouseholdFacts);
        }

        return changed;
    }

    private RowOutcome TakePerson(PersonRow row, long householdId, Person? held, HeldPeople before)
    {
        var id = held?.Id ?? NextPerson++;
        var changed = false;
        if (held is not null)
            lineOfHeld.Add(held.Id, row.Line);
        var lastLeft = before.LastLeft(id);
        var facts = before.FactsOfPerson(id);
        var isProtected = ProtectedChildren.IsProtected(Marks(row, facts), row.Birth, today);
        if (held is null || Differs(row, householdId, held, lastLeft) || isProtected != held.SealedName is not null)
        {
            changed = true;
            batch.People.Add(held is null ? New(row, id, householdId, isProtected) : Updated(row, held, householdId, isProtected, lastLeft));
        }

        foreach (var fact in row.Facts)
        {
            if (!fact.Fact.OfHousehold)
                changed |= personFacts.State(id, fact, facts, batch.PersonFacts);
        }

        return held is null ? RowOutcome.Added : changed ? RowOutcome.Changed : RowOutcome.Unchanged;
    }

    /// <summary>What the row states towards the protection of a child, and of the rest what is held.</summary>
    private Marks Marks(PersonRow row, IReadOnlyList<PersonFact> held)
    {
        var marks = Privacy.Marks.None;
        foreach (var stated in row.Facts)
        {
            if (!stated.Fact.OfHousehold)
                marks |= children.Of((short)stated.Fact.Id, stated.Value);
        }

        foreach (var fact in held)
        {
            if (fact.ValidTo is null && children.Of(fact.Fact, fact.Value) is not Privacy.Marks.None and var mark && !row.Facts.Exists(f => !f.Fact.OfHousehold && f.Fact.Id == fact.Fact))
                marks |= mark;
        }

        return marks;
    }

    private static bool Differs(PersonRow row, long householdId, Person held, DateOnly? lastLeft) =>
        held.HouseholdId != householdId || held.Region != row.Region || held.Relation != row.Relation || held.WholeName != row.Name
        || held.DepartedOn is not null
        || (row.CitizenIdText is { } id && held.Secrets!.CitizenId != id)
        || (row.Phone is { } phone && held.Secrets!.Phone != phone)
        || (row.BankAccount is { } account && held.Secrets!.BankAccount != account)
        || (row.Sex is Sex.Male or Sex.Female && held.Sex != row.Sex)
        || held.BirthDate != row.Birth
        || held.DiedOn != row.DiedOn
        || (held.HouseholdId == householdId && held.MemberSince != Since(row, held, lastLeft));

    private Person New(PersonRow row, long id, long householdId, bool isProtected) => new()
    {
        Id = id,
        HouseholdId = householdId,
        Region = row.Region,
        Relation = row.Relation,
        MemberSince = Earlier(row.MemberSince),
        Name = row.Name,
        Secrets = new PersonSecrets
        {
            CitizenId = row.CitizenIdText,
            Phone = row.Phone,
            BankAccount = row.BankAccount,
            ProtectedName = isProtected ? row.Name : null,
        },
        Sex = row.Sex,
        BirthDate = row.Birth,
        DiedOn = row.DiedOn,
    };

    private Person Updated(PersonRow row, Person held, long householdId, bool isProtected, DateOnly? lastLeft)
    {
        batch.ChangedPeople.Add(held.Id);
        if (held.DepartedOn is { } left)
        {
            if (left > held.MemberSince)
                batch.Moves.Add(held.MoveTo(householdId, row.Region, row.Relation, left));
            held.MemberSince = row.MemberSince is { } again && again >= held.MemberSince ? again : Later(day, held.MemberSince);
            held.DepartedOn = null;
        }
        else if (held.HouseholdId != householdId && MoveDay(row, held) is { } moved)
        {
            batch.Moves.Add(held.MoveTo(householdId, row.Region, row.Relation, moved));
        }
        else
        {
            held.MemberSince = Since(row, held, lastLeft);
        }

        (held.HouseholdId, held.Region) = (householdId, row.Region);
        held.Relation = row.Relation;
        held.Name = row.Name;
        held.Secrets = new PersonSecrets
        {
            CitizenId = row.CitizenIdText ?? held.Secrets!.CitizenId,
            Phone = row.Phone ?? held.Secrets!.Phone,
            BankAccount = row.BankAccount ?? held.Secrets!.BankAccount,
            ProtectedName = isProtected ? row.Name : null,
        };
        if (row.Sex is Sex.Male or Sex.Female)
            held.Sex = row.Sex;
        held.BirthDate = row.Birth;
        held.DiedOn = row.DiedOn;
        return held;
    }

    /// <summary>
    /// The day on which the old stay ends and the new one begins: the file's, if the held stay had begun before, or else the
    /// day of the import. Null: the held stay began no earlier, and the row corrects it.
    /// </summary>
    private DateOnly? MoveDay(PersonRow row, Person held) =>
        row.MemberSince > held.MemberSince ? row.MemberSince : day > held.MemberSince ? day : null;

    /// <summary>First day of the current stay: the file's, unless the person was still recorded in another household then.</summary>
    private static DateOnly Since(PersonRow row, Person held, DateOnly? lastLeft) =>
        row.MemberSince is { } since && (lastLeft is null || since >= lastLeft) ? since : held.MemberSince;

    private static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;

    /// <summary>Whoever is imported for a month belongs to it from its first day, or since the day that the file names.</summary>
    private DateOnly Earlier(DateOnly? since) => since ?? day;
}
