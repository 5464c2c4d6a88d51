using Huimin.Platform.Access;
using Huimin.Platform.Data;
using Huimin.Platform.Modules;
using Huimin.Platform.Programmes;
using Huimin.Platform.Regions;
using Huimin.Platform.Simulations;
using Huimin.Platform.Sweeps;
using Huimin.Policies;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Ui;

/// <summary>
/// What every page stands on: the city of this database and the month that is looked at. The month is part of the address
/// (<c>?month=2026-11</c>) and not of a cookie, so that an address shows a colleague the same thing; without it, the latest
/// month swept.
/// </summary>
public sealed class Desk(AppDbContext context, Acting acting, PolicyLibrary policies, ModuleCatalogue modules)
{
    /// <summary>In one look-up: the one city with its passes, and whether policies were published since.</summary>
    private static readonly ReadyQuery<string, CityRow> Opening = new(static (context, layer) => (
        from c in context.Cities.AsNoTracking()
        from r in context.SweepRuns.Where(r => r.Region == c.Code).DefaultIfEmpty()
        orderby c.Code, r!.Month descending
        select new CityRow { City = c, Run = r, Published = context.PolicyVersions.Where(v => v.Layer == layer).Max(v => (int?)v.Number) ?? 0 }).Take(36));

    private City? city;

    public bool HasCity => city is not null;

    public City City => city ?? throw new InvalidOperationException("The page was not opened.");

    /// <summary>Passes over the whole city, latest month first.</summary>
    public IReadOnlyList<SweepRun> Runs { get; private set; } = [];

    /// <summary>The pass whose results are shown; null when no month was swept or the address names one that was not.</summary>
    public SweepRun? Run { get; private set; }

    /// <summary>The pass over the month before, for comparison; null when that month was not swept.</summary>
    public SweepRun? Before { get; private set; }

    public Month Month { get; private set; }

    /// <summary>What the address asks for where it is no month that is kept, 1949-01 to 2100-12: the page says so instead of showing another.</summary>
    public string? NoSuchMonth { get; private set; }

    /// <summary>Who is signed in; null for a reader.</summary>
    public SignedInOfficer? Officer { get; private set; }

    /// <summary>
    /// The region at which this reader's pages begin: the post's, or the whole city where the post has no smaller one. Figures of
    /// what lies outside are not there for this reader.
    /// </summary>
    public DivisionCode Root { get; private set; }

    public string RootName { get; private set; } = "";

    public bool IsWholeCity => Root.Value == City.Code;

    /// <summary>The one county that the reader's region is or lies in; null for readers of the whole city.</summary>
    public long? County => IsWholeCity ? null : Root.Value / 1_000_000 * 1_000_000;

    /// <summary>Whether the reader acts under a post; without one an account reaches nothing.</summary>
    public bool HasPost => acting.Post is not null;

    /// <summary>Where this reader begins: the first page of the menu that the duty may open, else the own account.</summary>
    public string Home => acting.AccountId is null ? "/" : Menu.PartsWith(modules).SelectMany(p => p.Pages).FirstOrDefault(p => May(p.Needs))?.Path ?? "/account";

    /// <summary>What simulations are cut to.</summary>
    public SimulationScope Scope => new(IsWholeCity ? null : Root, acting.Reach.Line);

    /// <summary>Whether the programme belongs to the business line of the reader's post.</summary>
    public bool Handles(Programme programme)
    {
        ArgumentNullException.ThrowIfNull(programme);
        return acting.Reach.Line is null || acting.Reach.Line == programme.Line;
    }

    /// <summary>Whether the reader's post reaches the division.</summary>
    public bool Covers(long region) => acting.Reach.Holds(region);

    /// <summary>Whether the duty acted under allows it.</summary>
    public bool May(string permission) => acting.May(permission);

    public bool IsLatest => Runs.Count == 0 || Month == Month.FromCode(Runs[0].Month);

    public async Task OpenAsync(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        Officer = SignedInOfficer.Of(http.User);
        var rows = await Opening.RecentAsync(context, policies.Layer, http.RequestAborted);
        if (rows.Count == 0)
            throw new CannotRunException($"库中还没有城市。请用 huimin demo 生成演示城市，或用 huimin regions import 导入区划。");
        city = rows[0].City;
        if (rows[0].Published != policies.Newest.Number)
            await policies.RefreshAsync(context, http.RequestAborted);
        Root = new DivisionCode(acting.Post is { } post && post.Region != city.Code && new DivisionCode(city.Code).Contains(new DivisionCode(post.Region)) ? post.Region : city.Code);
        RootName = Root.Value == city.Code ? city.Name : PlaceNames.Short(acting.Place);
        Runs = [.. rows.Select(r => r.Run).OfType<SweepRun>()];
        Month = Month.FromCode(Runs.Count > 0 ? Runs[0].Month : city.LastMonth);
        var text = http.AskedValue("month");
        if (Month.TryParse(text, out var asked) && asked.Year is >= 1949 and <= 2100)
            Month = asked;
        else
            NoSuchMonth = text.Length > 0 ? text : null;
        Run = Find(Month);
        Before = Find(Month.AddMonths(-1));
    }

    /// <summary>An address inside the program that keeps the month; values are escaped, empty ones left out.</summary>
    public string Href(string path, params ReadOnlySpan<(string Name, object? Value)> query)
    {
        var address = new System.Text.StringBuilder(path);
        var separator = '?';
        Append("month", IsLatest ? null : Month.ToString());
        foreach (var (name, value) in query)
            Append(name, Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture));
        return address.ToString();

        void Append(string name, string? value)
        {
            if (string.IsNullOrEmpty(value))
                return;
            address.Append(separator).Append(name).Append('=').Append(Uri.EscapeDataString(value));
            separator = '&';
        }
    }

    private SweepRun? Find(Month month) => Runs.FirstOrDefault(r => Month.FromCode(r.Month) == month);

    private sealed class CityRow
    {
        public required City City { get; init; }

        public SweepRun? Run { get; init; }

        public int Published { get; init; }
    }
}
