using System.Globalization;
using Huimin.Platform.Values;

namespace Huimin.Platform.Cases.Types;

/// <summary>What may stand as an answer to a question.</summary>
public static class FieldAnswers
{
    private static readonly string[] Moments = ["yyyy-MM-ddTHH:mm", "yyyy-MM-dd HH:mm"];

    /// <summary>What is wrong with an answer, in words that say what to do; null for a good one and for none at all.</summary>
    public static FormattableString? Problem(FormField field, string answer)
    {
        ArgumentNullException.ThrowIfNull(field);
        ArgumentNullException.ThrowIfNull(answer);
        if (answer.Length == 0)
            return null;
        if (answer.Length > field.Longest)
            return $"“{field.Name}”最多写{field.Longest}个字。";
        return field.Kind switch
        {
            FieldKind.YesNo when answer is not ("yes" or "no") => $"“{field.Name}”请选择是或者否。",
            FieldKind.Choice when !field.Options.Any(o => o.Code == answer) => $"“{field.Name}”请从选项中选择。",
            FieldKind.Date when !DateOnly.TryParseExact(answer, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) => $"“{field.Name}”应写作 2026-11-01。",
            FieldKind.Moment when Moment(answer) is null => $"“{field.Name}”应写作 2026-11-01 14:05。",
            FieldKind.Money when !decimal.TryParse(answer, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var yuan) || yuan * 100 != decimal.Truncate(yuan * 100) || yuan > 100_000_000 =>
                $"“{field.Name}”应写金额，单位元，例如 1500.50。",
            FieldKind.Count when !int.TryParse(answer, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count > 1_000_000 => $"“{field.Name}”应写整数。",
            FieldKind.Phone when !PhoneNumber.TryParse(answer, out _, out var reason) => $"“{field.Name}”：{reason}。",
            FieldKind.CitizenId when !CitizenId.TryParse(answer, out _, out var reason) => $"“{field.Name}”：{reason}。",
            FieldKind.BankAccount when !BankAccount.TryParse(answer, passbook: false, out _, out var reason) => $"“{field.Name}”：{reason}。",
            FieldKind.Supporters when LegalSupporter.Problem(answer) is { } reason => $"“{field.Name}”：{reason}。",
            _ => null,
        };
    }

    /// <summary>A moment as it is answered, in the zone of the program's machine; null for none, and for what is no moment.</summary>
    public static DateTime? Moment(string answer) =>
        DateTime.TryParseExact(answer, Moments, CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment) ? moment : null;
}
