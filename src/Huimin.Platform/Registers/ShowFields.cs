using System.Globalization;
using Huimin.Platform.Data;
using Huimin.Platform.Privacy;
using Huimin.Platform.Programmes;
using Huimin.Platform.Ui;
using Huimin.Policies;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Registers;

/// <summary>Values of fields as pages show them: sealed ones masked, people and entries by name.</summary>
public sealed class ShowFields(AppDbContext context, PolicyLibrary policies, Words words)
{
    private readonly Dictionary<long, string> people = [];
    private readonly Dictionary<long, (string Type, string Name)> entries = [];

    /// <summary>Reads the names of the people and entries that these values mean, in two queries at most.</summary>
    public async Task LoadAsync(IEnumerable<(IReadOnlyList<Field> Fields, FieldValues Values)> shown, CancellationToken cancellation)
    {
        var wanted = shown.SelectMany(s => s.Fields.Where(f => f.Kind is RegisterFieldKind.Person or RegisterFieldKind.Entry).Select(f => (f.Kind, Id: s.Values.Number(f.Code)))).Where(w => w.Id is not null).ToList();
        var persons = wanted.Where(w => w.Kind == RegisterFieldKind.Person).Select(w => w.Id!.Value).Distinct().ToList();
        var others = wanted.Where(w => w.Kind == RegisterFieldKind.Entry).Select(w => w.Id!.Value).Distinct().ToList();
        if (persons.Count > 0)
        {
            foreach (var person in await context.People.AsNoTracking().Where(p => persons.Contains(p.Id)).Select(p => new { p.Id, p.Name }).ToListAsync(cancellation))
                people[person.Id] = person.Name;
        }

        if (others.Count > 0)
        {
            foreach (var entry in await context.RegisterEntries.AsNoTracking().Where(e => others.Contains(e.Id)).Select(e => new { e.Id, e.Type, e.Name }).ToListAsync(cancellation))
                entries[entry.Id] = (entry.Type, entry.Name);
        }
    }

    /// <summary>A value as it stands on a page; empty where there is none.</summary>
    /// <param name="value">As stored; of a sealed field in the clear.</param>
    public string Text(Field field, string? value)
    {
        ArgumentNullException.ThrowIfNull(field);
        if (value is null)
            return "";
        if (field.IsSecret)
            return Masked(field, value);
        return field.Kind switch
        {
            RegisterFieldKind.Choice => field.OptionName(value, words.English),
            RegisterFieldKind.Choices => string.Join(words.English ? ", " : "、", value.Split(',').Select(c => field.OptionName(c, words.English))),
            RegisterFieldKind.Checklist => Missing(field, value),
            RegisterFieldKind.Number => FieldText.Shown(long.Parse(value, CultureInfo.InvariantCulture), field.Decimals == 1 ? 10 : 1),
            RegisterFieldKind.Money => words.Amount(new Money(long.Parse(value, CultureInfo.InvariantCulture))),
            RegisterFieldKind.Day => words.Date(DateOnly.ParseExact(value, FieldText.DayFormat, CultureInfo.InvariantCulture)),
            RegisterFieldKind.Moment => $"{words.Date(DateOnly.ParseExact(value[..10], FieldText.DayFormat, CultureInfo.InvariantCulture))} {value[11..]}",
            RegisterFieldKind.YesNo => value == "yes" ? words["是"] : words["否"],
            RegisterFieldKind.Person => people.GetValueOrDefault(Id(value), words["不在您的岗位范围内"]),
            RegisterFieldKind.Entry => entries.TryGetValue(Id(value), out var entry) ? entry.Name : words["不在您的岗位范围内"],
            RegisterFieldKind.Programme => policies.Name(value, words),
            _ => value,
        };
    }

    /// <summary>The page of the person or entry that a value means; null for others and for what is out of reach.</summary>
    public string? Href(Field field, string? value)
    {
        ArgumentNullException.ThrowIfNull(field);
        return (field.Kind, value) switch
        {
            (RegisterFieldKind.Person, { } id) when people.ContainsKey(Id(id)) => $"/people/persons/{id}",
            (RegisterFieldKind.Entry, { } id) when entries.TryGetValue(Id(id), out var entry) => $"/registers/{entry.Type}/{id}",
            _ => null,
        };
    }

    /// <summary>A sealed value as pages show it.</summary>
    public string Masked(Field field, string value)
    {
        ArgumentNullException.ThrowIfNull(field);
        return field.Kind switch
        {
            RegisterFieldKind.Phone => Masking.Phone(value),
            RegisterFieldKind.LongText => words["已加密保存"],
            _ => Masking.Name(value),
        };
    }

    private string Missing(Field field, string value)
    {
        var held = value.Split(',');
        var missing = field.Options.Where(o => !held.Contains(o.Code)).Select(o => field.OptionName(o.Code, words.English)).ToList();
        return missing.Count == 0
            ? words["{0}项齐全", field.Options.Count]
            : words["{0}项中缺{1}项：{2}", field.Options.Count, missing.Count, string.Join(words.English ? ", " : "、", missing)];
    }

    private static long Id(string value) => long.Parse(value, CultureInfo.InvariantCulture);
}
