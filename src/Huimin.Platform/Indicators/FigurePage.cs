using Huimin.Platform.Data;
using Huimin.Platform.Regions;
using Huimin.Platform.Ui;
using Huimin.Policies;
using Microsoft.AspNetCore.Components;

namespace Huimin.Platform.Indicators;

/// <summary>A page about figures of a place and time, which stand in its address.</summary>
public abstract class FigurePage : ActionPage
{
    [Inject]
    protected AppDbContext Context { get; set; } = default!;

    [Inject]
    protected Ledger Ledger { get; set; } = default!;

    [SupplyParameterFromQuery(Name = "period")]
    private string? AskedPeriod { get; set; }

    [SupplyParameterFromQuery(Name = "region")]
    private string? AskedRegion { get; set; }

    /// <summary>This month unless the address names another period.</summary>
    protected Period Period { get; private set; }

    protected string PeriodText => string.IsNullOrEmpty(AskedPeriod) ? Period.ToString() : AskedPeriod;

    /// <summary>The address names something that is no period.</summary>
    protected bool IsWrongPeriod { get; private set; }

    /// <summary>The address names a place that the reader's post does not reach.</summary>
    protected bool IsElsewhere { get; private set; }

    /// <summary>The place; the reader's own unless the address names one inside it.</summary>
    protected DivisionCode Place { get; private set; }

    /// <summary>Whether facts are kept of the place: of villages the records are asked.</summary>
    protected FigureSource Source => Place.Level == RegionLevel.Village ? FigureSource.Best : FigureSource.Facts;

    protected void ReadAddress()
    {
        Period = Period.Of(Month.Of(Ledger.Today));
        IsWrongPeriod = false;
        if (!string.IsNullOrEmpty(AskedPeriod))
        {
            if (Period.TryParse(AskedPeriod.Trim(), out var asked))
                Period = asked;
            else
                IsWrongPeriod = true;
        }

        IsElsewhere = DivisionCode.TryParse(AskedRegion ?? "", out var place, out _) && !Desk.Root.Contains(place);
        Place = PlaceField.Read(AskedRegion, Desk) ?? Desk.Root;
    }

    /// <summary>An address that keeps place and time.</summary>
    protected string Here(string path, Period? period = null, long? region = null, params ReadOnlySpan<(string Name, object? Value)> more)
    {
        var place = region ?? Place.Value;
        return Desk.Href(path, [("period", (period ?? Period).ToString()), ("region", place == Desk.Root.Value ? null : place), .. more]);
    }
}
