using Huimin.Platform.Regions;

namespace Huimin.Platform.Registers;

/// <summary>Whom entries of a register are about.</summary>
public enum RegisterSubject
{
    /// <summary>Neither a person nor a household of the population: teams, stations, documents, holders of a post.</summary>
    Neither,

    /// <summary>A person of the population.</summary>
    Person,

    /// <summary>A household of the population.</summary>
    Household,
}

/// <summary>Which entries exclude each other in time.</summary>
public enum OnlyOne
{
    /// <summary>None do.</summary>
    None,

    /// <summary>Of one person.</summary>
    PerPerson,

    /// <summary>Of one household.</summary>
    PerHousehold,

    /// <summary>Of one region.</summary>
    PerRegion,

    /// <summary>Of one name in one region: somebody appointed twice, a station entered twice.</summary>
    PerNameAndRegion,

    /// <summary>Of one name in the city: a document, a brand.</summary>
    PerName,
}

/// <summary>Whether entries are valid for a time only.</summary>
public enum Validity
{
    Unlimited,
    MayExpire,
    Expires,
}

/// <summary>How an entry is called.</summary>
/// <param name="Label">Of the box where it is typed; not asked where the entry is about a person or household.</param>
public sealed record EntryName(FormattableString Label)
{
    /// <summary>The name is kept sealed and shown as 张*, such as a child's who is not in the population.</summary>
    public bool IsSecret { get; init; }

    /// <summary>The person's own name is shown as 张*, also where the population has it in the clear.</summary>
    public bool IsMasked { get; init; }
}

/// <summary>A state 状态 of entries, in the order of their life.</summary>
public sealed record EntryState(string Code, FormattableString Name)
{
    /// <summary>Whether an entry in it counts: it is in the stock, it covers its place, it excludes others.</summary>
    public bool IsInForce { get; init; } = true;

    /// <summary>Whether it is the end: nothing is changed afterwards, and the entry has a last day.</summary>
    public bool IsEnd { get; init; }

    /// <summary>States that may follow; null for every other.</summary>
    public IReadOnlyList<string>? Next { get; init; }

    /// <summary>Fields without which the state is not entered.</summary>
    public IReadOnlyList<string> Needs { get; init; } = [];

    /// <summary>Days within which the next state is due; null for no limit.</summary>
    public int? Days { get; init; }
}

/// <summary>How often a kind of record is due.</summary>
/// <param name="Record">Code of the kind of record.</param>
/// <param name="Field">Code of the choice that decides; null where <paramref name="Days"/> has one value for all, under the empty code.</param>
/// <param name="Days">Days between two records by code of the choice; a code without one has none due.</param>
public sealed record RecordInterval(string Record, string? Field, IReadOnlyDictionary<string, int> Days);

/// <summary>Which places, or which recipients of a programme, must have an entry in force.</summary>
public sealed record Coverage
{
    private Coverage()
    {
    }

    /// <summary>Every division of this level must have one of its own or inside it; null for a rule about recipients.</summary>
    public RegionLevel? Level { get; private init; }

    /// <summary>Code of the programme whose recipients must each have one; null for a rule about places.</summary>
    public string? Programme { get; private init; }

    /// <summary>Whoever has this value of a fact needs none: its code and the code of the option.</summary>
    public (string Fact, string Option)? Except { get; private init; }

    public static Coverage Every(RegionLevel level) => new() { Level = level };

    /// <param name="programme">A programme of persons; its recipients are those of the latest month swept.</param>
    /// <param name="except">Code of a choice among the facts of persons and of the option that needs none.</param>
    public static Coverage EveryRecipient(string programme, (string Fact, string Option)? except = null) => new() { Programme = programme, Except = except };
}

/// <summary>
/// A register 台账 as its module declares it: what entries hold, which states they have, which records they collect, how often these
/// are due, and who must have one. The platform does the rest: pages, versions, import, export, counting.
/// </summary>
/// <param name="Code">Part of the address and stored with every entry: <c>care_agreements</c>. Never changed.</param>
/// <param name="Level">Level of the divisions that entries belong to. Entries about people belong to the person's village.</param>
/// <param name="Name">照料服务协议.</param>
/// <param name="Purpose">One sentence: what it is for.</param>
public sealed record RegisterType(string Code, RegionLevel Level, FormattableString Name, FormattableString Purpose)
{
    /// <summary>Code of the business line; the module's own.</summary>
    public string Line { get; internal set; } = "";

