using System.Globalization;
using System.Text;

namespace Huimin.Tests.Policies.Kernel;

/// <summary>Makes packs that the reader takes: every expression has its type and its unit.</summary>
internal sealed class RandomPolicyMaker(Random random)
{
    private static readonly string[] Rounds = ["fen", "fen_up", "fen_down", "jiao", "jiao_up", "jiao_down", "yuan", "yuan_up", "yuan_down"];
    private static readonly Kind[] Values = [Kind.Truth, Kind.Count, Kind.Ratio, Kind.Months, Kind.Yuan, Kind.YuanMonth, Kind.YuanYear];
    private static readonly string[] Choices = ["sex = male", "sex != female", "hukou = urban", "disability_kind = mental", "disability_kind in [vision, physical]", "study = none", "guardianship in [orphan, hardship]", "placement = home"];
    private static readonly string[] Truths = ["counted", "serious_illness", "can_work", "has_capable_supporter", "other_nursing_benefit"];
    private static readonly string[] Money = ["wage", "business_income", "property_income", "transfer_income", "support_income", "basic_pension"];
    private static readonly string[] MemberCounts = ["age", "disability_grade", "self_care_failed", "ability_level", "refused_offers"];
    private static readonly string[] HouseholdCounts = ["vehicles", "dwellings", "business_registrations"];

    private readonly List<RandomProgramme> programmes = [];
    private List<RandomParameter> parameters = [];
    private List<RandomDefinition> definitions = [];
    private bool ofHousehold;
    private int names;

    public RandomPolicy Make()
    {
        for (var i = random.Next(1, 5); i > 0; i--)
            programmes.Add(Programme());
        return new RandomPolicy([.. programmes]);
    }

    private RandomProgramme Programme()
    {
        ofHousehold = random.Next(2) == 0;
        (parameters, definitions) = ([], []);
        for (var i = random.Next(4); i > 0; i--)
            parameters.Add(Parameter());
        for (var i = random.Next(5); i > 0; i--)
        {
            var ofMember = !ofHousehold || random.Next(3) == 0;
            if (!ofHousehold && random.Next(3) == 0)
                ofMember = false;
            definitions.Add(new RandomDefinition($"d{names++}", Of(Values[random.Next(Values.Length)], ofMember, random.Next(1, 4))));
        }

        var require = Enumerable.Range(0, random.Next(1, 5)).Select(_ => Of(Kind.Truth, !ofHousehold, random.Next(4))).ToList();
        var amount = random.Next(4) == 0 ? null : Of(Kind.YuanMonth, !ofHousehold, random.Next(1, 4));
        return new RandomProgramme(
            $"p{programmes.Count}", ofHousehold, parameters, definitions, require, amount,
            Rounds[random.Next(Rounds.Length)],
            amount is null || random.Next(4) != 0 ? null : Of(Kind.YuanMonth, !ofHousehold, 1),
            amount is null || random.Next(4) != 0 ? null : Of(Kind.YuanMonth, !ofHousehold, 1),
            ofHousehold && random.Next(3) == 0 ? Of(Kind.Count, false, 2) : null);
    }

    private RandomParameter Parameter()
    {
        var kind = Values[random.Next(Values.Length)];
        var by = random.Next(4) switch
        {
            0 => "zone",
            1 => "hukou",
            2 => ofHousehold ? "zone, hukou" : "study",
            _ => "",
        };
        var isTable = kind is not Kind.Truth && random.Next(4) == 0;
        var rows = new StringBuilder();
        foreach (var from in new[] { random.Next(6) == 0 ? 2024 : 2018, 2025 })
            rows.Append(CultureInfo.InvariantCulture, $"      - {{from: {from}-0{random.Next(1, 10)}-01, law: 某文, {Row(kind, by, isTable)}}}\n");
        return new RandomParameter($"q{names++}", kind, by, isTable, rows.ToString());
    }

    private string Row(Kind kind, string by, bool isTable)
    {
        if (random.Next(5) == 0)
            return isTable ? Table(kind) : $"value: {Literal(kind)}";
        string Cell(string option) => isTable ? $"{option}: {{{Table(kind)}}}" : $"{option}: {Literal(kind)}";
        return by switch
        {
            "zone" => $"{Cell("zone1")}, {Cell("zone2")}",
            "hukou" => $"{Cell("urban")}, {Cell("rural")}",
            "study" => string.Join(", ", new[] { "none", "compulsory", "senior", "vocational", "college" }.Select(Cell)),
            "" => isTable ? Table(kind) : $"value: {Literal(kind)}",
            _ => string.Join(", ", new[] { "zone1", "zone2" }.Select(z => $"{z}: {{{Cell("urban")}, {Cell("rural")}}}")),
        };
    }

