using Huimin.Platform.Data;
using Huimin.Platform.Privacy;
using Huimin.Platform.Programmes;
using Huimin.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Cases.Checking;

/// <summary>The family says that what a check found is wrong 核对异议; its evidence lies with the case's documents.</summary>
public sealed class ObjectToCheck(CaseOffice office, Keyring keyring)
{
    /// <exception cref="CannotRunException">Nothing was checked, the case is over, or nothing is said.</exception>
    public async Task RunAsync(long id, Sent sent, string content, CancellationToken cancellation = default)
    {
        content = CaseOffice.Text(content, $"请写明对哪一项结果有异议、理由和提供的证据。");
        var context = office.Context;
        var objection = await context.OwnDatabase.Ids.NextAsync("case_objection", cancellation);
        var sealer = await keyring.SealerAsync(context, cancellation);
        await office.AddAsync(id, sent, CaseAction.Note, file =>
        {
            if (!file.Record.IsOpen || !file.Checks.Any(c => c.AnsweredAt is not null))
                throw new CannotRunException($"还没有核对结果，或者案件已经办结，不能登记核对异议。");
            context.Add(new CaseObjection
            {
                Id = objection,
                CaseId = id,
                Region = file.Record.Region,
                Kind = ObjectionKind.Check,
                At = office.Now,
                Content = sealer.Seal(SealedColumn.Objection, objection, content),
                SealKey = sealer.Key,
            });
            return Task.FromResult((CaseEventKind.Objected, ""));
        }, cancellation);
    }
}

/// <summary>Answers an objection to a check 答复核对异议; where it is right, everything is asked once more.</summary>
public sealed class AnswerCheckObjection(CaseOffice office, CheckSources sources, PolicyLibrary policies)
{
    /// <summary>The repeated check is due in ten working days (a local rule, e.g. of Sixian).</summary>
    public static readonly Limit Repeat = Limit.WorkingDays(10);

    /// <param name="upheld">The objection is right, or cannot be answered without asking again.</param>
    /// <exception cref="CannotRunException">It was answered before, or nothing is said.</exception>
    public async Task RunAsync(long id, Sent sent, long objectionId, bool upheld, string answer, CancellationToken cancellation = default)
    {
        answer = CaseOffice.Text(answer, $"请写明答复的内容。");
        if (await office.OpenAsync(id, sent, CaseAction.AnswerObjection, cancellation) is not { } file)
            return;
        var objection = file.Objections.FirstOrDefault(o => o.Id == objectionId && o is { Kind: ObjectionKind.Check, IsOpen: true }) ?? throw new CannotRunException($"没有这条异议，或者已经答复过。");
        objection.Resolve(upheld, answer, office.Now);
        if (upheld)
        {
            if (file.Checks.Any(c => c.State is CheckState.Requested or CheckState.Sent))
                throw new CannotRunException($"还有来源没有反馈，反馈以后再答复。");
            await RequestCheck.AddRoundAsync(office, sources, policies, file, cancellation);
        }

        await office.SaveAsync(file, CaseEventKind.ObjectionAnswered, file.Record.Step, answer, sent, cancellation);
    }
}
