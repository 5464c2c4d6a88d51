using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Huimin.Platform.Data;
using Huimin.Platform.Indicators;
using Huimin.Platform.Regions;
using Huimin.Platform.Reports.Writing.Composing;
using Huimin.Platform.Reports.Writing.Proving;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Reports.Writing.Drafting;

/// <summary>A report as it is shown.</summary>
/// <param name="Version">Its newest version.</param>
/// <param name="Proven">With its figures, held against the ledger as it is now.</param>
public sealed record OpenedReport(ReportDraft Draft, ReportVersion Version, ProvenReport Proven)
{
    /// <summary>Of the signed report as it was signed, of others as the ledger says now.</summary>
    public ComposedReport Report => Proven.Report;

    /// <summary>Changes when a figure changes: what is signed is what was shown.</summary>
    public string Seal => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(Proven.Text)))[..32];

    /// <summary>What stands in the way of signing it, each as a sentence; empty where nothing does.</summary>
    public IReadOnlyList<FormattableString> Hindrances(DateOnly today)
    {
        var hindrances = new List<FormattableString>();
        var missing = Proven.Count(MarkStanding.Missing) + Proven.MissingInTables;
        var unexplained = Proven.Marks.Count(m => m.NeedsReason);
        if (missing > 0)
            hindrances.Add(Lacks(missing));
        if (unexplained > 0)
            hindrances.Add(Unexplained(unexplained));
        if (Draft.To >= today)
            hindrances.Add(NotOver(Draft.Period));
        return hindrances;
    }

    private static FormattableString Lacks(int missing) => $"还缺{missing}个数字。";

    private static FormattableString Unexplained(int figures) => $"有{figures}个手写或者手改的数字与台账不一致或者存疑，要改正或者写明理由。";

    private static FormattableString NotOver(Period period) => $"{period}还没有结束；要现在签发，请另起一份写到昨天的报告。";
}

/// <summary>Opens reports: writes their figures, reads them back and proves them; what was signed is shown as it was signed.</summary>
public sealed class ReadReport(AppDbContext context, ComposeReport compose, ProveReport prove)
{
    /// <summary>As kept: readable in the table, and the same bytes for the same report.</summary>
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All), DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull };

    /// <returns>Null where there is none within reach.</returns>
    public async Task<OpenedReport?> RunAsync(long id, CancellationToken cancellation = default)
    {
        if (await context.ReportDrafts.AsNoTracking().FirstOrDefaultAsync(d => d.Id == id, cancellation) is not { } draft)
            return null;
        var version = await context.ReportVersions.AsNoTracking().FirstAsync(v => v.ReportId == id && v.Number == draft.Version, cancellation);
        return await RunAsync(draft, version, cancellation);
    }

    /// <summary>Who signs sees what the records say now; who writes, what was counted last night.</summary>
    public async Task<OpenedReport> RunAsync(ReportDraft draft, ReportVersion version, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(version);
        var source = draft.State is ReportState.Submitted or ReportState.Signed ? FigureSource.Records : FigureSource.Best;
        var composed = draft.Content is { } kept
            ? JsonSerializer.Deserialize<ComposedReport>(kept, Json)!
            : await compose.RunAsync(version.Text, new DivisionCode(draft.Region), draft.Period, source, null, cancellation);
        return new OpenedReport(draft, version, await prove.RunAsync(composed, source, cancellation));
    }

    /// <summary>The report as it is kept when it is signed.</summary>
    internal static string Keep(ComposedReport report) => JsonSerializer.Serialize(report, Json);
}
