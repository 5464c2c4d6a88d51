using Microsoft.Extensions.DependencyInjection;

namespace Huimin.Platform.Programmes.Publishing;

public static class PublishingServices
{
    /// <summary>What officers do with drafts of policies.</summary>
    public static IServiceCollection AddPublishing(this IServiceCollection services) => services
        .AddSingleton<DraftChecks>()
        .AddScoped<ChangeDraft>()
        .AddScoped<StartDraft>()
        .AddScoped<SaveDraftFile>()
        .AddScoped<AddDraftRow>()
        .AddScoped<DescribeDraft>()
        .AddScoped<ComputeDraftEffect>()
        .AddScoped<ProposeDraft>()
        .AddScoped<WithdrawDraft>()
        .AddScoped<RejectDraft>()
        .AddScoped<PublishDraft>()
        .AddScoped<TakeUpDraft>();
}
