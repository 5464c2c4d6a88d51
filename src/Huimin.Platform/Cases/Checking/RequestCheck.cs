using Huimin.Platform.Programmes;
using Huimin.Platform.Values;
using Huimin.Policies;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Cases.Checking;

/// <summary>Asks every office that the city asks for such a matter 发起核对: one question each, which go out with the next files.</summary>
public sealed class RequestCheck(CaseOffice office, CheckSources sources, PolicyLibrary policies)
{
    /// <summary>A check that is repeated after an objection is due in ten working days (a local rule of several counties).</summary>
    public static readonly Limit Repeated = Limit.WorkingDays(10);

    /// <exception cref="CannotRunException">There is no ground for a check, an earlier one is not answered, or nobody is asked for this purpose.</exception>
    public async Task RunAsync(long id, Sent sent, CancellationToken cancellation = default)
    {
        if (await office.OpenAsync(id, sent, CaseAction.RequestCheck, cancellation) is not { } file)
            return;
        if (file.Record.HouseholdId is null)
            throw new CannotRunException($"还没有关联家庭，不能核对。");
        var context = office.Context;
        var city = await context.Cities.Select(c => c.Key).SingleAsync(cancellation);
        var asked = sources.For(city, file.Type.CheckPurpose ?? "");
        if (asked.Count == 0)
            throw new CannotRunException($"没有为这类核对设定核对来源，请检查 data/check-sources.csv。");
        var catalogue = policies.Require(Month.Of(office.Today)).Facts;
        var round = await context.CaseChecks.Where(c => c.CaseId == file.Record.Id).MaxAsync(c => (int?)c.Round, cancellation) ?? 0;
        foreach (var source in asked)
        {
            context.Add(new CaseCheck
            {
                Id = await context.OwnDatabase.Ids.NextAsync("case_check", cancellation),
                CaseId = file.Record.Id,
                Region = file.Record.Region,
                Round = round + 1,
                Source = source.Code,
                State = CheckState.Requested,
                RequestedAt = office.Now,
            });
        }

        var note = string.Join('、', asked.Select(s => catalogue.Sources.FirstOrDefault(x => x.Code == s.Code)?.Name ?? s.Code));
        await office.SaveAsync(file, CaseEventKind.CheckRequested, file.Record.Step, note, sent, cancellation);
    }
}
