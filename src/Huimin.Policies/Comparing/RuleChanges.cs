namespace Huimin.Policies;

/// <summary>Differences between two statements of a programme other than its parameters.</summary>
internal static class RuleChanges
{
    public static IEnumerable<PackChange> Between(PolicyPack before, Programme was, PolicyPack after, Programme now) =>
    [
        .. Head(was, now),
        .. Inputs(was, now),
        .. Values(before, was, after, now),
        .. Requirements(before, was, after, now),
        .. Amount(before, was, after, now),
        .. Overlaps(was, now),
    ];

    private static IEnumerable<PackChange> Head(Programme was, Programme now)
    {
        if (was.Name != now.Name)
            yield return Changed(PackChangeKind.Head, now, "name", "名称", "Name", was.Name, now.Name);
        if (was.NameEn != now.NameEn)
            yield return Changed(PackChangeKind.Head, now, "name_en", "英文名称", "English name", was.NameEn, now.NameEn);
        var (old, current) = (PolicyDocument.Summary(was, english: false), PolicyDocument.Summary(now, english: false));
        if (old != current)
            yield return PackDiff.Change(PackChangeKind.Head, now, "kind", $"类别由“{old}”改为“{current}”",
                $"Kind changes from “{PolicyDocument.Summary(was, english: true)}” to “{PolicyDocument.Summary(now, english: true)}”", old, current, now.Law);
        if (was.Line != now.Line)
        {
            var (from, to) = (BusinessLine.Of(was), BusinessLine.Of(now));
            yield return Changed(PackChangeKind.Head, now, "line", "业务条线", "Business line", (from.Name, from.NameEn), (to.Name, to.NameEn));
        }
        if (!was.Citations.SequenceEqual(now.Citations))
            yield return Changed(PackChangeKind.Head, now, "law", "依据", "Law", PackDiff.List(was.Law), PackDiff.List(now.Law), now.Law);
    }

    private static IEnumerable<PackChange> Inputs(Programme was, Programme now)
    {
        foreach (var code in was.Inputs.Select(i => i.Code).Union(now.Inputs.Select(i => i.Code), StringComparer.Ordinal))
        {
            var (old, current) = (was.Inputs.FirstOrDefault(i => i.Code == code), now.Inputs.FirstOrDefault(i => i.Code == code));
            if (old is null)
                yield return PackDiff.Change(PackChangeKind.Input, now, code, $"申请时新增填写“{current!.Name}”", $"The application form now asks for {current.NameEn}", null, FactChanges.Words(current, english: false), []);
            else if (current is null)
                yield return PackDiff.Change(PackChangeKind.Input, now, code, $"申请时不再填写“{old.Name}”", $"The application form no longer asks for {old.NameEn}", FactChanges.Words(old, english: false), null, []);
            else if (FactChanges.Words(old, false) != FactChanges.Words(current, false) || FactChanges.Words(old, true) != FactChanges.Words(current, true))
                yield return Changed(PackChangeKind.Input, now, code, "申请时填写", "The application form",
                    (FactChanges.Words(old, false), FactChanges.Words(old, true)), (FactChanges.Words(current, false), FactChanges.Words(current, true)));
        }
    }

    private static IEnumerable<PackChange> Values(PolicyPack before, Programme was, PolicyPack after, Programme now)
    {
        foreach (var code in was.Definitions.Select(d => d.Code).Union(now.Definitions.Select(d => d.Code), StringComparer.Ordinal))
        {
            var (old, current) = (was.Definitions.FirstOrDefault(d => d.Code == code), now.Definitions.FirstOrDefault(d => d.Code == code));
            var (name, nameEn) = ((current ?? old)!.Name ?? code, (current ?? old)!.NameEn ?? code);
            var (from, to) = (old is null ? null : Written(before, old), current is null ? null : Written(after, current));
            if (from is not null && to is not null && from != to)
                yield return Changed(PackChangeKind.Value, now, code, $"“{name}”", $"“{nameEn}”", from.Value, to.Value, [.. current!.Law.Select(l => l.Text)]);
            else if (from is null)
                yield return PackDiff.Change(PackChangeKind.Value, now, code, $"新增“{name}”：{to!.Value.Zh}", $"“{nameEn}” is new: {to.Value.En}", null, to.Value.Zh, [.. current!.Law.Select(l => l.Text)]);
            else if (to is null)
                yield return PackDiff.Change(PackChangeKind.Value, now, code, $"取消“{name}”", $"“{nameEn}” is no longer there", from.Value.Zh, null, []);
            else if (Wordings(old!.So) != Wordings(current!.So) || old.Name != current.Name || old.NameEn != current.NameEn)
                yield return Changed(PackChangeKind.Value, now, code, $"“{name}”的说法", $"Wording of “{nameEn}”", Told(old), Told(current));
        }

        static string Told(Definition definition) => $"{definition.Name}{(definition.So is { } so ? $"：{so.Text}" : "")}";
    }

