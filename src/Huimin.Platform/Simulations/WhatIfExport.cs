using Huimin.Platform.Audit;
using Huimin.Platform.Data;
using Huimin.Platform.Files;
using Huimin.Platform.Guarding;
using Huimin.Platform.Programmes;
using Huimin.Platform.Regions;
using Huimin.Platform.Sweeps;
using Huimin.Platform.Ui;
using Huimin.Policies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Huimin.Platform.Simulations;

/// <summary>The numbers of the what-if page as a file for spreadsheets: every variant, month, place and programme.</summary>
public static class WhatIfExport
{
    public static IEndpointConventionBuilder MapWhatIfExport(this IEndpointRouteBuilder routes) =>
        routes.MapGet(WhatIfQuery.Path + "/export.csv", SendAsync).RequireRateLimiting(RequestLimits.Expensive).WithRequestTimeout(RequestLimits.Patient);

    private static async Task SendAsync(
        HttpContext http, Words words, Desk desk, AppDbContext context, PolicyLibrary policies, UploadedPacks uploads, SimulationRuns runs)
    {
        try
        {
            var query = WhatIfQuery.Read(http.Request.Query);
            if (policies.PackIn(desk.Month) is not { } pack || query.Variants.Count == 0 || query.Variants.Any(v => v.Pack is not null && uploads.Find(v.Pack) is null))
            {
                http.Response.StatusCode = StatusCodes.Status404NotFound;
                return;
            }

            var variants = query.Variants.Select(v => (Text: v, Pack: v.Pack is null ? null : uploads.Find(v.Pack)))
                .Select(v => new Variant(words.Trial(v.Text, v.Pack ?? pack), v.Text.Set, v.Pack)).ToList();
            var result = await runs.Start(desk.Month, pack, variants, query.Year ? 12 : 1, desk.City.DataVersion, desk.Scope).WaitAsync(http.RequestAborted);
            context.Record(new AuditEntry(AuditAction.Export, "what_if") { Region = desk.Root.Value, After = new { month = desk.Month.ToString(), variants = variants.Select(v => v.Name) } });
            await context.SaveChangesAsync(http.RequestAborted);
            var names = await PlaceNames.ReadAsync(context, result.Variants.SelectMany(v => v.Townships.Keys).Distinct(), http.RequestAborted);
            await using var text = http.Response.SaveCsv($"what-if-{desk.Month}.csv");
            var body = new StringWriter();
            Write(body, result, desk, names, words);
            await text.WriteAsync(body.ToString().AsMemory(), http.RequestAborted);
        }
        catch (Exception e) when (e is PolicyException or CannotRunException)
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            http.Response.ContentType = "text/plain; charset=utf-8";
            await http.Response.WriteAsync(e is CannotRunException reason ? reason.In(words.English) : e.Message, http.RequestAborted);
        }
    }

    private static void Write(TextWriter writer, SimulationResult result, Desk desk, PlaceNames names, Words words)
    {
        var csv = new CsvWriter(writer);
        foreach (var heading in (string[])[
            words["方案"], words["月份"], words["区划代码"], words["地方"], words["项目代号"], words["项目"], words["发放"],
            words["原户（人）数"], words["原人数"], words["原金额（元）"], words["新户（人）数"], words["新人数"], words["新金额（元）"], words["增减（元）"],
            words["新增"], words["新增金额"], words["退出"], words["退出金额"], words["提高"], words["提高金额"], words["降低"], words["降低金额"], words["原未定"], words["新未定"]])
            csv.Text(heading);
        csv.EndRow();
        foreach (var variant in result.Variants)
        {
            foreach (var month in variant.Months)
                Rows(csv, variant, month.Month, desk.Root.Value, desk.RootName, month.Counts, words);
            foreach (var (county, counts) in variant.Counties.Where(c => c.Key != desk.Root.Value))
                Rows(csv, variant, result.Month, county, names.Name(county), counts, words);
            foreach (var (township, counts) in variant.Townships.OrderBy(t => t.Key))
                Rows(csv, variant, result.Month, township, names.Full(township), counts, words);
        }
    }

    private static void Rows(CsvWriter csv, VariantResult variant, Month month, long code, string place, ImpactCounts[] counts, Words words)
    {
        foreach (var (i, programme) in variant.Programmes.Index())
        {
            csv.Text(variant.Variant.Name);
            csv.Text(month.ToString());
            csv.Plain(code);
            csv.Text(place);
            csv.Text(programme.Code);
            csv.Text(words.Pick(programme.Programme.Name, programme.Programme.NameEn));
            csv.Text(programme.IsOneOff ? words["一次性"] : words["每月"]);
            foreach (var side in (SweepCounts[])[counts[i].Before, counts[i].After])
            {
                csv.Plain(side.Units);
                csv.Plain(side.Persons);
                csv.Plain(side.Fen / 100m, "0.00");
            }

            csv.Plain(counts[i].FenChange / 100m, "0.00");
            foreach (var group in (SweepCounts[])[counts[i].Entering, counts[i].Leaving, counts[i].Rising, counts[i].Falling])
            {
                csv.Plain(group.Units);
                csv.Plain(group.Fen / 100m, "0.00");
            }

            csv.Plain(counts[i].Before.Undetermined);
            csv.Plain(counts[i].After.Undetermined);
            csv.EndRow();
        }
    }
}
