using System.Globalization;
using System.Runtime.CompilerServices;

namespace Huimin.Policies;

/// <summary>Values as people read them.</summary>
internal static class ValueText
{
    /// <summary>Without a unit: <c>1,234.00</c>, <c>3</c>, <c>30%</c>, <c>2026-11-01</c>, <c>是</c>.</summary>
    public static string Of(Node node, FamilyEvaluator e, bool english)
    {
        if (node is IFactNode fact)
            return fact.Fact.Format(fact.Raw(e), english);
        return node switch
        {
            TruthNode truth => Of(truth.Evaluate(e), english),
            NumberNode number => Of(number.Evaluate(e), number.Type, english),
            _ => "",
        };
    }

    /// <summary>With the unit of money: <c>1,234.00 元/月</c>.</summary>
    public static string WithUnit(Node node, FamilyEvaluator e, bool english) =>
        Of(node, e, english) + (node.IsKnown(e) ? Unit(node.Type, english) : "");

    /// <summary>With the unit, in both languages; evaluated once.</summary>
    public static (string Zh, string En) Both(Node node, FamilyEvaluator e)
    {
        if (node is IFactNode fact)
        {
            var raw = fact.Raw(e);
            var (zh, en) = (fact.Fact.Format(raw), fact.Fact.Format(raw, english: true));
            return raw == Family.Unknown ? (zh, en) : (zh + Unit(node.Type, english: false), en + Unit(node.Type, english: true));
        }
        if (node is NumberNode number)
            return Both(number.Evaluate(e), number.Type);
        return node is TruthNode truth && truth.Evaluate(e) is var holds ? (Of(holds, english: false), Of(holds, english: true)) : ("", "");
    }

    public static (string Zh, string En) Both(Number value, ValueType type)
    {
        if (!value.IsKnown || type.Kind is ValueKind.Bool or ValueKind.Date or ValueKind.Choice)
            return (WithUnit(value, type, english: false), WithUnit(value, type, english: true));
        var digits = Of(value, type, english: true);
        return (digits + Unit(type, english: false), digits + Unit(type, english: true));
    }

    public static string WithUnit(Number value, ValueType type, bool english) => Of(value, type, english) + (value.IsKnown ? Unit(type, english) : "");

    public static string Of(Truth truth, bool english) => truth switch
    {
        Truth.True => english ? "yes" : "是",
        Truth.False => english ? "no" : "否",
        _ => english ? "unknown" : "未知",
    };

    public static string Of(Number value, ValueType type, bool english)
    {
        if (value.IsTooLarge)
            return english ? "too large" : "过大";
        if (!value.IsKnown)
            return english ? "unknown" : "未知";
        switch (type.Kind)
        {
            case ValueKind.Money:
                return value.Round(new Rounding(1, RoundingDirection.Nearest)) is { } fen ? new Money(fen).ToDisplay() : english ? "too large" : "过大";
            case ValueKind.Bool:
                return Of(value.IsZero ? Truth.False : Truth.True, english);
            case ValueKind.Date when value.Whole >= Fact.Never:
                return english ? "never" : "无";
            case ValueKind.Date:
                return DateOnly.FromDayNumber((int)value.Whole).ToString("O", CultureInfo.InvariantCulture);
            case ValueKind.Choice:
                var option = type.Choices!.Options[(int)value.Whole];
                return english ? option.NameEn : option.Name;
            case ValueKind.Ratio when value.Fraction is (var top and < 1_000_000_000_000 and > -1_000_000_000_000, var bottom) && top * 100 % bottom == 0:
                return (top * 100 / bottom).ToString(CultureInfo.InvariantCulture) + "%";
            case ValueKind.Ratio:
                return Math.Round(value.ToDecimal() * 100, 2, MidpointRounding.AwayFromZero).ToString("0.##", CultureInfo.InvariantCulture) + "%";
            default:
                if (value.Fraction is (var whole, 1))
                    return whole.ToString(CultureInfo.InvariantCulture);
                return Math.Round(value.ToDecimal(), 4, MidpointRounding.AwayFromZero).ToString("0.####", CultureInfo.InvariantCulture);
        }
    }

    private static string Unit(ValueType type, bool english) => (type.Kind, type.Period) switch
    {
        (ValueKind.Money, MoneyPeriod.Month) => english ? " yuan/month" : " 元/月",
        (ValueKind.Money, MoneyPeriod.Year) => english ? " yuan/year" : " 元/年",
        (ValueKind.Money, _) => english ? " yuan" : " 元",
        (ValueKind.Months, _) => english ? " months" : " 个月",
        _ => "",
    };

    /// <summary>A sentence with its values filled in.</summary>
    public static string Of(IReadOnlyList<WordingPart> parts, FamilyEvaluator e, bool english, Func<int, string> name)
    {
        if (parts is [LiteralPart whole])
            return whole.Text;
        var text = new DefaultInterpolatedStringHandler(0, 0, CultureInfo.InvariantCulture, stackalloc char[256]);
        for (var i = 0; i < parts.Count; i++)
        {
            text.AppendLiteral(parts[i] switch
            {
                LiteralPart literal => literal.Text,
                ValuePart value => Of(value.Value, e, english),
                MembersPart members => Names(members, e, english, name),
                TermsPart terms => Items(terms, e, english),
                _ => "",
            });
        }
        return text.ToStringAndClear();
    }

    private static string Names(MembersPart members, FamilyEvaluator e, bool english, Func<int, string> name)
    {
        var outer = e.Current;
        var names = new List<string>();
        for (e.Current = 0; e.Current < e.MemberCount; e.Current++)
            if (members.Where.Evaluate(e) == Truth.True)
                names.Add(name(e.Current));
        e.Current = outer;
        return names.Count == 0 ? english ? "nobody" : "无" : string.Join(english ? ", " : "、", names);
    }

    private static string Items(TermsPart terms, FamilyEvaluator e, bool english)
    {
        var items = terms.Terms.Where(t => !t.Value.Evaluate(e).IsZero)
            .Select(t => $"{(english ? t.NameEn : t.Name)} {Of(t.Value, e, english)}").ToList();
        return items.Count == 0 ? english ? "none" : "无" : string.Join(english ? ", " : "、", items);
    }
}
