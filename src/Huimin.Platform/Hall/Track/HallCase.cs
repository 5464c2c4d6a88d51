using System.Globalization;
using System.Security.Cryptography;
using Huimin.Platform.Audit;
using Huimin.Platform.Cases;
using Huimin.Platform.Cases.Intake;
using Huimin.Platform.Cases.Moves;
using Huimin.Platform.Cases.Objecting;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Hall.Track;

/// <summary>
/// The cases of one application, for whoever showed its number and query code 凭受理号和查询码. What was proved is kept for half an hour in a sealed
/// cookie; every look and every wrong code is on the trail.
/// </summary>
public sealed class HallCase(HallOffice hall, IDataProtectionProvider protection, TimeProvider clock)
{
    private const string Cookie = "hm-track";
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(30);

    private readonly IDataProtector protector = protection.CreateProtector("Huimin.Hall.Track");

    /// <summary>Compares number and code; a wrong number and a wrong code have the same answer in the same time.</summary>
    /// <exception cref="CannotRunException">They do not belong together.</exception>
    /// <returns>The number as it is written.</returns>
    public async Task<string> VerifyAsync(HttpContext http, string number, string code, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(http);
        var (asked, typed) = (Plain(number), Plain(code));
        var found = asked.Length is 0 or > 40 ? null : await hall.Context.Cases.AsNoTracking()
            .Where(c => c.Number == asked && c.State != CaseState.Draft).Select(c => new { c.Id, c.ApplicationId, c.TrackHash, c.Region, c.Number }).FirstOrDefaultAsync(cancellation);
        var right = TrackCode.IsRight(found?.TrackHash, found?.ApplicationId ?? 0, typed.Length > 40 ? "" : typed);
        hall.Context.Record(new AuditEntry(AuditAction.Track, found is null ? "case" : $"case:{found.Id}") { Region = found?.Region, Outcome = right ? AuditOutcome.Done : AuditOutcome.Failed });
        await hall.Context.SaveChangesAsync(cancellation);
        if (!right)
            throw new CannotRunException($"受理号和查询码对不上。请核对回执；忘记查询码的，请带身份证到乡镇（街道）查询。");
        Remember(http, found!.ApplicationId);
        return found.Number;
    }

    /// <summary>The file of a case of the application that this browser proved to be its own; null for any other.</summary>
    public async Task<CaseFile?> OpenAsync(HttpContext http, string number, CancellationToken cancellation = default)
    {
        if (Proved(http) is not { } application)
            return null;
        var asked = Plain(number);
        var id = await hall.Context.Cases.AsNoTracking().Where(c => c.ApplicationId == application && c.Number == asked && c.State != CaseState.Draft && c.ReviewOf == null).Select(c => (long?)c.Id).FirstOrDefaultAsync(cancellation);
        return id is { } found ? await hall.Office.ReadAsync(found, cancellation) : null;
    }

    /// <summary>Numbers and matters of the same application.</summary>
    public async Task<IReadOnlyList<(string Number, string Type)>> SiblingsAsync(CaseFile file, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        var cases = await hall.Context.Cases.AsNoTracking().Where(c => c.ApplicationId == file.Record.ApplicationId && c.State != CaseState.Draft && c.ReviewOf == null)
            .OrderBy(c => c.Id).Select(c => new { c.Number, c.Type }).ToListAsync(cancellation);
        return cases.ConvertAll(c => (c.Number, c.Type));
    }

    /// <summary>What happened, newest first.</summary>
    public async Task<IReadOnlyList<CaseEvent>> EventsAsync(CaseFile file, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        return await hall.Context.CaseEvents.AsNoTracking().Where(e => e.CaseId == file.Record.Id).OrderByDescending(e => e.Number).Take(100).ToListAsync(cancellation);
    }

    /// <summary>The applicant answers what was asked for: the clocks go on 补正.</summary>
    /// <exception cref="CannotRunException">Nothing is asked for, or nothing is said.</exception>
    public async Task SupplementAsync(CaseFile file, Sent sent, string text, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        await new MoveCase(hall.Office).TakeSupplementAsync(file.Record.Id, sent, CaseOffice.Text(text, $"请写明补正的内容。"), cancellation);
    }

    /// <exception cref="CannotRunException">It was decided or closed before.</exception>
    public async Task WithdrawAsync(CaseFile file, Sent sent, string reason, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        await new MoveCase(hall.Office).WithdrawAsync(file.Record.Id, sent, CaseOffice.Text(reason, $"请写明为什么撤回。"), cancellation);
    }

    /// <param name="kind">Against a check or a decision.</param>
    /// <exception cref="CannotRunException">There is nothing of the kind to object to.</exception>
    public async Task ObjectAsync(CaseFile file, ObjectionKind kind, string what, string token, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        await new ObjectToCase(hall.Office, hall.Keyring).RunAsync(file.Record.Id, kind, new ObjectionText(what, file.Record.Applicant, ""), token, cancellation);
    }

    public static void Leave(HttpContext http) => http.Forget(Cookie);

    internal void Remember(HttpContext http, long application) => http.Keep(
        Cookie, protector.Protect(string.Create(CultureInfo.InvariantCulture, $"{application}/{clock.GetUtcNow().Add(Kept).ToUnixTimeSeconds()}")), Kept);

    private long? Proved(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        if (http.Request.Cookies[Cookie] is not { Length: > 0 and < 1_000 } cookie)
            return null;
        try
        {
            return protector.Unprotect(cookie).Split('/') is [var id, var until]
                && long.Parse(until, CultureInfo.InvariantCulture) > clock.GetUtcNow().ToUnixTimeSeconds() ? long.Parse(id, CultureInfo.InvariantCulture) : null;
        }
        catch (CryptographicException)
        {
            // Forged, or of another installation.
            return null;
        }
    }

    /// <summary>Digits and dashes as any keyboard types them.</summary>
    private static string Plain(string? text) => new([.. (text ?? "").Trim().Select(c => c is >= '\uFF10' and <= '\uFF19' ? (char)(c - 0xFEE0) : c is '－' or '—' or '–' ? '-' : c).Where(c => !char.IsWhiteSpace(c) && !char.IsControl(c))]);
}
