using Microsoft.Extensions.DependencyInjection;

namespace Huimin.Platform.Cockpit;

internal static class CockpitServices
{
    public static IServiceCollection AddCockpit(this IServiceCollection services) => services
        .AddSingleton<HeadlineCatalogue>()
        .AddSingleton<FigureAlarms.Kept>()
        .AddScoped<FigureAlarms>()
        .AddScoped<ReadFigures>()
        .AddScoped<ReadPlaces>()
        .AddScoped<ReadWarnings>()
        .AddScoped<ReadCockpit>();
}
