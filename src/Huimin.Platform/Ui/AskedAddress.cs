using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Huimin.Platform.Ui;

/// <summary>
/// The address that the reader asked for. A page that is refused or missing is answered by another one, whose own address
/// nobody asked for and which has lost the query.
/// </summary>
public static class AskedAddress
{
    extension(HttpContext http)
    {
        /// <summary>Path and query, beginning with one slash.</summary>
        public string AskedPathAndQuery()
        {
            ArgumentNullException.ThrowIfNull(http);
            var (path, query) = Asked(http);
            // Two slashes would lead out of the program.
            return "/" + path.ToUriComponent().TrimStart('/') + query;
        }

        /// <summary>The value in the query; empty without one.</summary>
        public string AskedValue(string name)
        {
            ArgumentNullException.ThrowIfNull(http);
            return http.Features.Get<IStatusCodeReExecuteFeature>() is { } first
                ? QueryHelpers.ParseQuery(first.OriginalQueryString).GetValueOrDefault(name).ToString()
                : http.Request.Query[name].ToString();
        }
    }

    private static (PathString Path, string Query) Asked(HttpContext http) => http.Features.Get<IStatusCodeReExecuteFeature>() is { } first
        ? (new PathString(first.OriginalPath), first.OriginalQueryString ?? "")
        : (http.Request.Path, http.Request.QueryString.Value ?? "");
}
