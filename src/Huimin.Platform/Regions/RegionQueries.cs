using System.Globalization;

namespace Huimin.Platform.Regions;

/// <summary>The questions that pages and commands ask about divisions.</summary>
public static class RegionQueries
{
    extension(IQueryable<Region> regions)
    {
        /// <summary>The versions in force on a day.</summary>
        public IQueryable<Region> ValidOn(DateOnly day) =>
            regions.Where(r => r.ValidFrom <= day && (r.ValidTo == null || r.ValidTo > day));

        /// <summary>The versions that hold until further notice.</summary>
        public IQueryable<Region> Current() => regions.Where(r => r.ValidTo == null);

        /// <summary>The divisions directly below, by code: one step of a tree that opens lazily.</summary>
        public IQueryable<Region> ChildrenOf(DivisionCode parent) =>
            regions.Where(r => r.Parent == parent.Value).OrderBy(r => r.Code);

        /// <summary>The division and everything inside it.</summary>
        public IQueryable<Region> Within(DivisionCode division) =>
            regions.Where(r => r.Code >= division.First && r.Code <= division.Last);

        /// <summary>Divisions whose name or code begins with the text, widest first; an empty text finds nothing.</summary>
        public IQueryable<Region> BeginningWith(string text)
        {
            var wanted = text.Trim();
            if (wanted.Length == 0)
                return regions.Where(_ => false);
            var found = regions.Where(r => r.Name.StartsWith(wanted));
            if (wanted.Length <= 12 && long.TryParse(wanted, NumberStyles.None, CultureInfo.InvariantCulture, out var digits))
            {
                var unit = PowerOfTen(12 - wanted.Length);
                var (first, last) = (digits * unit, digits * unit + unit - 1);
                found = regions.Where(r => r.Code >= first && r.Code <= last);
            }

            return found.OrderBy(r => r.Level).ThenBy(r => r.Code);
        }
    }

    private static long PowerOfTen(int exponent)
    {
        var power = 1L;
        for (var i = 0; i < exponent; i++)
            power *= 10;
        return power;
    }
}
