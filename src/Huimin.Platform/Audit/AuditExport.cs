using System.Globalization;
using Huimin.Platform.Access;
using Huimin.Platform.Data;
using Huimin.Platform.Files;
using Huimin.Platform.Guarding;
using Huimin.Platform.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Audit;

/// <summary>The records of a search as a file for spreadsheets, newest first; taking it is itself on the trail.</summary>
public static class AuditExport
{
    public const string Path = AuditSearch.Path + "/export.csv";
    public const int MostRecords = 100_000;

    public static IEndpointConventionBuilder MapAuditExport(this IEndpointRouteBuilder routes) => routes.MapGet(Path, SendAsync).RequireRateLimiting(RequestLimits.Expensive).WithRequestTimeout(RequestLimits.Patient).Needs(Permissions.ViewAudit);

    private static async Task SendAsync(HttpContext http, Preferences preferences, Words words, AppDbContext context)
    {
        preferences.Read(http);
        Texts.Speak(preferences.English);
        var search = AuditSearch.Read(http.Request.Query, words);
        if (search.Errors.Count > 0)
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            http.Response.ContentType = "text/plain; charset=utf-8";
            await http.Response.WriteAsync(string.Join('\n', search.Errors.Select(e => $"{e.Field}: {e.Text}")), http.RequestAborted);
            return;
        }

        // Before the first byte: whoever breaks the transfer off has seen it all the same.
        context.Record(new AuditEntry(AuditAction.Export, "page:/audit") { Region = search.Region?.Value, After = search.ToRecord() is { Count: > 0 } asked ? asked : null });
        await context.SaveChangesAsync(http.RequestAborted);
        await using var text = http.Response.SaveCsv("audit.csv");
        var buffer = new StringWriter(CultureInfo.InvariantCulture);
        var csv = new CsvWriter(buffer);
        foreach (var column in AuditRecord.Columns)
            csv.Text(column);
        csv.EndRow();
        await foreach (var record in search.In(context.AuditRecords).OrderByDescending(r => r.Number).Take(MostRecords).AsAsyncEnumerable().WithCancellation(http.RequestAborted))
        {
            Write(csv, record);
            await text.WriteAsync(buffer.GetStringBuilder(), http.RequestAborted);
            buffer.GetStringBuilder().Clear();
        }

        await text.WriteAsync(buffer.GetStringBuilder(), http.RequestAborted);
    }

    private static void Write(CsvWriter csv, AuditRecord record)
    {
        csv.Plain(record.Number);
        csv.Plain(record.At, "yyyy-MM-ddTHH:mm:ss.ffffffZ");
        Number(record.AccountId);
        csv.Text(record.Account);
        csv.Text(record.Duty);
        Number(record.DutyRegion);
        csv.Text(record.Address);
        csv.Text(record.Action);
        csv.Text(record.Subject);
        Number(record.Region);
        csv.Text(record.Outcome.ToString().ToLowerInvariant());
        csv.Text(record.Reason);
        csv.Text(record.Before);
        csv.Text(record.After);
        csv.Text(Convert.ToHexStringLower(record.Hash));
        csv.EndRow();

        void Number(long? value)
        {
            if (value is { } known)
                csv.Plain(known);
            else
                csv.Empty();
        }
    }
}
