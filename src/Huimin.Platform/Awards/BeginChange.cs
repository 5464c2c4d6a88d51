using Huimin.Platform.Cases;
using Huimin.Platform.Cases.Intake;
using Huimin.Platform.Cases.Types;
using Huimin.Platform.Data;
using Huimin.Platform.Tasks;
using Huimin.Policies;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Awards;

/// <summary>Begins a case that looks at an award again 动态管理: because the family reports a change, wants it to end, or a review is due.</summary>
public sealed class BeginChange(AppDbContext context, CaseCatalogue catalogue, BeginCases begin, FinishTask finish, TimeProvider clock)
{
    /// <summary>The matter by which an award of the programme is changed; null where no business line declares one.</summary>
    public CaseType? TypeOf(string programme) => catalogue.Types.FirstOrDefault(t => t.Purpose == CasePurpose.Change && t.Programmes.Contains(programme));

    /// <param name="task">The task that it comes from; null for none.</param>
    /// <returns>Id of the case.</returns>
    /// <exception cref="CannotRunException">The award ended, no matter changes it, or one is open already.</exception>
    public async Task<long> RunAsync(long id, CaseForm answers, CaseChannel channel, string token, long? task = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(answers);
        var award = await context.Awards.AsNoTracking().FirstOrDefaultAsync(a => a.Id == id, cancellation) ?? throw new CannotRunException($"没有这项待遇，或者不在您的岗位范围内。");
        if (award.OneOff || award.LastMonth < Month.Of(DateOnly.FromDateTime(clock.GetLocalNow().DateTime)).Code)
            throw new CannotRunException($"这项待遇已经终止，不用再核查变更。");
        var type = TypeOf(award.Programme) ?? throw new CannotRunException($"这项待遇没有核查变更的事项。");
        if (type.CurrentForm.Fields.FirstOrDefault(f => f is { Required: true, ForOfficers: false } && f.When?.Invoke(answers) != false && answers[f.Code].Length == 0) is { } missing)
            throw new CannotRunException($"请填写：{missing.Name}。");
        var begun = await begin.RunAsync(
            new Application([type.Code], award.Region, award.HouseholdId, award.PersonId, await ApplicantAsync(award, cancellation), channel, answers, token) { AwardId = id }, cancellation);
        if (task is { } from)
            await finish.WithCaseAsync(from, begun.Ids[0], cancellation);
        return begun.Ids[0];
    }

    private async Task<string> ApplicantAsync(Award award, CancellationToken cancellation) => award.PersonId is { } person
        ? await context.People.Where(p => p.Id == person).Select(p => p.Name).FirstOrDefaultAsync(cancellation) ?? ""
        : await context.People.Where(p => p.HouseholdId == award.HouseholdId && p.DiedOn == null && p.DepartedOn == null).OrderBy(p => p.Relation).ThenBy(p => p.Id).Select(p => p.Name).FirstOrDefaultAsync(cancellation) ?? "";
}
