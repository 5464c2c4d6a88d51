using System.Globalization;
using System.Text.RegularExpressions;
using Huimin.Platform;

namespace Huimin.Tests.Platform;

/// <summary>Chinese first, English complete, and no text outside <see cref="Texts"/>.</summary>
public sealed class TextsTests
{
    private static readonly Regex Placeholder = new(@"\{\d(?:,[^}:]*)?(?::[^}]*)?\}", RegexOptions.None, TimeSpan.FromSeconds(1));

    /// <summary>A sentence of nothing but values and Chinese marks needs its English as well.</summary>
    private static readonly Regex ChineseOrItsMarks = new(@"[\p{IsCJKUnifiedIdeographs}\u3001\u3002\uFF08\uFF09\uFF0C\uFF1A\uFF1B]", RegexOptions.None, TimeSpan.FromSeconds(1));

    /// <summary>A choice between markup and plain text, which writes out the markup's tags.</summary>
    private static readonly Regex MarkupOrText = new(
        @"\? L\.(?:Name|Rich)\((?:[^()]|\([^()]*\))*\) : (?:L\[|"")|\? (?:L\[[^\]]*\]|""[^""]*"") : L\.(?:Name|Rich)\(", RegexOptions.None, TimeSpan.FromSeconds(1));

    /// <summary>Sources whose Chinese is no message, and why; longer than that it is one all the same.</summary>
    private static readonly (string File, int Longest, string Why)[] NoMessages =
    [
        ("src/Huimin.Policies/", int.MaxValue, "the policy language carries both languages itself"),
        ("src/Huimin.Reports/", int.MaxValue, "words by which reports are understood; it says nothing to people itself"),
        ("src/Huimin.Platform/Reports/Verifying/VerifyReport.cs", 60, "words by which a report says what a standard was before"),
        ("bench/Huimin.Bench/ReportsBench.cs", int.MaxValue, "an invented report to read"),
        ("src/Huimin.Platform/Programmes/Publishing/DraftTemplates.cs", int.MaxValue, "policy text, which carries both languages itself"),
        ("bench/Huimin.Bench/ListAddresses.cs", 1, "family names that are searched for"),
        ("bench/Huimin.Bench/CasePopulation.cs", 80, "what invented cases say"),
        ("bench/Huimin.Bench/CasesBench.cs", 20, "what is noted on invented cases"),
        ("src/Huimin.Platform/Cases/Checking/CheckFile.cs", 4, "names of columns and results in files of other offices"),
        ("src/Huimin.Platform/Demo/", int.MaxValue, "names and addresses of invented people"),
        ("src/Huimin.Platform/Documents/", 35, "names of fonts, number words and the fixed words of official documents, which are Chinese whoever reads them"),
        ("src/Huimin.Modules/SocialAssistance/RegisterSamples.cs", int.MaxValue, "invented entries of the demo city"),
        ("src/Huimin.Modules/Disability/RegisterSamples.cs", int.MaxValue, "invented entries of the demo city"),
        ("src/Huimin.Modules/ChildWelfare/RegisterSamples.cs", int.MaxValue, "invented entries of the demo city"),
        ("src/Huimin.Platform/People/Transfer/CellValues.cs", 10, "words that cells may hold"),
        ("src/Huimin.Platform/People/Transfer/PeopleColumns.cs", 6, "names that a header may give a column"),
        ("src/Huimin.Platform/People/PeopleSearch.cs", 3, "how a household is called after its head"),
        ("src/Huimin.Platform/Regions/RegionFile.cs", 6, "names that a header may give a column, and levels"),
        ("src/Huimin.Platform/Regions/PlaceNames.cs", 10, "endings of the names of places"),
        ("src/Huimin.Platform/Values/BankAccount.cs", 2, "the word before the number of a passbook"),
        ("src/Huimin.Modules/", 40, "articles of laws, which letters cite in Chinese whatever the language"),
        ("src/Huimin.Platform/Cases/EscalatedReview.cs", 12, "an article of a law"),
        ("src/Huimin.Platform/Cases/Letters/", 80, "the words of letters, which are the papers that are signed and Chinese whoever reads them"),
        ("src/Huimin.Platform/Cases/Deciding/LetterNumber.cs", 3, "endings of the names of places"),
        ("src/Huimin.Platform/Indicators/FigureWords.cs", 10, "units and domains of the catalogue in both languages"),
        ("src/Huimin.Platform/Indicators/OwnIndicators.cs", 10, "names of indicators, which carry both languages themselves"),
        ("src/Huimin.Platform/Indicators/Entering/", 4, "names that a header may give a column, and words for bounds"),
        ("src/Huimin.Platform/Reports/Writing/Language/", 60, "words of the language of templates"),
        ("src/Huimin.Platform/Reports/Writing/Composing/", 16, "the words of reports, which are Chinese whoever reads them"),
        ("src/Huimin.Platform/Reports/Writing/Exporting/", 4, "likewise"),
        ("src/Huimin.Platform/Ui/Words.cs", 4, "dates, amounts and counts in both languages"),
        ("src/Huimin.Platform/Ui/Sentence.cs", int.MaxValue, "units in sentences of the policies"),
    ];

