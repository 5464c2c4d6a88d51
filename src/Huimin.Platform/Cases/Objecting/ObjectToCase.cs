using Huimin.Platform.Privacy;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Cases.Objecting;

/// <summary>
/// Takes an objection in 提出异议: of anybody against what is posted, of the family against what a check found or what was decided. Who says
/// it is sealed and stands on no timeline, since objectors are protected.
/// </summary>
public sealed class ObjectToCase(CaseOffice office, Keyring keyring)
{
    private const int LongestName = 50;
    private const int MostOpen = 50;

    /// <param name="token">Drawn with the form: sent twice, it is taken once.</param>
    /// <exception cref="CannotRunException">There is nothing of the kind to object to, or nothing is said.</exception>
    public async Task RunAsync(long caseId, ObjectionKind kind, ObjectionText said, string token, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(said);
        ArgumentNullException.ThrowIfNull(token);
        if (token.Length is < 16 or > 64)
            throw new CannotRunException($"页面不完整，请重新打开再办。");
        var text = new ObjectionText(
            CaseOffice.Text(said.What, $"请写明哪里不对、有什么依据。"), CaseOffice.Text(said.Who, longest: LongestName), CaseOffice.Text(said.Contact, longest: LongestName));
        // An officer who works on the case at the same moment keeps nobody from objecting.
        for (var tries = 0; ; tries++)
        {
            try
            {
                await TakeAsync(caseId, kind, text, token, cancellation);
                return;
            }
            catch (DbUpdateConcurrencyException) when (tries < 5)
            {
                office.Context.ChangeTracker.Clear();
            }
        }
    }

    private async Task TakeAsync(long caseId, ObjectionKind kind, ObjectionText text, string token, CancellationToken cancellation)
    {
        var context = office.Context;
        if (await context.CaseEvents.AnyAsync(e => e.CaseId == caseId && e.Token == token, cancellation))
            return;
        var file = await office.ReadAsync(caseId, cancellation) ?? throw new CannotRunException($"没有这件案件。");
        if (WhyNot(file, kind) is { } reason)
            throw new CannotRunException(reason);
        if (file.Objections.Count(o => o.IsOpen) >= MostOpen)
            throw new CannotRunException($"这件事收到的异议很多，正在处理，请直接到乡镇（街道）反映。");
        var objection = new CaseObjection { Id = await context.OwnDatabase.Ids.NextAsync("objection", cancellation), CaseId = caseId, Region = file.Record.Region, Kind = kind, At = office.Now };
        var sealer = await keyring.SealerAsync(context, cancellation);
        (objection.Content, objection.SealKey) = (sealer.Seal(SealedColumn.Objection, objection.Id, text.ToJson()), sealer.Key);
        context.Add(objection);
        office.Add(file.Record, CaseEventKind.Objected, file.Record.Step, kind switch
        {
            ObjectionKind.Publicity => Texts.In(false, $"对公示提出异议"),
            ObjectionKind.Check => Texts.In(false, $"对核对结果提出异议"),
            _ => Texts.In(false, $"对决定提出申诉"),
        }, token);
        await context.SaveChangesAsync(cancellation);
    }

    /// <summary>Why nothing of the kind can be objected to now; null when it can.</summary>
    public static FormattableString? WhyNot(CaseFile file, ObjectionKind kind)
    {
        ArgumentNullException.ThrowIfNull(file);
        return kind switch
        {
            ObjectionKind.Publicity when !file.Postings.Any(p => p.HangsOn(file.Today)) => $"这条公示已经结束。有意见的，请到乡镇（街道）反映，或者拨打12345。",
            ObjectionKind.Check when file.Record.State == CaseState.Closed || file.Record.DecidedOn is not null => $"已经作出决定；不服的，请对决定提出申诉。",
            ObjectionKind.Check when !file.Checks.Any(c => c.State is CheckState.Found or CheckState.Clear) => $"还没有核对结果。",
            ObjectionKind.Decision when file.Decision is null => $"还没有作出决定。",
            ObjectionKind.Decision when file.Objections.Any(o => o is { Kind: ObjectionKind.Decision, IsOpen: true }) => $"您的申诉已经收到，正在处理。",
            _ => null,
        };
    }
}
