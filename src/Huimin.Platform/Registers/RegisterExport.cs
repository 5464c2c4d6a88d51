using System.Globalization;
using Huimin.Platform.Access;
using Huimin.Platform.Audit;
using Huimin.Platform.Data;
using Huimin.Platform.Files;
using Huimin.Platform.Guarding;
using Huimin.Platform.Privacy;
using Huimin.Platform.Regions;
using Huimin.Platform.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Registers;

/// <summary>The entries of a list as a file for spreadsheets, sealed fields masked; taking it is on the trail. With <c>template=1</c> the header alone, to be filled in.</summary>
public static class RegisterExport
{
    public const string Path = "/registers/{type}/export.csv";

    private const int RowsABatch = 500;

    public static IEndpointConventionBuilder MapRegisterExport(this IEndpointRouteBuilder routes) =>
        routes.MapGet(Path, SendAsync).RequireRateLimiting(RequestLimits.Expensive).WithRequestTimeout(RequestLimits.Patient).Needs(Permissions.ViewRegisters);

    private static async Task SendAsync(string type, HttpContext http, Desk desk, Words words, AppDbContext context, RegisterCatalogue catalogue, Keyring keyring, ShowFields show, TimeProvider clock)
    {
        if (catalogue.Find(type) is not { } register)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        if (!RegisterWork.Sees(context.Acting, register))
        {
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        var stop = http.RequestAborted;
        if (http.Request.Query["template"] == "1")
        {
            await using var blank = http.Response.SaveCsv($"{register.Code}-template.csv");
            await blank.WriteAsync(string.Join(',', EntryColumn.Of(register).Select(c => Texts.In(words.English, c.Name))) + "\n");
            return;
        }

        var filter = EntryFilter.Read(http.Request.Query, register, desk, DateOnly.FromDateTime(clock.GetLocalNow().DateTime));
        // Before the first byte: whoever breaks the transfer off has seen it all the same.
        context.Record(new AuditEntry(AuditAction.Export, $"register:{register.Code}") { Region = filter.Region?.Value, After = filter.ToRecord() });
        await context.SaveChangesAsync(stop);
        await using var text = http.Response.SaveCsv($"{register.Code}.csv");
        await WriteAsync(text, register, filter, context, keyring, show, words, stop);
    }

    private static async Task WriteAsync(
        StreamWriter text, RegisterType register, EntryFilter filter, AppDbContext context, Keyring keyring, ShowFields show, Words words, CancellationToken stop)
    {
        var buffer = new StringWriter(CultureInfo.InvariantCulture);
        var csv = new CsvWriter(buffer);
        foreach (var column in (string[])["id", "region", "place", "name", "state", "opened", "closed", "expires", "next_due", .. register.Fields.Select(f => f.Code)])
            csv.Text(column);
        csv.EndRow();
        var after = (Region: 0L, Id: 0L);
        while (true)
        {
            var (region, id) = after;
            var rows = await filter.Entries(context, register).Where(e => e.Region >= region && (e.Region > region || e.EntryId > id))
                .OrderBy(e => e.Region).ThenBy(e => e.EntryId).Take(RowsABatch).ToListAsync(stop);
            var ids = rows.ConvertAll(r => r.EntryId);
            var secrets = await context.RegisterEntries.AsNoTracking().Where(e => ids.Contains(e.Id) && e.Secrets != null).Select(e => new { e.Id, e.Secrets }).ToDictionaryAsync(e => e.Id, e => e.Secrets!.Value, stop);
            var places = await PlaceNames.ReadAsync(context, rows.Select(r => r.Region).Distinct(), stop);
            await show.LoadAsync(rows.Select(r => (register.Fields, FieldValues.Read(r.Fields))), stop);
            foreach (var row in rows)
            {
                var hidden = secrets.TryGetValue(row.EntryId, out var sealedText) ? FieldValues.Read(keyring.Open(SealedColumn.RegisterEntry, row.EntryId, sealedText)) : new FieldValues();
                WriteRow(csv, register, row, hidden, places, show, words);
            }

            await text.WriteAsync(buffer.GetStringBuilder(), stop);
            buffer.GetStringBuilder().Clear();
            if (rows.Count < RowsABatch)
                break;
            after = (rows[^1].Region, rows[^1].EntryId);
        }
    }

    private static void WriteRow(CsvWriter csv, RegisterType register, EntryFigure row, FieldValues hidden, PlaceNames places, ShowFields show, Words words)
    {
        csv.Plain(row.EntryId);
        csv.Plain(row.Region, "D12");
        csv.Text(places.Full(row.Region) is { Length: > 0 } full ? full : places.Name(row.Region));
        csv.Text(row.Name);
        csv.Text(Texts.In(words.English, register.State(row.State).Name));
        Day(row.OpenedOn);
        Day(row.ClosedOn);
        Day(row.ExpiresOn);
        Day(row.NextDueOn);
        var plain = FieldValues.Read(row.Fields);
        foreach (var field in register.Fields)
        {
            if (field.IsSecret)
                csv.Text(hidden[field.Code] is { } secret ? show.Masked(field, secret) : "");
            else if (field.Kind is RegisterFieldKind.Person or RegisterFieldKind.Entry or RegisterFieldKind.Choice or RegisterFieldKind.Choices or RegisterFieldKind.Checklist or RegisterFieldKind.Programme or RegisterFieldKind.YesNo)
                csv.Text(show.Text(field, plain[field.Code]));
            else
                csv.Text(FieldText.Typed(field, plain[field.Code]));
        }

        csv.EndRow();

        void Day(DateOnly? day)
        {
            if (day is { } known)
                csv.Plain(known, FieldText.DayFormat);
            else
                csv.Empty();
        }
    }
}
