namespace Huimin.Platform.Registers;

/// <summary>What a record does to the balance of a fund.</summary>
public enum MoneyDirection
{
    None,
    In,
    Out,
}

/// <summary>A time allowed between two moments of a record: a call and the arrival.</summary>
/// <param name="From">Code of the moment from which it runs.</param>
/// <param name="To">Code of the moment that stops it.</param>
/// <param name="Minutes">How many are allowed.</param>
public sealed record RecordClock(string From, string To, int Minutes);

/// <summary>
/// A kind of record 记录 that entries collect: a visit, a service, a training, an issue to rectify, an income of a fund. One with
/// outcomes stays open until one is chosen; others are finished by being entered.
/// </summary>
public sealed record RecordKind(string Code, FormattableString Name)
{
    public IReadOnlyList<Field> Fields { get; init; } = [];

    /// <summary>How it may end; empty where there is nothing to follow up.</summary>
    public IReadOnlyList<Choice> Outcomes { get; init; } = [];

    /// <summary>Fields that an outcome asks for: evidence of closure.</summary>
    public IReadOnlyList<Field> ClosingFields { get; init; } = [];

    /// <summary>Whether an open one has a day by which it must be finished.</summary>
    public bool HasDueDate { get; init; }

    public MoneyDirection Money { get; init; }

    /// <summary>Code of the money field that figures add up; a fund's records need one.</summary>
    public string? Amount { get; init; }

    /// <summary>Code of the number that figures add up; where there is a clock, its minutes are the quantity instead.</summary>
    public string? Quantity { get; init; }

    /// <summary>Code of the field that says whom it is about, where that is not the entry's own person.</summary>
    public string? Person { get; init; }

    /// <summary>Code of the choice by which figures are divided.</summary>
    public string? Category { get; init; }

    public RecordClock? Clock { get; init; }

    /// <summary>Whether it can still be added when the entry is no longer in force, as money can come back to a closed fund.</summary>
    public bool AfterTheEnd { get; init; }

    /// <summary>Fields of both parts.</summary>
    public IEnumerable<Field> AllFields => Fields.Concat(ClosingFields);

    public Field? Find(string? code) => AllFields.FirstOrDefault(f => f.Code == code);
}
