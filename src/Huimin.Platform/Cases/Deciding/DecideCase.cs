using Huimin.Platform.Access;
using Huimin.Platform.Cases.Assessing;
using Huimin.Platform.Data;
using Huimin.Platform.Regions;
using Huimin.Policies;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Cases.Deciding;

/// <summary>
/// The decision 审核确认: its number, its lines with the policy's own explanation, the awards that follow and the next step of the case,
/// all in one transaction. Whoever proposed does not decide.
/// </summary>
public sealed class DecideCase(CaseOffice office, AssessCase assess, Separation separation, IEnumerable<ICaseEffects> effects)
{
    /// <param name="lines">Keys of the assessed lines that are granted; empty takes what the policies propose.</param>
    /// <returns>Id of the decision.</returns>
    /// <exception cref="CannotRunException">It is not this office's turn, the same person proposed it, or granting goes beyond the policies.</exception>
    public async Task<long> RunAsync(long id, Sent sent, CaseOutcome outcome, IReadOnlyCollection<string> lines, string reason, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(lines);
        if (await office.OpenAsync(id, sent, CaseAction.Decide, cancellation) is not { } file)
            return await office.Context.Decisions.Where(d => d.CaseId == id).MaxAsync(d => (long?)d.Id, cancellation) ?? 0;
        var (record, context, from) = (file.Record, office.Context, file.Record.Step);
        GiveOpinion.RequireOutcome(file.Type, outcome);
        reason = outcome is CaseOutcome.Granted or CaseOutcome.Kept or CaseOutcome.Raised or CaseOutcome.Upheld or CaseOutcome.Helped
            ? CaseOffice.Text(reason)
            : CaseOffice.Text(reason, $"请写明理由，决定书上要写。");
        var granted = await LinesAsync(file, outcome, lines, cancellation);
        if (context.Acting.AccountId is { } account)
            await separation.UseAsync(account, Permissions.ApproveCases, $"case:{id}", cancellation);
        var decisionId = await context.OwnDatabase.Ids.NextAsync("decision", cancellation);
        var ids = await TakeIdsAsync(granted.Count + 2, cancellation);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellation);
        var decision = await WriteAsync(file, decisionId, outcome, reason, granted, cancellation);
        foreach (var replaced in file.Decisions.Where(d => d.ReplacedBy is null))
            replaced.ReplacedBy = decisionId;
        context.Add(decision);
        record.Decide(outcome, office.Moment);
        foreach (var effect in effects.Where(e => e.Concern(file.Type)))
            await effect.ApplyAsync(file, decision, ids, cancellation);
        record.Advance(file.Type, office.Moment);
        await office.SaveAsync(file, CaseEventKind.Decided, from, reason, sent, cancellation);
        await transaction.CommitAsync(cancellation);
        return decisionId;
    }

    /// <summary>What is granted: among what the policies say is due, and nothing else.</summary>
    private async Task<IReadOnlyList<AssessedLine>> LinesAsync(CaseFile file, CaseOutcome outcome, IReadOnlyCollection<string> chosen, CancellationToken cancellation)
    {
        if (outcome == CaseOutcome.Refused && file.Type.Programmes.Count > 0)
            return await RefusedLinesAsync(file, cancellation);
        if (file.Type.Programmes.Count == 0 || outcome is not (CaseOutcome.Granted or CaseOutcome.Raised or CaseOutcome.Cut or CaseOutcome.Kept))
            return [];
        var assessment = await assess.RunAsync(file.Type, file.Record, office.Today, cancellation);
        if (assessment.Problem is { } problem)
            throw new CannotRunException(problem);
        var due = assessment.Lines.Where(l => l.IsEligible).ToList();
        var granted = chosen.Count == 0 ? assessment.Proposed(file.Type.GrantsEach) : due.FindAll(l => chosen.Contains(l.Key, StringComparer.Ordinal));
        if (granted.Count == 0 || granted.Count < chosen.Count)
            throw new CannotRunException($"所选项目按现行政策不符合条件，不能同意。情况有变化的，请退回重新提出意见。");
        return granted;
    }

    /// <summary>
    /// Why nothing is granted, as the policies say it: each programme of the household, and those of persons where the matter is about that
    /// person or names the programme. Empty where nothing could be computed.
    /// </summary>
    private async Task<IReadOnlyList<AssessedLine>> RefusedLinesAsync(CaseFile file, CancellationToken cancellation)
    {
        var assessment = await assess.RunAsync(file.Type, file.Record, office.Today, cancellation);
        return [.. assessment.Lines.Where(l => !l.IsEligible && (l.Programme.OfHousehold || file.Record.PersonId is not null || assessment.Family?.MemberCount == 1 || l.Programme.Code == file.Type.Code))];
    }

    /// <summary>Ids for what follows are taken before the transaction, in which nothing else may write.</summary>
    private async Task<Queue<long>> TakeIdsAsync(int count, CancellationToken cancellation)
    {
        var ids = new Queue<long>(count);
        while (ids.Count < count)
            ids.Enqueue(await office.Context.OwnDatabase.Ids.NextAsync("award", cancellation));
        return ids;
    }

    private async Task<Decision> WriteAsync(CaseFile file, long id, CaseOutcome outcome, string reason, IReadOnlyList<AssessedLine> lines, CancellationToken cancellation)
    {
        var unit = file.Record.ActorRegion;
        var year = office.Today.Year;
        var sequence = await NumberSeries.NextAsync(office.Context, unit, NumberSeries.Letters, year, cancellation);
        var places = await PlaceNames.ReadAsync(office.Context, [unit], cancellation);
        return new Decision
        {
            Id = id,
            CaseId = file.Record.Id,
            Region = file.Record.Region,
            Unit = unit,
            Year = year,
            Sequence = sequence,
            Number = LetterNumber.Of(places.Name(unit), year, sequence),
            Outcome = outcome,
            DecidedOn = office.Today,
            AccountId = office.Context.Acting.AccountId,
            Reason = reason,
            Lines = [.. lines.Select((line, i) => new DecisionLine
            {
                DecisionId = id,
                Number = i + 1,
                Programme = line.Programme.Code,
                PersonId = line.Person?.Id,
                Persons = line.Persons,
                // What is not due is explained, and nothing of it is granted.
                Amount = line.IsEligible ? line.Outcome.Amount.Fen : 0,
                OneOff = line.Programme.Grant == Grant.OneOff,
                FirstMonth = line.First.Code,
                LastMonth = line.Explanation.ValidUntil?.Code,
                Explanation = KeptExplanation.Of(line.Explanation, assess.PackIn(line.First)).ToJson(),
            })],
        };
    }
}
