using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Huimin.Policies;
using Microsoft.AspNetCore.Components;

namespace Huimin.Platform.Ui;

/// <summary>Sentences that the policies write, as pages show them: numbers in bold, dates in words.</summary>
public static partial class Sentence
{
    public static MarkupString Rich(string sentence, Words words)
    {
        ArgumentNullException.ThrowIfNull(words);
        var html = new StringBuilder();
        var done = 0;
        foreach (Match match in Marked().Matches(sentence))
        {
            html.Append(words.Name(sentence[done..match.Index]).Value);
            if (match.Groups["date"].Success)
                html.Append(words.Date(DateOnly.ParseExact(match.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture)));
            else if (match.Groups["month"].Success)
                html.Append(words.Month(Month.Parse(match.Value)));
            else if (match.Groups["document"].Success)
                html.Append(words.Name(match.Value).Value);
            else
                html.Append("<b>").Append(words.Name(match.Value).Value).Append("</b>");
            done = match.Index + match.Length;
        }

        return new MarkupString(html.Append(words.Name(sentence[done..]).Value).ToString());
    }

    /// <summary>A date; a month; a document number, whose digits are no quantity; or a number with its unit.</summary>
    [GeneratedRegex(@"(?<date>(?<![\d-])(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?![\d-]))|(?<month>(?<![\d-])(?:19|20)\d\d-(?:0[1-9]|1[0-2])(?![\d-]))|(?<document>〔\d+〕\d*)|[−-]?\d[\d,]*(?:\.\d+)?%?(?:\s?(?:元/月|元/年|元|人|岁|周岁|个月|套|辆))?",
        RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Marked();
}
