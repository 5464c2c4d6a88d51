using System.Net;
using Huimin.Platform;
using Microsoft.AspNetCore.HttpOverrides;

namespace Huimin.Web.Serving;

/// <summary>
/// The reverse proxies in front of the program. Only what one of them says of the reader's address and of https is believed: setting
/// <c>Proxies</c>, addresses or ranges with commas, <c>10.0.0.5,10.1.0.0/16</c>.
/// </summary>
internal static class Proxies
{
    public const string Setting = "Proxies";

    /// <exception cref="CannotRunException">One is no address and no range.</exception>
    public static ForwardedHeadersOptions? Read(string? setting)
    {
        var proxies = (setting ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (proxies.Length == 0)
            return null;
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto, ForwardLimit = null };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var proxy in proxies)
        {
            if (IPAddress.TryParse(proxy, out var address))
                options.KnownProxies.Add(address);
            else if (System.Net.IPNetwork.TryParse(proxy, out var network))
                options.KnownIPNetworks.Add(network);
            else
                throw new CannotRunException($"{proxy} 不是代理服务器的地址，应写作 10.0.0.5 或 10.1.0.0/16。");
        }

        return options;
    }
}
