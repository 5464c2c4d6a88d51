namespace Huimin.Platform.Demo;

/// <summary>SplitMix64: the same seed gives the same city on every machine and runtime, which System.Random does not promise.</summary>
internal struct DemoRandom(ulong seed)
{
    private ulong state = seed;

    public ulong NextUInt64()
    {
        unchecked
        {
            state += 0x9E3779B97F4A7C15UL;
            var z = state;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
            return z ^ (z >> 31);
        }
    }

    /// <summary>0 ≤ x &lt; bound.</summary>
    public int Below(int bound) => (int)(((NextUInt64() >> 32) * (ulong)bound) >> 32);

    /// <summary>low ≤ x ≤ high.</summary>
    public int Between(int low, int high) => low + Below(high - low + 1);

    /// <summary>0 ≤ x &lt; 1.</summary>
    public double Share() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    public bool Chance(double share) => Share() < share;

    public T Pick<T>(IReadOnlyList<T> items) => items[Below(items.Count)];

    /// <summary>Position drawn by the given shares, which sum to at most 1; the last position takes the rest.</summary>
    public int Draw(ReadOnlySpan<double> shares)
    {
        var left = Share();
        for (var i = 0; i < shares.Length - 1; i++)
        {
            left -= shares[i];
            if (left < 0)
                return i;
        }

        return shares.Length - 1;
    }
}

/// <summary>
/// Takes an exact share of a stream in scattered places: after n units, n × rate were due, and what was taken differs
/// from that by a few units at most. So even a city of a thousand people keeps the proportions of eleven million.
/// </summary>
internal sealed class Quota
{
    private const double Scatter = 3;
    private double due;

    public void Advance(double units) => due += units;

    public bool IsDue(ref DemoRandom random) => due + ((random.Share() - 0.5) * Scatter) > 0.5;

    public void Take(double units = 1) => due -= units;

    /// <summary>Advances by one unit at the rate and takes it if its turn has come.</summary>
    public bool Next(double rate, ref DemoRandom random)
    {
        Advance(rate);
        if (!IsDue(ref random))
            return false;
        Take();
        return true;
    }
}
