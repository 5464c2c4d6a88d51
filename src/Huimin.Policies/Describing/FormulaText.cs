using System.Globalization;

namespace Huimin.Policies;

/// <summary>
/// Writes expressions as people read them, with the names of facts, parameters and values:
/// <c>(低保标准 − 人均收入) × 共同生活家庭成员数</c>. A value without a name stands as its formula while that is short.
/// </summary>
public static class FormulaText
{
    /// <summary>An expression of a programme of a checked pack.</summary>
    /// <param name="ofMember">Bare names mean facts of a member; by the unit of the programme if absent.</param>
    public static string Of(PolicyPack pack, Programme programme, string expression, bool english, bool? ofMember = null)
    {
        ArgumentNullException.ThrowIfNull(pack);
        ArgumentNullException.ThrowIfNull(programme);
        return new FormulaPrinter(pack, programme, english, ofMember ?? !programme.OfHousehold).Print(ExpressionParser.Parse(expression)).Text;
    }

    /// <summary>A sentence of the policy with each <c>{value}</c> in words: 家庭月人均收入〔人均收入〕元.</summary>
    internal static string OfSentence(PolicyPack pack, Programme programme, string sentence, bool english)
    {
        var text = new System.Text.StringBuilder();
        for (var at = 0; at < sentence.Length;)
        {
            var open = sentence.IndexOf('{', at);
            var close = open < 0 ? -1 : sentence.IndexOf('}', open);
            if (close < 0)
                return text.Append(sentence[at..]).ToString();
            text.Append(sentence[at..open]).Append(english ? '[' : '〔').Append(Filling(pack, programme, sentence[(open + 1)..close], english)).Append(english ? ']' : '〕');
            at = close + 1;
        }
        return text.ToString();
    }

    private static string Filling(PolicyPack pack, Programme programme, string inner, bool english)
    {
        const string Parts = "parts of ";
        if (inner == "amount")
            return english ? "amount" : "金额";
        if (inner.StartsWith("members where ", StringComparison.Ordinal))
        {
            var where = new FormulaPrinter(pack, programme, english, ofMember: true).Print(ExpressionParser.ParseMembersWhere(inner)).Text;
            return english ? $"members: {where}" : $"成员：{where}";
        }
        return inner.StartsWith(Parts, StringComparison.Ordinal)
            ? (english ? "parts of " : "") + Of(pack, programme, inner[Parts.Length..], english) + (english ? "" : "的各项")
            : Of(pack, programme, inner, english);
    }
}

/// <summary>A printed part, and how tightly it binds: what is looser than its surroundings is put in brackets.</summary>
internal readonly record struct Printed(string Text, Binding Binding);

internal enum Binding
{
    Choice,
    Or,
    And,
    Comparison,
    Sum,
    Product,
    Value,
}

/// <summary>Prints expressions of one programme in one language.</summary>
internal sealed partial class FormulaPrinter(PolicyPack pack, Programme programme, bool english, bool ofMember)
{
    /// <summary>A value without a name is put in its place while it has at most this many names and numbers; else its code stands for it.</summary>
    private const int LongestInline = 6;

    public Printed Print(Syntax syntax) => syntax switch
    {
        NumberSyntax s => new Printed(Number(s), Binding.Value),
        DateSyntax s => new Printed(s.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Binding.Value),
        TruthSyntax s => new Printed(ValueText.Of(s.Value ? Truth.True : Truth.False, english), Binding.Value),
        NameSyntax s => Name(s),
        LookupSyntax s => new Printed(Pick($"{Name(s.Table).Text}（按{Print(s.Key).Text}）", $"{Name(s.Table).Text} by {Print(s.Key).Text}"), Binding.Value),
        NegateSyntax s => new Printed("−" + Inside(s.Operand, Binding.Product), Binding.Product),
        NotSyntax s => Negated(s.Operand),
        BinarySyntax s => Binary(s, negated: false),
        InSyntax s => In(s, negated: false),
        ConditionalSyntax s => Conditional(s),
        CallSyntax s => Call(s),
        AggregateSyntax s => Aggregate(s),
        AgeSyntax s => new Printed(s.On is null ? Pick("年龄", "age") : Pick($"{Print(s.On).Text}时的年龄", $"age on {Print(s.On).Text}"), Binding.Value),
        _ => throw new InvalidOperationException($"{syntax.GetType().Name} has no words."),
    };

    private string Pick(string chinese, string inEnglish) => english ? inEnglish : chinese;

    private string Number(NumberSyntax syntax)
    {
        var value = syntax.Value.ToDecimal();
        return syntax.Type.Kind switch
        {
            ValueKind.Months => Pick($"{Plain(value)}个月", $"{Plain(value)} months"),
            ValueKind.Ratio when value < 1 => Plain(value * 100) + "%",
            _ => Plain(value),
        };
    }

