using Huimin.Platform;
using Huimin.Platform.Operations;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Huimin.Web.Serving;

/// <summary>
/// Sends spans and measures to a collector by OTLP 遥测, where one is named: <c>--otlp</c> or <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>. Without
/// one nothing listens and nothing is measured.
/// </summary>
internal static class Telemetry
{
    public const string EndpointVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>Where it sends to, without credentials that the address may hold; null where it does not.</summary>
    public static string? Collector { get; private set; }

    /// <summary>Starts sending; disposing sends what is left.</summary>
    /// <param name="endpoint">Address of the collector, such as <c>http://127.0.0.1:4318</c>; null takes the environment's.</param>
    /// <returns>Null where no collector is named.</returns>
    /// <exception cref="CannotRunException">It is no address.</exception>
    public static IDisposable? Start(string? endpoint)
    {
        endpoint ??= Environment.GetEnvironmentVariable(EndpointVariable);
        if (string.IsNullOrWhiteSpace(endpoint))
            return null;
        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out var collector) || collector.Scheme is not ("http" or "https"))
            throw new CannotRunException($"{endpoint} 不是遥测收集器的地址，应写作 http://127.0.0.1:4318。");
        var resource = ResourceBuilder.CreateDefault().AddService("huimin", serviceVersion: ServerFacts.Version);
        var traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource)
            .AddSource(Signals.Name, "Microsoft.AspNetCore")
            .AddOtlpExporter(otlp => Aim(otlp, collector, "v1/traces")).Build();
        var measures = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource)
            .AddMeter(Signals.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.RateLimiting", "System.Runtime", "Npgsql")
            .AddOtlpExporter(otlp => Aim(otlp, collector, "v1/metrics")).Build();
        Collector = collector.GetLeftPart(UriPartial.Authority).Replace(collector.UserInfo + "@", "", StringComparison.Ordinal);
        return new Running(traces, measures);
    }

    /// <summary>HTTP unless the environment asks for gRPC, which has one address for everything.</summary>
    private static void Aim(OtlpExporterOptions otlp, Uri collector, string path)
    {
        var isGrpc = Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_PROTOCOL") == "grpc";
        otlp.Protocol = isGrpc ? OtlpExportProtocol.Grpc : OtlpExportProtocol.HttpProtobuf;
        otlp.Endpoint = isGrpc ? collector : new Uri(collector.AbsoluteUri.TrimEnd('/') + "/" + path);
    }

    private sealed class Running(TracerProvider traces, MeterProvider measures) : IDisposable
    {
        public void Dispose()
        {
            traces.Dispose();
            measures.Dispose();
            Collector = null;
        }
    }
}
