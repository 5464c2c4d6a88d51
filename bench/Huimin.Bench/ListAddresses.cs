using System.Globalization;
using Huimin.Platform.Data;
using Huimin.Platform.Regions;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Bench;

/// <summary>A list page: its kind, and what is asked for.</summary>
/// <param name="Text">Of the search; empty where a place is listed.</param>
/// <param name="Listed">The place listed; that of the reader's post where something is searched.</param>
internal sealed record ListAddress(string Kind, string Path, string Text, DivisionCode Listed)
{
    public const string Name = "name";
    public const string Tail = "tail";
    public const string Village = "village";
    public const string Programme = "dibao";

    public static IReadOnlyList<string> Kinds { get; } = [Name, Tail, Village, Programme];
}

/// <summary>Draws list pages of a city inside the place of a post; the same city gives the same pages.</summary>
internal sealed class ListAddresses
{
    /// <summary>The most common family names, of which every place has some.</summary>
    private static readonly string[] Names = ["王", "李", "张", "刘", "陈"];

    private readonly long[] villages;

    private ListAddresses(long[] villages) => this.villages = villages;

    /// <summary>Villages where somebody lives, by code.</summary>
    public static async Task<ListAddresses> ReadAsync(Database database, CancellationToken cancellation)
    {
        await using var context = database.CreateContext();
        return new ListAddresses([.. (await context.Households.Select(h => h.Region).Distinct().ToListAsync(cancellation)).Order()]);
    }

    /// <summary>Some township of the city with people, or its county.</summary>
    public DivisionCode Place(Random random, RegionLevel level)
    {
        var place = new DivisionCode(Draw(random, villages));
        while (place.Level > level)
            place = place.Parent!.Value;
        return place;
    }

    public ListAddress Next(string kind, DivisionCode post, Random random)
    {
        var village = Village(random, post);
        switch (kind)
        {
            case ListAddress.Name:
                var name = Draw(random, Names);
                return new ListAddress(kind, $"/people?q={Uri.EscapeDataString(name)}", name, post);
            case ListAddress.Tail:
                var tail = Number(random, 0, 10_000).ToString("0000", CultureInfo.InvariantCulture);
                return new ListAddress(kind, $"/people?q={tail}", tail, post);
            case ListAddress.Village:
                return new ListAddress(kind, $"/people?region={village}", "", village);
            default:
                var township = village.Parent!.Value;
                return new ListAddress(kind, $"/regions/{township}/{ListAddress.Programme}", "", township);
        }
    }

    private DivisionCode Village(Random random, DivisionCode within)
    {
        var from = Array.BinarySearch(villages, within.First);
        var to = Array.BinarySearch(villages, within.Last);
        var (first, end) = (from < 0 ? ~from : from, to < 0 ? ~to : to + 1);
        return new DivisionCode(villages[Number(random, first, end)]);
    }

    private static T Draw<T>(Random random, T[] values) => values[Number(random, 0, values.Length)];

#pragma warning disable CA5394 // Which page is opened next is no secret.
    private static int Number(Random random, int from, int end) => random.Next(from, end);
#pragma warning restore CA5394
}
