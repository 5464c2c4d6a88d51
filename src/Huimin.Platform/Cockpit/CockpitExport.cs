using System.Text;
using Huimin.Platform.Access;
using Huimin.Platform.Audit;
using Huimin.Platform.Data;
using Huimin.Platform.Documents;
using Huimin.Platform.Files;
using Huimin.Platform.Guarding;
using Huimin.Platform.Indicators;
using Huimin.Platform.Programmes;
using Huimin.Platform.Regions;
using Huimin.Platform.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Huimin.Platform.Cockpit;

/// <summary>The ranking and the trend of the cockpit as spreadsheets and its map as a picture, by the same address as the page; taking them is on the trail.</summary>
public static class CockpitExport
{
    public static void MapCockpitExport(this IEndpointRouteBuilder routes)
    {
        Map(routes, CockpitQuery.RankingPath, SendRankingAsync);
        Map(routes, CockpitQuery.TrendPath, SendTrendAsync);
        Map(routes, CockpitQuery.MapPath, SendMapAsync);
    }

    private static void Map(IEndpointRouteBuilder routes, string path, Delegate send) =>
        routes.MapGet(path, send).RequireRateLimiting(RequestLimits.Expensive).WithRequestTimeout(RequestLimits.Patient).Needs(Permissions.ViewTotals);

    private static async Task SendRankingAsync(HttpContext http, Desk desk, Words words, AppDbContext context, ReadCockpit read, ReadPlaces places, PolicyLibrary policies)
    {
        if (await BeginAsync(http, desk, context, read, CockpitQuery.RankingPath) is not var (query, subject))
            return;
        var ranking = await places.RunAsync(subject, query, http.RequestAborted);
        var name = subject.Name(words, policies);
        var file = new SpreadsheetFile(name, [
            new(words["位次"], 6), new(words["区划代码"], 15), new(words.Below(query.Place.Level), 20), new(Header(name, subject, words), 22), new(words["每万人"], 12), new(words["居民"], 12),
            new(words["对比的时期"], 16), new(words["增减"], 14), new(words["与平均比"], 12), new(words["没有数字的原因"], 40)]);
        await SendAsync(http, file, $"{FileName(subject)}-{query.Place.Value}-{desk.Month}.xlsx", ranking.Rows.Append(ranking.Whole).Select(row => (IReadOnlyList<SpreadsheetCell>)
        [
            row == ranking.Whole ? SpreadsheetCell.Empty : SpreadsheetCell.Whole(ranking.Rank(row)), SpreadsheetCell.Text(row.Region.ToString(System.Globalization.CultureInfo.InvariantCulture)), SpreadsheetCell.Text(row.Name),
            SpreadsheetCell.Number(row.Value), SpreadsheetCell.Number(Rounded(row.PerResidents)), SpreadsheetCell.Whole((long?)row.Residents), SpreadsheetCell.Number(row.Before), SpreadsheetCell.Number(row.Change),
            row == ranking.Whole ? SpreadsheetCell.Empty : SpreadsheetCell.Number(Rounded(ranking.AboveAverage(row))), SpreadsheetCell.Text(words.Why(row.Why)),
        ]));
    }

    private static async Task SendTrendAsync(HttpContext http, Desk desk, Words words, AppDbContext context, ReadCockpit read, PolicyLibrary policies)
    {
        if (await BeginAsync(http, desk, context, read, CockpitQuery.TrendPath) is not var (query, subject))
            return;
        var series = await read.SeriesAsync(subject, query, http.RequestAborted);
        var name = subject.Name(words, policies);
        var file = new SpreadsheetFile(name, [
            new(words["时期"], 14), new(words["截至"], 12), new(Header(name, subject, words), 22), new(words["上年同期"], 16), new(words["目标"], 14), new(words["没有数字的原因"], 40)]);
        await SendAsync(http, file, $"{FileName(subject)}-{query.Place.Value}-trend-{desk.Month}.xlsx", series.Points.Select(point => (IReadOnlyList<SpreadsheetCell>)
        [
            SpreadsheetCell.Text(point.Period.ToString()), SpreadsheetCell.Day(point.AsOf), SpreadsheetCell.Number(point.Value), SpreadsheetCell.Number(point.YearBefore), SpreadsheetCell.Number(series.Target?.Value),
            SpreadsheetCell.Text(words.Why(point.Why)),
        ]));
    }

    private static async Task SendMapAsync(HttpContext http, Desk desk, Words words, AppDbContext context, ReadCockpit read, ReadPlaces places, PolicyLibrary policies, CountyShapes shapes, ILoggerFactory log)
    {
        if (shapes.Of(desk.City.Code) is not { } drawing)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        // Only the counties of the city are drawn.
        if (await BeginAsync(http, desk, context, read, CockpitQuery.MapPath, wholeCity: true) is not var (query, subject))
            return;
        var ranking = await places.RunAsync(subject, query, http.RequestAborted);
        await using var renderer = new HtmlRenderer(http.RequestServices, log);
        var picture = await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<CountyMap>(ParameterView.FromDictionary(new Dictionary<string, object?>
        {
            [nameof(CountyMap.Drawing)] = drawing,
            [nameof(CountyMap.Values)] = PlaceMap.ValuesOf(ranking, _ => ""),
            [nameof(CountyMap.Description)] = subject.Name(words, policies),
            [nameof(CountyMap.Unit)] = PlaceMap.UnitOf(ranking),
            [nameof(CountyMap.Format)] = PlaceMap.FormatOf(ranking),
            [nameof(CountyMap.IsFile)] = true,
        }))).ToHtmlString());
        http.Response.Save("image/svg+xml; charset=utf-8", $"{FileName(subject)}-{query.Place.Value}-{desk.Month}.svg");
        await http.Response.WriteAsync(picture, Encoding.UTF8, http.RequestAborted);
    }

    /// <summary>Reads what is asked for and notes it before the first byte; null where it is not the reader's, which is answered here.</summary>
    private static async Task<(CockpitQuery Query, Subject Subject)?> BeginAsync(HttpContext http, Desk desk, AppDbContext context, ReadCockpit read, string path, bool wholeCity = false)
    {
        var query = CockpitQuery.Read(http, desk);
        if (query.IsElsewhere || (wholeCity && query.Place.Value != desk.City.Code))
        {
            http.Response.StatusCode = query.IsElsewhere ? StatusCodes.Status403Forbidden : StatusCodes.Status404NotFound;
            return null;
        }

        if (desk.NoSuchMonth is not null)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return null;
        }

        var subject = read.SubjectOf(query);
        context.Record(new AuditEntry(AuditAction.Export, "page:" + path) { Region = query.Place.Value, After = query.ToRecord(desk, subject) });
        await context.SaveChangesAsync(http.RequestAborted);
        return (query, subject);
    }

    private static Task SendAsync(HttpContext http, SpreadsheetFile file, string name, IEnumerable<IReadOnlyList<SpreadsheetCell>> rows)
    {
        var bytes = file.Write(rows);
        http.Response.Save(SpreadsheetFile.ContentType, name);
        return http.Response.Body.WriteAsync(bytes, http.RequestAborted).AsTask();
    }

    private static string Header(string name, Subject subject, Words words) => words.Unit(subject.Unit) is { Length: > 0 } unit ? words["{0}（{1}）", name, unit] : name;

    private static string FileName(Subject subject) => subject.Key.Replace(':', '-');

    private static decimal? Rounded(decimal? value) => value is { } known ? decimal.Round(known, 4) : null;
}
