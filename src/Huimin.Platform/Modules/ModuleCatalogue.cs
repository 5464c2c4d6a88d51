using System.Reflection;
using Huimin.Platform.Cockpit;
using Huimin.Platform.Indicators;
using Huimin.Platform.Registers;
using Huimin.Platform.Reports.Writing;
using Microsoft.Extensions.DependencyInjection;

namespace Huimin.Platform.Modules;

/// <summary>The business lines that this program was started with.</summary>
public sealed class ModuleCatalogue(IReadOnlyList<Module> modules)
{
    public IReadOnlyList<Module> Modules => modules;

    /// <summary>Where their pages are.</summary>
    public IReadOnlyList<Assembly> Assemblies { get; } = [.. modules.Select(m => m.GetType().Assembly).Distinct()];
}

public static class ModuleServices
{
    /// <summary>Adds the business lines with everything that they bring along.</summary>
    public static IServiceCollection AddModules(this IServiceCollection services, IReadOnlyList<Module> modules)
    {
        ArgumentNullException.ThrowIfNull(modules);
        services.AddSingleton(new ModuleCatalogue(modules));
        services.AddRegisters(new RegisterCatalogue(modules));
        services.AddIndicators(modules);
        services.AddCockpit();
        services.AddReports();
        foreach (var module in modules)
            module.AddServices(services);
        return services;
    }
}
