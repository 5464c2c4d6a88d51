using System.Globalization;

namespace Huimin.Policies;

/// <summary>Differences between the rows of a parameter, value by value.</summary>
internal static class ParameterChanges
{
    /// <summary>All rows of all parameters of two statements of a programme.</summary>
    public static IEnumerable<PackChange> Of(Programme was, Programme now)
    {
        foreach (var (before, after) in Pairs(was, now))
        {
            if (before is null || after is null || before.Unit != after.Unit)
            {
                if (before is not null)
                    yield return Gone(now, before);
                if (after is not null)
                    yield return New(now, after);
            }
            if (after is null)
                continue;
            var old = before is not null && before.Unit == after.Unit ? before : null;
            var days = (old?.Rows ?? []).Concat(after.Rows).Select(r => r.From).Distinct().Order();
            foreach (var change in days.SelectMany(d => On(old, old?.Rows.FirstOrDefault(r => r.From == d), after, after.Rows.FirstOrDefault(r => r.From == d), d)))
                yield return change;
        }
    }

    /// <summary>The parameters whose value on a day of one differs from that on a day of the other.</summary>
    public static IEnumerable<PackChange> InForce(Programme was, DateOnly before, Programme now, DateOnly after)
    {
        foreach (var (old, current) in Pairs(was, now))
        {
            if (current is null)
                continue;
            var (oldRow, row) = (old?.RowOn(before), current.RowOn(after));
            var comparable = old is not null && old.Unit == current.Unit;
            foreach (var change in Values(current, comparable ? old : null, comparable ? oldRow : null, row, row?.From ?? after))
                yield return change;
            if (comparable && oldRow is not null && row is not null && SameValues(old!, oldRow, current, row) && (!oldRow.Law.SequenceEqual(row.Law, StringComparer.Ordinal) || oldRow.IsPlaceholder != row.IsPlaceholder))
                yield return Restated(current, row, Source(oldRow, english: false), Source(oldRow, english: true));
        }
    }

    private static IEnumerable<(Parameter? Before, Parameter? After)> Pairs(Programme was, Programme now) =>
        was.Parameters.Select(p => p.Code).Union(now.Parameters.Select(p => p.Code), StringComparer.Ordinal)
            .Select(code => (was.Parameters.FirstOrDefault(p => p.Code == code), now.Parameters.FirstOrDefault(p => p.Code == code)));

    private static PackChange New(Programme now, Parameter parameter) =>
        PackDiff.Change(PackChangeKind.ParameterAdded, now, parameter.Code, $"新增参数“{parameter.Name}”", $"The parameter {parameter.NameEn} is new", null, parameter.Unit, []);

    private static PackChange Gone(Programme now, Parameter parameter) =>
        PackDiff.Change(PackChangeKind.ParameterRemoved, now, parameter.Code, $"取消参数“{parameter.Name}”", $"The parameter {parameter.NameEn} is no longer there", parameter.Unit, null, []);

    /// <summary>A row that begins on a day, in one of the two, in the other, or in both.</summary>
    private static IEnumerable<PackChange> On(Parameter? old, ParameterRow? oldRow, Parameter current, ParameterRow? row, DateOnly day)
    {
        if (row is null)
        {
            // The row was taken away: what held before it holds on, if anything does.
            var change = PackDiff.Change(PackChangeKind.Parameter, current.Programme, current.Code,
                $"取消{current.Name}自{Day(day)}起的值（{All(old!, oldRow!, english: false)}）", $"The value of {current.NameEn} from {Day(day)} is withdrawn ({All(old!, oldRow!, english: true)})",
                All(old!, oldRow!, english: false), null, []) with
            { From = day };
            yield return change;
            yield break;
        }
        var changes = Values(current, old, oldRow ?? old?.RowOn(day), row, day).ToList();
        foreach (var change in changes)
            yield return change;
        if (oldRow is not null && oldRow.To != row.To)
            yield return PackDiff.Change(PackChangeKind.Parameter, current.Programme, current.Code,
                $"{current.Name}自{Day(day)}起的值，止于{End(row, english: false)}（原为{End(oldRow, english: false)}）",
                $"The value of {current.NameEn} from {Day(day)} ends {End(row, english: true)} (before: {End(oldRow, english: true)})", End(oldRow, english: false), End(row, english: false), row.Law) with
            { From = day };
        if (changes.Count > 0)
            yield break;
        if (oldRow is null)
            yield return PackDiff.Change(PackChangeKind.Parameter, current.Programme, current.Code, $"{current.Name}自{Day(day)}起重新公布，仍为{All(current, row, english: false)}，{Source(row, english: false)}",
                $"{current.NameEn} is published again from {Day(day)}, still {All(current, row, english: true)}, {Source(row, english: true)}", null, All(current, row, english: false), row.Law) with
            { From = day, IsPlaceholder = row.IsPlaceholder };
        else if (!oldRow.Law.SequenceEqual(row.Law, StringComparer.Ordinal) || oldRow.IsPlaceholder != row.IsPlaceholder || oldRow.Note != row.Note || oldRow.NoteEn != row.NoteEn)
            yield return Restated(current, row, Source(oldRow, english: false), Source(oldRow, english: true));
    }

