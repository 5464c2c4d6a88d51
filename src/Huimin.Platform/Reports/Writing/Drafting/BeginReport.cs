using Huimin.Platform.Access;
using Huimin.Platform.Indicators;
using Huimin.Platform.Regions;
using Huimin.Platform.Reports.Writing.Composing;
using Huimin.Platform.Reports.Writing.Language;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Reports.Writing.Drafting;

/// <summary>Begins a report, or a template of the bureau's own, from a template.</summary>
public sealed class BeginReport(ChangeReport work, ShippedTemplates shipped, IndicatorLibrary library, Separation separation)
{
    /// <param name="template">Key of a shipped template, or number of an own one.</param>
    /// <param name="asTemplate">It becomes a template itself.</param>
    /// <returns>Its number.</returns>
    /// <exception cref="CannotRunException">There is no such template, it is not for such a period, or the place is not the officer's.</exception>
    public async Task<long> RunAsync(string template, DivisionCode region, Period period, bool asTemplate, CancellationToken cancellation = default)
    {
        var (officer, context) = (work.Officer(Permissions.WriteReports), work.Context);
        if (!context.Acting.Reach.Holds(region.Value) || region.Level is RegionLevel.Province or RegionLevel.Village)
            throw new CannotRunException($"只能写您岗位范围内的市、县区或者乡镇的报告。");
        ComposeReport.RequireBegun(period, work.Today);
        var (key, text) = await TextAsync(template, cancellation);
        var read = TemplateReader.Read(text, library).RequireSound();
        if (read.Kinds.Count > 0 && !read.Kinds.Contains(period.Kind))
            throw new CannotRunException($"这个模板不用于{period}这样的时期。");
        var setting = await ReportSetting.ReadAsync(context, region, period, work.Today, cancellation);
        // The id is taken in a statement of its own before anything is written.
        var id = await context.OwnDatabase.Ids.NextAsync("report", cancellation);
        var draft = ReportDraft.Begin(id, region.Value, period, key, asTemplate, officer, work.Now);
        context.Add(draft.Save(officer, SaveReport.NameOf(read, setting, asTemplate), asTemplate ? text : text[read.BodyStart..], "", work.Now));
        context.Add(draft);
        await separation.UseAsync(officer.Id, Permissions.WriteReports, ReportDraft.Subject(id), cancellation);
        await context.SaveChangesAsync(cancellation);
        context.ChangeTracker.Clear();
        return id;
    }

    private async Task<(string Key, string Text)> TextAsync(string template, CancellationToken cancellation)
    {
        if (shipped.Find(template) is { } known)
            return (known.Key, known.Text);
        if (long.TryParse(template, System.Globalization.CultureInfo.InvariantCulture, out var id)
            && await work.Context.ReportDrafts.Where(d => d.Id == id && d.State == ReportState.Template).Join(work.Context.ReportVersions, d => new { d.Id, d.Version }, v => new { Id = v.ReportId, Version = v.Number }, (_, v) => v).FirstOrDefaultAsync(cancellation) is { } own)
            return (string.Create(System.Globalization.CultureInfo.InvariantCulture, $"report:{id}@{own.Number}"), own.Text);
        throw new CannotRunException($"没有这个模板。");
    }
}
