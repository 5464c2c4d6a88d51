namespace Huimin.Platform.Registers;

/// <summary>What a field holds. Every value is stored as a text in one form, said here.</summary>
public enum RegisterFieldKind
{
    /// <summary>One line, up to 100 characters.</summary>
    Text,

    /// <summary>Several lines, up to 2,000 characters.</summary>
    LongText,

    /// <summary>Code of one <see cref="Choice"/>.</summary>
    Choice,

    /// <summary>Codes of several, joined by commas in the order of the declaration: services offered.</summary>
    Choices,

    /// <summary>Likewise, where each one ought to be there: required documents. Its quantity is how many are missing.</summary>
    Checklist,

    /// <summary>A whole number of units of the last of <see cref="Field.Decimals"/> places: 1.5 hours with one place is <c>15</c>.</summary>
    Number,

    /// <summary>Fen.</summary>
    Money,

    /// <summary><c>2026-11-29</c>.</summary>
    Day,

    /// <summary>To the minute, in the zone of the program's machine: <c>2026-11-29T14:05</c>.</summary>
    Moment,

    /// <summary><c>yes</c> or <c>no</c>.</summary>
    YesNo,

    /// <summary>A mobile number of eleven digits or a landline with area code.</summary>
    Phone,

    /// <summary>Id of a person within reach; typed as such or as a citizen ID.</summary>
    Person,

    /// <summary>Id of an entry in force of the register <see cref="Field.Of"/>.</summary>
    Entry,

    /// <summary>Code of a programme of the policies.</summary>
    Programme,
}

/// <summary>One of the values that a field may have.</summary>
/// <param name="Code">As stored; never changed once entries have it.</param>
public sealed record Choice(string Code, FormattableString Name);

/// <summary>
/// A field 字段 of a register's entries or records, declared by a module:
/// <c>Field.Choice("mode", $"供养方式", new Choice("home", $"分散")) with { IsRequired = true }</c>.
/// </summary>
/// <param name="Code">As stored, unique among the fields it stands with; never changed once entries have it.</param>
public sealed record Field(string Code, RegisterFieldKind Kind, FormattableString Label)
{
    public bool IsRequired { get; init; }

    /// <summary>Kept sealed with the data key and shown masked: telephones, names of children.</summary>
    public bool IsSecret { get; init; }

    /// <summary>Whether lists show it; two at most, beside the category.</summary>
    public bool InList { get; init; }

    public IReadOnlyList<Choice> Options { get; init; } = [];

    /// <summary>Code of the register whose entries are meant, for <see cref="RegisterFieldKind.Entry"/>.</summary>
    public string? Of { get; init; }

    /// <summary>Decimal places of a number, 0 or 1.</summary>
    public int Decimals { get; init; }

    /// <summary>Least and largest number as stored, both inclusive.</summary>
    public (long Least, long Most) Range { get; init; } = (0, 1_000_000);

    public string OptionName(string code, bool english) => Options.FirstOrDefault(o => o.Code == code) is { } option ? Texts.In(english, option.Name) : code;

    public static Field Text(string code, FormattableString label) => new(code, RegisterFieldKind.Text, label);

    public static Field LongText(string code, FormattableString label) => new(code, RegisterFieldKind.LongText, label);

    public static Field Choice(string code, FormattableString label, params IReadOnlyList<Choice> options) => new(code, RegisterFieldKind.Choice, label) { Options = options };

    public static Field Choices(string code, FormattableString label, params IReadOnlyList<Choice> options) => new(code, RegisterFieldKind.Choices, label) { Options = options };

    public static Field Checklist(string code, FormattableString label, params IReadOnlyList<Choice> options) => new(code, RegisterFieldKind.Checklist, label) { Options = options };

    public static Field Number(string code, FormattableString label, long most = 1_000_000) => new(code, RegisterFieldKind.Number, label) { Range = (0, most) };

    public static Field Money(string code, FormattableString label) => new(code, RegisterFieldKind.Money, label) { Range = (0, 100_000_000_000_00) };

    public static Field Day(string code, FormattableString label) => new(code, RegisterFieldKind.Day, label);

    public static Field Moment(string code, FormattableString label) => new(code, RegisterFieldKind.Moment, label);

    public static Field YesNo(string code, FormattableString label) => new(code, RegisterFieldKind.YesNo, label);

    /// <summary>A private telephone number, sealed; one that is public, as of a duty room, is declared <c>with { IsSecret = false }</c>.</summary>
    public static Field Phone(string code, FormattableString label) => new(code, RegisterFieldKind.Phone, label) { IsSecret = true };

    public static Field Person(string code, FormattableString label) => new(code, RegisterFieldKind.Person, label);

    public static Field Entry(string code, FormattableString label, string of) => new(code, RegisterFieldKind.Entry, label) { Of = of };

    public static Field Programme(string code, FormattableString label) => new(code, RegisterFieldKind.Programme, label);
}
