using Huimin.Platform.Cases.Types;
using Huimin.Platform.Data;
using Huimin.Platform.People;
using Huimin.Platform.Privacy;
using Huimin.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Cases.Intake;

/// <summary>
/// Says who on record has applied 关联申请人: an application from a phone names somebody whom only the office can recognise. Until then
/// nothing can be computed and nothing is accepted.
/// </summary>
public sealed class LinkApplicant(CaseOffice office, Keyring keyring)
{
    /// <exception cref="CannotRunException">It is not this office's turn, there is no such person within reach, or the same matter is open already.</exception>
    public async Task RunAsync(long id, Sent sent, long personId, CancellationToken cancellation = default)
    {
        if (await office.OpenAsync(id, sent, CaseAction.ChangeForm, cancellation) is not { } file)
            return;
        var (record, type, context) = (file.Record, file.Type, office.Context);
        if (record.DecidedOn is not null || file.Record.Opinion is not null)
            throw new CannotRunException($"已经提出意见，不能再改申请人。需要更正的，请先退回。");
        var person = await context.People.AsNoTracking().FirstOrDefaultAsync(p => p.Id == personId, cancellation) ?? throw new CannotRunException($"没有这个人，或者不在您的岗位范围内。");
        if (person.DiedOn is not null || person.DepartedOn is not null)
            throw new CannotRunException($"{person.Name}已经去世或者迁出，不能作为申请人。");
        if (await BeginCases.OpenOneAsync(context, type, person.HouseholdId, person.Id, cancellation) is { } open && open != record.Number)
            throw new CannotRunException($"这户家庭的“{type.Name}”正在办理，受理号{open}。确属重复申请的，请作不予受理并说明。");
        // Where it happened stays where it happened; else the case goes where the family lives, inside this office.
        var region = type.WhereItHappens || !Reaches(context, record.Region, person.Region) ? record.Region : person.Region;
        record.About(region, person.HouseholdId, type.Scope == CaseScope.Person || file.Answers.IsYes(Assessing.AssessCase.Alone) ? person.Id : null, person.Name);
        await office.SaveAsync(file, CaseEventKind.FormChanged, record.Step, Texts.In(false, $"关联申请人档案：{person.Name}"), sent, cancellation);
    }

    /// <summary>Who within reach may be meant: whoever has the number, else those of the name in the case's township.</summary>
    public async Task<IReadOnlyList<FoundPerson>> CandidatesAsync(CaseFile file, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        var (name, number) = (file.Answers[ApplicantAnswers.Name.Code], file.Answers[ApplicantAnswers.CitizenId.Code]);
        if (CitizenId.TryParse(number, out var id, out _))
        {
            var same = await PeopleSearch.For(id.ToString()).PeopleAsync(office.Context, keyring, null, null, cancellation);
            if (same.Count > 0)
                return same;
        }

        var search = PeopleSearch.For(name);
        if (search.Kind != SearchKind.Name)
            return [];
        var township = new Regions.DivisionCode(CaseOffice.Unit(file.Record.Region, Regions.RegionLevel.Township));
        return [.. (await search.PeopleAsync(office.Context, keyring, township, null, cancellation)).Where(p => p.DiedOn is null && p.DepartedOn is null).Take(10)];
    }

    private static bool Reaches(AppDbContext context, long from, long to) => context.Acting.Reach.Holds(to)
        && CaseOffice.Unit(from, Regions.RegionLevel.Township) == CaseOffice.Unit(to, Regions.RegionLevel.Township);
}
