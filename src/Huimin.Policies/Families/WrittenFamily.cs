namespace Huimin.Policies;

/// <summary>A family written by hand: an example of a policy, or a file. A fact that is not written has the catalogue's default.</summary>
public class WrittenFamily : Family
{
    /// <summary>More members than any household has; a limit on what is read from files.</summary>
    internal const int MaximumMembers = 200;

    private readonly FactCatalogue facts;
    private readonly long[] household;
    private readonly List<long[]> members = [];
    private readonly List<string> memberIds = [];
    private readonly HashSet<(int Member, int Fact)> written = [];
    private readonly Dictionary<(ApplicationInput Input, int Member), long> inputs = [];

    internal WrittenFamily(FactCatalogue facts)
    {
        this.facts = facts;
        household = [.. facts.Household.Select(f => f.Default)];
    }

    public override long Region => RegionCode;

    public override int MemberCount => members.Count;

    /// <summary>The names by which the file calls its members.</summary>
    public IReadOnlyList<string> MemberIds => memberIds;

    internal long RegionCode { get; set; }

    public override long HouseholdFact(int fact) => household[fact];

    public override long MemberFact(int member, int fact) => members[member][fact];

    public override long HouseholdInput(ApplicationInput input) => inputs.GetValueOrDefault((input, -1), Unknown);

    public override long MemberInput(int member, ApplicationInput input) => inputs.GetValueOrDefault((input, member), Unknown);

    /// <summary>What a member without an id is called: its position from 1, or the next number that no other member has.</summary>
    internal string AutomaticId(int index, IReadOnlySet<string> given)
    {
        var number = index + 1;
        while (given.Contains(Text(number)) || memberIds.Contains(Text(number), StringComparer.Ordinal))
            number++;
        return Text(number);

        static string Text(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Adds a member; returns what is wrong, or null.</summary>
    internal string? AddMember(string id)
    {
        if (members.Count == MaximumMembers)
            return $"a family has at most {MaximumMembers} members";
        if (id.Length == 0 || memberIds.Contains(id, StringComparer.Ordinal))
            return id.Length == 0 ? "the id of a member is empty" : $"two members have the id '{id}'";
        members.Add([.. facts.Member.Select(f => f.Default)]);
        memberIds.Add(id);
        return null;
    }

    /// <summary>Writes a fact of the household, or of the member added last; a null text makes it unknown. Returns what is wrong, or null.</summary>
    internal string? Set(string code, string? text, bool ofHousehold)
    {
        if (facts.Find(code, ofHousehold) is not { } fact)
        {
            var (unit, other) = ofHousehold ? ("household", "member") : ("member", "household");
            return facts.Find(code, !ofHousehold) is not null
                ? $"'{code}' is a fact of a {other}, not of a {unit}"
                : $"'{code}' is not a fact of a {unit}{Suggestion.For(code, (ofHousehold ? facts.Household : facts.Member).Select(f => f.Code))}";
        }
        var raw = Unknown;
        if (text is not null && fact.Read(text, out raw) is { } wrong)
            return $"{code}: {wrong}";
        if (ofHousehold)
            household[fact.Index] = raw;
        else
        {
            members[^1][fact.Index] = raw;
            written.Add((members.Count - 1, fact.Index));
        }
        return null;
    }

    /// <summary>Writes what an application says: for the household (member -1) or for a member. Returns what is wrong, or null.</summary>
    internal string? SetInput(Programme programme, string code, string? text, int member)
    {
        if (programme.Inputs.FirstOrDefault(i => i.Code == code) is not { } input)
            return programme.OnlyOnApplication
                ? $"'{programme.Code}' has no input '{code}'{Suggestion.For(code, programme.Inputs.Select(i => i.Code))}"
                : $"'{programme.Code}' has no inputs";
        if (input.OfHousehold != member < 0)
            return input.OfHousehold ? $"'{input}' is said of the household, not of a member" : $"'{input}' is said of each member: write members: {{a: {{{code}: …}}}}";
        var raw = Unknown;
        if (text is not null && input.Read(text, out raw) is { } wrong)
            return $"{code}: {wrong}";
        inputs[(input, member)] = raw;
        return null;
    }

    /// <summary>Position of the member with this id; returns what is wrong, or null.</summary>
    internal string? FindMember(string id, out int member)
    {
        member = memberIds.IndexOf(id);
        return member < 0 ? $"no member has the id '{id}'{Suggestion.For(id, memberIds)}" : null;
    }

    /// <summary>A member's fact that was not written is that of the household where both have it, as with hukou.</summary>
    internal void Complete()
    {
        foreach (var shared in facts.Member)
        {
            if (facts.Find(shared.Code, ofHousehold: true) is not { } whole)
                continue;
            for (var member = 0; member < members.Count; member++)
                if (!written.Contains((member, shared.Index)))
                    members[member][shared.Index] = household[whole.Index];
        }
    }

    /// <summary>Reads a division code of 6, 9 or 12 digits; returns what is wrong, or null.</summary>
    internal string? SetRegion(string text)
    {
        if (text.Length is not (6 or 9 or 12) || !text.All(char.IsAsciiDigit))
            return $"'{text}' is not a division code of 6, 9 or 12 digits";
        RegionCode = long.Parse(text.PadRight(12, '0'), System.Globalization.CultureInfo.InvariantCulture);
        return null;
    }
}
