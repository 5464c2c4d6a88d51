using Huimin.Platform.Indicators;
using Huimin.Platform.Reports.Verifying;
using Huimin.Platform.Reports.Writing.Composing;
using Huimin.Platform.Reports.Writing.Drafting;
using Huimin.Platform.Reports.Writing.Proving;
using Microsoft.Extensions.DependencyInjection;

namespace Huimin.Platform.Reports.Writing;

internal static class ReportServices
{
    public static IServiceCollection AddReports(this IServiceCollection services) => services
        .AddSingleton(container => ShippedTemplates.Load(container.GetRequiredService<IndicatorLibrary>()))
        .AddScoped<VerifyReport>()
        .AddScoped<ComposeReport>()
        .AddScoped<ProveReport>()
        .AddScoped<ReadReport>()
        .AddScoped<ChangeReport>()
        .AddScoped<BeginReport>()
        .AddScoped<SaveReport>()
        .AddScoped<MoveReport>()
        .AddScoped<SignReport>()
        .AddScoped<CompareSigned>();
}
