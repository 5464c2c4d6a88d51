using System.Globalization;
using Huimin.Platform.Access;
using Huimin.Platform.Audit;
using Huimin.Platform.Documents;
using Huimin.Platform.Files;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Huimin.Platform.Cases.Letters;

/// <summary><c>/cases/{id}/letter.docx?letter=…</c>: a letter as a file, by GB/T 9704; that it left the program is on the trail.</summary>
public static class LetterEndpoint
{
    public static void MapLetters(this IEndpointRouteBuilder routes) => routes.MapGet("/cases/{id:long}/letter.docx", SendAsync).Needs(Permissions.ViewCases);

    private static async Task SendAsync(long id, string? letter, HttpContext http, CaseOffice office, CaseLetters letters)
    {
        var file = await office.ReadAsync(id, http.RequestAborted);
        if (file is null || (await letters.ReadAsync(file, http.RequestAborted)).FirstOrDefault(l => string.IsNullOrEmpty(letter) || l.Key == letter) is not { } found)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var bytes = WordFile.Write(found.Document);
        office.Context.Record(new AuditEntry(AuditAction.Export, string.Create(CultureInfo.InvariantCulture, $"case:{id}")) { Region = file.Record.Region, Reason = found.Document.Number });
        await office.Context.SaveChangesAsync(http.RequestAborted);
        http.Response.Save(WordFile.ContentType, found.Document.Number + found.Title + ".docx");
        await http.Response.Body.WriteAsync(bytes, http.RequestAborted);
    }
}
