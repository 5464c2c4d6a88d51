using System.Globalization;
using Huimin.Platform.Data;

namespace Huimin.Platform.People.Transfer;

/// <summary>
/// Carries stated facts into the dated history: an equal value changes nothing, another one ends the fact that is held
/// and begins a new one, and a change on the very day on which the held fact began corrects it.
/// </summary>
/// <param name="holder">Column of the table that names whose fact it is.</param>
/// <param name="copy">Makes a row: holder, fact, from, to, value, source.</param>
internal sealed class FactHistory<T>(
    BulkTable<T> table, string holder, short source, DateOnly day, Func<long, short, DateOnly, DateOnly?, long?, short, T> copy)
    where T : DatedFact
{
    private readonly List<T> written = [];
    private readonly Dictionary<short, List<long>> replaced = [];

    public long Written { get; private set; }

    /// <summary>The held fact that begins after the day of the import and differs: it cannot be changed by older data.</summary>
    public static bool IsNewer(IEnumerable<DatedFact> held, StatedFact stated, DateOnly day) =>
        held.Any(f => f.Fact == stated.Fact.Id && f.ValidFrom > day && f.Value != stated.Value);

    /// <summary>True when something changes.</summary>
    public bool State(long id, StatedFact stated, IEnumerable<DatedFact> held)
    {
        var fact = (short)stated.Fact.Id;
        var open = held.FirstOrDefault(f => f.Fact == fact);
        if (open is not null && open.Value == stated.Value)
            return false;
        if (open is not null)
        {
            (replaced.TryGetValue(fact, out var ids) ? ids : replaced[fact] = []).Add(id);
            if (open.ValidFrom < day)
                written.Add(copy(id, fact, open.ValidFrom, day, open.Value, open.Source));
        }

        written.Add(copy(id, fact, day, null, stated.Value, source));
        return true;
    }

    public async Task WriteAsync(IBulkWriter writer, CancellationToken cancellation)
    {
        foreach (var (fact, ids) in replaced)
        {
            var condition = string.Create(CultureInfo.InvariantCulture, $"fact = {fact} AND (valid_to IS NULL OR valid_to > @p0)");
            await writer.DeleteAsync(table.Name, holder, ids, condition, [day], cancellation);
        }

        await writer.WriteAsync(table, written, cancellation);
        Written += written.Count;
        written.Clear();
        replaced.Clear();
    }
}
