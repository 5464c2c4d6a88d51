using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using DocumentFormat.OpenXml.Wordprocessing;
using Huimin.Platform.Documents;

namespace Huimin.Tests.Platform.Documents;

public sealed class WordFileTests
{
    [Fact]
    public void Write_Document_IsValidAndSaysTheSame()
    {
        var file = WordFile.Write(SampleDocument.Decision);
        Problems(file).ShouldBeEmpty();
        var text = Paragraphs(file);
        string[] expected =
        [
            "沂水县民政局文件", "沂水民救〔2026〕12号", "关于2026年第四季度最低生活保障审核确认情况的通报", "各乡镇人民政府、街道办事处：",
            "一、总体情况", "（一）办理时限", "（二）公示情况", "1．公示范围", "二、分乡镇情况", "2026年第四季度最低生活保障审核确认情况表", "三、下一步要求",
            "附件：1.2026年第四季度新增最低生活保障对象名单", "沂水县民政局", "2026年11月29日", "抄送：临沂市民政局，县财政局，县审计局，县乡村振兴服务中心，县残疾人联合会。", "沂水县民政局办公室2026年11月30日印发",
        ];
        text.Where(expected.Contains).ShouldBe(expected);
        text.ShouldContain("含特困供养转入1户，待补充县级核对报告");
    }

    [Fact]
    public void Write_Layout_IsThatOfTheStandard()
    {
        using var word = Open(WordFile.Write(SampleDocument.Decision));
        var section = word.MainDocumentPart!.Document.Body!.GetFirstChild<SectionProperties>()!;
        var margin = section.GetFirstChild<PageMargin>()!;
        (margin.Top!.Value, margin.Left!.Value, margin.Right!.Value, margin.Bottom!.Value).ShouldBe((2098, 1587u, 1474u, 1984));
        var grid = section.GetFirstChild<DocGrid>()!;
        // 22 lines fill the height, and no more.
        var lines = (16838.0 - 2098 - 1984) / grid.LinePitch!.Value;
        lines.ShouldBeInRange(22, 22.9);
        var normal = word.MainDocumentPart.StyleDefinitionsPart!.Styles!.Elements<Style>().Single(s => s.Default?.Value == true).StyleRunProperties!;
        normal.FontSize!.Val!.Value.ShouldBe("32");
        var characters = (11906.0 - 1587 - 1474) / 20 / (16 + (normal.Spacing!.Val!.Value / 20.0));
        characters.ShouldBeInRange(28, 28.9);
        var table = word.MainDocumentPart.Document.Body.GetFirstChild<Table>()!;
        var rows = table.Elements<TableRow>().ToList();
        rows.Select(r => r.Descendants<TableHeader>().Any()).ShouldBe([true, .. Enumerable.Repeat(false, 30)]);
        rows.ShouldAllBe(r => r.Elements<TableCell>().Count() == 5);
        word.MainDocumentPart.FooterParts.Select(f => f.Footer.InnerText).ShouldAllBe(f => f == "— 1 —");
        word.MainDocumentPart.FontTablePart!.Fonts.Elements<Font>().ShouldAllBe(f => f.AltName!.Val!.Value!.Length > 0);
    }

    [Fact]
    public void Write_SameDocument_IsTheSameFile()
    {
        var again = SampleDocument.Decision with { Parts = [.. SampleDocument.Decision.Parts] };
        WordFile.Write(again).ShouldBe(WordFile.Write(SampleDocument.Decision));
        WordFile.Write(again with { Title = "x" }).ShouldNotBe(WordFile.Write(SampleDocument.Decision));
    }

    /// <summary>Charts are Word's own, valid, and hold their values; what is not known is a gap and not nothing.</summary>
    [Fact]
    public void Write_Charts_AreValidAndHoldTheirValues()
    {
        var values = new (string, decimal?)[] { ("26.08", 12), ("26.09", null), ("26.10", 1234.5m) };
        var document = SampleDocument.Decision with { Parts = [new DocumentParagraph("一"), new DocumentChart(ChartShape.Line, "走势（人）", values), new DocumentChart(ChartShape.Bars, "比较（万元）", values)] };
        var file = WordFile.Write(document);
        Problems(file).ShouldBeEmpty();
        file.ShouldBe(WordFile.Write(document));
        using var word = Open(file);
        var charts = word.MainDocumentPart!.ChartParts.ToList();
        charts.Count.ShouldBe(2);
        charts.ShouldAllBe(c => c.ChartSpace.Descendants<DocumentFormat.OpenXml.Drawing.Charts.NumericPoint>().Select(p => p.InnerText).SequenceEqual(new[] { "12", "1234.5" }));
        Paragraphs(file).ShouldContain("走势（人）");
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("<w:p/>&amp;\"'</w:t>]]>")]
    [InlineData("a\u0001\u0008\u000B\u001Fb\0")]
    [InlineData("\uD800半个\uDC00字𠮷\uFFFE\uFFFF")]
    [InlineData("行一\r\n行二\n\n行四\t制表")]
    [InlineData("\u202Eexe.txt\u2066")]
    [InlineData("{PAGE}{=1+1} HYPERLINK \"http://x\"")]
    public void Write_AnyText_BreaksNothing(string text)
    {
        var file = WordFile.Write(Everywhere(text));
        Problems(file).ShouldBeEmpty();
        using var word = Open(file);
        word.MainDocumentPart!.Document.Body!.Descendants<FieldCode>().ShouldBeEmpty();
        word.MainDocumentPart.HyperlinkRelationships.ShouldBeEmpty();
    }

