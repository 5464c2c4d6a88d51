using System.Globalization;

namespace Huimin.Policies;

/// <summary>What a fact is made of, and how <see cref="Family"/> holds it: a truth value 0 or 1, a count itself, money in fen,
/// a date as <see cref="DateOnly.DayNumber"/>, a choice as the position of its option.</summary>
public enum FactType
{
    Bool,
    Count,
    Money,
    Date,
    Choice,
}

/// <summary>The time that an amount of money is for.</summary>
public enum MoneyPeriod
{
    None,
    Month,
    Year,
}

/// <summary>One option of an enumeration.</summary>
public sealed record Option(string Code, string Name, string NameEn);

/// <summary>A fact about a household or a member that policies may use; declared in <c>facts.yaml</c>.</summary>
public class Fact
{
    /// <summary>The raw date of what has not happened (<c>default: never</c>), such as the death of a living person.</summary>
    public static readonly long Never = DateOnly.MaxValue.DayNumber;

    internal Fact(FactSpec spec) => (Spec, Options) = (spec, spec.Choices?.Options ?? []);

    private FactSpec Spec { get; }

    /// <summary>The number under which the database stores the fact; never changed and never used again. Zero for an input of an application.</summary>
    public int Id => Spec.Id;

    /// <summary>Position among the facts of the household, or among those of a member.</summary>
    public int Index => Spec.Index;

    public string Code => Spec.Code;

    public string Name => Spec.Name;

    public string NameEn => Spec.NameEn;

    /// <summary>What exactly is meant, in Chinese.</summary>
    public string Description => Spec.Description;

    public string DescriptionEn => Spec.DescriptionEn;

    public FactType Type => Spec.Type;

    /// <summary>For money: yuan, yuan a month or yuan a year.</summary>
    public MoneyPeriod Period => Spec.Period;

    public bool OfHousehold => Spec.OfHousehold;

    /// <summary>The options of a choice in stable order; empty for other types.</summary>
    public IReadOnlyList<Option> Options { get; }

    /// <summary>The raw value taken when nothing is recorded, or <see cref="Family.Unknown"/>.</summary>
    public long Default => Spec.Default;

    /// <summary>Smallest raw value that makes sense.</summary>
    public long Minimum => Spec.Minimum;

    /// <summary>Largest raw value that makes sense.</summary>
    public long Maximum => Spec.Maximum;

    /// <summary>Income or property: known only when the household's means were checked.</summary>
    public bool Means => Spec.Means;

    /// <summary>Held on the person or household itself (birth date, sex, death, hukou) rather than as a dated fact.</summary>
    public bool Identity => Spec.Identity;

    internal ChoiceList? Choices => Spec.Choices;

    /// <summary>The value as pages print it: <c>1,500.00</c>, <c>2026-11-01</c>, <c>农村</c>; the unit is not included.</summary>
    public string Format(long raw, bool english = false)
    {
        if (raw == Family.Unknown)
            return english ? "unknown" : "未知";
        return Type switch
        {
            FactType.Money => new Money(raw).ToDisplay(),
            FactType.Date when raw >= Never => english ? "never" : "无",
            FactType.Date => DateOnly.FromDayNumber((int)raw).ToString("O", CultureInfo.InvariantCulture),
            FactType.Bool => raw != 0 ? english ? "yes" : "是" : english ? "no" : "否",
            FactType.Choice when raw >= 0 && raw < Options.Count => english ? Options[(int)raw].NameEn : Options[(int)raw].Name,
            _ => raw.ToString(CultureInfo.InvariantCulture),
        };
    }

    /// <summary>
    /// Reads a written value: <c>1500.5</c> (yuan), <c>2026-11-01</c>, <c>true</c>, a whole number, the code of an option. Returns null
    /// and the raw value, or what is wrong with the text.
    /// </summary>
    public string? Read(string text, out long raw) => FactText.Read(Spec, text, out raw);

    public override string ToString() => Code;
}

/// <summary>A named list of options; two facts with the same list can be compared.</summary>
internal sealed record ChoiceList(string Code, IReadOnlyList<Option> Options)
{
    /// <summary>Position of an option, or -1.</summary>
    public int IndexOf(string code)
    {
        for (var i = 0; i < Options.Count; i++)
            if (Options[i].Code == code)
                return i;
        return -1;
    }
}

/// <summary>What <c>facts.yaml</c> says about a fact.</summary>
internal sealed record FactSpec
{
    public required int Id { get; init; }
    public required int Index { get; init; }
    public required string Code { get; init; }
    public required string Name { get; init; }
    public required string NameEn { get; init; }
    public required string Description { get; init; }
    public required string DescriptionEn { get; init; }
    public required FactType Type { get; init; }
    public required MoneyPeriod Period { get; init; }
    public required bool OfHousehold { get; init; }
    public required ChoiceList? Choices { get; init; }
    public required long Minimum { get; init; }
    public required long Maximum { get; init; }
    public required bool Means { get; init; }
    public required bool Identity { get; init; }
    public long Default { get; init; } = Family.Unknown;
}
