using System.ComponentModel.DataAnnotations;
using Huimin.Platform;
using Huimin.Platform.Guarding;
using Huimin.Platform.Operations;

namespace Huimin.Web.Serving;

/// <summary>Settings of the server that come from the environment, read and checked at its start.</summary>
internal static class ServerSettings
{
    /// <summary>Those given, else the defaults with what the section <c>Limits</c> of the settings changes.</summary>
    /// <exception cref="CannotRunException">One is out of its range.</exception>
    public static RequestLimits Limits(IConfiguration configuration, ServerOptions options)
    {
        if (options.Limits is { } given)
            return given;
        var limits = new RequestLimits();
        try
        {
            configuration.GetSection("Limits").Bind(limits);
            Validator.ValidateObject(limits, new ValidationContext(limits), validateAllProperties: true);
        }
        catch (Exception e) when (e is ValidationException or InvalidOperationException)
        {
            throw new CannotRunException($"设置 Limits 不对：{e.Message}", e);
        }

        return limits;
    }

    /// <summary>What the system page shows of them.</summary>
    public static ServerFacts Facts(TimeProvider clock, ServerOptions options, RequestLimits limits, ForwardedHeadersOptions? proxies)
    {
        var facts = new ServerFacts(clock);
        facts.Setting($"城市代号", options.City);
        facts.Setting($"监听地址", options.Url);
        facts.Setting($"信任的代理", proxies is null ? "–" : string.Join(", ", [.. proxies.KnownProxies.Select(p => p.ToString()), .. proxies.KnownIPNetworks.Select(n => n.ToString())]));
        facts.Setting($"日志", options.Log.ToString());
        facts.Setting($"遥测收集器", Telemetry.Collector ?? "–");
        facts.Setting($"未登录每分钟页数", limits.AnonymousAMinute);
        facts.Setting($"每个地址每分钟登录次数", limits.SignInsAMinute);
        facts.Setting($"每个姓名五分钟登录次数", limits.SignInsOfANameInFiveMinutes);
        facts.Setting($"每个账号同时的测算和导出", limits.ExpensiveAtOnce);
        return facts;
    }
}
