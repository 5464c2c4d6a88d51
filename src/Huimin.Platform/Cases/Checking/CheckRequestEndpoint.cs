using System.Globalization;
using Huimin.Platform.Access;
using Huimin.Platform.Files;
using Huimin.Platform.Guarding;
using Huimin.Platform.Programmes;
using Huimin.Policies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Huimin.Platform.Cases.Checking;

/// <summary><c>GET /checks/{id}/request.csv</c>: the request file of a batch, as often as it is needed; each time is on the trail.</summary>
public static class CheckRequestEndpoint
{
    public static IEndpointConventionBuilder MapCheckRequests(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/checks/{id:long}/request.csv", SendAsync).RequireRateLimiting(RequestLimits.Expensive).WithRequestTimeout(RequestLimits.Patient).Needs(Permissions.ProposeCases);

    private static async Task SendAsync(long id, HttpContext http, ExportChecks export, PolicyLibrary policies, TimeProvider clock)
    {
        // The whole file before the first byte: what cannot be written is answered in words, and a table of people ends nowhere half-way.
        var buffer = new StringWriter(CultureInfo.InvariantCulture);
        try
        {
            await export.WriteAsync(id, policies.Require(Month.Of(DateOnly.FromDateTime(clock.GetLocalNow().DateTime))).Facts, buffer, http.RequestAborted);
        }
        catch (CannotRunException e)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            http.Response.ContentType = "text/plain; charset=utf-8";
            await http.Response.WriteAsync(e.Message, http.RequestAborted);
            return;
        }

        await using var text = http.Response.SaveCsv(string.Create(CultureInfo.InvariantCulture, $"check-{id}.csv"));
        await text.WriteAsync(buffer.GetStringBuilder(), http.RequestAborted);
    }
}
