using System.Globalization;
using Huimin.Platform.Data;
using Huimin.Platform.People;
using Huimin.Platform.Privacy;
using Huimin.Platform.Programmes;
using Huimin.Platform.Ui;
using Huimin.Policies;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Registers;

/// <summary>What is wrong with one field of a form or a row.</summary>
/// <param name="Field">Code of the field; <c>name</c>, <c>region</c>, <c>person</c>, <c>opened</c>, <c>expires</c>, <c>day</c>, <c>due</c> for what every entry or record has.</param>
public sealed record FieldProblem(string Field, FormattableString Reason);

/// <summary>Fields that were not accepted, all of them at once; nothing was written.</summary>
public sealed class FieldsRefusedException(IReadOnlyList<FieldProblem> problems) : Exception
{
    public IReadOnlyList<FieldProblem> Problems => problems;

    public override string Message => Texts.List(problems.Select(p => $"{p.Field}: {Texts.Of(p.Reason)}"));
}

/// <summary>Plain and sealed values of a form, and what was wrong with it.</summary>
public sealed record ReadValues(FieldValues Plain, FieldValues Secret, IReadOnlyList<FieldProblem> Problems);

/// <summary>
/// Makes what was typed into the values that are stored. Only declared fields are taken: whatever else a request holds is nobody's.
/// People, entries and programmes must exist within the reader's reach.
/// </summary>
public sealed class ReadFields(AppDbContext context, Keyring keyring, RegisterCatalogue catalogue, PolicyLibrary policies, TimeProvider clock)
{
    /// <summary>Before the code of a sealed field: takes away what is held, which an empty box does not.</summary>
    public const string Clear = "clear.";

    /// <param name="fields">The declared ones.</param>
    /// <param name="typed">What was typed, by code.</param>
    /// <param name="held">Sealed values that stay where nothing is typed; null for a new entry.</param>
    /// <param name="isDemo">A demo city takes no telephone but those of the prefix 154.</param>
    public async Task<ReadValues> RunAsync(IReadOnlyList<Field> fields, IReadOnlyDictionary<string, string> typed, FieldValues? held, bool isDemo, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(fields);
        ArgumentNullException.ThrowIfNull(typed);
        var (plain, secret, problems) = (new FieldValues(), new FieldValues(), new List<FieldProblem>());
        var now = clock.GetLocalNow().DateTime;
        foreach (var field in fields)
        {
            var text = typed.GetValueOrDefault(field.Code);
            var value = FieldText.Read(field, text, now, out var problem);
            if (value is not null && (field.Kind is RegisterFieldKind.Person or RegisterFieldKind.Entry or RegisterFieldKind.Programme))
                (value, problem) = await FindAsync(field, value!, cancellation);
            if (value is not null && isDemo && field is { Kind: RegisterFieldKind.Phone, IsSecret: true } && !value.StartsWith("154", StringComparison.Ordinal))
                problem = NoRealPhone();
            if (value is null && field.IsSecret && !typed.ContainsKey(Clear + field.Code))
                value = held?[field.Code];
            if (problem is not null)
                problems.Add(new FieldProblem(field.Code, problem));
            else
                (field.IsSecret ? secret : plain)[field.Code] = value;
        }

        foreach (var field in fields.Where(f => IsMissing(f, plain, secret) && !problems.Exists(p => p.Field == f.Code)))
            problems.Add(new FieldProblem(field.Code, FieldText.Missing()));
        return new ReadValues(plain, secret, problems);
    }

    /// <summary>A person within reach by number or citizen ID; null when there is none.</summary>
    public async Task<Person?> PersonAsync(string text, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(text);
        text = FieldText.Clean(text);
        if (text.Length is > 0 and < 15 && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            return await context.People.AsNoTracking().FirstOrDefaultAsync(p => p.Id == id, cancellation);
        var search = PeopleSearch.For(text);
        if (search.Kind != SearchKind.CitizenId)
            return null;
        var found = await search.PeopleAsync(context, keyring, null, null, cancellation);
        return found.Count == 1 ? await context.People.AsNoTracking().FirstOrDefaultAsync(p => p.Id == found[0].Id, cancellation) : null;
    }

    /// <summary>Programmes that a field may name, with their names.</summary>
    public IReadOnlyList<(string Code, string Name)> Programmes(Words words)
    {
        var month = Month.Of(DateOnly.FromDateTime(clock.GetLocalNow().DateTime));
        return [.. policies.Codes(month).Select(code => (code, policies.Name(code, words)))];
    }

    public static FormattableString NoPerson() => $"没有这个人，或者不在您的岗位范围内。请填人员编号或证件号码";

    private static bool IsMissing(Field field, FieldValues plain, FieldValues secret) =>
        field.IsRequired && (field.IsSecret ? secret : plain)[field.Code] is null;

    private async Task<(string?, FormattableString?)> FindAsync(Field field, string text, CancellationToken cancellation)
    {
        switch (field.Kind)
        {
            case RegisterFieldKind.Person:
                return await PersonAsync(text, cancellation) is { } person ? (person.Id.ToString(CultureInfo.InvariantCulture), null) : (null, NoPerson());
            case RegisterFieldKind.Entry:
                var inForce = catalogue.Require(field.Of!).InForce;
                return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                    && await context.RegisterEntries.AnyAsync(e => e.Id == id && e.Type == field.Of && inForce.Contains(e.State), cancellation) ? (text, null) : (null, NoEntry());
            default:
                return policies.Codes(Month.Of(DateOnly.FromDateTime(clock.GetLocalNow().DateTime))).Contains(text) ? (text, null) : (null, NoProgramme());
        }
    }

    private static FormattableString NoEntry() => $"没有这一条，或者不在您的岗位范围内，请从列出的选项中选择";

    private static FormattableString NoProgramme() => $"没有这个项目，请从列出的选项中选择";

    private static FormattableString NoRealPhone() => $"演示城市只收虚构的电话，以154开头";
}