    private string Table(Kind kind) => string.Join(", ", new[] { random.Next(3), 3 + random.Next(20), 60 }.Select(k => $"{k}: {Literal(kind)}"));

    private string Literal(Kind kind) => kind switch
    {
        Kind.Truth => random.Next(2) == 0 ? "true" : "false",
        Kind.Count => random.Next(80).ToString(CultureInfo.InvariantCulture),
        Kind.Ratio => random.Next(4) switch { 0 => "0%", 1 => "1.5", _ => $"{random.Next(300)}%" },
        Kind.Months => random.Next(40).ToString(CultureInfo.InvariantCulture),
        Kind.YuanMonth when random.Next(5) == 0 => $"{random.Next(20_000)}/year",
        _ => random.Next(12) == 0 ? "1000000000" : $"{random.Next(3_000)}.{random.Next(100):00}",
    };

    private Phrase Of(Kind kind, bool ofMember, int depth)
    {
        if (depth > 0)
            for (var attempt = 0; attempt < 4; attempt++)
                if (Composed(kind, ofMember, depth - 1) is { } composed)
                    return composed;
        for (var attempt = 0; attempt < 4; attempt++)
            if (Named(kind, ofMember) is { } named)
                return named;
        return Leaf(kind, ofMember);
    }

    private Phrase? Composed(Kind kind, bool ofMember, int depth)
    {
        Phrase Make(string format, params Kind[] parts) => new(kind, ofMember, format, [.. parts.Select(p => Of(p, ofMember, depth))]);
        Phrase Members(string format, params Kind[] parts) => new(kind, ofMember, format, [.. parts.Select(p => Of(p, true, depth))]);
        var any = random.Next(kind == Kind.Truth ? 16 : 12);
        var anyNumber = new[] { Kind.Count, Kind.Ratio, Kind.Yuan, Kind.YuanMonth, Kind.YuanYear }[random.Next(5)];
        if (any == 0)
            return kind == Kind.Date ? null : Make("(($0) ? $1 : $2)", Kind.Truth, kind, kind);
        if (kind == Kind.Truth)
        {
            return any switch
            {
                1 => Make("($0 and $1)", Kind.Truth, Kind.Truth),
                2 => Make("($0 or $1)", Kind.Truth, Kind.Truth),
                3 => Make("(not $0)", Kind.Truth),
                4 => Make("known($0)", random.Next(2) == 0 ? Kind.Truth : anyNumber),
                5 => Make("(($0) = ($1))", Kind.Truth, Kind.Truth),
                6 => Make($"($0 in [{random.Next(4)}, {random.Next(80)}])", Kind.Count),
                7 => Members(random.Next(2) == 0 ? "any(members: $0)" : "all(members: $0)", Kind.Truth),
                8 => Members(random.Next(2) == 0 ? "any(members where $1: $0)" : "all(members where $1: $0)", Kind.Truth, Kind.Truth),
                9 => Make("($0 <= $1)", Kind.Date, Kind.Date),
                _ => Make($"($0 {new[] { "<", "<=", ">", ">=", "=", "!=" }[random.Next(6)]} $1)", anyNumber, anyNumber),
            };
        }

        if (kind == Kind.Date)
            return any < 3 ? Make("min($0, $1)", Kind.Date, Kind.Date) : null;
        switch (any)
        {
            case 1:
                return Make("($0 + $1)", kind, kind);
            case 2:
                return Make("($0 - $1)", kind, kind);
            case 3:
                return Make(random.Next(2) == 0 ? "max($0, $1)" : "min($0, $1)", kind, kind);
            case 4:
                return Make("first_known($0, $1)", kind, kind);
            case 5 or 6 when kind != Kind.Months:
                var body = kind == Kind.Count && random.Next(2) == 0 ? Kind.Truth : kind;
                var function = body == Kind.Truth ? "count" : new[] { "sum", "sum", "max", "min" }[random.Next(4)];
                return random.Next(3) == 0 ? Members($"{function}(members: $0)", body) : Members($"{function}(members where $1: $0)", body, Kind.Truth);
            case 7:
                return kind == Kind.Count ? null : Make("($0 * $1)", random.Next(2) == 0 ? Kind.Count : Kind.Ratio, kind);
            case 8:
                return kind == Kind.Count ? Make("(months_between($0, $1))", Kind.Date, Kind.Date) : Make("($0 / $1)", kind, random.Next(2) == 0 ? Kind.Count : Kind.Ratio);
            case 9:
                return kind switch
                {
                    Kind.Ratio => Make("($0 / $1)", anyNumber, anyNumber == Kind.Ratio ? Kind.Count : anyNumber),
                    Kind.YuanMonth => Make("monthly($0)", Kind.YuanYear),
                    Kind.YuanYear => Make("yearly($0)", Kind.YuanMonth),
                    Kind.Yuan => Make("($0 * $1)", Kind.Months, random.Next(2) == 0 ? Kind.YuanMonth : Kind.YuanYear),
                    Kind.Months => Make("($0 / $1)", Kind.Months, Kind.Count),
                    _ => Make("($0 * $1)", Kind.Count, Kind.Count),
                };
            case 10 when kind == Kind.YuanMonth:
                return Make("($0 / $1)", Kind.Yuan, Kind.Months);
            default:
                return null;
        }
    }

