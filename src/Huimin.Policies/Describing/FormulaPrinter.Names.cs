namespace Huimin.Policies;

internal sealed partial class FormulaPrinter
{
    /// <summary>What a name means; all null for an option or a word of the language.</summary>
    private readonly record struct Meaning(
        Fact? Fact = null, Definition? Definition = null, Parameter? Parameter = null, string? Part = null, Programme? Result = null, bool IsAmount = false, bool FromHousehold = false);

    private Printed Name(NameSyntax syntax)
    {
        var meaning = Resolve(syntax);
        if (meaning.Result is { } result)
            return meaning.IsAmount
                ? new Printed(Pick($"{result.Name}金额", $"amount of {Small(result.NameEn)}"), Binding.Value)
                : new Printed(Result(result, syntax, negated: false), Binding.Comparison);
        if (meaning.Definition is { } definition)
            return Defined(definition);
        if (meaning.Parameter is { } parameter)
            return new Printed(NameOf(parameter, meaning.Part), Binding.Value);
        if (meaning.Fact is { } fact)
            return new Printed(NameOf(fact, meaning.FromHousehold), Binding.Value);
        return new Printed(syntax.ToString() switch
        {
            "month_start" => Pick("当月首日", "the first day of the month"),
            "month_end" => Pick("当月末日", "the last day of the month"),
            "amount" => Pick("金额", "amount"),
            var code => code,
        }, Binding.Value);
    }

    private Printed Defined(Definition definition)
    {
        if (definition.Name is { } name)
            return new Printed(Pick(name, Small(definition.NameEn!)), Binding.Value);
        return IsShort(definition)
            ? new FormulaPrinter(pack, definition.Programme, english, definition.OfMember).Print(ExpressionParser.Parse(definition.Formula.Text))
            : new Printed(definition.Code, Binding.Value);
    }

    private string NameOf(Parameter parameter, string? part)
    {
        var name = Pick(parameter.Name, Small(parameter.NameEn));
        // Several programmes have a limit of assets of the same name.
        if (parameter.Programme != programme && pack.Programmes.Any(p => p != parameter.Programme && p.Parameters.Any(other => other.Name == parameter.Name)))
            name = Pick($"{parameter.Programme.Name}的{name}", $"{name} of {Small(parameter.Programme.NameEn)}");
        return parameter.Parts.FirstOrDefault(p => p.Code == part) is { } named ? $"{name}{Pick("（", " (")}{Pick(named.Name, named.NameEn)}{Pick("）", ")")}" : name;
    }

    private string NameOf(Fact fact, bool fromHousehold)
    {
        // A code that both have, such as hukou, says whose it is.
        var both = fromHousehold && pack.Facts.Find(fact.Code, ofHousehold: false) is not null;
        return both ? Pick($"家庭{fact.Name}", $"{Small(fact.NameEn)} of the household") : Pick(fact.Name, Small(fact.NameEn));
    }

    private Programme? ResultOf(NameSyntax syntax) => Resolve(syntax) is { Result: { } result, IsAmount: false } ? result : null;

    private string Result(Programme result, NameSyntax syntax, bool negated)
    {
        var family = ofMember && result.OfHousehold;
        var name = Small(result.NameEn);
        return result.Kind switch
        {
            ProgrammeKind.Benefit => Pick($"{(family ? "家庭" : "")}{(negated ? "未享受" : "享受")}{result.Name}", $"{(family ? "the family " : "")}{(negated ? "does not receive" : "receives")} {name}"),
            ProgrammeKind.Category => Pick($"{(negated ? "不属于" : "属于")}{result.Name}", $"{(negated ? "not recognised" : "recognised")} as {name}"),
            _ => Pick($"{(negated ? "没有" : "有")}“{result.Name}”预警", $"{(negated ? "no warning" : "a warning")} of {name}"),
        };
    }

    /// <summary>Follows the order in which names are looked up when a pack is read.</summary>
    private Meaning Resolve(NameSyntax syntax)
    {
        List<string> path = [.. syntax.Path.Select(p => p.Name)];
        var fromHousehold = path[0] == "household" && path.Count > 1;
        if (fromHousehold)
            path.RemoveAt(0);
        var (owner, name) = (programme, path[0]);
        if (Own(owner, name) is null && path.Count > 1 && pack.Find(name) is { } other)
        {
            (owner, name) = (other, path[1]);
            path.RemoveAt(0);
            if (name is "eligible" or "amount" && Own(owner, name) is null)
                return new Meaning(Result: owner, IsAmount: name == "amount");
        }
        return Own(owner, name) switch
        {
            Definition definition => new Meaning(Definition: definition),
            Parameter parameter => new Meaning(Parameter: parameter, Part: path.Count > 1 ? path[1] : null),
            ApplicationInput input => new Meaning(Fact: input),
            _ => new Meaning(Fact: pack.Facts.Find(name, ofHousehold: fromHousehold || !ofMember), FromHousehold: fromHousehold),
        };
    }

