using Huimin.Platform.Access;
using Huimin.Platform.Data;
using Huimin.Platform.Guarding;
using Microsoft.AspNetCore.Http;

namespace Huimin.Platform.Audit;

/// <summary>
/// Puts on the trail what somebody who is signed in asked for and may not have: a page of another duty or region, and the number
/// of a record that for this reader does not exist.
/// </summary>
public sealed class RecordDenials(RequestDelegate next, Database database)
{
    public async Task InvokeAsync(HttpContext http, Acting acting)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(acting);
        await next(http);
        if (acting.AccountId is null || RequestGuard.IsAnsweredAgain(http) || !IsDenial(http))
            return;
        // Without the query, which may hold names that were searched.
        var entry = new AuditEntry(AuditAction.Denied, $"page:{http.Request.Path}") { Outcome = AuditOutcome.Refused, After = new { status = http.Response.StatusCode } };
        await database.Audit.WriteAsync(AuditActor.Of(acting), entry, CancellationToken.None);
    }

    private static bool IsDenial(HttpContext http) => http.Response.StatusCode switch
    {
        StatusCodes.Status403Forbidden => true,
        StatusCodes.Status404NotFound => http.GetEndpoint()?.Metadata.GetMetadata<NeedsAttribute>() is not null,
        _ => false,
    };
}