    private static (string Zh, string En)? Written(PolicyPack pack, Definition definition) =>
        Both(pack, definition.Programme, definition.Formula.Text, definition.OfMember);

    /// <summary>Requirements are the same when their conditions are; those left over are paired by what they have in common.</summary>
    private static IEnumerable<PackChange> Requirements(PolicyPack before, Programme was, PolicyPack after, Programme now)
    {
        var old = was.Rule.Requirements.ToList();
        var added = new List<Requirement>();
        foreach (var requirement in now.Rule.Requirements)
        {
            var same = old.FindIndex(o => Tokens(o.Formula).SequenceEqual(Tokens(requirement.Formula), StringComparer.Ordinal));
            if (same < 0)
            {
                added.Add(requirement);
                continue;
            }
            foreach (var change in Restated(now, old[same], requirement, Both(after, now, requirement.Formula)))
                yield return change;
            old.RemoveAt(same);
        }
        foreach (var requirement in added)
        {
            var to = Both(after, now, requirement.Formula);
            var nearest = old.MaxBy(o => Likeness(o, requirement));
            if (nearest is not null && Likeness(nearest, requirement) >= 0.5)
            {
                old.Remove(nearest);
                yield return Changed(PackChangeKind.Requirement, now, null, "条件", "Condition", Both(before, was, nearest.Formula), to, Law(requirement));
            }
            else
                yield return PackDiff.Change(PackChangeKind.Requirement, now, null, $"新增条件：{to.Zh}", $"New condition: {to.En}", null, to.Zh, Law(requirement));
        }
        foreach (var gone in old)
        {
            var from = Both(before, was, gone.Formula);
            yield return PackDiff.Change(PackChangeKind.Requirement, now, null, $"取消条件：{from.Zh}", $"Condition dropped: {from.En}", from.Zh, null, []);
        }
    }

    private static IEnumerable<PackChange> Restated(Programme now, Requirement old, Requirement current, (string Zh, string En) condition)
    {
        if (Wordings(old.Else) != Wordings(current.Else) || Wordings(old.So) != Wordings(current.So))
            yield return Changed(PackChangeKind.Requirement, now, null, $"条件“{condition.Zh}”的说法", $"Wording of the condition “{condition.En}”", Said(old), Said(current));
        if (!old.Law.SequenceEqual(current.Law))
            yield return Changed(PackChangeKind.Requirement, now, null, $"条件“{condition.Zh}”的依据", $"Law of the condition “{condition.En}”",
                PackDiff.List([.. old.Law.Select(l => l.Text)]), PackDiff.List(Law(current)), Law(current));

        static string Said(Requirement requirement) => requirement.So is { } so ? $"{requirement.Else.Text} / {so.Text}" : requirement.Else.Text;
    }

    private static IEnumerable<PackChange> Amount(PolicyPack before, Programme was, PolicyPack after, Programme now)
    {
        var (old, current) = (was.Rule.Amount, now.Rule.Amount);
        IReadOnlyList<string> law = current is null ? [] : [.. current.Law.Select(l => l.Text)];
        var (from, to) = (Text(before, was, old), Text(after, now, current));
        if (from != to)
            yield return Changed(PackChangeKind.Amount, now, "amount", "金额", "Amount", from, to, law);
        else if (old is not null && current is not null && (!old.Law.SequenceEqual(current.Law) || Wordings(old.So) != Wordings(current.So)))
            yield return Changed(PackChangeKind.Amount, now, "amount", "金额的说法或者依据", "Wording or law of the amount",
                $"{old.So?.Text} {PackDiff.List([.. old.Law.Select(l => l.Text)])}".Trim(), $"{current.So?.Text} {PackDiff.List(law)}".Trim(), law);
        if (was.PersonsFormula != now.PersonsFormula)
            yield return Changed(PackChangeKind.Head, now, "persons", "惠及人数", "Persons covered", Persons(before, was), Persons(after, now));

        static (string, string) Text(PolicyPack pack, Programme programme, AmountRule? amount) => amount is null
            ? ("无", "none")
            : (ProgrammeText.Of(pack, programme, english: false).Amount!, ProgrammeText.Of(pack, programme, english: true).Amount!) is var (zh, en)
                ? ($"{zh.Formula}，{zh.Rounding}", $"{en.Formula}, {en.Rounding}")
                : default;

        static (string, string) Persons(PolicyPack pack, Programme programme) => programme.PersonsFormula is { } persons ? Both(pack, programme, persons) : ("全体成员", "all members");
    }

