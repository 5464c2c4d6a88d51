using System.Globalization;

namespace Huimin.Policies;

internal enum TokenKind
{
    End,
    Name,
    Number,
    Percent,
    Date,
    Symbol,
}

internal readonly record struct Token(TokenKind Kind, string Text, int At)
{
    public bool Is(string symbol) => Kind == TokenKind.Symbol && Text == symbol;

    public bool IsWord(string word) => Kind == TokenKind.Name && Text == word;
}

/// <summary>A mistake in an expression, at a character of its text.</summary>
internal sealed class SyntaxException(int at, string message) : Exception(message)
{
    public int At { get; } = at;
}

/// <summary>Cuts an expression into names, numbers and symbols.</summary>
internal static class Lexer
{
    /// <summary>An expression of a policy has about twenty tokens; the limit keeps trees shallow.</summary>
    public const int MaximumTokens = 500;

    private static readonly string[] Symbols = ["<=", ">=", "!=", "==", "&&", "||", "<", ">", "=", "+", "-", "*", "/", "(", ")", "[", "]", ",", ".", "?", ":"];

    public static IReadOnlyList<Token> Read(string text)
    {
        var tokens = new List<Token>();
        var at = 0;
        while (true)
        {
            while (at < text.Length && char.IsWhiteSpace(text[at]))
                at++;
            if (tokens.Count > MaximumTokens)
                throw new SyntaxException(at, $"an expression may have {MaximumTokens} words and symbols; give its parts names under 'define:'");
            var token = at < text.Length ? Next(text, at) : new Token(TokenKind.End, "", text.Length);
            tokens.Add(token);
            if (token.Kind == TokenKind.End)
                return tokens;
            at += token.Text.Length;
        }
    }

    private static Token Next(string text, int at)
    {
        var rest = text.AsSpan(at);
        var first = rest[0];
        if (char.IsAsciiLetter(first) || first == '_')
            return new Token(TokenKind.Name, Run(rest, c => char.IsAsciiLetterOrDigit(c) || c == '_'), at);
        if (char.IsAsciiDigit(first))
            return NumberOrDate(rest, at);
        foreach (var symbol in Symbols)
            if (rest.StartsWith(symbol, StringComparison.Ordinal))
                return new Token(TokenKind.Symbol, symbol, at);
        throw new SyntaxException(at, $"the character '{first}' means nothing here");
    }

    private static Token NumberOrDate(ReadOnlySpan<char> rest, int at)
    {
        if (rest.Length >= 10 && DateOnly.TryParseExact(rest[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
            return new Token(TokenKind.Date, rest[..10].ToString(), at);
        var number = Run(rest, c => char.IsAsciiDigit(c) || c == '.');
        if (!decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) || value > 1_000_000_000_000)
            throw new SyntaxException(at, $"'{(number.Length > 30 ? number[..30] + "…" : number)}' is not a number that can be used");
        return rest.Length > number.Length && rest[number.Length] == '%'
            ? new Token(TokenKind.Percent, number + "%", at)
            : new Token(TokenKind.Number, number, at);
    }

    private static string Run(ReadOnlySpan<char> rest, Func<char, bool> belongs)
    {
        var length = 0;
        while (length < rest.Length && belongs(rest[length]))
            length++;
        return rest[..length].ToString();
    }
}
