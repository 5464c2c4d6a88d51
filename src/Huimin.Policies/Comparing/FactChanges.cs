namespace Huimin.Policies;

/// <summary>Differences between the facts and zones of two packs.</summary>
internal static class FactChanges
{
    public static IEnumerable<PackChange> Between(PolicyPack before, PolicyPack after) =>
    [
        .. Facts(before.Facts.Household, after.Facts.Household),
        .. Facts(before.Facts.Member, after.Facts.Member),
        .. Zones(before.Zones, after.Zones),
    ];

    private static IEnumerable<PackChange> Facts(IReadOnlyList<Fact> was, IReadOnlyList<Fact> now)
    {
        foreach (var code in was.Select(f => f.Code).Union(now.Select(f => f.Code), StringComparer.Ordinal))
        {
            var (old, current) = (was.FirstOrDefault(f => f.Code == code), now.FirstOrDefault(f => f.Code == code));
            if (old is null)
                yield return new PackChange(PackChangeKind.Fact, null, code, $"新增信息“{current!.Name}”（{code}）", $"The fact {current.NameEn} ({code}) is new", null, Words(current, false), []);
            else if (current is null)
                yield return new PackChange(PackChangeKind.Fact, null, code, $"取消信息“{old.Name}”（{code}）", $"The fact {old.NameEn} ({code}) is no longer there", Words(old, false), null, []);
            else if (Words(old, false) != Words(current, false) || Words(old, true) != Words(current, true))
                yield return new PackChange(PackChangeKind.Fact, null, code, $"信息“{current.Name}”（{code}）由“{Words(old, false)}”改为“{Words(current, false)}”",
                    $"The fact {current.NameEn} ({code}) changes from “{Words(old, true)}” to “{Words(current, true)}”", Words(old, false), Words(current, false), []);
        }
    }

    /// <summary>Everything that is said about a fact, in one line.</summary>
    public static string Words(Fact fact, bool english)
    {
        var parts = new List<string>
        {
            english ? fact.NameEn : fact.Name,
            ValueType.Of(fact).ToString(),
            english ? fact.DescriptionEn : fact.Description,
            $"{(english ? "default" : "默认")} {fact.Format(fact.Default, english)}",
            $"{fact.Minimum}–{fact.Maximum}",
        };
        if (fact.Options.Count > 0)
            parts.Add(string.Join("、", fact.Options.Select(o => $"{o.Code} {(english ? o.NameEn : o.Name)}")));
        if (fact.Means)
            parts.Add(english ? "means" : "经济状况");
        return string.Join(english ? "; " : "；", parts);
    }

    private static IEnumerable<PackChange> Zones(Zones was, Zones now)
    {
        var (old, current) = (was.Describe(english: false), now.Describe(english: false));
        if (old != current)
            yield return new PackChange(PackChangeKind.Zone, null, null, $"类区由“{old}”改为“{current}”", $"The zones change from “{was.Describe(english: true)}” to “{now.Describe(english: true)}”", old, current, []);
    }
}
