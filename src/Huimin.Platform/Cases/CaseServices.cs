using Huimin.Platform.Awards;
using Huimin.Platform.Cases.Assessing;
using Huimin.Platform.Cases.Deciding;
using Huimin.Platform.Cases.Intake;
using Huimin.Platform.Cases.Moves;
using Huimin.Platform.Values;
using Microsoft.Extensions.DependencyInjection;

namespace Huimin.Platform.Cases;

public static class CaseServices
{
    /// <summary>What pages of cases inject.</summary>
    public static IServiceCollection AddCases(this IServiceCollection services) => services
        .AddSingleton<CaseCatalogue>()
        .AddSingleton<Tasks.TaskCatalogue>()
        .AddSingleton(_ => DeadlineCalendar.Load())
        .AddScoped<Delegation>()
        .AddScoped<CaseOffice>()
        .AddScoped<AssessCase>()
        .AddScoped<BeginCases>()
        .AddScoped<MoveCase>()
        .AddScoped<EscalateCase>()
        .AddScoped<RecordVisit>()
        .AddScoped<GiveOpinion>()
        .AddScoped<PublishOpinion>()
        .AddScoped<DecideCase>()
        .AddScoped<DeliverDecision>()
        .AddScoped<ComputeAward>()
        .AddScoped<ReadAward>()
        .AddScoped<RegisterDeath>()
        .AddScoped<MoveFamily>()
        .AddScoped<BeginChange>()
        .AddScoped<Tasks.FinishTask>()
        .AddScoped<ICaseEffects, GrantAwards>()
        .AddScoped<ICaseEffects, ChangeAwards>()
        .AddScoped<ICaseEffects, EndReview>();
}
