namespace Huimin.Bench;

/// <summary>Measured times of several rounds.</summary>
internal static class Times
{
    /// <summary>The one in the middle, so that a few disturbed rounds do not count; sorts the list.</summary>
    public static double Median(List<double> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }
}
