using Huimin.Platform.Awards;
using Huimin.Platform.Cases.Assessing;
using Huimin.Platform.Cases.Checking;
using Huimin.Platform.Cases.Deciding;
using Huimin.Platform.Cases.Inquiry;
using Huimin.Platform.Cases.Intake;
using Huimin.Platform.Cases.Letters;
using Huimin.Platform.Cases.Moves;
using Huimin.Platform.Cases.Objecting;
using Huimin.Platform.Cases.Publishing;
using Huimin.Platform.Cases.SpotChecks;
using Huimin.Platform.Hall;
using Huimin.Platform.People;
using Huimin.Platform.Privacy.DataChecks;
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
        .AddSingleton(_ => CheckSources.Load())
        .AddScoped<RecordFacts>()
        .AddScoped<RequireConsent>()
        .AddScoped<RequestCheck>()
        .AddScoped<ExportChecks>()
        .AddScoped<TakeAnswers>()
        .AddScoped<ImportCheckResults>()
        .AddScoped<ResolveDoubt>()
        .AddScoped<AddDocument>()
        .AddScoped<ChangeAnswers>()
        .AddScoped<RevealAnswer>()
        .AddScoped<ConsentOfApplication>()
        .AddScoped<CaseFacts>()
        .AddScoped<RecordCaseFacts>()
        .AddScoped<RecordSelfCare>()
        .AddScoped<GiveOpinion>()
        .AddScoped<PublishOpinion>()
        .AddScoped<DecideCase>()
        .AddScoped<DeliverDecision>()
        .AddScoped<DraftCases>()
        .AddScoped<LinkApplicant>()
        .AddScoped<ObjectToCase>()
        .AddScoped<AnswerObjection>()
        .AddScoped<SpotCheckShare>()
        .AddScoped<DrawSpotChecks>()
        .AddScoped<RegisterFamily>()
        .AddScoped<FindElsewhere>()
        .AddHall()
        .AddSingleton(_ => Remedies.Load())
        .AddScoped<CaseLetters>()
        .AddScoped<ICaseEffects, GrantAwards>()
        .AddScoped<ICaseEffects, PostResult>()
        .AddScoped<ComputeAward>()
        .AddScoped<SuggestChange>()
        .AddScoped<ReadAward>()
        .AddScoped<RegisterDeath>()
        .AddScoped<MoveFamily>()
        .AddScoped<BeginChange>()
        .AddScoped<Tasks.FinishTask>()
        .AddScoped<ICaseEffects, ChangeAwards>()
        .AddScoped<ICaseEffects, EndReview>();
}
