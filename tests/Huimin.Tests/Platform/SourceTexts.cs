using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Huimin.Tests.Platform;

/// <summary>
/// The texts in the sources: those handed to <see cref="Huimin.Platform.Texts"/> (an interpolated string where a
/// <see cref="FormattableString"/> is wanted, or the words of a page), and the Chinese that stands outside.
/// </summary>
public static class SourceTexts
{
    public static readonly Regex Chinese = new(@"\p{IsCJKUnifiedIdeographs}", RegexOptions.None, TimeSpan.FromSeconds(1));

    /// <summary>The words of a page: <c>L["…"]</c>, <c>words.Rich("…")</c>.</summary>
    public static readonly Regex PageText = new(@"(?:\bL|\bwords)(?:\.Rich)?[\[(]""(?<text>(?:[^""\\]|\\.)*)""", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    /// <summary>A text without values that the code of a page hands over: <c>new CannotRunException($"…")</c>.</summary>
    public static readonly Regex PageReason = new(@"(?<!@\()\$""(?<text>[^""{}]*\p{IsCJKUnifiedIdeographs}[^""{}]*)""", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    private static readonly Lazy<(IReadOnlySet<string> Texts, IReadOnlyList<(string File, string Text)> Outside)> Read = new(ReadAll);

    /// <summary>Keys of <c>english.json</c> as the code has them.</summary>
    public static IReadOnlySet<string> Keys => Read.Value.Texts;

    /// <summary>Chinese literals in C# that are handed to nobody.</summary>
    public static IReadOnlyList<(string File, string Text)> Outside => Read.Value.Outside;

    public static IEnumerable<string> Files(string pattern) => new[] { "src", "bench" }
        .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(SourceTree.Root, folder), pattern, SearchOption.AllDirectories))
        .Where(f => !f.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin" or "node_modules"));

    private static (IReadOnlySet<string> Texts, IReadOnlyList<(string File, string Text)> Outside) ReadAll()
    {
        var keys = Files("*.razor").Select(File.ReadAllText).SelectMany(page => PageText.Matches(page).Concat(PageReason.Matches(page))).Select(m => m.Groups["text"].Value).ToHashSet();
        var files = Files("*.cs").Select(f => (Name: Path.GetRelativePath(SourceTree.Root, f).Replace('\\', '/'), Root: Parse(f))).ToList();
        var takers = files.SelectMany(f => f.Root.DescendantNodes()).OfType<ParameterSyntax>()
            .Where(p => IsText(p.Type) || p.Type?.ToString().StartsWith("Func<FormattableString", StringComparison.Ordinal) == true)
            .Select(Taker).ToHashSet(StringComparer.Ordinal);
        // By name: the types of properties and fields, for what is assigned to them in an initialiser.
        var properties = files.SelectMany(f => f.Root.DescendantNodes()).OfType<PropertyDeclarationSyntax>().ToLookup(p => p.Identifier.Text, p => p.Type.ToString());
        var outside = new List<(string File, string Text)>();
        foreach (var (name, root) in files)
        {
            foreach (var node in root.DescendantNodes())
            {
                if (node is InterpolatedStringExpressionSyntax text && IsHandedOver(text, takers, properties))
                    keys.Add(Key(text));
                else if (node is LiteralExpressionSyntax literal && IsPageText(literal))
                    keys.Add(literal.Token.ValueText);
                else if (node is InterpolatedStringExpressionSyntax or LiteralExpressionSyntax && Chinese.IsMatch(Own(node)))
                    outside.Add((name, Own(node)));
            }
        }

        return (keys, outside);
    }

    private static SyntaxNode Parse(string file) => CSharpSyntaxTree.ParseText(File.ReadAllText(file)).GetRoot();

    private static bool IsText(TypeSyntax? type) => type?.ToString().TrimEnd('?') == nameof(FormattableString);

    /// <summary>What is called to hand a text to the parameter: the method, the class of the constructor, or the function in the parameter itself.</summary>
    private static string Taker(ParameterSyntax parameter) => parameter.Type is GenericNameSyntax
        ? parameter.Identifier.Text
        : parameter.Parent?.Parent switch
        {
            MethodDeclarationSyntax method => method.Identifier.Text,
            LocalFunctionStatementSyntax function => function.Identifier.Text,
            ConstructorDeclarationSyntax constructor => constructor.Identifier.Text,
            RecordDeclarationSyntax record => record.Identifier.Text,
            _ => "",
        };

    private static bool IsHandedOver(InterpolatedStringExpressionSyntax text, HashSet<string> takers, ILookup<string, string> properties) => Outermost(text).Parent switch
    {
        ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } => takers.Contains(call.Expression switch
        {
            MemberAccessExpressionSyntax access => access.Name.Identifier.Text,
            var plain => plain.ToString(),
        }),
        ArgumentSyntax { Parent.Parent: ObjectCreationExpressionSyntax made } => takers.Contains(made.Type.ToString()),
        ArgumentSyntax { Parent.Parent: ImplicitObjectCreationExpressionSyntax made } => Wanted(made, properties).Any(takers.Contains),
        AssignmentExpressionSyntax { Left: IdentifierNameSyntax set } => properties[set.Identifier.Text].Any(t => t.TrimEnd('?') == nameof(FormattableString)),
        ReturnStatementSyntax or ArrowExpressionClauseSyntax => IsText(ReturnType(text)),
        _ => false,
    };

