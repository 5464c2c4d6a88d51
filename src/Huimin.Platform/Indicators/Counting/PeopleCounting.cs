using Huimin.Platform.People;
using Huimin.Platform.Regions;
using Huimin.Platform.Sweeps;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Indicators.Counting;

/// <summary>Residents, what passes over the city found, and divisions, as indicators count them.</summary>
public static class PeopleCounting
{
    /// <summary>Residents on the last day: born, not dead, not gone. They count where they live now.</summary>
    public static IQueryable<Person> Residents(this Asked asked)
    {
        ArgumentNullException.ThrowIfNull(asked);
        var day = asked.To;
        return asked.Context.People.AsNoTracking().Where(p => (p.BirthDate == null || p.BirthDate <= day) && (p.DiedOn == null || p.DiedOn > day) && (p.DepartedOn == null || p.DepartedOn > day));
    }

    /// <summary>Residents who have reached an age on the last day; whoever has no date of birth is not among them.</summary>
    public static IQueryable<Person> Aged(this Asked asked, int years)
    {
        ArgumentNullException.ThrowIfNull(asked);
        var (day, born) = (asked.To, asked.To.AddYears(-years));
        return asked.Context.People.AsNoTracking().Where(p => p.BirthDate <= born && (p.DiedOn == null || p.DiedOn > day) && (p.DepartedOn == null || p.DepartedOn > day));
    }

    public static IQueryable<Counted> Counted(this IQueryable<Person> people) => people.Select(p => new Counted { Record = p.Id, Region = p.Region, Day = 0, Quantity = 1, Who = p.Id });

    /// <summary>What passes over the months that begin in the period found for these programmes.</summary>
    public static IQueryable<Entitlement> Found(this Asked asked, params string[] programmes)
    {
        ArgumentNullException.ThrowIfNull(asked);
        var months = asked.Months;
        return asked.Context.Entitlements.AsNoTracking().Where(e => months.Contains(e.Month) && programmes.Contains(e.Programme));
    }

    /// <summary>Divisions of a level that stood on the last day.</summary>
    public static IQueryable<Region> Divisions(this Asked asked, RegionLevel level)
    {
        ArgumentNullException.ThrowIfNull(asked);
        var day = asked.To;
        return asked.Context.Regions.AsNoTracking().Where(r => r.Level == level && r.ValidFrom <= day && (r.ValidTo == null || r.ValidTo > day));
    }

    public static IQueryable<Counted> Counted(this IQueryable<Region> divisions) => divisions.Select(r => new Counted { Record = r.Code, Region = r.Code, Day = (r.ValidFrom.Year * 10000) + (r.ValidFrom.Month * 100) + r.ValidFrom.Day, Quantity = 1, Who = r.Code });
}
