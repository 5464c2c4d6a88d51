using Microsoft.Extensions.DependencyInjection;

namespace Huimin.Platform.Ui;

public static class UiServices
{
    /// <summary>What pages inject besides the database.</summary>
    public static IServiceCollection AddUi(this IServiceCollection services) => services
        .AddSingleton<CountyShapes>()
        .AddScoped<Preferences>()
        .AddScoped<Words>()
        .AddScoped<Desk>();
}