    /// <summary>The whole choice that a text is one case of.</summary>
    private static SyntaxNode Outermost(SyntaxNode node)
    {
        while (node.Parent is SwitchExpressionArmSyntax or SwitchExpressionSyntax or ConditionalExpressionSyntax or ParenthesizedExpressionSyntax)
            node = node.Parent;
        return node;
    }

    /// <summary>The types that <c>new(…)</c> may make where it stands: of the property or field that it is assigned to, or what a method returns.</summary>
    private static IEnumerable<string> Wanted(SyntaxNode made, ILookup<string, string> properties)
    {
        foreach (var above in made.Ancestors())
        {
            switch (above)
            {
                case AssignmentExpressionSyntax { Left: IdentifierNameSyntax set }:
                    return properties[set.Identifier.Text].Select(Element);
                case VariableDeclarationSyntax declared:
                    return [Element(declared.Type.ToString())];
                case ArgumentSyntax { Parent.Parent: ObjectCreationExpressionSyntax outer }:
                    return [Element(outer.Type.ToString()), "FormField", "FieldOption", "DocumentKind"];
                case MemberDeclarationSyntax or LocalFunctionStatementSyntax:
                    return [Element(ReturnType(made)?.ToString() ?? "")];
            }
        }

        return [];
    }

    /// <summary><c>IReadOnlyList&lt;FieldOption&gt;</c> and <c>FieldOption[]</c> are of FieldOption.</summary>
    private static string Element(string type)
    {
        var inner = type.LastIndexOf('<') is var open and >= 0 ? type[(open + 1)..type.IndexOf('>', StringComparison.Ordinal)] : type;
        return inner.TrimEnd('?', ']', '[');
    }

    private static TypeSyntax? ReturnType(SyntaxNode node) => node.Ancestors().Select(a => a switch
    {
        MethodDeclarationSyntax method => method.ReturnType,
        LocalFunctionStatementSyntax function => function.ReturnType,
        PropertyDeclarationSyntax property => property.Type,
        _ => null,
    }).FirstOrDefault(t => t is not null);

    private static bool IsPageText(LiteralExpressionSyntax literal) => literal.Parent is ArgumentSyntax argument && argument.Parent switch
    {
        { Parent: ElementAccessExpressionSyntax access } => access.Expression.ToString() is "words" or "L" && access.ArgumentList.Arguments[0] == argument,
        { Parent: InvocationExpressionSyntax call } => call.Expression.ToString() is "words.Rich" or "L.Rich" && call.ArgumentList.Arguments[0] == argument,
        _ => false,
    };

    /// <summary>The text's own characters, without those of literals inside its holes.</summary>
    private static string Own(SyntaxNode node) => node is InterpolatedStringExpressionSyntax text
        ? string.Concat(text.Contents.OfType<InterpolatedStringTextSyntax>().Select(t => t.TextToken.ValueText))
        : ((LiteralExpressionSyntax)node).Token.ValueText;

    /// <summary><c>$"第{line:D}行"</c> is 第{0:D}行.</summary>
    private static string Key(InterpolatedStringExpressionSyntax text)
    {
        var hole = 0;
        return string.Concat(text.Contents.Select(part => part switch
        {
            InterpolationSyntax value => "{" + (hole++).ToString(CultureInfo.InvariantCulture) + value.AlignmentClause + value.FormatClause + "}",
            InterpolatedStringTextSyntax plain => plain.TextToken.ValueText.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal),
            _ => "",
        }));
    }
}
