using System.Globalization;
using System.Security.Cryptography;
using Huimin.Platform.Cases;
using Huimin.Platform.Cases.Intake;
using Huimin.Platform.Cases.Types;
using Huimin.Platform.People;
using Huimin.Platform.Privacy;
using Huimin.Platform.Regions;
using Huimin.Platform.Values;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Hall.Apply;

/// <summary>
/// An application that somebody fills in on the own phone 掌上办. It lies at the township as a draft from the first answer on; the browser keeps
/// the key to it, so that a lost connection or a closed page loses nothing.
/// </summary>
public sealed class HallDraft(HallOffice hall)
{
    private const string Cookie = "hm-apply";
    private static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    /// <summary>After it was handed in, number and code can be looked at again this long, in the same browser.</summary>
    private static readonly TimeSpan ShownAgain = TimeSpan.FromMinutes(30);

    private DraftCases Drafts => new(hall.Office, new BeginCases(hall.Office));

    /// <summary>The draft, or the case that it became, of this browser for a matter; null for none.</summary>
    public async Task<Case?> OpenAsync(HttpContext http, CaseType type, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(type);
        if (Held(http) is not var (id, secret))
            return null;
        var records = await Drafts.ReadAsync(id, cancellation);
        if (records is not [{ Channel: CaseChannel.Phone } record] || record.Type != type.Code)
            return null;
        if (record.State == CaseState.Draft)
            return TrackCode.IsRight(record.TrackHash, id, secret) ? record : null;
        return TrackCode.IsRight(record.TrackHash, id, TrackCode.Of(secret)) && record.ReceivedAt > hall.Now - ShownAgain ? record : null;
    }

    /// <summary>The code with which the case is followed, after it was handed in.</summary>
    public static string? CodeOf(HttpContext http) => Held(http) is var (_, secret) ? TrackCode.Of(secret) : null;

    /// <summary>Begins for a village or community of the city; what this browser had begun for the same place goes on.</summary>
    /// <exception cref="CannotRunException">Residents do not begin this matter themselves, or there is no such place.</exception>
    public async Task BeginAsync(HttpContext http, CaseType type, long region, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(type);
        if (!type.Online || type.WithoutFamily)
            throw new CannotRunException($"这件事要到窗口办理。");
        if (!await hall.Context.Regions.Current().AnyAsync(r => r.Code == region && r.Level == RegionLevel.Village, cancellation))
            throw new CannotRunException($"请选择村或者社区。");
        if (await OpenAsync(http, type, cancellation) is { State: CaseState.Draft } begun && begun.Region == region)
            return;
        var secret = RandomNumberGenerator.GetHexString(32, lowercase: true);
        var id = await Drafts.BeginAsync(
            new Application([type.Code], region, null, null, "", CaseChannel.Phone, new CaseForm(), RandomNumberGenerator.GetHexString(32, lowercase: true)), secret, null, cancellation);
        http.Keep(Cookie, string.Create(CultureInfo.InvariantCulture, $"{id}.{secret}"), Kept);
    }

    /// <summary>
    /// Keeps answers. Where another tab answered the same question meanwhile, nothing is changed: the page shows both, and whoever sends it
    /// again has chosen.
    /// </summary>
    /// <param name="shown">By code: what the page showed as the answer so far.</param>
    /// <exception cref="CannotRunException">An answer is none, another tab answered, or it was handed in before.</exception>
    public Task AnswerAsync(Case draft, IReadOnlyDictionary<FormField, string> answers, IReadOnlyDictionary<string, string> shown, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(answers);
        ArgumentNullException.ThrowIfNull(shown);
        if (answers.Any(a => shown.TryGetValue(a.Key.Code, out var was) && IsOther(draft, a.Key, was, a.Value)))
            throw new CannotRunException($"这一题刚刚在另一个窗口里改过。两个答案都在下面，请核对：留用这里填的，再按一次“下一步”。");
        return Drafts.AnswerAsync(draft.ApplicationId, draft.Revision, answers, cancellation: cancellation);
    }

    /// <summary>Whether another tab's answer would be lost by this one.</summary>
    public static bool IsOther(Case draft, FormField field, string shown, string typed)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(field);
        var kept = draft.Answers?[field.Code] ?? "";
        return kept != shown && kept != ApplicantAnswers.Plain(field, CaseOffice.Text(typed, longest: Math.Max(field.Longest, CaseOffice.LongestNote)));
    }

    /// <exception cref="CannotRunException">It was handed in meanwhile.</exception>
    public async Task ThrowAwayAsync(HttpContext http, Case draft, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(draft);
        await Drafts.DeleteAsync(draft.ApplicationId, cancellation);
        http.Forget(Cookie);
    }

    public static void Forget(HttpContext http) => http.Forget(Cookie);

    /// <summary>
    /// Hands it in. Whoever applies is linked where somebody of the chosen township has exactly this name and number; the answer does
    /// not show whether, so that nobody finds out who is on record where.
    /// </summary>
    /// <exception cref="CannotRunException">Something that must be answered is not.</exception>
    /// <param name="revision">Of the draft as it was looked through.</param>
    public async Task SubmitAsync(HttpContext http, Case draft, CaseType type, long revision, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(type);
        if (draft.State == CaseState.Draft && draft.Revision != revision)
            throw new CannotRunException($"这份申请刚刚在另一个窗口里改过。下面是改过的内容，请核对以后再提交。");
        var answers = draft.Answers ?? new CaseForm();
        if (HallQuestions.Of(type, draft.FormVersion).FirstOrDefault(q => q.IsAsked(answers) && q.Fields.Any(f => f.Required && f.When?.Invoke(answers) != false && answers[f.Code].Length == 0)) is { } open)
            throw new CannotRunException($"还有必填的没有填：{open.Fields.First(f => f.Required && answers[f.Code].Length == 0).Name}。");
        var secret = Held(http) is var (_, held) ? held : throw new CannotRunException($"没有这份草稿：可能已经删除，或者放得太久。请重新开始。");
        if (draft.State == CaseState.Draft)
            await NameAsync(draft, type, answers, cancellation);
        await Drafts.SubmitAsync(draft.ApplicationId, null, secret, cancellation);
    }

    private async Task NameAsync(Case draft, CaseType type, CaseForm answers, CancellationToken cancellation)
    {
        var name = CaseOffice.Text(answers[ApplicantAnswers.Name.Code]);
        var person = CitizenId.TryParse(answers[ApplicantAnswers.CitizenId.Code], out var id, out _) ? await FindElsewhere.ExactAsync(hall.Context, hall.Keyring, name, id, cancellation) : null;
        var isHere = person is not null && CaseOffice.Unit(person.Region, RegionLevel.Township) == CaseOffice.Unit(draft.Region, RegionLevel.Township)
            && await BeginCases.OpenOneAsync(hall.Context, type, person.HouseholdId, person.Id, cancellation) is null;
        // A child's name stands nowhere in the clear.
        if (isHere)
            draft.About(type.WhereItHappens ? draft.Region : person!.Region, person!.HouseholdId, person.Id, person.Name);
        else
            draft.About(draft.Region, null, null, type.AboutChildren ? Masking.Name(name) : name);
        await hall.Context.SaveChangesAsync(cancellation);
    }

    private static (long Id, string Secret)? Held(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        return http.Request.Cookies[Cookie] is { Length: < 100 } cookie && cookie.Split('.') is [var number, { Length: 32 } secret] && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? (id, secret) : null;
    }
}
