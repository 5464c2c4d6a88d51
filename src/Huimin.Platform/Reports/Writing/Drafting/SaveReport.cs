using Huimin.Platform.Access;
using Huimin.Platform.Indicators;
using Huimin.Platform.Programmes.Publishing;
using Huimin.Platform.Regions;
using Huimin.Platform.Reports.Writing.Composing;
using Huimin.Platform.Reports.Writing.Language;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Reports.Writing.Drafting;

/// <summary>What came of saving.</summary>
/// <param name="Version">Number of the version that was made.</param>
/// <param name="WasMerged">Somebody else had saved meanwhile, and both changes are in it.</param>
public sealed record SavedReport(int Version, bool WasMerged);

/// <summary>
/// Saves the text of a report as a new version. Where somebody saved meanwhile, both changes are put together if they touch different
/// lines; else nothing is saved and the officer is shown what changed.
/// </summary>
public sealed class SaveReport(ChangeReport work, IndicatorLibrary library)
{
    /// <param name="seen">The version that the officer's form showed.</param>
    /// <param name="text">As it was sent.</param>
    /// <exception cref="CannotRunException">The text has errors, says nothing new, or touches the lines that somebody else changed.</exception>
    public Task<SavedReport> RunAsync(long id, int seen, string text, string note, CancellationToken cancellation = default)
    {
        var clean = TemplateReader.Clean(text);
        return work.RunAsync(id, Permissions.WriteReports, async (draft, officer) =>
        {
            draft.RequireOpen();
            var newest = await TextAsync(id, draft.Version, cancellation);
            var (merged, wasMerged) = (clean, false);
            if (seen != draft.Version)
            {
                (merged, wasMerged) = (LineDiff.Merge(await TextAsync(id, seen, cancellation), clean, newest) ?? throw Changed(draft.Version), true);
                merged = TemplateReader.Clean(merged);
            }

            if (merged == newest)
                throw new CannotRunException($"正文没有改动，不用保存。");
            var read = TemplateReader.Read(merged, library).RequireSound();
            var setting = await ReportSetting.ReadAsync(work.Context, new DivisionCode(draft.Region), draft.Period, work.Today, cancellation);
            work.Context.Add(draft.Save(officer, NameOf(read, setting, draft.State == ReportState.Template), merged, note, work.Now));
            return new SavedReport(draft.Version, wasMerged);
        }, cancellation);
    }

    /// <summary>Puts other words in a place of the text, for a button beside a figure.</summary>
    /// <param name="seen">The version in which the place was found; another is refused.</param>
    public async Task<SavedReport> ReplaceAsync(long id, int seen, int start, int length, Func<string, string> replace, string note, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(replace);
        var text = await TextAsync(id, seen, cancellation);
        if (start < 0 || length < 1 || start > text.Length - length)
            throw new CannotRunException($"这份报告在您打开以后有了改动，请看过现在的内容再办。");
        return await RunAsync(id, seen, text[..start] + replace(text.Substring(start, length)) + text[(start + length)..], note, cancellation);
    }

    /// <summary>How a report is called in lists: its title without figures, or the name of a template.</summary>
    internal static string NameOf(ReportTemplate template, ReportSetting setting, bool isTemplate) => isTemplate && template.Name.Length > 0
        ? template.Name
        : string.Concat(template.Title.Select(p => p.Binding switch { null => p.Words, { Word: { } word } => ReportLanguage.Word(word, setting), _ => "…" }));

    private async Task<string> TextAsync(long id, int number, CancellationToken cancellation) =>
        await work.Context.ReportVersions.AsNoTracking().Where(v => v.ReportId == id && v.Number == number).Select(v => v.Text).FirstOrDefaultAsync(cancellation)
            ?? throw new CannotRunException($"没有这份报告的第{number}稿。");

    private static CannotRunException Changed(int newest) => new($"您打开以后，别人存了第{newest}稿，改的是同一段。您这次没有保存：请看下面别人的改动，合到您的文字里再存。");
}
