using Huimin.Platform.Data;
using Huimin.Platform.Indicators;
using Huimin.Platform.Regions;
using Huimin.Platform.Reports.Writing.Language;

namespace Huimin.Platform.Reports.Writing.Composing;

/// <summary>
/// Writes the figures of the ledger into the text of a report 生成报告. What the ledger does not know is written as missing, with why, and
/// never as nothing.
/// </summary>
public sealed class ComposeReport(Database database, Ledger ledger)
{
    private readonly IndicatorLibrary library = ledger.Library;

    /// <param name="text">As <see cref="TemplateReader.Clean"/> gives it.</param>
    /// <param name="source"><see cref="FigureSource.Records"/> for what is signed or proved.</param>
    /// <param name="date">The day that stands under it; today where null.</param>
    /// <exception cref="CannotRunException">The text has errors, names a place that is not there, or its period has not begun.</exception>
    public async Task<ComposedReport> RunAsync(string text, DivisionCode region, Period period, FigureSource source, DateOnly? date = null, CancellationToken cancellation = default)
    {
        var template = TemplateReader.Read(text, library).RequireSound();
        RequireBegun(period, ledger.Today);
        await using var context = database.CreateContext();
        var setting = await ReportSetting.ReadAsync(context, region, period, ledger.Today, cancellation);
        var answers = new LedgerAnswers(ledger, source);
        var writing = new ReportWriting(setting, library, answers);
        writing.Plan(template);
        await answers.AskAsync(cancellation);
        return writing.Write(template) with { Date = date ?? ledger.Today };
    }

    /// <exception cref="CannotRunException">It lies ahead: nothing of it can be known.</exception>
    public static void RequireBegun(Period period, DateOnly today)
    {
        if (period.Start > today)
            throw new CannotRunException($"{period}还没有开始，不能写它的报告。");
    }
}
