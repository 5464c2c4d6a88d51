using Huimin.Platform.Documents;
using Huimin.Platform.Indicators;
using Huimin.Platform.Reports.Verifying;
using Huimin.Platform.Reports.Writing.Composing;
using Huimin.Platform.Reports.Writing.Exporting;
using Huimin.Platform.Reports.Writing.Language;
using Huimin.Platform.Reports.Writing.Proving;
using Huimin.Reports;
using Huimin.Reports.Documents;
using Huimin.Tests.Platform.Indicators;

namespace Huimin.Tests.Platform.Reports.Writing.Composing;

/// <summary>A report written by the program and read back by it gives the same figures.</summary>
public sealed class RoundTripTests
{
    [Theory, OnEveryDatabase]
    public async Task Summary_WrittenAndReadBack_GivesEveryFigureAndProvesThemAll(TestDatabase kind)
    {
        await using var city = await kind.FiguresAsync();
        var template = ReportCity.Text("work-summary");
        await city.ReportMissingAsync(template);
        var proven = await city.WriteAsync(template);
        proven.Report.Figures.Where(f => f.IsInText && f.Origin == FigureOrigin.Missing).ShouldBeEmpty();
        proven.Count(MarkStanding.Proved).ShouldBe(proven.Marks.Count, string.Join('\n', proven.Marks.Where(m => m.Standing != MarkStanding.Proved).Select(m => m.Quote + " " + Huimin.Platform.Texts.In(false, m.Reason))));
        proven.Marks.Count.ShouldBeGreaterThan(20);

        var written = proven.Report.Figures.Where(f => f.IsInText && f.Form is not (FigureForm.YearOnYear or FigureForm.OnPrevious)).ToList();
        foreach (var report in new[] { new ReportText(proven.Text), Word(proven.Report) })
        {
            var read = new ReportReader(FigureCity.Library.Catalogue).Read(report).Figures.Where(f => f.Indicator is not null).ToList();
            read.Select(f => f.Indicator).ShouldBe(written.Select(f => (string?)f.Code));
            foreach (var (figure, back) in written.Zip(read))
            {
                CompareFigure.Agrees(back, figure.Value!.Value).ShouldBeTrue(back.Quote);
                back.Unit.ShouldBe(figure.Unit, back.Quote);
                var isOfDay = FigureCity.Library.Find(figure.Code)!.IsOfDay;
                (isOfDay ? back.Period!.Value.Start : ReportCity.October.Start, back.Period!.Value.End).ShouldBe((back.Period.Value.Start, ReportCity.October.End), back.Quote);
            }

            var verified = await city.Verify().RunAsync(report);
            verified.Figures.Where(f => f.Indicator is not null).ShouldAllBe(f => f.Standing == FigureStanding.Proved);
            verified.IsClean.ShouldBeTrue();
        }
    }

    [Theory, OnEveryDatabase]
    public async Task Summary_OfACounty_IsProvedAgainstTheCounty(TestDatabase kind)
    {
        await using var city = await kind.FiguresAsync();
        var template = ReportCity.Text("work-summary");
        await city.ReportMissingAsync(template, FigureCity.Yishui);
        var proven = await city.WriteAsync(template, FigureCity.Yishui);
        proven.Report.TitleText.ShouldBe("沂水县民政局2026年10月社会救助和福利工作总结");
        proven.Marks.ShouldAllBe(m => m.Standing == MarkStanding.Proved);
        var verified = await city.Verify().RunAsync(Word(proven.Report));
        verified.Figures.Where(f => f.Indicator is not null).ShouldAllBe(f => f.Standing == FigureStanding.Proved && f.Region == SmallCity.Yishui);
    }

    /// <summary>Forms: the places add up, urban and rural are all, and the spreadsheet has the ledger's values as numbers.</summary>
    [Theory, OnEveryDatabase]
    public async Task MonthlyForm_IsFilledAndItsIdentitiesHold(TestDatabase kind)
    {
        await using var city = await kind.FiguresAsync();
        var proven = await city.WriteAsync(ReportCity.Text("assistance-monthly"));
        var tables = proven.Report.Blocks.OfType<TableBlock>().ToList();
        tables.Count.ShouldBe(2);
        tables[0].Rows.Count.ShouldBe(14);
        tables[0].Rows[0].Name.ShouldBe("合计");
        tables[0].Checks.Count.ShouldBeGreaterThan(5);
        tables[0].Checks.ShouldAllBe(c => c.IsGood);
        tables[0].Checks.ShouldContain(c => c.Text.Contains(" + ", StringComparison.Ordinal));
        var persons = (await city.FindAsync("dibao_recipients", FigureCity.Yishui, ReportCity.October, FigureSource.Records)).Value;
        var column = tables[0].Columns.ToList().FindIndex(c => c.StartsWith("城乡低保对象人数", StringComparison.Ordinal)) - 1;
        tables[0].Rows.Single(r => r.Name == "沂水县").Cells[column].Value.ShouldBe(persons);
        var sheet = ReportSheet.Write(proven.Report);
        sheet.ShouldBe(ReportSheet.Write(proven.Report));
        using var zip = new System.IO.Compression.ZipArchive(new MemoryStream(sheet));
        using var xml = new StreamReader(zip.GetEntry("xl/worksheets/sheet1.xml")!.Open());
        (await xml.ReadToEndAsync()).ShouldContain("沂水县");
    }

