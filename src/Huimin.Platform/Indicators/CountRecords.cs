using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Indicators;

/// <summary>The records of an indicator for a place and time, and their sums: value and list from one query.</summary>
internal static class CountRecords
{
    /// <summary>Null where no records are counted. Over a change of the way of counting, each part of a period by its own.</summary>
    public static IQueryable<Counted>? Of(Indicator indicator, Asked asked, long first, long last)
    {
        var now = indicator.On(asked.To);
        if (!now.IsCounted)
            return null;
        IQueryable<Counted> all = Within(now, now.Kind == DefinitionKind.Stock ? asked : From(asked, now.From));
        if (now.Kind == DefinitionKind.Stock)
            return all;
        for (var part = now; part.From > asked.From;)
        {
            var before = indicator.On(part.From.AddDays(-1));
            if (before == part)
                break;
            if (before.IsCounted)
                all = all.Concat(Within(before, From(asked with { Period = asked.Period with { End = part.From.AddDays(-1) } }, before.From)));
            part = before;
        }

        return all;

        IQueryable<Counted> Within(Definition definition, Asked part) => definition.Records!(part).Where(c => c.Region >= first && c.Region <= last);

        static Asked From(Asked asked, DateOnly from) => from > asked.From ? asked with { Period = asked.Period with { Start = from } } : asked;
    }

    /// <summary>The value, in the smallest unit.</summary>
    public static async Task<long> SumAsync(Indicator indicator, Asked asked, long first, long last, CancellationToken cancellation) =>
        Of(indicator, asked, first, last) is not { } records ? 0
        : indicator.On(asked.To).Kind == DefinitionKind.Different ? await records.Select(c => c.Who).Distinct().LongCountAsync(cancellation)
        : await records.SumAsync(c => c.Quantity, cancellation);

    /// <summary>The values of divisions of one level inside a range, by their codes; those without records are not in it.</summary>
    /// <param name="unit">How many codes a division of the level holds: 1 for villages, 1,000 for townships.</param>
    public static async Task<Dictionary<long, long>> SumsAsync(Indicator indicator, Asked asked, long first, long last, long unit, CancellationToken cancellation)
    {
        if (Of(indicator, asked, first, last) is not { } records)
            return [];
        var groups = records.GroupBy(c => c.Region / unit * unit);
        return indicator.On(asked.To).Kind == DefinitionKind.Different
            ? await groups.Select(g => new { g.Key, Value = (long)g.Select(c => c.Who).Distinct().Count() }).ToDictionaryAsync(g => g.Key, g => g.Value, cancellation)
            : await groups.Select(g => new { g.Key, Value = g.Sum(c => c.Quantity) }).ToDictionaryAsync(g => g.Key, g => g.Value, cancellation);
    }
}
