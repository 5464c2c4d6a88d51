using System.Text.Json.Nodes;

namespace Huimin.Policies;

/// <summary>What differs between two packs, or between two months, in words. Layout, order of files and places do not count.</summary>
public sealed class PackDiff
{
    private PackDiff(IReadOnlyList<PackChange> changes) => Changes = changes;

    /// <summary>By programme in the order of its name; what belongs to no programme comes first.</summary>
    public IReadOnlyList<PackChange> Changes { get; }

    public bool IsEmpty => Changes.Count == 0;

    /// <summary>Everything that differs between two packs, whatever the month: all rows of parameters, rules, facts.</summary>
    public static PackDiff Between(PolicyPack before, PolicyPack after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var changes = FactChanges.Between(before, after).ToList();
        foreach (var (was, now) in Pairs(before, after))
        {
            if (was is null || now is null)
                changes.Add(AddedOrRemoved(was, now));
            else
                changes.AddRange([.. RuleChanges.Between(before, was, after, now), .. ParameterChanges.Of(was, now)]);
        }
        return new PackDiff(changes);
    }

    /// <summary>
    /// What differs for families between two months: values of parameters, programmes that come into force or go out of it, and,
    /// where the packs are two, their rules and facts.
    /// </summary>
    public static PackDiff Between(MonthPolicy before, MonthPolicy after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var same = ReferenceEquals(before.Pack, after.Pack) || before.Pack.Hash == after.Pack.Hash;
        var changes = same ? [] : FactChanges.Between(before.Pack, after.Pack).ToList();
        foreach (var (was, now) in Pairs(before.Pack, after.Pack))
        {
            if (was is null || now is null)
            {
                changes.Add(AddedOrRemoved(was, now));
                continue;
            }
            if (before.IsInForce(was) != after.IsInForce(now))
                changes.Add(Force(now, after));
            if (!same)
                changes.AddRange(RuleChanges.Between(before.Pack, was, after.Pack, now));
            changes.AddRange(LawChanges(was, before.Month, now, after.Month, same));
            changes.AddRange(ParameterChanges.InForce(was, before.Month.FirstDay, now, after.Month.FirstDay));
        }
        return new PackDiff(changes);
    }

    /// <summary>When and how a programme of one pack changed: <see cref="History(Programme, Func{Month, MonthPolicy}, IEnumerable{Month})"/>.</summary>
    public static IReadOnlyList<(Month Month, PackDiff Diff)> History(PolicyPack pack, Programme programme)
    {
        ArgumentNullException.ThrowIfNull(pack);
        return History(programme, month => pack.In(month), []);
    }

    /// <summary>
    /// When and how a programme changed: for each day on which a row of its parameters or the law to cite begins or ends, and each month
    /// with which a version of the policies starts, what differs from the month before. Latest first; months without a change are left out.
    /// </summary>
    /// <param name="policyIn">The policy of a month.</param>
    /// <param name="starts">The months in which another pack may be in force than before.</param>
    public static IReadOnlyList<(Month Month, PackDiff Diff)> History(Programme programme, Func<Month, MonthPolicy> policyIn, IEnumerable<Month> starts)
    {
        ArgumentNullException.ThrowIfNull(programme);
        ArgumentNullException.ThrowIfNull(policyIn);
        var days = programme.Parameters.SelectMany(p => p.Rows).SelectMany(r => new[] { r.From, r.To?.AddDays(1) })
            .Concat(programme.Citations.SelectMany(c => new[] { c.From, c.To?.AddDays(1) }))
            .OfType<DateOnly>();
        // A row that begins within a month counts from the first day of the next.
        var months = days.Select(d => d.Day == 1 ? Month.Of(d) : Month.Of(d).AddMonths(1)).Concat(starts).Distinct().OrderDescending();
        return
        [
            .. months.Select(m => (Month: m, Diff: new PackDiff([.. Between(policyIn(m.AddMonths(-1)), policyIn(m)).Changes.Where(c => c.Programme == programme.Code)])))
                .Where(h => !h.Diff.IsEmpty),
        ];
    }

    /// <summary><c>{"changes": [{"kind", "programme", "item", "text", "text_en", "before", "after", "from", "law", "placeholder"}]}</c>.</summary>
    public JsonObject ToJson() => new()
    {
        ["changes"] = new JsonArray([.. Changes.Select(c => new JsonObject
        {
            ["kind"] = System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(c.Kind.ToString()),
            ["programme"] = c.Programme,
            ["item"] = c.Item,
            ["text"] = c.Text,
            ["text_en"] = c.TextEn,
            ["before"] = c.Before,
            ["after"] = c.After,
            ["from"] = c.From?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
            ["law"] = new JsonArray([.. c.Law.Select(l => (JsonNode?)l)]),
            ["placeholder"] = c.IsPlaceholder,
        })]),
    };

    private static IEnumerable<(Programme? Was, Programme? Now)> Pairs(PolicyPack before, PolicyPack after) =>
        before.Programmes.Select(p => p.Code).Union(after.Programmes.Select(p => p.Code)).Order(StringComparer.Ordinal)
            .Select(code => (before.Find(code), after.Find(code)));

    private static PackChange AddedOrRemoved(Programme? was, Programme? now)
    {
        var programme = (now ?? was)!;
        return now is not null
            ? Change(PackChangeKind.ProgrammeAdded, programme, null, $"新增{programme.Name}", $"{programme.NameEn} is new", null, programme.Name, programme.Law)
            : Change(PackChangeKind.ProgrammeRemoved, programme, null, $"取消{programme.Name}", $"{programme.NameEn} is no longer there", programme.Name, null, []);
    }

    private static PackChange Force(Programme programme, MonthPolicy after) => after.IsInForce(programme)
        ? Change(PackChangeKind.ComesIntoForce, programme, null, $"{programme.Name}自{after.Month}起施行", $"{programme.NameEn} is in force from {after.Month}", null, null, programme.LawIn(after.Month))
        : Change(PackChangeKind.GoesOutOfForce, programme, null, $"{programme.Name}自{after.Month}起不施行：{after.WhyNotInForce(programme)}",
            $"{programme.NameEn} is not in force from {after.Month}: {after.WhyNotInForce(programme, english: true)}", null, null, []);

    private static IEnumerable<PackChange> LawChanges(Programme was, Month before, Programme now, Month after, bool samePack)
    {
        var (old, current) = (was.LawIn(before), now.LawIn(after));
        if (samePack && !old.SequenceEqual(current, StringComparer.Ordinal))
            yield return Change(PackChangeKind.Head, now, "law", $"{now.Name}的依据自{after}起为{List(current)}（原为{List(old)}）",
                $"From {after} the law of {now.NameEn} is {List(current)} (before: {List(old)})", List(old), List(current), current);
    }

    internal static string List(IReadOnlyList<string> texts) => texts.Count == 0 ? "—" : string.Join("、", texts);

    internal static PackChange Change(PackChangeKind kind, Programme programme, string? item, string text, string textEn, string? before, string? after, IReadOnlyList<string> law) =>
        new(kind, programme.Code, item, text, textEn, before, after, law) { ProgrammeName = programme.Name, ProgrammeNameEn = programme.NameEn };
}
