using System.Text;
using Huimin.Platform.Access;
using Huimin.Platform.Data;
using Huimin.Platform.Guarding;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Huimin.Platform.Programmes.Publishing;

/// <summary>
/// <c>POST /policies/drafts/{id}/check?path=…</c> with the text of a file as it stands in the editor: what the reader says to it, as
/// the part of a page that shows it. Nothing is saved.
/// </summary>
public static class DraftCheckEndpoint
{
    public static void MapDraftCheck(this IEndpointRouteBuilder app) =>
        app.MapPost("/policies/drafts/{id:long}/check", RunAsync).WithMetadata(new LargestBodyAttribute(SaveDraftFile.LargestBody)).Needs(Permissions.DraftPolicies);

    /// <summary>The draft with this text in place of what it has.</summary>
    public static DraftCheck Check(DraftLoad load, DraftChecks checks, string path, string text)
    {
        ArgumentNullException.ThrowIfNull(load);
        ArgumentNullException.ThrowIfNull(checks);
        return checks.Of(load.Base, [.. load.Draft.Files.Where(f => f.Path != path), new PolicyDraftFile { Path = path, Text = text }]);
    }

    private static async Task<Results<RazorComponentResult<DraftCheckView>, NotFound, StatusCodeHttpResult>> RunAsync(
        long id, string path, HttpContext http, AppDbContext context, PolicyLibrary library, DraftChecks checks)
    {
        using var body = new StreamReader(http.Request.Body, Encoding.UTF8);
        var buffer = new char[SaveDraftFile.LongestText + 1];
        var length = await body.ReadBlockAsync(buffer, http.RequestAborted);
        if (length > SaveDraftFile.LongestText)
            return TypedResults.StatusCode(StatusCodes.Status413PayloadTooLarge);
        if (await DraftLoad.ReadAsync(context, library, checks, id, http.RequestAborted) is not { } load)
            return TypedResults.NotFound();
        var check = Check(load, checks, path, SaveDraftFile.Clean(new string(buffer, 0, length)));
        return new RazorComponentResult<DraftCheckView>(new Dictionary<string, object?> { [nameof(DraftCheckView.Check)] = check, [nameof(DraftCheckView.Draft)] = id });
    }
}
