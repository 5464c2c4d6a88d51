using System.Globalization;
using System.Text;
using Huimin.Platform.Access;
using Huimin.Platform.Audit;
using Huimin.Platform.Data;
using Huimin.Platform.Documents;
using Huimin.Platform.Files;
using Huimin.Platform.Guarding;
using Huimin.Platform.Reports.Writing.Drafting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Huimin.Platform.Reports.Writing.Exporting;

/// <summary><c>/reports/{id}/report.docx</c>, <c>.txt</c> and <c>.xlsx</c>: a report as a file; that it left the program is on the trail.</summary>
public static class ReportEndpoints
{
    public static void MapReports(this IEndpointRouteBuilder routes)
    {
        foreach (var (ending, type, write) in new (string, string, Func<OpenedReport, byte[]>)[]
        {
            ("docx", WordFile.ContentType, static report => WordFile.Write(ReportDocument.Of(report.Report))),
            ("txt", "text/plain; charset=utf-8", static report => Encoding.UTF8.GetBytes(report.Proven.Text)),
            ("xlsx", SpreadsheetFile.ContentType, static report => ReportSheet.Write(report.Report)),
        })
        {
            routes.MapGet($"/reports/{{id:long}}/report.{ending}", (long id, HttpContext http, AppDbContext context, ReadReport read) => SendAsync(id, http, context, read, ending, type, write))
                .RequireRateLimiting(RequestLimits.Expensive).WithRequestTimeout(RequestLimits.Patient).Needs(Permissions.ViewTotals);
        }
    }

    private static async Task SendAsync(long id, HttpContext http, AppDbContext context, ReadReport read, string ending, string type, Func<OpenedReport, byte[]> write)
    {
        var stop = http.RequestAborted;
        if (await WrittenAsync(id, read, write, stop) is not var (report, file))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        context.Record(new AuditEntry(AuditAction.Export, ReportDraft.Subject(id)) { Region = report.Draft.Region, After = new { version = report.Draft.Version.ToString(CultureInfo.InvariantCulture), kind = ending } });
        await context.SaveChangesAsync(stop);
        http.Response.Save(type, report.Report.TitleText + "." + ending);
        await http.Response.Body.WriteAsync(file, stop);
    }

    /// <summary>Null where there is no such report, or no such file of it: one without tables is no spreadsheet.</summary>
    private static async Task<(OpenedReport Report, byte[] File)?> WrittenAsync(long id, ReadReport read, Func<OpenedReport, byte[]> write, CancellationToken stop)
    {
        try
        {
            return await read.RunAsync(id, stop) is { } report ? (report, write(report)) : null;
        }
        catch (CannotRunException)
        {
            return null;
        }
    }
}