    /// <summary>The widest level that entries may belong to; the register's own where it is not said.</summary>
    public RegionLevel? Highest { get; init; }

    public RegisterSubject Subject { get; init; }

    public EntryName Named { get; init; } = new(Usual());

    public IReadOnlyList<Field> Fields { get; init; } = [];

    /// <summary>Code of the choice by which lists are filtered and figures divided; null for none.</summary>
    public string? Category { get; init; }

    /// <summary>Code of the money field that figures add up; of a fund, its balance stands there instead.</summary>
    public string? Amount { get; init; }

    /// <summary>Code of the number or checklist that figures add up.</summary>
    public string? Quantity { get; init; }

    /// <summary>At least two; the first is how entries begin.</summary>
    public IReadOnlyList<EntryState> States { get; init; } = EntryStates.OnRecord;

    public Validity Validity { get; init; }

    public IReadOnlyList<RecordKind> Records { get; init; } = [];

    public RecordInterval? Interval { get; init; }

    public Coverage? Coverage { get; init; }

    public OnlyOne OnlyOne { get; init; }

    /// <summary>
    /// Code of the type of cases 案件 by which such matters are handled now: nothing more is entered, and what was entered before can be read and
    /// brought to its end. Null for a register in use.
    /// </summary>
    public string? NowCases { get; init; }

    /// <summary>How a demo city invents entries; null for none.</summary>
    public RegisterSample? Sample { get; init; }

    /// <summary>Whether its records are money in and out, and entries keep a balance.</summary>
    public bool IsFund => Records.Any(r => r.Money != MoneyDirection.None);

    /// <summary>Whether its pages show people: they then need the permission for those, too.</summary>
    public bool ShowsPeople => Subject != RegisterSubject.Neither || Named.IsSecret || Records.Any(r => r.Person is not null);

    /// <summary>Whether entries may belong to divisions of this level.</summary>
    public bool Takes(RegionLevel level) => level <= Level && level >= (Highest ?? Level);

    /// <summary>Codes of the states that count.</summary>
    public IReadOnlyList<string> InForce => [.. States.Where(s => s.IsInForce).Select(s => s.Code)];

    public Field? Find(string? code) => Fields.FirstOrDefault(f => f.Code == code);

    /// <exception cref="InvalidOperationException">An entry has a state that is not declared any more.</exception>
    public EntryState State(string code) => States.FirstOrDefault(s => s.Code == code) ?? throw new InvalidOperationException($"The register {Code} has no state '{code}'.");

    public RecordKind? FindRecord(string? code) => Records.FirstOrDefault(r => r.Code == code);

    private static FormattableString Usual() => $"名称";
}

/// <summary>States that many registers share.</summary>
public static class EntryStates
{
    /// <summary>在册 → 已注销.</summary>
    public static IReadOnlyList<EntryState> OnRecord { get; } =
        [new EntryState("active", $"在册"), new EntryState("closed", $"已注销") { IsInForce = false, IsEnd = true }];

    /// <summary>在岗 → 离任.</summary>
    public static IReadOnlyList<EntryState> InPost { get; } =
        [new EntryState("in_post", $"在岗"), new EntryState("left", $"离任") { IsInForce = false, IsEnd = true }];

    /// <summary>进行中 → 已结束.</summary>
    public static IReadOnlyList<EntryState> Running { get; } =
        [new EntryState("running", $"进行中"), new EntryState("ended", $"已结束") { IsInForce = false, IsEnd = true }];

    /// <summary>申报 → 已授予 → 已到期撤销, or 未通过.</summary>
    public static IReadOnlyList<EntryState> Title { get; } =
    [
        new EntryState("applied", $"申报中") { IsInForce = false, Next = ["granted", "refused"] },
        new EntryState("granted", $"已授予") { Next = ["withdrawn"] },
        new EntryState("refused", $"未通过") { IsInForce = false, IsEnd = true },
        new EntryState("withdrawn", $"已撤销") { IsInForce = false, IsEnd = true },
    ];
}
