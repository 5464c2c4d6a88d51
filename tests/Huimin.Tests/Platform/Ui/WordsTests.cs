using System.Text.RegularExpressions;
using Huimin.Platform.Ui;

namespace Huimin.Tests.Platform.Ui;

/// <summary>Every text goes through the localizer and has its English.</summary>
public sealed class WordsTests
{
    private static readonly Regex Literal = new(@"(?:\bL|\bwords)(?:\.Rich)?[\[(]""(?<text>(?:[^""\\]|\\.)*)""", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
    private static readonly Regex Placeholder = new(@"\{\d\}", RegexOptions.None, TimeSpan.FromSeconds(1));
    private static readonly Regex Chinese = new(@"\p{IsCJKUnifiedIdeographs}", RegexOptions.None, TimeSpan.FromSeconds(1));
    private static readonly Regex Comment = new(@"@\*.*?\*@|^\s*//.*$|//[^""\n]*$", RegexOptions.Singleline | RegexOptions.Multiline, TimeSpan.FromSeconds(1));

    [Fact]
    public void Texts_InSources_HaveEnglish()
    {
        var used = Sources("*.razor").Concat(Sources("*.cs")).SelectMany(f => Literal.Matches(File.ReadAllText(f)).Select(m => m.Groups["text"].Value)).ToHashSet();
        used.Count.ShouldBeGreaterThan(200);
        used.Where(text => !Words.AllEnglish.ContainsKey(text)).ShouldBeEmpty();
        Words.AllEnglish.Keys.Where(text => !used.Contains(text)).ShouldBeEmpty("English that no page uses");
    }

    [Fact]
    public void English_Texts_KeepThePlaceholdersAndHoldNoChinese()
    {
        foreach (var (chinese, english) in Words.AllEnglish)
        {
            Chinese.IsMatch(english).ShouldBe(english == "惠", chinese); // the seal is a picture
            foreach (var form in english.Split('|'))
                Placeholder.Matches(form).Select(m => m.Value).Distinct().ShouldBe(Placeholder.Matches(chinese).Select(m => m.Value).Distinct(), ignoreOrder: true, chinese);
        }
    }

    [Fact]
    public void Pages_Markup_HoldNoChineseOutsideTheLocalizer()
    {
        var left = from file in Sources("*.razor")
                   let text = Literal.Replace(Comment.Replace(File.ReadAllText(file), ""), "")
                   from line in text.Split('\n')
                   where Chinese.IsMatch(line)
                   select $"{Path.GetFileName(file)}: {line.Trim()}";
        left.ShouldBeEmpty();
    }

    [Fact]
    public void Pages_Markup_HoldNoScriptAndNoStyle() => Sources("*.razor")
        .Where(f => Regex.IsMatch(File.ReadAllText(f), @"<script(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=""", RegexOptions.None, TimeSpan.FromSeconds(1)))
        .ShouldBeEmpty();

    private static IEnumerable<string> Sources(string pattern) =>
        Directory.EnumerateFiles(Path.Combine(SourceTree.Root, "src", "Huimin.Platform"), pattern, SearchOption.AllDirectories)
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));
}
