using Huimin.Platform.Data;
using Huimin.Platform.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Reports.Writing;

/// <summary>A page about one report.</summary>
public abstract class OpenedReportPage : ActionPage
{
    [Inject]
    protected AppDbContext Context { get; set; } = default!;

    [Parameter]
    public long Id { get; set; }

    /// <summary>Null where there is none within reach.</summary>
    protected ReportDraft? Draft { get; private set; }

    /// <summary>Revision of the report that the form showed.</summary>
    protected long? Seen => Number("revision");

    protected string Path => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"/reports/{Id}");

    protected override async Task LoadAsync(CancellationToken stop)
    {
        Draft = await Context.ReportDrafts.AsNoTracking().FirstOrDefaultAsync(d => d.Id == Id, stop);
        if (Draft is not null)
            await LoadReportAsync(Draft, stop);
    }

    protected abstract Task LoadReportAsync(ReportDraft draft, CancellationToken stop);

    protected long? Number(string field) => long.TryParse(Posted(field), System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;
}
