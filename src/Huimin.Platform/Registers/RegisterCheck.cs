using System.Text.RegularExpressions;

namespace Huimin.Platform.Registers;

/// <summary>What would only be noticed at the first entry is noticed as the program starts.</summary>
internal static partial class RegisterCheck
{
    /// <summary>What every entry and record has: forms and errors call it so.</summary>
    public static IReadOnlySet<string> Reserved { get; } = new HashSet<string>(StringComparer.Ordinal) { "name", "region", "person", "opened", "expires", "day", "due", "done", "outcome", "reason", "id", "state" };

    public static void Require(RegisterType type, IReadOnlyDictionary<string, RegisterType> all)
    {
        void Check(bool holds, string what)
        {
            if (!holds)
                throw new InvalidOperationException($"Register '{type.Code}': {what}.");
        }

        Check(CodePattern().IsMatch(type.Code) && type.Code.Length <= 40, "its code is small letters and underscores");
        Check(type.States.Count >= 2 && !type.States[0].IsEnd, "it begins with a state that is not the end");
        Check(type.States.Any(s => s.IsEnd), "an entry can end");
        Check(type.States.SelectMany(s => s.Next ?? []).All(n => type.States.Any(s => s.Code == n)), "a state that may follow is declared");
        Check(type.States.SelectMany(s => s.Needs).All(n => type.Find(n) is not null), "a field that a state needs is declared");
        RequireFields(type.Fields, Check, all);
        Check(type.Category is null || type.Find(type.Category)?.Kind == RegisterFieldKind.Choice, "its category is a choice");
        Check(type.Amount is null || type.Find(type.Amount)?.Kind == RegisterFieldKind.Money, "its amount is money");
        Check(!type.IsFund || type.Amount is null, "the amount of a fund is its balance");
        Check(type.Coverage?.Level is not { } covered || covered <= type.Level, "what must have an entry is not narrower than what entries belong to");
        Check(type.Quantity is null || type.Find(type.Quantity)?.Kind is RegisterFieldKind.Number or RegisterFieldKind.Checklist, "its quantity is a number or a checklist");
        foreach (var kind in type.Records)
        {
            Check(CodePattern().IsMatch(kind.Code), "the code of a kind of record is small letters and underscores");
            RequireFields([.. kind.AllFields], Check, all);
            Check(kind.Money == MoneyDirection.None || kind.Amount is not null, "money in or out has an amount");
            Check(kind.Amount is null || kind.Find(kind.Amount)?.Kind == RegisterFieldKind.Money, "the amount of a record is money");
            Check(kind.Quantity is null || kind.Find(kind.Quantity)?.Kind == RegisterFieldKind.Number, "the quantity of a record is a number");
            Check(kind.Person is null || kind.Find(kind.Person)?.Kind == RegisterFieldKind.Person, "whom a record is about is a person");
            Check(kind.Category is null || kind.Find(kind.Category)?.Kind == RegisterFieldKind.Choice, "the category of a record is a choice");
            Check(kind.Clock is null || (kind.Find(kind.Clock.From)?.Kind == RegisterFieldKind.Moment && kind.Find(kind.Clock.To)?.Kind == RegisterFieldKind.Moment), "a clock runs between moments");
            Check(!kind.HasDueDate || kind.Outcomes.Count > 0, "what is due can be finished");
        }

        Check(type.Interval is not { } interval || (type.FindRecord(interval.Record) is not null && (interval.Field is null || type.Find(interval.Field)?.Kind == RegisterFieldKind.Choice)), "what is due regularly is declared");
    }

    private static void RequireFields(IReadOnlyList<Field> fields, Action<bool, string> check, IReadOnlyDictionary<string, RegisterType> all)
    {
        check(fields.Select(f => f.Code).Distinct(StringComparer.Ordinal).Count() == fields.Count, "two fields have one code");
        foreach (var field in fields)
        {
            check(!Reserved.Contains(field.Code), $"the code '{field.Code}' is not one that every entry has");
            check(CodePattern().IsMatch(field.Code), $"the code of the field '{field.Code}' is small letters and underscores");
            check(field.Kind is not (RegisterFieldKind.Choice or RegisterFieldKind.Choices or RegisterFieldKind.Checklist) == (field.Options.Count == 0), $"the field '{field.Code}' has options where it is a choice");
            check(field.Options.All(o => CodePattern().IsMatch(o.Code)), $"the codes of the options of '{field.Code}' are small letters and underscores");
            check(field.Kind != RegisterFieldKind.Entry || (field.Of is { } of && all.ContainsKey(of)), $"the field '{field.Code}' names a register");
            check(!field.IsSecret || field.Kind is RegisterFieldKind.Text or RegisterFieldKind.LongText or RegisterFieldKind.Phone, $"the field '{field.Code}' is a text if it is sealed");
        }
    }

    [GeneratedRegex("^[a-z][a-z0-9_]*$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CodePattern();
}
