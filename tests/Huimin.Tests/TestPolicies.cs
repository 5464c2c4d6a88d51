using Huimin.Platform;
using Huimin.Policies;

namespace Huimin.Tests;

/// <summary>The packs that the product ships, read once.</summary>
public static class TestPolicies
{
    private static readonly Lazy<PolicyPack> Pack = new(() => Read("linyi"));

    public static PolicyPack Linyi => Pack.Value;

    private static PolicyPack Read(string layer)
    {
        var reading = PolicyPack.Read(ContentFiles.PoliciesFolder, layer);
        return reading.Pack ?? throw new InvalidOperationException(string.Join('\n', reading.Errors));
    }
}