    [Fact]
    public void Write_TextOfAttacks_IsKeptAsItIs() =>
        Paragraphs(WordFile.Write(Everywhere("<b>&amp;\"𠮷"))).ShouldContain("<b>&amp;\"𠮷");

    [Fact]
    public void Write_VeryLongTexts_AreWhole()
    {
        var text = string.Concat(Enumerable.Repeat("民政𠮷", 50_000));
        var file = WordFile.Write(Everywhere(text));
        Problems(file).ShouldBeEmpty();
        Paragraphs(file).ShouldContain(text);
    }

    [Fact]
    public void Write_Bare_HasNoEmptyFoot()
    {
        var file = WordFile.Write(new OfficialDocument { Issuer = "沂水县民政局", Title = "通知", Signature = "沂水县民政局", Date = new(2026, 1, 2) });
        Problems(file).ShouldBeEmpty();
        Paragraphs(file).Where(p => p.Length > 0).ShouldBe(["沂水县民政局", "通知", "沂水县民政局", "2026年1月2日"]);
    }

    [Fact]
    public void Numbers_OfHeadings_BeginAnewUnderEachHeadingAbove()
    {
        int[] levels = [1, 2, 2, 3, 4, 4, 3, 1, 2, 3];
        var document = SampleDocument.Decision with { Parts = [.. levels.Select(l => new DocumentHeading(l, ""))] };
        document.Numbered().Select(n => n.Number).ShouldBe(["一、", "（一）", "（二）", "1．", "（1）", "（2）", "2．", "二、", "（一）", "1．"]);
        var many = SampleDocument.Decision with { Parts = [.. Enumerable.Range(1, 101).Select(_ => new DocumentHeading(1, ""))] };
        var numbers = many.Numbered().Select(n => n.Number).ToList();
        (numbers[9], numbers[10], numbers[19], numbers[20], numbers[98], numbers[100]).ShouldBe(("十、", "十一、", "二十、", "二十一、", "九十九、", "101、"));
    }

    [Fact]
    public void Parts_ThatCannotBe_AreRefused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new DocumentHeading(5, "x"));
        Should.Throw<ArgumentException>(() => new DocumentTable([], []));
        Should.Throw<ArgumentException>(() => new DocumentTable([new("a")], [["1", "2"]]));
        Should.Throw<ArgumentOutOfRangeException>(() => OfficialDocument.NumberOf("沂水民救", 2026, 0));
    }

    private static OfficialDocument Everywhere(string text) => new()
    {
        Issuer = text,
        Number = text,
        Title = text,
        Addressee = text,
        Parts =
        [
            new DocumentParagraph(text), new DocumentHeading(1, text), new DocumentHeading(4, text), new DocumentTable([new(text), new(text, 9)], [[text], [], [text, text]], text),
            new DocumentTable([.. Enumerable.Range(0, 12).Select(_ => new DocumentColumn(text))], []), new DocumentTable([new(text)], []),
            new DocumentChart(ChartShape.Line, text, [(text, 1), (text, null)]), new DocumentMap(new DocumentTable([new(text)], [[text]]), null),
        ],
        Attachments = [text, text, .. Enumerable.Repeat(text, 10)],
        Signature = text,
        Date = new DateOnly(1, 1, 1),
        CopyTo = text,
        PrintedBy = text,
    };

    private static WordprocessingDocument Open(byte[] file) => WordprocessingDocument.Open(new MemoryStream(file), isEditable: false);

    private static List<string> Problems(byte[] file)
    {
        using var word = Open(file);
        return [.. new OpenXmlValidator(DocumentFormat.OpenXml.FileFormatVersions.Office2013).Validate(word).Select(e => $"{e.Part?.Uri} {e.Path?.XPath}: {e.Description}")];
    }

    private static List<string> Paragraphs(byte[] file)
    {
        using var word = Open(file);
        return [.. word.MainDocumentPart!.Document.Body!.Descendants<Paragraph>().Select(p => p.InnerText)];
    }
}
