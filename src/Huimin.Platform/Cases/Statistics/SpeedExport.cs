using System.Globalization;
using Huimin.Platform.Access;
using Huimin.Platform.Audit;
using Huimin.Platform.Data;
using Huimin.Platform.Files;
using Huimin.Platform.Guarding;
using Huimin.Platform.Regions;
using Huimin.Platform.Ui;
using Huimin.Platform.Values;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Huimin.Platform.Cases.Statistics;

/// <summary>The statistics of speed and backlog as a file for spreadsheets; taking it is on the trail.</summary>
public static class SpeedExport
{
    public const string Path = SpeedQuery.Path + "/export.csv";

    public static IEndpointConventionBuilder MapSpeedExport(this IEndpointRouteBuilder routes) =>
        routes.MapGet(Path, SendAsync).RequireRateLimiting(RequestLimits.Expensive).WithRequestTimeout(RequestLimits.Patient).Needs(Permissions.ViewCases);

    private static async Task SendAsync(HttpContext http, Words words, Desk desk, AppDbContext context, CaseCatalogue catalogue, DeadlineCalendar calendar, TimeProvider clock)
    {
        var today = DateOnly.FromDateTime(clock.GetLocalNow().DateTime);
        var asked = SpeedQuery.Read(http, desk, today);
        var rows = await new CaseSpeed(context, calendar, today).RunAsync(asked.Under, asked.From, asked.Until, http.RequestAborted);
        var places = await PlaceNames.ReadAsync(context, rows.Select(r => r.Unit).Where(u => u > 0).Append(asked.Under.Value).Distinct(), http.RequestAborted);
        context.Record(new AuditEntry(AuditAction.Export, "page:" + SpeedQuery.Path) { Region = asked.Under.Value, After = new { from = asked.From.ToString(), until = asked.Until.ToString(), region = asked.Under.Value } });
        await context.SaveChangesAsync(http.RequestAborted);
        await using var text = http.Response.SaveCsv($"cases-{asked.From}-{asked.Until}.csv");
        var body = new StringWriter(CultureInfo.InvariantCulture);
        var csv = new CsvWriter(body);
        foreach (var heading in (string[])[
            words["区划代码"], words["地方"], words["事项"], words["收到"], words["受理"], words["办结"], words["在办"], words["逾期"], words["办理天数（工作日，中位数）"], words["按期率"]])
            csv.Text(heading);
        csv.EndRow();
        foreach (var row in rows)
        {
            csv.Plain(row.Unit == 0 ? asked.Under.Value : row.Unit);
            csv.Text(places.Name(row.Unit == 0 ? asked.Under.Value : row.Unit));
            csv.Text(row.Type.Length == 0 ? words["合计"] : catalogue.Find(row.Type) is { } type ? Texts.In(words.English, type.Name) : row.Type);
            foreach (var count in (int[])[row.Received, row.Accepted, row.Decided, row.Open, row.Overdue])
                csv.Plain(count);
            Optional(row.MedianDays, "0.#");
            Optional(row.ShareInTime, "0.0000");
            csv.EndRow();
        }

        await text.WriteAsync(body.ToString().AsMemory(), http.RequestAborted);

        void Optional(decimal? value, string format)
        {
            if (value is { } known)
                csv.Plain(known, format);
            else
                csv.Empty();
        }
    }
}
