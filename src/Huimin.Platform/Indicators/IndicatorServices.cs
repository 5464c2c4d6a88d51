using Huimin.Platform.Indicators.Entering;
using Huimin.Platform.Indicators.Freezing;
using Huimin.Platform.Modules;
using Microsoft.Extensions.DependencyInjection;

namespace Huimin.Platform.Indicators;

internal static class IndicatorServices
{
    public static IServiceCollection AddIndicators(this IServiceCollection services, IReadOnlyList<Module> modules) => services
        .AddSingleton(_ => IndicatorLibrary.Load(modules))
        .AddScoped<Ledger>()
        .AddScoped<CheckFigures>()
        .AddScoped<EnterFigures>()
        .AddScoped<ImportFigures>()
        .AddScoped<FreezeFigures>();
}
