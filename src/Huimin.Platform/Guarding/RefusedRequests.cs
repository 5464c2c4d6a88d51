using System.Diagnostics;
using Huimin.Platform.Operations;

namespace Huimin.Platform.Guarding;

/// <summary>Why a request was turned away before anything was done for it.</summary>
public enum RefusalKind
{
    /// <summary>Too many tries to sign in.</summary>
    SignIn,

    /// <summary>Too many pages from an address that nobody signed in from.</summary>
    Anonymous,

    /// <summary>Too many expensive ones of an account at once.</summary>
    Expensive,

    /// <summary>A form without its token, with an old one or with somebody else's.</summary>
    Form,

    /// <summary>More bytes than the page takes.</summary>
    TooLarge,

    /// <summary>Damaged, or holds characters that no text has.</summary>
    Damaged,
}

/// <summary>Counts what was turned away since the start, for the system page and the telemetry.</summary>
public sealed class RefusedRequests
{
    private const int MostAddresses = 200;

    private readonly long[] counts = new long[Enum.GetValues<RefusalKind>().Length];

    private Dictionary<(RefusalKind Kind, string Address), int> latest = [];

    public long this[RefusalKind kind] => Interlocked.Read(ref counts[(int)kind]);

    /// <param name="address">Where the request came from.</param>
    public void Count(RefusalKind kind, string? address)
    {
        Interlocked.Increment(ref counts[(int)kind]);
        Signals.Refused.Add(1, new TagList { { "kind", kind.ToString() } });
        lock (counts)
        {
            // An attack from everywhere is one line, not as many as it has addresses.
            var key = (kind, latest.Count < MostAddresses ? address ?? "" : "");
            latest[key] = latest.GetValueOrDefault(key) + 1;
        }
    }

    /// <summary>What was counted since it was last taken, by kind and address.</summary>
    public IReadOnlyDictionary<(RefusalKind Kind, string Address), int> Take()
    {
        lock (counts)
        {
            var taken = latest;
            latest = [];
            return taken;
        }
    }
}
