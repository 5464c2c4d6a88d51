using System.Text.RegularExpressions;

namespace Huimin.Tests.Platform.Ui;

/// <summary>Every text of a page goes through the localizer; that it has its English is tested with all <see cref="TextsTests"/>.</summary>
public sealed class WordsTests
{
    private static readonly Regex Comment = new(@"@\*.*?\*@|^\s*//.*$|//[^""\n]*$", RegexOptions.Singleline | RegexOptions.Multiline, TimeSpan.FromSeconds(1));

    /// <summary>A letter of an office has the words of GB/T 9704 whatever language its reader reads.</summary>
    private const string OfficialLetter = "OfficialPage.razor";

    [Fact]
    public void Pages_Markup_HoldNoChineseOutsideTheLocalizer()
    {
        var left = from file in SourceTexts.Files("*.razor")
                   where Path.GetFileName(file) != OfficialLetter
                   let text = SourceTexts.PageReason.Replace(SourceTexts.PageText.Replace(Comment.Replace(File.ReadAllText(file), ""), ""), "")
                   from line in text.Split('\n')
                   where SourceTexts.Chinese.IsMatch(line)
                   select $"{Path.GetFileName(file)}: {line.Trim()}";
        left.ShouldBeEmpty();
    }

    [Fact]
    public void Pages_Markup_HoldNoScriptAndNoStyle() => SourceTexts.Files("*.razor")
        .Where(f => Regex.IsMatch(File.ReadAllText(f), @"<script(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=""", RegexOptions.None, TimeSpan.FromSeconds(1)))
        .ShouldBeEmpty();
}
