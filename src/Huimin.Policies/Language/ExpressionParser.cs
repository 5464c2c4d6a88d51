using System.Globalization;

namespace Huimin.Policies;

/// <summary>
/// Reads one expression. From loosest to tightest: <c>a ? b : c</c>, <c>or</c>, <c>and</c>, <c>not</c>, comparison and <c>in</c>,
/// <c>+ -</c>, <c>* /</c>, minus sign.
/// </summary>
internal sealed class ExpressionParser
{
    /// <summary>Brackets inside brackets; the parser calls itself for each level.</summary>
    private const int MaximumDepth = 50;

    private static readonly string[] Aggregates = ["sum", "count", "any", "all", "min", "max"];

    private readonly IReadOnlyList<Token> tokens;
    private int position;
    private int depth;

    private ExpressionParser(string text) => tokens = Lexer.Read(text);

    private Token Current => tokens[position];

    /// <exception cref="SyntaxException">The text is not an expression.</exception>
    public static Syntax Parse(string text)
    {
        var parser = new ExpressionParser(text);
        var expression = parser.Expression();
        return parser.Current.Kind == TokenKind.End ? expression : throw parser.Unexpected("an operator or the end");
    }

    /// <summary>Reads what a sentence may hold besides an expression: <c>members where counted</c>.</summary>
    public static Syntax ParseMembersWhere(string text)
    {
        var parser = new ExpressionParser(text);
        parser.Word("members");
        parser.Word("where");
        var condition = parser.Expression();
        return parser.Current.Kind == TokenKind.End ? condition : throw parser.Unexpected("the end");
    }

    private Syntax Expression()
    {
        if (++depth > MaximumDepth)
            throw new SyntaxException(Current.At, $"nested deeper than {MaximumDepth} levels; give the parts names under 'define:'");
        var condition = Or();
        if (Current.Is("?"))
        {
            var at = Take().At;
            var then = Expression();
            Symbol(":");
            condition = new ConditionalSyntax(at, condition, then, Expression());
        }
        depth--;
        return condition;
    }

    private Syntax Or()
    {
        var left = And();
        while (Current.IsWord("or"))
            left = new BinarySyntax(Take().At, Operator.Or, left, And());
        return left;
    }

    private Syntax And()
    {
        var left = Not();
        while (Current.IsWord("and"))
            left = new BinarySyntax(Take().At, Operator.And, left, Not());
        return left;
    }

    private Syntax Not()
    {
        if (!Current.IsWord("not"))
            return Comparison();
        var at = Take().At;
        if (++depth > MaximumDepth)
            throw new SyntaxException(at, $"nested deeper than {MaximumDepth} levels");
        var negated = new NotSyntax(at, Not());
        depth--;
        return negated;
    }

    private Syntax Comparison()
    {
        var left = Sum();
        if (Current.IsWord("in"))
            return In(left);
        if (ComparisonOperator() is not { } comparison)
            return left;
        var at = Take().At;
        var compared = new BinarySyntax(at, comparison, left, Sum());
        return ComparisonOperator() is null
            ? compared
            : throw new SyntaxException(Current.At, "two values are compared at a time; join comparisons with 'and'");
    }

    private Operator? ComparisonOperator()
    {
        if (Current.Kind != TokenKind.Symbol)
            return null;
        return Current.Text switch
        {
            "=" => Operator.Equal,
            "!=" => Operator.NotEqual,
            "<" => Operator.Less,
            "<=" => Operator.LessOrEqual,
            ">" => Operator.Greater,
            ">=" => Operator.GreaterOrEqual,
            "==" => throw new SyntaxException(Current.At, "equality is written with one sign: ="),
            "&&" => throw new SyntaxException(Current.At, "write 'and'"),
            "||" => throw new SyntaxException(Current.At, "write 'or'"),
            _ => null,
        };
    }

    private InSyntax In(Syntax operand)
    {
        var at = Take().At;
        Symbol("[");
        var options = new List<Syntax> { Sum() };
        while (Current.Is(","))
        {
            Take();
            options.Add(Sum());
        }
        Symbol("]");
        return new InSyntax(at, operand, options);
    }

    private Syntax Sum()
    {
        var left = Product();
        while (Current.Is("+") || Current.Is("-"))
        {
            var sign = Take();
            left = new BinarySyntax(sign.At, sign.Text == "+" ? Operator.Add : Operator.Subtract, left, Product());
        }
        return left;
    }

