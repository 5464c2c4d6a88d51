using Huimin.Platform.Regions;
using Huimin.Platform.Ui;
using Microsoft.AspNetCore.Http;

namespace Huimin.Platform.Cockpit;

/// <summary>By what places are put in order.</summary>
public enum RankOrder
{
    /// <summary>The greatest first.</summary>
    Value,

    /// <summary>The greatest rise first.</summary>
    Change,

    /// <summary>As divisions are listed.</summary>
    Code,
}

/// <summary>What of the cockpit is asked for; all of it stands in the address, together with the month of every page.</summary>
public sealed record CockpitQuery
{
    public const string Path = "/";
    public const string WallPath = "/cockpit/wall";
    public const string RankingPath = "/cockpit/ranking.xlsx";
    public const string TrendPath = "/cockpit/trend.xlsx";
    public const string MapPath = "/cockpit/map.svg";

    /// <summary>Where a reader's choice of headlines is kept.</summary>
    private const string Cookie = "hm-headlines";

    /// <summary>Takes the choice back.</summary>
    private const string Usual = "usual";

    private const string Totals = "total";
    private const string Quarterly = "quarter";

    /// <summary>The place that everything is about: the reader's own or one inside it.</summary>
    public required DivisionCode Place { get; init; }

    /// <summary>Code of an indicator, or <see cref="Subject.Entitled"/> with a programme's code; empty for the usual one.</summary>
    public string Figure { get; init; } = "";

    public RankOrder Order { get; init; }

    /// <summary>Whole numbers instead of what comes to 10,000 residents.</summary>
    public bool IsTotal { get; init; }

    /// <summary>The trend by quarter instead of by month.</summary>
    public bool ByQuarter { get; init; }

    /// <summary>Codes of the headlines that the reader chose; none for the usual ones.</summary>
    public IReadOnlyList<string> Headlines { get; init; } = [];

    /// <summary>The address names a place that the reader's post does not reach.</summary>
    public bool IsElsewhere { get; init; }

    public static CockpitQuery Read(HttpContext http, Desk desk)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(desk);
        var region = http.AskedValue("region");
        // As the cockpit's addresses were before there was a ledger.
        var programme = http.AskedValue("map");
        return new CockpitQuery
        {
            Place = PlaceField.Read(region, desk) ?? desk.Root,
            IsElsewhere = DivisionCode.TryParse(region, out var place, out _) && !desk.Root.Contains(place),
            Figure = programme.Length > 0 ? Subject.Entitled + programme : http.AskedValue("figure"),
            Order = http.AskedValue("sort") switch { "change" => RankOrder.Change, "code" => RankOrder.Code, _ => RankOrder.Value },
            IsTotal = http.AskedValue("by") == Totals,
            ByQuarter = http.AskedValue("trend") == Quarterly,
            Headlines = Chosen(http),
        };
    }

    /// <summary>The address of a page that shows this; what is usual is left out.</summary>
    public string Href(Desk desk, string path = Path)
    {
        ArgumentNullException.ThrowIfNull(desk);
        return desk.Href(path, [("figure", Figure), .. Rest(desk)]);
    }

    /// <summary>Everything of the address but the figure and the month; null where it is usual.</summary>
    public IReadOnlyList<(string Name, object? Value)> Rest(Desk desk)
    {
        ArgumentNullException.ThrowIfNull(desk);
        return
        [
            ("region", Place == desk.Root ? null : Place.Value), ("sort", Order switch { RankOrder.Change => "change", RankOrder.Code => "code", _ => null }), ("by", IsTotal ? Totals : null),
            ("trend", ByQuarter ? Quarterly : null),
        ];
    }

    /// <summary>As the trail keeps it.</summary>
    public object ToRecord(Desk desk, Subject subject) => new { figure = subject.Key, region = Place.Value, month = desk.Month.ToString(), by = IsTotal ? Totals : null, trend = ByQuarter ? Quarterly : null };

    /// <summary>Of the address, which is then remembered; else as it was remembered.</summary>
    private static IReadOnlyList<string> Chosen(HttpContext http)
    {
        var asked = http.AskedValue("show");
        if (asked.Length == 0)
            return Codes(http.Request.Cookies[Cookie]);
        IReadOnlyList<string> codes = asked == Usual ? [] : Codes(asked);
        http.Response.Cookies.Append(Cookie, string.Join(',', codes), new CookieOptions
        {
            MaxAge = codes.Count == 0 ? TimeSpan.Zero : TimeSpan.FromDays(365),
            SameSite = SameSiteMode.Lax,
            HttpOnly = true,
            IsEssential = true,
            Secure = http.Request.IsHttps,
        });
        return codes;
    }

    private static List<string> Codes(string? text) =>
        [.. (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).Where(c => c.Length <= 80 && c.All(l => char.IsAsciiLetterOrDigit(l) || l == '_')).Take(HeadlineCatalogue.Most)];
}