    /// <summary>A named value, a parameter, or the result of an earlier programme.</summary>
    private Phrase? Named(Kind kind, bool ofMember)
    {
        switch (random.Next(4))
        {
            case 0 when definitions.Where(d => d.Value.Kind == kind && (ofMember || !d.Value.OfMember)).ToList() is { Count: > 0 } known:
                return Leaf(kind, ofMember, known[random.Next(known.Count)].Code);
            case 1 when parameters.Where(p => p.Kind == kind && (ofMember || p.By != "study")).ToList() is { Count: > 0 } known:
                var parameter = known[random.Next(known.Count)];
                return parameter.IsTable
                    ? new Phrase(kind, ofMember, $"{parameter.Code}[$0]", [Of(Kind.Count, ofMember, 1)])
                    : Leaf(kind, ofMember, parameter.Code);
            case 2 when programmes.Count > 0 && kind is Kind.Truth or Kind.YuanMonth:
                var other = programmes[random.Next(programmes.Count)];
                if (!ofMember && !other.OfHousehold)
                    return null;
                return Leaf(kind, ofMember, $"{(ofMember && other.OfHousehold ? "household." : "")}{other.Code}.{(kind == Kind.Truth ? "eligible" : "amount")}");
            case 3 when programmes.Count > 0:
                var owner = programmes[random.Next(programmes.Count)];
                var values = owner.Definitions.Where(d => d.Value.Kind == kind && (ofMember ? !owner.OfHousehold && d.Value.OfMember : owner.OfHousehold && !d.Value.OfMember)).ToList();
                return values.Count == 0 ? null : Leaf(kind, ofMember, $"{owner.Code}.{values[random.Next(values.Count)].Code}");
            default:
                return null;
        }
    }

    private static Phrase Leaf(Kind kind, bool ofMember, string text) => new(kind, ofMember, text, []);

    private Phrase Leaf(Kind kind, bool ofMember)
    {
        string Pick(string[] words) => words[random.Next(words.Length)];
        var prefix = ofMember ? "household." : "";
        return Leaf(kind, ofMember, (kind, random.Next(4)) switch
        {
            (Kind.Truth, 0) when ofMember => Pick(Truths),
            (Kind.Truth, 1) when ofMember => $"({Pick(Choices)})",
            (Kind.Truth, 2) when ofMember => $"(age {Pick(["<", ">="])} {random.Next(100)})",
            (Kind.Truth, 0) => "(hukou = rural)".Replace("hukou", prefix + "hukou", StringComparison.Ordinal),
            (Kind.Truth, _) => $"({prefix}{Pick(HouseholdCounts)} <= {random.Next(3)})",
            (Kind.Count, 0) when ofMember => $"(age on 2025-0{random.Next(1, 10)}-15)",
            (Kind.Count, 1 or 2) when ofMember => Pick(MemberCounts),
            (Kind.Count, 3) => random.Next(1, 70).ToString(CultureInfo.InvariantCulture),
            (Kind.Count, _) => prefix + Pick(HouseholdCounts),
            (Kind.Ratio, 0) => "150%",
            (Kind.Ratio, 1) => "0.3",
            (Kind.Ratio, _) => $"{random.Next(100)}%",
            (Kind.Months, _) => $"{random.Next(1, 40)} months",
            (Kind.Yuan, _) => $"{prefix}financial_assets",
            (Kind.YuanMonth, > 0) when ofMember => Pick(Money),
            (Kind.YuanMonth, _) => $"{prefix}rigid_expense",
            (Kind.YuanYear, _) => $"{prefix}rigid_expense_12m",
            (_, 0) => "month_start",
            (_, 1) => "month_end",
            (_, 2) when ofMember => "birth_date",
            (_, 3) when ofMember => "died_on",
            _ => "2024-02-29",
        });
    }
}
