using System.Globalization;
using Huimin.Platform.Regions;
using Huimin.Platform.Ui;
using Huimin.Policies;
using Microsoft.AspNetCore.Http;

namespace Huimin.Platform.Cases.Statistics;

/// <summary>Which period and place statistics of cases are asked for, as the address says it; what it does not say is this year and the reader's own place.</summary>
public sealed record SpeedQuery(Month From, Month Until, DivisionCode Under)
{
    public const string Path = "/work/statistics";

    public static SpeedQuery Read(HttpContext http, Desk desk, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(desk);
        var now = Month.Of(today);
        var until = Month.TryParse(http.Request.Query["until"], out var last) && last.Year is >= 1949 and <= 2100 ? last : now;
        var from = Month.TryParse(http.Request.Query["from"], out var first) && first.Year is >= 1949 and <= 2100 ? first : new Month(until.Year, 1);
        var under = long.TryParse(http.Request.Query["region"], NumberStyles.None, CultureInfo.InvariantCulture, out var code) && DivisionCode.TryParse(code.ToString(CultureInfo.InvariantCulture), out var asked, out _) && desk.Root.Contains(asked)
            ? asked
            : desk.Root;
        return new SpeedQuery(from > until ? until : from, until, under);
    }

    public string Address(string path, DivisionCode? under = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{path}?from={From}&until={Until}&region={(under ?? Under).Value}");
}
