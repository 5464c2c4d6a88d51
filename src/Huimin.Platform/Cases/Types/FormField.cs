namespace Huimin.Platform.Cases.Types;

public enum FieldKind : short
{
    Text,
    LongText,
    YesNo,
    Choice,
    Date,

    /// <summary>Day and time to the minute: <c>2026-11-01T14:05</c>.</summary>
    Moment,
    Money,
    Count,
    Phone,
    CitizenId,
    BankAccount,

    /// <summary>People outside the household, one a line (<see cref="LegalSupporter"/>).</summary>
    Supporters,
}

/// <summary>One option of a choice.</summary>
public sealed record FieldOption(string Code, FormattableString Name);

/// <summary>A time that is allowed from another moment of the same form: fifteen minutes from the report to the police.</summary>
/// <param name="Since">Code of the moment from which it runs.</param>
public sealed record FieldClock(string Since, int Minutes)
{
    /// <summary>Minutes that passed until the moment of the field; below zero where it lies before the other; null while one of them is missing.</summary>
    public int? Used(FormField field, CaseForm answers)
    {
        ArgumentNullException.ThrowIfNull(field);
        ArgumentNullException.ThrowIfNull(answers);
        return FieldAnswers.Moment(answers[Since]) is { } from && FieldAnswers.Moment(answers[field.Code]) is { } to ? (int)(to - from).TotalMinutes : null;
    }
}

/// <summary>One question of a form; a plain sentence stands before it on a resident's page.</summary>
/// <param name="Code">Under which the answer is kept.</param>
/// <param name="Name">The label.</param>
public sealed record FormField(string Code, FormattableString Name, FieldKind Kind = FieldKind.Text)
{
    public bool Required { get; init; }

    public FormattableString? Help { get; init; }

    public IReadOnlyList<FieldOption> Options { get; init; } = [];

    /// <summary>Code of the policies' fact that the answer becomes when it is established; null for none.</summary>
    public string? Fact { get; init; }

    /// <summary>Code of an input that a programme asks of an application, as <c>temporary_assistance.kind</c>; null for none.</summary>
    public string? Input { get; init; }

    /// <summary>Asked only when the other answers make it so.</summary>
    public Func<CaseForm, bool>? When { get; init; }

    /// <summary>Of a moment: how soon after another it should be; null where no time is set.</summary>
    public FieldClock? Clock { get; init; }

    /// <summary>Only officers fill it in, such as the proposed amount.</summary>
    public bool ForOfficers { get; init; }

    /// <summary>Longest answer.</summary>
    public int Longest => Kind switch { FieldKind.LongText or FieldKind.Supporters => 1_000, FieldKind.Text => 100, _ => 40 };
}

/// <summary>
/// A form as it was in use from a day on 表单版本. Never changed once cases began with it: a question that is to be asked otherwise
/// comes in a version of its own, and open drafts keep theirs.
/// </summary>
/// <param name="Number">1, 2, 3 …</param>
/// <param name="From">First day of use.</param>
public sealed record FormVersion(int Number, DateOnly From, IReadOnlyList<FormField> Fields);
