using System.Collections.Concurrent;
using Huimin.Platform;
using Huimin.Policies;

namespace Huimin.Tests;

/// <summary>The packs that the product ships, read once.</summary>
public static class TestPolicies
{
    private static readonly ConcurrentDictionary<string, Lazy<PolicyPack>> Packs = new(StringComparer.Ordinal);

    public static PolicyPack Linyi => Of("linyi");

    public static PolicyPack Of(string layer) => Packs.GetOrAdd(layer, l => new Lazy<PolicyPack>(() => Read(l))).Value;

    private static PolicyPack Read(string layer)
    {
        var reading = PolicyPack.Read(ContentFiles.PoliciesFolder, layer);
        return reading.Pack ?? throw new InvalidOperationException(string.Join('\n', reading.Errors));
    }
}
