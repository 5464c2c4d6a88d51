using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Huimin.Platform.Files;

/// <summary>The one way by which files go out: saved by the browser (pictures and PDF may be shown), under a name that cannot add a header.</summary>
public static class Downloads
{
    /// <summary>Begins an answer that is a file.</summary>
    /// <param name="contentType">Such as <c>text/csv; charset=utf-8</c>.</param>
    /// <param name="name">With its ending; characters that a header or a file system does not take are replaced.</param>
    public static void Save(this HttpResponse response, string contentType, string name) => Begin(response, contentType, name, "attachment");

    /// <summary>Begins an answer that the browser shows: of pictures and PDF only, which cannot run anything.</summary>
    /// <inheritdoc cref="Save"/>
    internal static void Show(this HttpResponse response, string contentType, string name) => Begin(response, contentType, name, "inline");

    private static void Begin(HttpResponse response, string contentType, string name, string way)
    {
        ArgumentNullException.ThrowIfNull(response);
        ArgumentNullException.ThrowIfNull(name);
        var disposition = new ContentDispositionHeaderValue(way);
        disposition.SetHttpFileName(Clean(name));
        response.ContentType = contentType;
        response.Headers.ContentDisposition = disposition.ToString();
        response.Headers.CacheControl = "private, no-store";
    }

    /// <summary>A table for spreadsheets, which take a text for UTF-8 by the mark at its beginning.</summary>
    public static StreamWriter SaveCsv(this HttpResponse response, string name)
    {
        ArgumentNullException.ThrowIfNull(response);
        response.Save("text/csv; charset=utf-8", name);
        return new StreamWriter(response.Body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), 1 << 16, leaveOpen: true);
    }

    private static string Clean(string name)
    {
        var clean = new StringBuilder(name.Length);
        foreach (var c in name)
            clean.Append(c is '"' or '/' or '\\' or ':' or '*' or '?' or '<' or '>' or '|' or ';' || char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate ? '_' : c);
        return clean.Length == 0 ? "_" : clean.ToString();
    }
}