    private static string Plain(decimal value) => value.ToString("0.######", CultureInfo.InvariantCulture);

    /// <summary>The part in brackets if it binds more loosely than its surroundings.</summary>
    private string Inside(Syntax syntax, Binding surroundings)
    {
        var printed = Print(syntax);
        return printed.Binding < surroundings ? $"({printed.Text})" : printed.Text;
    }

    private Printed Binary(BinarySyntax syntax, bool negated)
    {
        switch (syntax.Operator)
        {
            case Operator.And:
                return new Printed(Inside(syntax.Left, Binding.And) + Pick("，且", " and ") + Inside(syntax.Right, Binding.And), Binding.And);
            case Operator.Or:
                return new Printed(Alternative(syntax.Left) + Pick("，或", " or ") + Alternative(syntax.Right), Binding.Or);
            case Operator.Add:
                return new Printed($"{Inside(syntax.Left, Binding.Sum)} + {Inside(syntax.Right, Binding.Sum)}", Binding.Sum);
            case Operator.Subtract:
                return new Printed($"{Inside(syntax.Left, Binding.Sum)} − {Inside(syntax.Right, Binding.Product)}", Binding.Sum);
            case Operator.Multiply:
                return new Printed($"{Inside(syntax.Left, Binding.Product)} × {Inside(syntax.Right, Binding.Product)}", Binding.Product);
            case Operator.Divide:
                return new Printed($"{Inside(syntax.Left, Binding.Product)} ÷ {Inside(syntax.Right, Binding.Value)}", Binding.Product);
            default:
                return Comparison(syntax, negated ? Opposite(syntax.Operator) : syntax.Operator);
        }
    }

    /// <summary>Readers do not know that "and" binds before "or".</summary>
    private string Alternative(Syntax syntax) => syntax is BinarySyntax { Operator: Operator.And } ? $"({Print(syntax).Text})" : Inside(syntax, Binding.Or);

    private static Operator Opposite(Operator comparison) => comparison switch
    {
        Operator.Equal => Operator.NotEqual,
        Operator.NotEqual => Operator.Equal,
        Operator.Less => Operator.GreaterOrEqual,
        Operator.LessOrEqual => Operator.Greater,
        Operator.Greater => Operator.LessOrEqual,
        _ => Operator.Less,
    };

    private Printed Comparison(BinarySyntax syntax, Operator comparison)
    {
        if (syntax is { Left: AgeSyntax { On: null }, Right: NumberSyntax years } && comparison is Operator.Less or Operator.GreaterOrEqual)
            return new Printed(comparison == Operator.Less ? Pick($"未满{Number(years)}岁", $"under {Number(years)}") : Pick($"年满{Number(years)}岁", $"aged {Number(years)} or over"), Binding.Comparison);
        var type = TypeOf(syntax.Left) is { Kind: ValueKind.Count } ? TypeOf(syntax.Right) ?? ValueType.Count : TypeOf(syntax.Left);
        var left = Inside(syntax.Left, Binding.Sum);
        var right = Option(syntax.Right, type?.Choices) ?? Inside(syntax.Right, Binding.Sum);
        // Chinese words stand close to names and apart from operators.
        var gap = english || left.Contains(' ', StringComparison.Ordinal) || right.Contains(' ', StringComparison.Ordinal) ? " " : "";
        return new Printed(left + gap + Words(comparison, type?.Kind ?? ValueKind.Count) + gap + right, Binding.Comparison);
    }

    /// <summary>The sign of a comparison in words: 低于.</summary>
    public string Words(Operator comparison, ValueKind kind)
    {
        var (date, money, plain) = (kind == ValueKind.Date, kind == ValueKind.Money, kind is ValueKind.Choice or ValueKind.Bool);
        return comparison switch
        {
            Operator.Equal => Pick(plain ? "为" : "等于", "is"),
            Operator.NotEqual => Pick(plain ? "不为" : "不等于", "is not"),
            Operator.Less => Pick(date ? "早于" : money ? "低于" : "小于", date ? "is before" : "is below"),
            Operator.LessOrEqual => Pick(date ? "不晚于" : "不超过", date ? "is not after" : "is at most"),
            Operator.Greater => Pick(date ? "晚于" : money ? "高于" : "大于", date ? "is after" : "is above"),
            _ => Pick(date ? "不早于" : money ? "不低于" : "不小于", date ? "is not before" : "is at least"),
        };
    }

    private Printed In(InSyntax syntax, bool negated)
    {
        var choices = TypeOf(syntax.Operand)?.Choices;
        var options = string.Join(Pick("、", ", "), syntax.Options.Select(o => Option(o, choices) ?? Print(o).Text));
        var operand = Inside(syntax.Operand, Binding.Sum);
        return new Printed(syntax.Options.Count == 1
            ? Pick($"{operand}{(negated ? "不为" : "为")}{options}", $"{operand} {(negated ? "is not" : "is")} {options}")
            : Pick(negated ? $"{operand}不是{options}中的任何一种" : $"{operand}为{options}之一", $"{operand} is {(negated ? "none" : "one")} of {options}"), Binding.Comparison);
    }

