using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Huimin.Platform.Operations;

/// <summary>
/// What the program tells telemetry 遥测: spans and measures, without names, numbers or texts of people. They cost nothing while
/// nobody listens.
/// </summary>
public static class Signals
{
    public const string Name = "Huimin";

    public static ActivitySource Source { get; } = new(Name);

    public static Meter Meter { get; } = new(Name);

    /// <summary>Passes over the residents, by part (load, compute, store).</summary>
    public static Histogram<double> Sweep { get; } = Meter.CreateHistogram<double>("huimin.sweep.duration", "s", "Parts of a pass over the residents");

    public static Histogram<double> WhatIf { get; } = Meter.CreateHistogram<double>("huimin.what_if.duration", "s", "Computing a simulation, without reading the residents");

    public static Counter<long> Refused { get; } = Meter.CreateCounter<long>("huimin.requests.refused", "{request}", "Requests turned away, by kind");

    /// <summary>A duration in seconds, with one tag.</summary>
    public static void Record(this Histogram<double> measure, TimeSpan time, string tag, object? value)
    {
        ArgumentNullException.ThrowIfNull(measure);
        measure.Record(time.TotalSeconds, new KeyValuePair<string, object?>(tag, value));
    }
}
