namespace Huimin.Platform.Simulations;

public enum AlarmKind
{
    /// <summary>A programme that had recipients in the county has none left.</summary>
    RecipientsEmptied,

    /// <summary>At least twice as many recipients.</summary>
    RecipientsDoubled,

    /// <summary>Recipients are left, but nothing is paid any more.</summary>
    SpendingEmptied,

    /// <summary>At least twice the spending.</summary>
    SpendingDoubled,
}

/// <summary>
/// A change so large that a mistake is likelier than a policy. <paramref name="Before"/> and <paramref name="After"/> are persons, or
/// fen for spending: a month, or paid in the month where the programme pays once.
/// </summary>
/// <param name="Programme">Code of the programme.</param>
/// <param name="County">12-digit code of the county.</param>
public sealed record Alarm(AlarmKind Kind, string Programme, long County, long Before, long After);

/// <summary>What empties or doubles a county's recipients or spending of a programme: asked before a trial is believed and before a version is published.</summary>
public static class Alarms
{
    /// <summary>Doubling among fewer additional persons than this is no news: one recipient becomes two.</summary>
    public const int FewestPersons = 10;

    /// <summary>At most one alarm for the recipients and one for the spending of a programme in a county; in order of programme and county.</summary>
    public static IReadOnlyList<Alarm> Of(IReadOnlyList<string> programmes, IReadOnlyDictionary<long, ImpactCounts[]> counties)
    {
        ArgumentNullException.ThrowIfNull(programmes);
        ArgumentNullException.ThrowIfNull(counties);
        var found = new List<Alarm>();
        for (var i = 0; i < programmes.Count; i++)
        {
            foreach (var (county, counts) in counties.OrderBy(c => c.Key))
            {
                var (before, after) = (counts[i].Before, counts[i].After);
                if (before.Persons > 0 && after.Persons == 0)
                    found.Add(new Alarm(AlarmKind.RecipientsEmptied, programmes[i], county, before.Persons, 0));
                else if (before.Persons > 0 && after.Persons >= 2L * before.Persons && after.Persons - before.Persons >= FewestPersons)
                    found.Add(new Alarm(AlarmKind.RecipientsDoubled, programmes[i], county, before.Persons, after.Persons));
                if (before.Fen > 0 && after.Fen == 0 && after.Persons > 0)
                    found.Add(new Alarm(AlarmKind.SpendingEmptied, programmes[i], county, before.Fen, 0));
                else if (before.Fen > 0 && after.Fen >= 2 * before.Fen && after.Persons >= FewestPersons)
                    found.Add(new Alarm(AlarmKind.SpendingDoubled, programmes[i], county, before.Fen, after.Fen));
            }
        }

        return found;
    }
}