    private string? Option(Syntax syntax, ChoiceList? choices) =>
        choices is not null && syntax is NameSyntax { Path: [var (code, _)] } && choices.IndexOf(code) is >= 0 and var option
            ? $"“{Pick(choices.Options[option].Name, choices.Options[option].NameEn)}”"
            : null;

    private Printed Negated(Syntax operand)
    {
        switch (operand)
        {
            case NotSyntax inner:
                return Print(inner.Operand);
            case BinarySyntax { Operator: not (Operator.And or Operator.Or) } comparison:
                return Binary(comparison, negated: true);
            case InSyntax options:
                return In(options, negated: true);
            case CallSyntax { Function: "known", Arguments: [var asked] }:
                return new Printed(Pick($"{Print(asked).Text}未知", $"{Print(asked).Text} is not known"), Binding.Comparison);
            case NameSyntax name when ResultOf(name) is { } result:
                return new Printed(Result(result, name, negated: true), Binding.Comparison);
        }
        var printed = Print(operand);
        return new Printed(operand is NameSyntax && printed.Binding == Binding.Value ? Pick($"“{printed.Text}”为否", $"not “{printed.Text}”") : Pick($"不符合“{printed.Text}”", $"not ({printed.Text})"), Binding.Comparison);
    }

    private Printed Conditional(ConditionalSyntax syntax)
    {
        var (condition, then) = (Print(syntax.Condition).Text, Inside(syntax.Then, Binding.Sum));
        var otherwise = Print(syntax.Else).Text;
        return new Printed(Pick($"{condition}时为{then}，否则为{otherwise}", $"{then} if {condition}, otherwise {otherwise}"), Binding.Choice);
    }

    private Printed Call(CallSyntax syntax)
    {
        var first = Print(syntax.Arguments[0]).Text;
        switch (syntax.Function)
        {
            case "known":
                return new Printed(Pick($"{first}已知", $"{first} is known"), Binding.Comparison);
            case "monthly":
                return new Printed(Pick($"{first}（折合每月）", $"{first} (by the month)"), Binding.Value);
            case "yearly":
                return new Printed(Pick($"{first}（折合每年）", $"{first} (by the year)"), Binding.Value);
            case "max" when syntax.Arguments is [NumberSyntax { Value.IsZero: true }, var amount]:
                return new Printed(Pick($"({Print(amount).Text}，不足0的按0)", $"({Print(amount).Text}, at least 0)"), Binding.Value);
        }
        var list = string.Join(Pick("、", ", "), syntax.Arguments.Select(a => Inside(a, Binding.Or)));
        return new Printed(syntax.Function switch
        {
            "max" => Pick($"({list}中最大者)", $"(the greatest of {list})"),
            "min" => Pick($"({list}中最小者)", $"(the least of {list})"),
            "first_known" => Pick($"({list}中第一个已知的)", $"(the first that is known of {list})"),
            "months_between" when syntax.Arguments is [var from, var to] => Pick($"{Print(from).Text}到{Print(to).Text}的月数", $"months from {Print(from).Text} to {Print(to).Text}"),
            var function => $"{function}({list})",
        }, Binding.Value);
    }

    private Printed Aggregate(AggregateSyntax syntax)
    {
        var members = new FormulaPrinter(pack, programme, english, ofMember: true);
        var where = syntax.Where is null ? null : members.Print(syntax.Where).Text;
        var body = members.Print(syntax.Body);
        var among = where is null ? Pick("各成员", "members") : Pick($"各成员（限{where}）", $"members ({where})");
        var value = body.Binding < Binding.Value ? $"({body.Text})" : body.Text;
        var condition = syntax.Where is null ? body.Text : body.Text is "true" ? where : null;
        return syntax.Function switch
        {
            "sum" => new Printed(Pick($"{among}的{value}之和", $"the sum of {value} over the {among}"), Binding.Value),
            "max" or "min" => new Printed(Pick($"{among}的{value}中最{(syntax.Function == "max" ? "大" : "小")}者", $"the {(syntax.Function == "max" ? "greatest" : "least")} {value} of the {among}"), Binding.Value),
            "count" => new Printed(condition is not null
                ? Pick($"符合“{condition}”的成员数", $"the number of members with “{condition}”")
                : Pick($"{among}中符合“{body.Text}”的人数", $"the number of {among} with “{body.Text}”"), Binding.Value),
            "any" => new Printed(Pick($"{among}中有人符合“{body.Text}”", $"some of the {among} have “{body.Text}”"), Binding.Comparison),
            _ => new Printed(Pick($"{among}都符合“{body.Text}”", $"all {among} have “{body.Text}”"), Binding.Comparison),
        };
    }
}
