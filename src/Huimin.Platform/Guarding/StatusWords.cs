using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Huimin.Platform.Guarding;

/// <summary>Gives words to answers that would be a bare number: a page that took too long, a body that broke off, a method that is not taken.</summary>
public static class StatusWords
{
    public static void UseStatusWords(this IApplicationBuilder app) => app.Use(static async (http, next) =>
    {
        try
        {
            await next(http);
        }
        catch (BadHttpRequestException e) when (!http.Response.HasStarted)
        {
            http.Response.StatusCode = e.StatusCode;
        }

        if (!http.Response.HasStarted && HasNoWords(http.Response))
            await http.RefuseAsStatusAsync(http.Response.StatusCode);
    });

    /// <summary>A missing address and a missing permission have pages of their own.</summary>
    private static bool HasNoWords(HttpResponse response) => response is
    {
        StatusCode: StatusCodes.Status400BadRequest or StatusCodes.Status405MethodNotAllowed or StatusCodes.Status408RequestTimeout or StatusCodes.Status413PayloadTooLarge
            or StatusCodes.Status415UnsupportedMediaType or StatusCodes.Status503ServiceUnavailable or StatusCodes.Status504GatewayTimeout,
        ContentLength: null,
        ContentType: null or "",
    };
}
