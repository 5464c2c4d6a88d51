using Microsoft.Extensions.DependencyInjection;

namespace Huimin.Platform.Registers;

internal static class RegisterServices
{
    public static IServiceCollection AddRegisters(this IServiceCollection services, RegisterCatalogue catalogue) => services
        .AddSingleton(catalogue)
        .AddScoped<RegisterWork>()
        .AddScoped<ReadFields>()
        .AddScoped<ReadEntry>()
        .AddScoped<OpenEntry>()
        .AddScoped<ChangeEntry>()
        .AddScoped<EnterState>()
        .AddScoped<AddRecord>()
        .AddScoped<FinishRecord>()
        .AddScoped<ImportEntries>()
        .AddScoped<RevealField>()
        .AddScoped<ShowFields>();
}
