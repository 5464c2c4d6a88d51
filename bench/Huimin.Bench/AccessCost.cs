using System.Diagnostics;
using Huimin.Platform;
using Huimin.Platform.Data;
using Huimin.Platform.Privacy;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Huimin.Bench;

/// <summary>
/// What of a list page is spent on permissions: reading the cookie with its session, account, post and role, comparing what the page
/// needs, and the filters in the queries. Page and parts take turns, one after the other; medians are compared. A session is remembered
/// for two seconds: <c>filter_share</c> is that of somebody who opens one page after the other, <c>filter_share_first</c> that of
/// somebody who comes back after longer.
/// </summary>
internal sealed class AccessCost(IServiceProvider services, CancellationToken cancellation)
{
    private const int Rounds = 60;

    private readonly Dictionary<string, List<double>> times = [];
    private int round;

    public async Task<Dictionary<string, object>> MeasureAsync(IReadOnlyList<BenchReader> readers, ListAddresses addresses)
    {
        var random = new Random(2);
        for (round = -5; round < Rounds; round++)
            foreach (var reader in readers)
                foreach (var kind in ListAddress.Kinds)
                    await RoundAsync(reader, addresses.Next(kind, reader.Place, random));

        // Every kind for every reader once: medians add up to a page of each.
        var (page, session, first, needs, filtered, unfiltered) = (Sum("page"), Sum("session"), Sum("first"), Sum("needs"), Sum("filtered"), Sum("unfiltered"));
        var pages = readers.Count * ListAddress.Kinds.Count;
        var filters = Math.Max(0, filtered - unfiltered);
        var figures = new Dictionary<string, object>();
        foreach (var kind in ListAddress.Kinds)
        {
            figures[$"{kind}_queries_ms"] = Math.Round(Sum("filtered", kind) / readers.Count, 3);
            figures[$"{kind}_queries_unfiltered_ms"] = Math.Round(Sum("unfiltered", kind) / readers.Count, 3);
        }

        foreach (var (name, value) in new Dictionary<string, object>
        {
            ["page_ms"] = Math.Round(page / pages, 3),
            ["session_ms"] = Math.Round(session / pages, 3),
            ["session_first_ms"] = Math.Round(first / pages, 3),
            ["permission_ms"] = Math.Round(needs / pages, 3),
            ["list_queries_ms"] = Math.Round(filtered / pages, 3),
            ["list_queries_unfiltered_ms"] = Math.Round(unfiltered / pages, 3),
            ["filter_share"] = Math.Round((session + needs + filters) / page, 4),
            ["filter_share_first"] = Math.Round((first + needs + filters) / (page + first - session), 4),
            ["bar_share"] = 0.05,
        })
            figures[name] = value;
        return figures;
    }

    private async Task RoundAsync(BenchReader reader, ListAddress list)
    {
        var key = $"{reader.Place}/{list.Kind}";
        var started = Stopwatch.GetTimestamp();
        await reader.OpenAsync(list.Path, cancellation);
        Note("page", key, started);

        await using var scope = services.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<AppDbContext>();
        await ChecksAsync(scope.ServiceProvider, reader, list, key);
        var keyring = scope.ServiceProvider.GetRequiredService<Keyring>();
        // The page has read the rows before; that the second of the two is still a little warmer evens out.
        foreach (var filtered in round % 2 == 0 ? (bool[])[true, false] : [false, true])
        {
            started = Stopwatch.GetTimestamp();
            await new ListQueries(context, keyring, filtered, cancellation).RunAsync(list);
            Note(filtered ? "filtered" : "unfiltered", key, started);
        }
    }

    /// <summary>As the server does before the page: the cookie with what it stands for, then what the page needs.</summary>
    private async Task ChecksAsync(IServiceProvider scoped, BenchReader reader, ListAddress list, string key)
    {
        var http = new DefaultHttpContext { RequestServices = scoped };
        scoped.GetRequiredService<IHttpContextAccessor>().HttpContext = http;
        (http.Request.Method, http.Request.Scheme, http.Request.Host) = (HttpMethods.Get, "http", new HostString("localhost"));
        http.Request.Headers.Cookie = reader.CookieHeader;
        http.SetEndpoint(EndpointOf(list));
        var opened = false;
        var authorization = new AuthorizationMiddleware(
            _ =>
            {
                opened = true;
                return Task.CompletedTask;
            },
            scoped.GetRequiredService<IAuthorizationPolicyProvider>(),
            services);

        var started = Stopwatch.GetTimestamp();
        var known = await http.AuthenticateAsync(IdentityConstants.ApplicationScheme);
        Note("session", key, started);
        await FirstAsync(reader, key);
        if (known.Principal is { } principal)
            http.User = principal;
        started = Stopwatch.GetTimestamp();
        await authorization.Invoke(http);
        Note("needs", key, started);
        if (!opened)
            throw new CannotRunException($"{list.Path} 没有放行。");
    }

    /// <summary>The same once more when nothing is remembered, in a scope of its own: a handler answers a request once.</summary>
    private async Task FirstAsync(BenchReader reader, string key)
    {
        await using var scope = services.CreateAsyncScope();
        var http = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        http.Request.Headers.Cookie = reader.CookieHeader;
        services.GetRequiredService<Database>().NoteChange();
        var started = Stopwatch.GetTimestamp();
        await http.AuthenticateAsync(IdentityConstants.ApplicationScheme);
        Note("first", key, started);
    }

    private Endpoint EndpointOf(ListAddress list)
    {
        var pattern = list.Kind == ListAddress.Programme ? "/regions/{Code:long}/{Programme}" : "/people";
        return services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().First(e => e.RoutePattern.RawText == pattern);
    }

    private void Note(string part, string key, long started)
    {
        // The rounds before the first compile and warm.
        if (round < 0)
            return;
        var name = $"{part}:{key}";
        if (!times.TryGetValue(name, out var list))
            times[name] = list = [];
        list.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
    }

    private double Sum(string part, string kind = "") => times.Where(t => t.Key.StartsWith(part + ":", StringComparison.Ordinal) && t.Key.EndsWith(kind, StringComparison.Ordinal)).Sum(t => Times.Median(t.Value));
}
