using System.Runtime.CompilerServices;

namespace Huimin.Policies;

/// <summary>
/// Checks the expressions of one programme: finds what each name means, checks types and units, and makes the nodes that the
/// evaluator runs. Every mistake is recorded at its place; a wrong expression gives null and checking goes on.
/// </summary>
internal sealed partial class Binder(PackBinding pack, Programme programme, ErrorList errors)
{
    private YamlText text = null!;
    private int offset;
    private bool ofMember;
    private bool ownAmount;
    private References references = new();

    /// <summary>Binds a whole text as one expression. <paramref name="inMember"/>: names mean facts of a member.</summary>
    public Node? Bind(YamlText source, bool inMember, References used) => Bind(source, 0, source.Text, inMember, used, ExpressionParser.Parse);

    public TruthNode? BindTruth(YamlText source, bool inMember, References used) => Truth(Bind(source, inMember, used), source.At(0));

    /// <summary>Binds a sentence; <paramref name="withAmount"/>: it may say <c>{amount}</c>, the programme's own.</summary>
    public Wording? BindWording(YamlText? chinese, YamlText? english, bool inMember, bool withAmount, References used)
    {
        ownAmount = withAmount;
        var zh = chinese is null ? null : Parts(chinese, inMember, used);
        var en = english is null ? null : Parts(english, inMember, used);
        ownAmount = false;
        return zh is null || en is null ? null : new Wording(zh, en) { Text = chinese!.Text, TextEn = english!.Text };
    }

    private List<WordingPart>? Parts(YamlText source, bool inMember, References used)
    {
        var parts = new List<WordingPart>();
        var sentence = source.Text;
        var complete = true;
        for (var at = 0; at < sentence.Length;)
        {
            var open = sentence.IndexOf('{', at);
            if (open < 0)
                open = sentence.Length;
            if (open > at)
                parts.Add(new LiteralPart(sentence[at..open]));
            if (open == sentence.Length)
                break;
            var close = sentence.IndexOf('}', open);
            if (close < 0)
            {
                errors.Add(source.At(open), "the '{' has no '}'");
                return null;
            }
            if (Part(source, open + 1, sentence[(open + 1)..close], inMember, used) is { } part)
                parts.Add(part);
            else
                complete = false;
            at = close + 1;
        }
        return complete ? parts : null;
    }

    private WordingPart? Part(YamlText source, int at, string inner, bool inMember, References used)
    {
        if (inner.StartsWith("members where ", StringComparison.Ordinal))
            return Truth(Bind(source, at, inner, inMember: true, used, ExpressionParser.ParseMembersWhere), source.At(at)) is { } where ? new MembersPart(where) : null;
        if (!inner.StartsWith("parts of ", StringComparison.Ordinal))
            return Bind(source, at, inner, inMember, used, ExpressionParser.Parse) is { } value ? new ValuePart(value) : null;
        var name = inner["parts of ".Length..];
        if (Bind(source, at + "parts of ".Length, name, inMember, used, ExpressionParser.Parse) is not { } sum)
            return null;
        if (Terms.Of(sum) is { } terms)
            return new TermsPart(terms);
        errors.Add(source.At(at), $"'{name}' is not a sum of facts and named values");
        return null;
    }

    private Node? Bind(YamlText source, int at, string expression, bool inMember, References used, Func<string, Syntax> parse)
    {
        var outer = (text, offset, ofMember, references);
        (text, offset, ofMember, references) = (source, at, inMember, used);
        try
        {
            return Bind(parse(expression));
        }
        catch (SyntaxException e)
        {
            return Wrong(e.At, e.Message);
        }
        finally
        {
            (text, offset, ofMember, references) = outer;
        }
    }

    private Node? Bind(Syntax syntax)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
            return Wrong(syntax.At, "the values used here rest on each other too deeply");
        return syntax switch
        {
            NumberSyntax s => new ConstantNode(s.Value) { Type = s.Type },
            DateSyntax s => new ConstantNode(Number.Of(s.Value.DayNumber)) { Type = ValueType.Date },
            TruthSyntax s => new TruthConstantNode(s.Value ? Policies.Truth.True : Policies.Truth.False) { Type = ValueType.Bool },
            NameSyntax s => Name(s),
            LookupSyntax s => Lookup(s),
            NegateSyntax s => Negate(s),
            NotSyntax s => Condition(s.Operand) is { } operand ? new NotNode(operand) { Type = ValueType.Bool } : null,
            BinarySyntax s => Binary(s),
            InSyntax s => In(s),
            ConditionalSyntax s => Conditional(s),
            CallSyntax s => Call(s),
            AggregateSyntax s => Aggregate(s),
            AgeSyntax s => Age(s),
            _ => throw new InvalidOperationException($"{syntax.GetType().Name} has no meaning."),
        };
    }

    private TruthNode? Condition(Syntax syntax) => Truth(Bind(syntax), text.At(offset + syntax.At));

    private TruthNode? Truth(Node? node, Place place)
    {
        if (node is TruthNode truth)
            return truth;
        if (node is not null)
            errors.Add(place, $"a condition is expected here, and this is {node.Type}");
        return null;
    }

    /// <summary>A number of any unit, not a truth value.</summary>
    private NumberNode? Quantity(Syntax syntax)
    {
        var node = Bind(syntax);
        if (node is NumberNode number)
            return number;
        if (node is not null)
            Wrong(syntax.At, "a number is expected here, and this is a condition");
        return null;
    }

    private Node? Wrong(int at, string message)
    {
        errors.Add(text.At(offset + at), message);
        return null;
    }

    private AgeNode? Age(AgeSyntax syntax)
    {
        if (!ofMember || pack.Facts.Find("birth_date", ofHousehold: false) is not { } birthDate)
        {
            Wrong(syntax.At, "only a member has an age; use it inside sum(members: …) and the like");
            return null;
        }
        NumberNode? on = null;
        if (syntax.On is not null)
        {
            on = Quantity(syntax.On);
            if (on is null)
                return null;
            if (on.Type.Kind != ValueKind.Date)
            {
                Wrong(syntax.On.At, $"'age on' needs a date, and this is {on.Type}");
                return null;
            }
        }
        return new AgeNode(new MemberFactNode(birthDate) { Type = ValueType.Date }, on) { Type = ValueType.Count };
    }

    private Node? Aggregate(AggregateSyntax syntax)
    {
        var outer = ofMember;
        ofMember = true;
        var where = syntax.Where is null ? null : Condition(syntax.Where);
        var body = Bind(syntax.Body);
        ofMember = outer;
        if (body is null || (syntax.Where is not null && where is null))
            return null;
        var condition = body as TruthNode;
        var number = body as NumberNode;
        switch (syntax.Function)
        {
            case "count" when condition is not null:
                return new CountNode(where, condition) { Type = ValueType.Count };
            case "any" or "all" when condition is not null:
                return new AnyNode(where, condition, syntax.Function == "all") { Type = ValueType.Bool };
            case "sum" when number?.Type.Kind is ValueKind.Money or ValueKind.Count or ValueKind.Ratio or ValueKind.Months:
                return new SumNode(where, number) { Type = number.Type };
            case "min" or "max" when number?.Type.Kind is ValueKind.Money or ValueKind.Count or ValueKind.Ratio or ValueKind.Months:
                return new MemberExtremeNode(where, number, syntax.Function == "max") { Type = number.Type };
            default:
                return Wrong(syntax.Body.At, $"'{syntax.Function}(members: …)' cannot take {body.Type}");
        }
    }
}
