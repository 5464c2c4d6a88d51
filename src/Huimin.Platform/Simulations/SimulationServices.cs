using Microsoft.Extensions.DependencyInjection;

namespace Huimin.Platform.Simulations;

public static class SimulationServices
{
    /// <summary>What the what-if page stands on; one of each a server, as the residents are kept in memory once.</summary>
    public static IServiceCollection AddSimulations(this IServiceCollection services) => services
        .AddSingleton<ResidentPopulation>()
        .AddSingleton<Simulate>()
        .AddSingleton<SimulationRuns>()
        .AddSingleton<UploadedPacks>();
}
