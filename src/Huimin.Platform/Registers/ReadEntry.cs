using Huimin.Platform.People;
using Huimin.Platform.Privacy;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Registers;

/// <summary>An entry as somebody typed it, in a form or in a row of a file.</summary>
public sealed record TypedEntry
{
    public string Name { get; init; } = "";

    /// <summary>Number or citizen ID of the person, or number of the household, where entries are about one.</summary>
    public string Subject { get; init; } = "";

    /// <summary>12-digit code; not asked where entries are about people, who have one.</summary>
    public long? Region { get; init; }

    /// <summary>First day, <c>2026-11-01</c>.</summary>
    public string OpenedOn { get; init; } = "";

    /// <summary>Last day of validity; empty without limit.</summary>
    public string ExpiresOn { get; init; } = "";

    /// <summary>What was typed into the declared fields, by code.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>();
}

/// <summary>The same, read: what would be stored.</summary>
internal sealed record EntryDraft(EntryContent Content, FieldValues Secret, long? PersonId, long? HouseholdId, DateOnly OpenedOn);

/// <summary>Reads what was typed for an entry and refuses it with every problem at once.</summary>
public sealed class ReadEntry(RegisterWork work, ReadFields fields)
{
    private const string NameCode = "name";
    private static readonly int LongestName = 60;

    /// <param name="standing">The entry that is changed; null for a new one.</param>
    /// <exception cref="FieldsRefusedException">Something is wrong with it.</exception>
    /// <exception cref="CannotRunException">Its division or subject is out of reach.</exception>
    internal async Task<EntryDraft> RunAsync(RegisterType type, TypedEntry typed, RegisterEntry? standing, CancellationToken cancellation)
    {
        var isDemo = await work.Context.Cities.Select(c => c.Demo).FirstOrDefaultAsync(cancellation) is not null;
        var held = standing is null ? null : work.Open(standing);
        var (plain, secret, found) = await fields.RunAsync(type.Fields, typed.Fields, held, isDemo, cancellation);
        var problems = new List<FieldProblem>(found);
        var (opened, expires) = Days(type, typed, standing, problems);
        var (person, household, region, name) = await SubjectAsync(type, typed, standing, problems, cancellation);
        name ??= Name(type, typed, held, secret, problems);
        if (region is { } place && problems.TrueForAll(p => p.Field != "region"))
            await work.RequireRegionAsync(type, place, cancellation);
        if (problems.Count > 0)
            throw new FieldsRefusedException(problems);
        var content = new EntryContent
        {
            Region = region!.Value,
            Name = name!,
            Category = type.Category is { } category ? plain[category] : null,
            ExpiresOn = expires,
            Amount = type.IsFund ? standing?.Amount ?? 0 : plain.Number(type.Amount),
            Quantity = Quantity(type, plain),
            Fields = plain.Write(),
        };
        return new EntryDraft(content, secret, person, household, opened);
    }

    /// <summary>The number that figures add up: of a checklist, how much is missing.</summary>
    public static long? Quantity(RegisterType type, FieldValues plain)
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(plain);
        return type.Find(type.Quantity) is { Kind: RegisterFieldKind.Checklist } list
            ? list.Options.Count - (plain[list.Code]?.Split(',').Length ?? 0)
            : plain.Number(type.Quantity);
    }

    private (DateOnly Opened, DateOnly? Expires) Days(RegisterType type, TypedEntry typed, RegisterEntry? standing, List<FieldProblem> problems)
    {
        var opened = standing?.OpenedOn ?? default;
        if (standing is null)
        {
            if (!FieldText.TryDay(typed.OpenedOn, out opened))
                problems.Add(new FieldProblem("opened", NoDay()));
            else if (opened > work.Today)
                problems.Add(new FieldProblem("opened", NotYet()));
        }

        if (type.Validity == Validity.Unlimited)
            return (opened, null);
        if (typed.ExpiresOn.Length == 0)
        {
            if (type.Validity == Validity.Expires)
                problems.Add(new FieldProblem("expires", FieldText.Missing()));
            return (opened, null);
        }

        if (!FieldText.TryDay(typed.ExpiresOn, out var expires))
            problems.Add(new FieldProblem("expires", NoDay()));
        else if (expires < opened)
            problems.Add(new FieldProblem("expires", BeforeBeginning()));
        return (opened, expires);
    }

    private async Task<(long? Person, long? Household, long? Region, string? Name)> SubjectAsync(
        RegisterType type, TypedEntry typed, RegisterEntry? standing, List<FieldProblem> problems, CancellationToken cancellation)
    {
        if (type.Subject == RegisterSubject.Person)
        {
            // Whom an entry is about never changes; the person may have moved.
            var person = standing is { PersonId: { } id }
                ? await work.Context.People.AsNoTracking().FirstOrDefaultAsync(p => p.Id == id, cancellation)
                : await fields.PersonAsync(typed.Subject, cancellation);
            if (person is not null)
                return (person.Id, person.HouseholdId, person.Region, type.Named.IsMasked ? Masking.Name(person.Name) : person.Name);
            if (standing is not null)
                return (standing.PersonId, standing.HouseholdId, standing.Region, standing.Name);
            problems.Add(new FieldProblem("person", ReadFields.NoPerson()));
            return (null, null, null, "");
        }

        if (type.Subject == RegisterSubject.Household)
        {
            var id = standing?.HouseholdId ?? PeopleSearch.For(typed.Subject).HouseholdId;
            if (await work.Context.Households.AsNoTracking().FirstOrDefaultAsync(h => h.Id == id, cancellation) is { } household)
                return (null, id, household.Region, (await work.Context.HeadsOfAsync([id], cancellation)).GetValueOrDefault(id) ?? household.Number);
            if (standing is not null)
                return (null, standing.HouseholdId, standing.Region, standing.Name);
            problems.Add(new FieldProblem("person", NoHousehold()));
            return (null, null, null, "");
        }

        var region = typed.Region ?? standing?.Region;
        if (region is null)
            problems.Add(new FieldProblem("region", FieldText.Missing()));
        return (null, null, region, null);
    }

    private static string? Name(RegisterType type, TypedEntry typed, FieldValues? held, FieldValues secret, List<FieldProblem> problems)
    {
        var name = FieldText.Clean(typed.Name);
        if (name.Length == 0 && type.Named.IsSecret)
            name = held?[NameCode] ?? "";
        if (name.Length == 0)
            problems.Add(new FieldProblem("name", FieldText.Missing()));
        else if (name.Length > LongestName)
            problems.Add(new FieldProblem("name", TooLong(LongestName)));
        else if (!type.Named.IsSecret)
            return name;
        else
            secret[NameCode] = name;
        return name.Length == 0 ? null : Masking.Name(name);
    }

    private static FormattableString NoDay() => $"应为日期，写作 2026-11-01";

    private static FormattableString NotYet() => $"不能晚于今天";

    private static FormattableString BeforeBeginning() => $"不能早于起始日期";

    private static FormattableString NoHousehold() => $"没有这户家庭，或者不在您的岗位范围内。请填家庭编号，例如 H-371323-104882";

    private static FormattableString TooLong(int longest) => $"太长了，请写到{longest}个字以内";
}
