using System.Globalization;
using Huimin.Platform.Audit;
using Huimin.Platform.Cases;
using Huimin.Platform.Cases.Letters;
using Huimin.Platform.Documents;
using Huimin.Platform.Files;
using Huimin.Platform.Programmes;
using Huimin.Platform.Values;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Huimin.Platform.Hall.Track;

/// <summary>
/// The letters of a case for whoever proved to be its applicant 文书: notices as soon as they are written, decisions from the day on which they were
/// delivered, since that day begins the time for remedies.
/// </summary>
public sealed class HallLetters(HallOffice hall, PolicyLibrary policies, Remedies remedies)
{
    /// <param name="file">A case that was proved to be the resident's.</param>
    public async Task<IReadOnlyList<CaseLetter>> ReadAsync(CaseFile file, CancellationToken cancellation = default) =>
        [.. (await new CaseLetters(hall.Context, policies, remedies).ReadAsync(file, cancellation)).Where(l => !l.IsDecision || l.DeliveredOn is not null)];

    /// <summary>Until when each remedy against a delivered decision is open, in the order of the letter.</summary>
    public IReadOnlyList<(RemedyKind Kind, DateOnly Until)> Until(CaseFile file, DeadlineCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(calendar);
        return file.Decision is not { DeliveredOn: { } delivered } decision ? []
            : [.. remedies.On(decision.DecidedOn, file.Type.Line).Where(r => r is { Kind: RemedyKind.Review or RemedyKind.Lawsuit, Limit: not null }).Select(r => (r.Kind, calendar.After(delivered, r.Limit!.Value).Day))];
    }

    internal async Task RecordAsync(CaseFile file, CaseLetter letter, CancellationToken cancellation)
    {
        hall.Context.Record(new AuditEntry(AuditAction.Export, string.Create(CultureInfo.InvariantCulture, $"case:{file.Record.Id}")) { Region = file.Record.Region, Reason = letter.Document.Number });
        await hall.Context.SaveChangesAsync(cancellation);
    }
}

/// <summary><c>/hall/track/{number}/letter.docx?letter=…</c>: the letter as a file; whoever did not prove number and code is asked for them.</summary>
public static class HallLetterEndpoint
{
    public static void MapHallLetters(this IEndpointRouteBuilder routes) => routes.MapGet("/hall/track/{number}/letter.docx", SendAsync).AllowAnonymous();

    private static async Task SendAsync(string number, string? letter, HttpContext http, HallCase cases, HallLetters letters)
    {
        if (await cases.OpenAsync(http, number, http.RequestAborted) is not { } file)
        {
            http.Response.Redirect("/hall/track?number=" + Uri.EscapeDataString(number));
            return;
        }

        if ((await letters.ReadAsync(file, http.RequestAborted)).FirstOrDefault(l => string.IsNullOrEmpty(letter) || l.Key == letter) is not { } found)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var bytes = WordFile.Write(found.Document);
        await letters.RecordAsync(file, found, http.RequestAborted);
        http.Response.Save(WordFile.ContentType, found.Document.Number + found.Title + ".docx");
        await http.Response.Body.WriteAsync(bytes, http.RequestAborted);
    }
}