    private Syntax Product()
    {
        var left = Signed();
        while (Current.Is("*") || Current.Is("/"))
        {
            var sign = Take();
            left = new BinarySyntax(sign.At, sign.Text == "*" ? Operator.Multiply : Operator.Divide, left, Signed());
        }
        return left;
    }

    private Syntax Signed() => Current.Is("-") ? new NegateSyntax(Take().At, Primary()) : Primary();

    private Syntax Primary()
    {
        var token = Current;
        switch (token.Kind)
        {
            case TokenKind.Number:
                Take();
                return NumberLiteral(token);
            case TokenKind.Percent:
                Take();
                return new NumberSyntax(token.At, Number.Of(Decimal(token.Text[..^1]) / 100), ValueType.Ratio);
            case TokenKind.Date:
                Take();
                return new DateSyntax(token.At, DateOnly.ParseExact(token.Text, "yyyy-MM-dd", CultureInfo.InvariantCulture));
            case TokenKind.Name:
                return NameOrCall();
            case TokenKind.Symbol when token.Text == "(":
                Take();
                var inner = Expression();
                Symbol(")");
                return inner;
            default:
                throw Unexpected("a value");
        }
    }

    private NumberSyntax NumberLiteral(Token token)
    {
        var value = Decimal(token.Text);
        if (!Number.Of(value).IsKnown)
            throw new SyntaxException(token.At, $"'{token.Text}' has too many digits");
        if (Current.IsWord("months") || Current.IsWord("month"))
        {
            Take();
            return new NumberSyntax(token.At, Number.Of(value), ValueType.Months);
        }
        if (Current.IsWord("years") || Current.IsWord("year"))
        {
            Take();
            return new NumberSyntax(token.At, Number.Of(value * 12), ValueType.Months);
        }
        return new NumberSyntax(token.At, Number.Of(value), value == decimal.Truncate(value) ? ValueType.Count : ValueType.Ratio);
    }

    private Syntax NameOrCall()
    {
        var token = Take();
        switch (token.Text)
        {
            case "true" or "false":
                return new TruthSyntax(token.At, token.Text == "true");
            case "age":
                if (!Current.IsWord("on"))
                    return new AgeSyntax(token.At, null);
                Take();
                return new AgeSyntax(token.At, Primary());
            case "and" or "or" or "not" or "in" or "on" or "where" or "members":
                position--;
                throw Unexpected("a value");
        }
        if (Current.Is("("))
            return Call(token);
        var path = new List<(string, int)> { (token.Text, token.At) };
        while (Current.Is("."))
        {
            Take();
            var part = Current.Kind == TokenKind.Name ? Take() : throw Unexpected("a name");
            path.Add((part.Text, part.At));
        }
        var name = new NameSyntax(token.At, path);
        if (!Current.Is("["))
            return name;
        Take();
        var key = Expression();
        Symbol("]");
        return new LookupSyntax(token.At, name, key);
    }

    private Syntax Call(Token function)
    {
        Take();
        if (Current.IsWord("members") && Aggregates.Contains(function.Text, StringComparer.Ordinal))
        {
            Take();
            Syntax? where = null;
            if (Current.IsWord("where"))
            {
                Take();
                where = Expression();
            }
            Symbol(":");
            var body = Expression();
            Symbol(")");
            return new AggregateSyntax(function.At, function.Text, where, body);
        }
        var arguments = new List<Syntax> { Expression() };
        while (Current.Is(","))
        {
            Take();
            arguments.Add(Expression());
        }
        Symbol(")");
        return new CallSyntax(function.At, function.Text, arguments);
    }

    private static decimal Decimal(string text) => decimal.Parse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);

    private Token Take() => tokens[position++];

    private void Symbol(string symbol)
    {
        if (!Current.Is(symbol))
            throw Unexpected($"'{symbol}'");
        Take();
    }

    private void Word(string word)
    {
        if (!Current.IsWord(word))
            throw Unexpected($"'{word}'");
        Take();
    }

    private SyntaxException Unexpected(string wanted)
    {
        ComparisonOperator(); // says what to write instead of ==, && and ||
        return new SyntaxException(Current.At, Current.Kind == TokenKind.End
            ? $"the expression ends where {wanted} is expected"
            : $"{wanted} is expected here, not '{Current.Text}'");
    }
}