    private static PackChange Restated(Parameter parameter, ParameterRow row, string before, string beforeEn) =>
        PackDiff.Change(PackChangeKind.Parameter, parameter.Programme, parameter.Code, $"{parameter.Name}自{Day(row.From)}起，值不变，{Source(row, english: false)}（原{before}）",
            $"{parameter.NameEn} from {Day(row.From)}: the value is the same, {Source(row, english: true)} (before: {beforeEn})", before, Source(row, english: false), row.Law) with
        { From = row.From, IsPlaceholder = row.IsPlaceholder };

    /// <summary>One change for each group of cells that had the same value and have the same one now.</summary>
    private static IEnumerable<PackChange> Values(Parameter parameter, Parameter? old, ParameterRow? before, ParameterRow? after, DateOnly from)
    {
        if (before is null && after is null)
            yield break;
        var groups = ParameterValues.Compare(parameter, old, before, after);
        foreach (var (label, labelEn, was, now) in groups)
        {
            var name = label.Length > 0 ? $"{parameter.Name}（{label}）" : parameter.Name;
            var nameEn = labelEn.Length > 0 ? $"{parameter.NameEn} ({labelEn})" : parameter.NameEn;
            var (text, textEn) = (was, now) switch
            {
                (null, _) => ($"{name}自{Day(from)}起为{now!.Value.Zh}", $"{nameEn} is {now.Value.En} from {Day(from)}"),
                (_, null) => ($"{name}自{Day(from)}起没有值（原为{was.Value.Zh}）", $"{nameEn} has no value from {Day(from)} (before: {was.Value.En})"),
                _ => ($"{name}自{Day(from)}起由{was.Value.Zh}调整为{now.Value.Zh}", $"{nameEn} changes from {was.Value.En} to {now.Value.En} from {Day(from)}"),
            };
            if (after is not null)
                (text, textEn) = ($"{text}，{Source(after, english: false)}", $"{textEn}, {Source(after, english: true)}");
            yield return PackDiff.Change(PackChangeKind.Parameter, parameter.Programme, parameter.Code, text, textEn, was?.Zh, now?.Zh, after?.Law ?? []) with
            {
                From = from,
                IsPlaceholder = after is { IsPlaceholder: true },
                Source = after is null ? "" : Source(after, english: false),
                SourceEn = after is null ? "" : Source(after, english: true),
            };
        }
    }

    private static bool SameValues(Parameter old, ParameterRow before, Parameter parameter, ParameterRow after) => ParameterValues.Compare(parameter, old, before, after).Count == 0;

    private static string All(Parameter parameter, ParameterRow row, bool english) =>
        string.Join(english ? "; " : "；", row.Values.Select(v => $"{(english ? v.NameEn : v.Name)} {parameter.Format(v.Text, english)}".Trim()));

    private static string Source(ParameterRow row, bool english) => row.IsPlaceholder
        ? english ? $"a placeholder: {row.NoteEn}" : $"占位值：{row.Note}"
        : english ? $"by {PackDiff.List(row.Law)}" : $"依据{PackDiff.List(row.Law)}";

    private static string End(ParameterRow row, bool english) => row.To is { } to ? Day(to) : english ? "open" : "未定";

    private static string Day(DateOnly day) => day.ToString(day.Day == 1 ? "yyyy-MM" : "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
