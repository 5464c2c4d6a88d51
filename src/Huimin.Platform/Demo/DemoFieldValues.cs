using System.Globalization;
using Huimin.Platform.People;
using Huimin.Platform.Registers;

namespace Huimin.Platform.Demo;

/// <summary>Draws values of declared fields: plausible by their kind, and texts that the module wrote for them.</summary>
internal sealed class DemoFieldValues(DateOnly today, IReadOnlyDictionary<RegisterType, List<DemoCandidate>> candidates)
{
    private const int Township = 1_000;
    private const int County = 1_000_000;

    private readonly Dictionary<(string Type, long Place), List<long>> made = [];
    private readonly Dictionary<(string Line, long County), List<DemoCandidate>> people = [];

    /// <summary>Others may refer to it from now on.</summary>
    public void Made(RegisterType type, RegisterEntry entry)
    {
        if (!type.State(entry.State).IsInForce)
            return;
        foreach (var place in (long[])[entry.Region, entry.Region / Township, entry.Region / County])
        {
            if (!made.TryGetValue((type.Code, place), out var list))
                made[(type.Code, place)] = list = [];
            list.Add(entry.Id);
        }
    }

    /// <param name="clock">Whose second moment follows the first.</param>
    public FieldValues Draw(
        RegisterType type, IReadOnlyList<Field> fields, RegisterSample sample, long region, string place, DateOnly day, DemoCandidate? about, bool isSecret, ref DemoRandom random, RecordClock? clock = null)
    {
        var values = new FieldValues();
        foreach (var field in fields.Where(f => f.IsSecret == isSecret))
        {
            values[field.Code] = clock is { } run && run.To == field.Code
                ? Later(values[run.From], ref random)
                : Value(type, field, sample, region, place, day, about, ref random);
        }

        return values;
    }

    /// <summary>A pattern with the place and an invented name.</summary>
    public static string Fill(string pattern, string place, ref DemoRandom random)
    {
        if (pattern.Contains("{person}", StringComparison.Ordinal))
        {
            var sex = random.Chance(0.5) ? Sex.Male : Sex.Female;
            pattern = pattern.Replace("{person}", DemoNames.Full(DemoNames.Surname(ref random), sex, random.Between(1968, 1998), ref random), StringComparison.Ordinal);
        }

        return pattern.Replace("{place}", place, StringComparison.Ordinal);
    }

    private string? Value(RegisterType type, Field field, RegisterSample sample, long region, string place, DateOnly day, DemoCandidate? about, ref DemoRandom random)
    {
        switch (field.Kind)
        {
            case RegisterFieldKind.Text or RegisterFieldKind.LongText:
                return sample.Texts.TryGetValue(field.Code, out var texts) ? Fill(random.Pick(texts), place, ref random) : field.IsRequired ? Fill("{person}", place, ref random) : null;
            case RegisterFieldKind.Choice:
                return field.Options.FirstOrDefault(o => o.Code == about?.Option)?.Code ?? Option(field, ref random);
            case RegisterFieldKind.Choices or RegisterFieldKind.Checklist:
                return Several(field, ref random);
            case RegisterFieldKind.Number:
                return Text(random.Between(1, (int)Math.Min(field.Range.Most, field.Decimals == 1 ? 40 : 24)));
            case RegisterFieldKind.Money:
                return Text(random.Between(2, 60) * 100_00L);
            case RegisterFieldKind.Day:
                return day.AddDays(random.Below(Math.Max(1, today.DayNumber - day.DayNumber + 1))).ToString(FieldText.DayFormat, CultureInfo.InvariantCulture);
            case RegisterFieldKind.Moment:
                return day.ToDateTime(new TimeOnly(random.Between(7, 21), random.Below(60))).ToString(FieldText.MomentFormat, CultureInfo.InvariantCulture);
            case RegisterFieldKind.YesNo:
                return random.Chance(0.85) || field.IsRequired ? "yes" : "no";
            case RegisterFieldKind.Phone:
                return string.Create(CultureInfo.InvariantCulture, $"154{random.Below(100_000_000):00000000}");
            case RegisterFieldKind.Person:
                return SomebodyOf(type, region, ref random);
            case RegisterFieldKind.Entry:
                return Near(field.Of!, region, ref random);
            default:
                return null;
        }
    }

    /// <summary>The first ones are the commonest.</summary>
    private static string Option(Field field, ref DemoRandom random)
    {
        var at = random.Share();
        return field.Options[(int)(at * at * field.Options.Count)].Code;
    }

    private static string? Several(Field field, ref DemoRandom random)
    {
        var chosen = new List<string>();
        foreach (var option in field.Options)
        {
            if (random.Chance(field.Kind == RegisterFieldKind.Checklist ? 0.95 : 0.5))
                chosen.Add(option.Code);
        }

        return chosen.Count > 0 ? string.Join(',', chosen) : field.Options[0].Code;
    }

    private static string? Later(string? from, ref DemoRandom random) => from is null ? null
        : DateTime.ParseExact(from, FieldText.MomentFormat, CultureInfo.InvariantCulture).AddMinutes(random.Between(3, 36)).ToString(FieldText.MomentFormat, CultureInfo.InvariantCulture);

    /// <summary>Somebody of the same business line in the same county.</summary>
    private string? SomebodyOf(RegisterType type, long region, ref DemoRandom random)
    {
        var county = region / County;
        if (!people.TryGetValue((type.Line, county), out var known))
            people[(type.Line, county)] = known = [.. candidates.Where(c => c.Key.Line == type.Line).SelectMany(c => c.Value).Where(c => c.Region / County == county).DistinctBy(c => c.Person)];
        return known.Count == 0 ? null : Text(random.Pick(known).Person);
    }

    /// <summary>An entry of the register in the same village, else in the same township, else in the same county.</summary>
    private string? Near(string type, long region, ref DemoRandom random)
    {
        foreach (var place in (long[])[region, region / Township, region / County])
        {
            if (made.TryGetValue((type, place), out var list))
                return Text(random.Pick(list));
        }

        return null;
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