    private static IEnumerable<PackChange> Overlaps(Programme was, Programme now)
    {
        foreach (var code in was.Overlaps.Concat(now.Overlaps).Select(o => o.With.Code).Distinct(StringComparer.Ordinal))
        {
            var (old, current) = (was.Overlaps.FirstOrDefault(o => o.With.Code == code), now.Overlaps.FirstOrDefault(o => o.With.Code == code));
            var (name, nameEn) = ((current ?? old)!.With.Name, (current ?? old)!.With.NameEn);
            if (old is null)
                yield return PackDiff.Change(PackChangeKind.Overlap, now, code, $"新增与{name}的关系：{current!.Sentence(english: false)}", $"New rule beside {nameEn}: {current.Sentence(english: true)}", null, current.Sentence(english: false), current.Law);
            else if (current is null)
                yield return PackDiff.Change(PackChangeKind.Overlap, now, code, $"不再规定与{name}的关系（原：{old.Sentence(english: false)}）", $"The rule beside {nameEn} is dropped (before: {old.Sentence(english: true)})", old.Sentence(english: false), null, []);
            else if (Said(old, english: false) != Said(current, english: false) || Said(old, english: true) != Said(current, english: true))
                yield return Changed(PackChangeKind.Overlap, now, code, $"与{name}的关系", $"The rule beside {nameEn}", (Said(old, false), Said(old, true)), (Said(current, false), Said(current, true)), current.Law);
        }

        static string Said(ProgrammeOverlap overlap, bool english) =>
            string.Join(english ? "; " : "；", new[] { overlap.Sentence(english), overlap.Citations.Count > 0 ? PackDiff.List(overlap.Law) : null, english ? overlap.NoteEn : overlap.Note }.OfType<string>());
    }

    private static (string Zh, string En) Both(PolicyPack pack, Programme programme, string formula, bool? ofMember = null) =>
        (FormulaText.Of(pack, programme, formula, english: false, ofMember), FormulaText.Of(pack, programme, formula, english: true, ofMember));

    private static PackChange Changed(PackChangeKind kind, Programme now, string? item, string what, string whatEn, string before, string after, IReadOnlyList<string>? law = null) =>
        Changed(kind, now, item, what, whatEn, (before, before), (after, after), law);

    private static PackChange Changed(PackChangeKind kind, Programme now, string? item, string what, string whatEn, (string Zh, string En) before, (string Zh, string En) after, IReadOnlyList<string>? law = null) =>
        PackDiff.Change(kind, now, item, $"{what}由“{before.Zh}”改为“{after.Zh}”", $"{whatEn} changes from “{before.En}” to “{after.En}”", before.Zh, after.Zh, law ?? []);

    private static IReadOnlyList<string> Law(Requirement requirement) => [.. requirement.Law.Select(l => l.Text)];

    private static (string?, string?) Wordings(Wording? wording) => (wording?.Text, wording?.TextEn);

    private static List<string> Tokens(string formula) => [.. Lexer.Read(formula).Select(t => t.Text)];

    /// <summary>The share of names that two conditions have in common, 0 to 1; 1 if the same is said when they fail.</summary>
    private static double Likeness(Requirement a, Requirement b)
    {
        var (left, right) = (Names(a.Formula), Names(b.Formula));
        return a.Else.Text == b.Else.Text ? 1 : (double)left.Intersect(right, StringComparer.Ordinal).Count() / Math.Max(1, left.Union(right, StringComparer.Ordinal).Count());
    }

    private static HashSet<string> Names(string formula) =>
        [.. Lexer.Read(formula).Where(t => t.Kind == TokenKind.Name && t.Text is not ("and" or "or" or "not" or "in" or "members" or "where")).Select(t => t.Text)];
}