    static TextsTests() => _ = Huimin.Modules.AllModules.List;

    [Fact]
    public void Texts_InSources_HaveEnglishAndNoEnglishIsLeftOver()
    {
        SourceTexts.Keys.Count.ShouldBeGreaterThan(400);
        SourceTexts.Keys.Where(text => ChineseOrItsMarks.IsMatch(text) && !Texts.AllEnglish.ContainsKey(text)).ShouldBeEmpty();
        Texts.AllEnglish.Keys.Where(text => !SourceTexts.Keys.Contains(text)).ShouldBeEmpty("English that nothing uses");
    }

    [Fact]
    public void Pages_NeverChooseBetweenMarkupAndText() =>
        SourceTexts.Files("*.razor").SelectMany(file => MarkupOrText.Matches(File.ReadAllText(file)).Select(m => Path.GetFileName(file) + ": " + m.Value)).ShouldBeEmpty();

    [Fact]
    public void Sources_HoldNoChineseOutsideTheTexts()
    {
        SourceTexts.Outside.Where(found => !NoMessages.Any(n => found.File.StartsWith(n.File, StringComparison.Ordinal) && found.Text.Length <= n.Longest)).ShouldBeEmpty();
        NoMessages.Where(n => !SourceTexts.Outside.Any(found => found.File.StartsWith(n.File, StringComparison.Ordinal))).ShouldBeEmpty("exceptions that nothing needs");
    }

    [Fact]
    public void English_Texts_KeepThePlaceholdersAndHoldNoChinese()
    {
        foreach (var (chinese, english) in Texts.AllEnglish)
        {
            SourceTexts.Chinese.IsMatch(english).ShouldBe(english == "惠", chinese); // the seal is a picture
            foreach (var form in Forms(chinese, english))
                Placeholder.Matches(form).Select(m => m.Value).Distinct().ShouldBe(Placeholder.Matches(chinese).Select(m => m.Value).Distinct(), ignoreOrder: true, chinese);
        }
    }

    [Fact]
    public void Of_Values_PrintTheSameWhateverTheMachine()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            Texts.In(false, $"{12345}、{12345:D}、{1.5:0.00}、{new DateOnly(2026, 11, 1)}、{(string?)null}").ShouldBe("12,345、12345、1.50、2026-11-01、");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData(1, "1 error")]
    [InlineData(2, "2 errors")]
    public void In_English_ChoosesTheFormForOneOrMany(int count, string part) =>
        Texts.In(true, $"全部{count}处错误见 {"x.csv"}").ShouldContain(part);

    [Fact]
    public void CannotRun_Message_IsInTheCurrentLanguageAndInTheReaders()
    {
        var reason = new CannotRunException($"首行无法读取：{(FormattableString)$"应为是或否"}");
        reason.Message.ShouldBe("首行无法读取：应为是或否");
        reason.In(english: true).ShouldBe("The first line cannot be read: must be yes or no");
    }

    [Fact]
    public void RowReasons_FollowTheLanguageOfTheRun()
    {
        var before = CultureInfo.CurrentUICulture;
        try
        {
            Huimin.Platform.Values.CitizenId.TryParse("37", out _, out var chinese).ShouldBeFalse();
            chinese.ShouldBe("身份证号应为18位（旧证15位）");
            Texts.Speak(english: true);
            Huimin.Platform.Values.CitizenId.TryParse("37", out _, out var english).ShouldBeFalse();
            english.ShouldBe("a citizen ID has 18 characters (old ones 15)");
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    /// <summary>One for one and one for many, where the text has numbers to choose by.</summary>
    private static string[] Forms(string chinese, string english) => Placeholder.IsMatch(chinese) ? english.Split('|') : [english];
}