    [Theory, OnEveryDatabase]
    public async Task Compose_WhatTheLedgerDoesNotKnow_IsMissingAndNeverNone(TestDatabase kind)
    {
        await using var city = await kind.FiguresAsync();
        var proven = await city.WriteAsync("标题: {机关}{时期}情况\n\n全市养老机构{elder_care_institutions}。城乡低保对象{dibao_recipients|同比}。[[老年助餐食堂{elder_canteens}。]]\n");
        proven.Text.ShouldContain("养老机构【缺：养老机构数】。");
        proven.Text.ShouldNotContain("养老机构0");
        proven.Text.ShouldNotContain("食堂");
        proven.Report.Omitted.Single().Words.ShouldBe("老年助餐食堂{elder_canteens}。");
        proven.Report.Figures.ShouldAllBe(f => f.Origin == FigureOrigin.Missing && f.Why.Length > 0 && f.WhyEn.Length > 0);
        proven.Count(MarkStanding.Missing).ShouldBe(2);
    }

    [Theory, OnEveryDatabase]
    public async Task Compose_FutureOrUnknownPlace_IsRefused(TestDatabase kind)
    {
        await using var city = await kind.FiguresAsync();
        const string Text = "标题: {机关}{时期}情况\n\n全市低保{dibao_recipients@沭水县}。\n";
        (await Refused(Text, ReportCity.October)).ShouldContain("沭水县");
        (await Refused(Text.Replace("@沭水县", "", StringComparison.Ordinal), Period.Year(2027))).ShouldContain("还没有开始");
        (await Refused("标题: 甲\n\n{nothing}\n", ReportCity.October)).ShouldContain("第3行第2个字");

        async Task<string> Refused(string text, Period period) => (await Should.ThrowAsync<Huimin.Platform.CannotRunException>(() => city.WriteAsync(text, null, period))).In(english: false);
    }

    /// <summary>Of another place or time, and typed by hand: shown as such and held against the ledger.</summary>
    [Theory, OnEveryDatabase]
    public async Task Prove_WhatWasTyped_IsMarkedAndHeldAgainstTheLedger(TestDatabase kind)
    {
        await using var city = await kind.FiguresAsync();
        var persons = (await city.FindAsync("dibao_recipients", FigureCity.City, ReportCity.October, FigureSource.Records)).Value!.Value;
        var proven = await city.WriteAsync(
            $"标题: {{机关}}{{时期}}情况\n\n全市保障城乡低保{{dibao_recipients={persons + 7}人}}。全市城乡低保家庭{{dibao_households}}。其中沂水县保障城乡低保{{dibao_recipients@沂水县}}。\n\n全市保障城乡低保{persons}人。全市保障城乡低保{{={persons + 9}人|理由=含补登}}。全市销售福利彩票470万元。\n");
        proven.Marks.Select(m => (m.Origin, m.Standing, m.NeedsReason)).ShouldBe(
        [
            (FigureOrigin.Edited, MarkStanding.Contradicted, true), (FigureOrigin.Ledger, MarkStanding.Proved, false), (FigureOrigin.Ledger, MarkStanding.Proved, false),
            (FigureOrigin.Typed, MarkStanding.Proved, false), (FigureOrigin.Typed, MarkStanding.Contradicted, false), (FigureOrigin.Typed, MarkStanding.NotInLedger, false),
        ], string.Join('\n', proven.Marks.Select(m => m.Quote + ": " + Huimin.Platform.Texts.In(false, m.Reason))));
        proven.Marks[0].Ledger.ShouldBe(persons);
        proven.ByHand.ShouldBe(4);
    }

    private static ReportText Word(ComposedReport report)
    {
        using var file = new MemoryStream(WordFile.Write(ReportDocument.Of(report)));
        return ReportFile.Read(file);
    }
}
