using System.Globalization;
using AngleSharp.Html.Dom;
using Huimin.Platform.Access;
using Huimin.Platform.Cases;
using Huimin.Platform.Cases.Types;
using Huimin.Platform.Regions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Huimin.Tests.Platform.Cases;

/// <summary>The steps, each by whoever's it is.</summary>
public sealed partial class CaseWalk
{
    /// <summary>Sends one form of the case's page.</summary>
    /// <exception cref="InvalidOperationException">The page says why not.</exception>
    public async Task ActAsync(string role, string action, params (string Field, string Value)[] values) => (await TryActAsync(role, action, values)).Done(action);

    /// <returns>The page that was answered, with the reason when it was refused.</returns>
    public async Task<IHtmlDocument> TryActAsync(string role, string action, params (string Field, string Value)[] values)
    {
        using var answer = await WebCity.PostAsync(await AsAsync(role), Path, $"form:has(input[name=do][value={action}])", values.ToDictionary(v => v.Field, v => v.Value, StringComparer.Ordinal));
        return await answer.PageAsync();
    }

    /// <summary>Accepts the application; the papers that it needs were seen at the counter.</summary>
    public async Task AcceptAsync(string role = "township_clerk")
    {
        if (Web.Services.GetRequiredService<CaseCatalogue>().Of((await RecordAsync()).Type).Documents.Any(d => d is { Required: true, Held: false }))
            await (await AsAsync(role)).AddPapersAsync(Path);
        await ActAsync(role, "accept");
    }

    /// <summary>Goes through what stands between acceptance and the opinion, does the opinion's township work and stops before the opinion.</summary>
    public async Task InquireAsync(params (string Field, string Value)[] found)
    {
        while (await StepAsync() is { Work: not (StepWork.Opinion or StepWork.Decision or StepWork.Delivery or StepWork.Publicity) } step)
        {
            if (step.Work == StepWork.DataCheck)
                await (await AsAsync(RoleOf(step))).CheckMeansAsync(Web, Path);
            else
                await VisitedAsync(step.Work == StepWork.Task ? RoleOf(step) : "village_assistant", found);
            await ActAsync(RoleOf(step), "advance");
        }
    }

    /// <summary>To the decision as the policies propose it, by way of a posting where the type wants one.</summary>
    public async Task GrantAsync(params (string Field, string Value)[] found)
    {
        await InquireAsync(found);
        await ActAsync("township_clerk", "opinion", ("outcome", nameof(CaseOutcome.Granted)), ("note", ""));
        await ThroughAsync(found);
        await DecideAsync(CaseOutcome.Granted, "");
    }

    public async Task RefuseAsync(string reason)
    {
        await InquireAsync();
        await ActAsync("township_clerk", "opinion", ("outcome", nameof(CaseOutcome.Refused)), ("note", reason));
        await ThroughAsync();
        await DecideAsync(CaseOutcome.Refused, reason);
    }

    /// <summary>What stands between opinion and decision; a posting hangs for its days and the clock is moved behind them.</summary>
    public async Task ThroughAsync(params (string Field, string Value)[] found)
    {
        while (await StepAsync() is { Work: not StepWork.Decision } step)
        {
            if (step.Work == StepWork.Publicity)
                await PublishAsync();
            else
                await VisitedAsync(step.Work == StepWork.Task ? RoleOf(step) : "village_assistant", found);
            await ActAsync(RoleOf(step), "advance");
        }
    }

    /// <summary>Posts the opinion today and waits until the posting is over.</summary>
    public async Task PublishAsync()
    {
        await ActAsync("township_clerk", "publish", ("from", Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
        await using var context = Web.Database.CreateContext();
        Day = (await context.Publicities.Where(p => p.CaseId == Id).MaxAsync(p => p.EndsOn)).AddDays(1);
    }

    /// <summary>By whoever decides at the step: the township's leader where the decision was handed down.</summary>
    public async Task DecideAsync(CaseOutcome outcome, string reason)
    {
        var record = await RecordAsync();
        await ActAsync(record.ActorRegion == City.Township ? "township_leader" : "county_approver", "decide", ("outcome", outcome.ToString()), ("note", reason));
    }

    /// <summary>A visit, hearing or work record of the step, by two people.</summary>
    public async Task VisitedAsync(string role, params (string Field, string Value)[] found)
    {
        var fields = (await StepAsync())!.Fields.Select(f => f.Code).ToHashSet(StringComparer.Ordinal);
        await (await AsAsync(role)).RecordVisitAsync(Path, [.. found.Where(f => fields.Contains(f.Field))]);
    }

    /// <summary>Who acts at a step, by its level and what it asks for.</summary>
    private static string RoleOf(CaseStep step) => (step.Level, step.Permission) switch
    {
        (RegionLevel.Township, Permissions.ApproveCases) => "township_leader",
        (RegionLevel.Township, _) => "township_clerk",
        (_, Permissions.ApproveCases) => "county_approver",
        _ => "county_officer",
    };
}
