using Huimin.Platform.Data;
using Huimin.Platform.Regions;
using Huimin.Platform.Ui;
using Microsoft.AspNetCore.Http;

namespace Huimin.Platform.Registers;

/// <summary>Which entries a list shows, as its address says: <c>?state=all&amp;on=2026-06-30&amp;region=371323000000&amp;show=overdue&amp;category=orphan&amp;name=张</c>.</summary>
public sealed record EntryFilter
{
    public const string Everything = "all";
    public const string Overdue = "overdue";
    public const string Due = "due";
    public const string Expiring = "expiring";
    public const string Missing = "missing";

    /// <summary>Days before a due day or an expiry from which lists show it.</summary>
    public const int SoonDays = 7;
    public const int ExpiringDays = 30;

    private const int LongestName = 60;

    public DivisionCode? Region { get; private init; }

    /// <summary>Code of a state, <see cref="Everything"/>, or null for those in force.</summary>
    public string? State { get; private init; }

    /// <summary>As of which day; null for today.</summary>
    public DateOnly? On { get; private init; }

    /// <summary>Null, or one of the words above.</summary>
    public string? Show { get; private init; }

    public string? Category { get; private init; }

    /// <summary>How names begin.</summary>
    public string? Name { get; private init; }

    public DateOnly Today { get; private init; }

    /// <summary>What in the address is no filter is left out, and the tags above the list say what is left.</summary>
    public static EntryFilter Read(IQueryCollection query, RegisterType type, Desk desk, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(desk);
        var (state, show, category, name) = (query["state"].ToString(), query["show"].ToString(), query["category"].ToString(), FieldText.Clean(query["name"].ToString()));
        return new EntryFilter
        {
            Region = DivisionCode.TryParse(query["region"].ToString(), out var code, out _) && code.Level > RegionLevel.Province && desk.Covers(code.Value) && code.Value != desk.Root.Value ? code : null,
            State = state == Everything || type.States.Any(s => s.Code == state) ? state : null,
            On = FieldText.TryDay(query["on"].ToString(), out var day) && day < today ? day : null,
            Show = show is Overdue or Due or Expiring or Missing ? show : null,
            Category = type.Find(type.Category)?.Options.Any(o => o.Code == category) == true ? category : null,
            Name = name.Length is > 0 and <= LongestName ? name : null,
            Today = today,
        };
    }

    /// <summary>The entries, in no order.</summary>
    public IQueryable<EntryFigure> Entries(AppDbContext context, RegisterType type)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(type);
        var day = On ?? Today;
        var entries = State is null ? context.EntriesInForce(type, day) : context.EntriesOn(type, day);
        if (State is { } state and not Everything)
            entries = entries.Where(e => e.State == state);
        if (Region is { } within)
        {
            var (first, last) = (within.First, within.Last);
            entries = entries.Where(e => e.Region >= first && e.Region <= last);
        }

        if (Category is { } category)
            entries = entries.Where(e => e.Category == category);
        if (Name is { } name)
            entries = entries.Where(e => e.Name.StartsWith(name));
        return Show switch
        {
            Overdue => entries.Where(e => e.NextDueOn < Today),
            Due => entries.Where(e => e.NextDueOn >= Today && e.NextDueOn <= Today.AddDays(SoonDays)),
            Expiring => entries.Where(e => e.ExpiresOn <= Today.AddDays(ExpiringDays)),
            _ => entries,
        };
    }

    /// <summary>What was asked for, for the trail and for links; empty where nothing was.</summary>
    public IReadOnlyDictionary<string, string> ToRecord()
    {
        var asked = new Dictionary<string, string>(StringComparer.Ordinal);
        void Add(string name, string? value)
        {
            if (value is not null)
                asked[name] = value;
        }

        Add("region", Region?.ToString());
        Add("state", State);
        Add("on", On?.ToString(FieldText.DayFormat, System.Globalization.CultureInfo.InvariantCulture));
        Add("show", Show);
        Add("category", Category);
        Add("name", Name);
        return asked;
    }
}