    private static object? Own(Programme owner, string name) =>
        (object?)owner.Definitions.FirstOrDefault(d => d.Code == name) ?? (object?)owner.Parameters.FirstOrDefault(p => p.Code == name)
        ?? owner.Inputs.FirstOrDefault(i => i.Code == name);

    /// <summary>The type of an expression as far as its words need it; null for what is plain.</summary>
    private ValueType? TypeOf(Syntax syntax)
    {
        switch (syntax)
        {
            case NumberSyntax number:
                return number.Type;
            case DateSyntax:
                return ValueType.Date;
            case NameSyntax { Path: [("month_start" or "month_end", _)] }:
                return ValueType.Date;
            case NameSyntax name:
                var meaning = Resolve(name);
                return meaning switch
                {
                    { Result: not null, IsAmount: true } => ValueType.Money(MoneyPeriod.Month),
                    { Result: not null } => ValueType.Bool,
                    { Definition.Body: { } body } => body.Type,
                    { Parameter: { } parameter } => parameter.Type,
                    { Fact: { } fact } => ValueType.Of(fact),
                    _ => null,
                };
            case LookupSyntax lookup:
                return TypeOf(lookup.Table);
            case NegateSyntax negated:
                return TypeOf(negated.Operand);
            case BinarySyntax { Operator: Operator.Divide } division when TypeOf(division.Left) == TypeOf(division.Right):
                return ValueType.Ratio;
            case BinarySyntax { Operator: Operator.Add or Operator.Subtract or Operator.Multiply or Operator.Divide } sum:
                return TypeOf(sum.Left) is { IsPlain: false, Kind: not ValueKind.Months } type ? type : TypeOf(sum.Right) ?? TypeOf(sum.Left);
            case ConditionalSyntax choice:
                return TypeOf(choice.Then) is { IsPlain: false } then ? then : TypeOf(choice.Else);
            case CallSyntax { Function: "months_between" }:
                return ValueType.Count;
            case CallSyntax call:
                return call.Arguments.Select(TypeOf).FirstOrDefault(t => t is { IsPlain: false }) ?? TypeOf(call.Arguments[0]);
            case AggregateSyntax { Function: "sum" or "min" or "max" } aggregate:
                return new FormulaPrinter(pack, programme, english, ofMember: true).TypeOf(aggregate.Body);
            case AggregateSyntax { Function: "count" } or AgeSyntax:
                return ValueType.Count;
            default:
                return null;
        }
    }

    /// <summary>A value without a name that is too long to be written out where it is used.</summary>
    public bool StandsByCode(Definition definition) => definition.Name is null && !IsShort(definition);

    /// <summary>Whether a value, written out, has few enough names and numbers to stand in a formula.</summary>
    private bool IsShort(Definition definition)
    {
        var left = LongestInline;
        Count(definition, ref left);
        return left >= 0;
    }

    private void Count(Definition definition, ref int left) =>
        new FormulaPrinter(pack, definition.Programme, english, definition.OfMember).Count(ExpressionParser.Parse(definition.Formula.Text), ref left);

    private void Count(Syntax syntax, ref int left)
    {
        if (left < 0)
            return;
        if (syntax is NameSyntax name && Resolve(name).Definition is { Name: null } definition)
        {
            Count(definition, ref left);
            return;
        }
        var parts = Parts(syntax);
        if (parts.Count == 0)
            left--;
        foreach (var part in parts)
            Count(part, ref left);
    }

    private static IReadOnlyList<Syntax> Parts(Syntax syntax) => syntax switch
    {
        LookupSyntax lookup => [lookup.Table, lookup.Key],
        NegateSyntax negate => [negate.Operand],
        NotSyntax not => [not.Operand],
        BinarySyntax binary => [binary.Left, binary.Right],
        InSyntax options => [options.Operand, .. options.Options],
        ConditionalSyntax choice => [choice.Condition, choice.Then, choice.Else],
        CallSyntax call => call.Arguments,
        AggregateSyntax { Where: { } where } aggregate => [where, aggregate.Body],
        AggregateSyntax aggregate => [aggregate.Body],
        _ => [],
    };

    /// <summary>An English name inside a formula begins small, unless its first word is an abbreviation.</summary>
    private static string Small(string name) =>
        name.Length > 1 && char.IsUpper(name[0]) && char.IsLower(name[1]) ? char.ToLowerInvariant(name[0]) + name[1..] : name;
}
