using Huimin.Platform.Guarding;
using Huimin.Platform.Operations;

namespace Huimin.Web.Serving;

/// <summary>Where the server listens and what it serves.</summary>
public sealed record ServerOptions
{
    /// <summary>Address to listen on; port 0 takes a free one.</summary>
    public string Url { get; init; } = "http://127.0.0.1:8080";

    /// <summary>Key of the city, which names its policy layer: <c>linyi</c>.</summary>
    public required string City { get; init; }

    /// <summary>Folder of the policy packs.</summary>
    public required string PoliciesFolder { get; init; }

    /// <summary>What it writes to standard error.</summary>
    public LogStyle Log { get; init; }

    /// <summary>Reverse proxies whose word on the reader's address is taken, with commas; null takes the setting <c>Proxies</c>.</summary>
    public string? Proxies { get; init; }

    /// <summary>How many requests it answers; null takes the defaults and the settings <c>Limits__…</c>.</summary>
    public RequestLimits? Limits { get; init; }

    /// <summary>What day it is; tests set it.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
