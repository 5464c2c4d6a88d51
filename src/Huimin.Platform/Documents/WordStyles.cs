using System.Globalization;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Huimin.Platform.Documents;

/// <summary>Fonts and styles of GB/T 9704-2012; sizes in half points: 2号 44, 3号 32, 4号 28.</summary>
internal static class WordStyles
{
    public const string Normal = "a";
    public const string Issuer = "Issuer";
    public const string Number = "Number";
    public const string Title = "Title";
    public const string Text = "Body";
    public const string Caption = "TableCaption";
    public const string Cell = "TableCell";
    public const string Foot = "Foot";
    public const string Footer = "Footer";

    public const int TextSize = 32;
    public const int FootSize = 28;

    private const string Latin = "Times New Roman";
    private const string FangSong = "仿宋_GB2312";
    private const string KaiTi = "楷体_GB2312";
    private const string HeiTi = "黑体";
    private const string SongTi = "宋体";
    private const string XiaoBiaoSong = "方正小标宋简体";

    /// <summary>Style of a heading: 黑体, 楷体, then 仿宋.</summary>
    public static string Heading(int level) => string.Create(CultureInfo.InvariantCulture, $"Heading{level}");

    public static Styles Styles() => new(
        new DocDefaults(
            new RunPropertiesDefault(new RunPropertiesBaseStyle(FontOf(FangSong), new FontSize { Val = "32" }, new FontSizeComplexScript { Val = "32" }, new Languages { Val = "en-US", EastAsia = "zh-CN" })),
            new ParagraphPropertiesDefault()),
        Style(Normal, "Normal", null, new StyleParagraphProperties(Exact(WordPage.Line), new Justification { Val = JustificationValues.Both }),
            new StyleRunProperties(new Spacing { Val = WordPage.CharacterSpace }, new FontSize { Val = "32" }, new FontSizeComplexScript { Val = "32" }), isDefault: true),
        Style(Issuer, "Issuer", Normal, new StyleParagraphProperties(
            new SpacingBetweenLines { Before = WordPage.Twips(35).ToString(CultureInfo.InvariantCulture), Line = "240", LineRule = LineSpacingRuleValues.Auto },
            new Justification { Val = JustificationValues.Center }), Run(XiaoBiaoSong, 72, color: "FF0000")),
        Style(Number, "Document Number", Normal, new StyleParagraphProperties(
            new ParagraphBorders(new BottomBorder { Val = BorderValues.Single, Color = "FF0000", Size = 12, Space = 11 }),
            new SpacingBetweenLines { Before = "1158", Line = "579", LineRule = LineSpacingRuleValues.Exact },
            new Justification { Val = JustificationValues.Center }), null),
        Style(Title, "Title", Normal, new StyleParagraphProperties(
            new KeepNext(), new SnapToGrid { Val = false },
            new SpacingBetweenLines { Before = "1158", After = "579", Line = "700", LineRule = LineSpacingRuleValues.Exact },
            new Justification { Val = JustificationValues.Center }), Run(XiaoBiaoSong, 44)),
        Style(Text, "Body Text", Normal, new StyleParagraphProperties(new Indentation { FirstLine = "640", FirstLineChars = 200 }), null),
        HeadingStyle(1, HeiTi),
        HeadingStyle(2, KaiTi),
        HeadingStyle(3, FangSong),
        HeadingStyle(4, FangSong),
        Style(Caption, "Table Caption", Normal, new StyleParagraphProperties(new KeepNext(), new Justification { Val = JustificationValues.Center }), Run(HeiTi, FootSize)),
        Style(Cell, "Table Cell", Normal, new StyleParagraphProperties(
            new SnapToGrid { Val = false }, new SpacingBetweenLines { Before = "20", After = "20", Line = "240", LineRule = LineSpacingRuleValues.Auto }), null),
        Style(Foot, "Foot", Normal, null, Run(FangSong, FootSize)),
        Style(Footer, "footer", Normal, new StyleParagraphProperties(
            new SnapToGrid { Val = false }, new SpacingBetweenLines { Line = "240", LineRule = LineSpacingRuleValues.Auto }), Run(SongTi, FootSize, latin: SongTi)));

    /// <summary>The fonts of the standard are sold apart from the system: each names those that stand in for it, on Windows, macOS and Linux.</summary>
    public static Fonts Fonts() => new(
        FontEntry(FangSong, "仿宋,FangSong,STFangsong,华文仿宋", FontFamilyValues.Modern),
        FontEntry(KaiTi, "楷体,KaiTi,STKaiti,华文楷体", FontFamilyValues.Modern),
        FontEntry(HeiTi, "SimHei,STHeiti,Noto Sans CJK SC", FontFamilyValues.Modern),
        FontEntry(SongTi, "SimSun,STSong,Noto Serif CJK SC", FontFamilyValues.Auto),
        FontEntry(XiaoBiaoSong, "小标宋体,华文中宋,STZhongsong,宋体", FontFamilyValues.Auto));

    public static Settings Settings() => new(
        new EvenAndOddHeaders(),
        new CharacterSpacingControl { Val = CharacterSpacingValues.CompressPunctuation },
        new Compatibility(new UseFarEastLayout(), new CompatibilitySetting { Name = CompatSettingNameValues.CompatibilityMode, Uri = "http://schemas.microsoft.com/office/word", Val = "15" }));

    public static RunFonts FontOf(string chinese, string latin = Latin) => new() { Ascii = latin, HighAnsi = latin, EastAsia = chinese, ComplexScript = latin };

    private static SpacingBetweenLines Exact(int line) => new() { Line = line.ToString(CultureInfo.InvariantCulture), LineRule = LineSpacingRuleValues.Exact };

    private static Style HeadingStyle(int level, string font) => Style(
        Heading(level), string.Create(CultureInfo.InvariantCulture, $"heading {level}"), Text, new StyleParagraphProperties(new KeepNext(), new OutlineLevel { Val = level - 1 }), Run(font, TextSize));

    private static StyleRunProperties Run(string font, int size, string? color = null, string latin = Latin)
    {
        var run = new StyleRunProperties(FontOf(font, latin));
        if (color is not null)
            run.Append(new Color { Val = color });
        run.Append(new FontSize { Val = size.ToString(CultureInfo.InvariantCulture) }, new FontSizeComplexScript { Val = size.ToString(CultureInfo.InvariantCulture) });
        return run;
    }

    private static Style Style(string id, string name, string? basedOn, StyleParagraphProperties? paragraph, StyleRunProperties? run, bool isDefault = false)
    {
        var style = new Style { Type = StyleValues.Paragraph, StyleId = id, Default = isDefault ? true : null, CustomStyle = name.Length > 0 && char.IsUpper(name[0]) && name is not ("Normal" or "Title" or "Body Text") ? true : null };
        style.Append(new StyleName { Val = name });
        if (basedOn is not null)
            style.Append(new BasedOn { Val = basedOn });
        style.Append(new PrimaryStyle());
        if (paragraph is not null)
            style.Append(paragraph);
        if (run is not null)
            style.Append(run);
        return style;
    }

    private static Font FontEntry(string name, string others, FontFamilyValues family) => new(
        new AltName { Val = others },
        new FontCharSet { Val = "86" },
        new FontFamily { Val = family },
        new Pitch { Val = FontPitchValues.Default })
    {
        Name = name,
    };
}
