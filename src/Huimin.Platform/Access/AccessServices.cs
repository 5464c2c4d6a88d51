using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;

namespace Huimin.Platform.Access;

/// <summary>What a reader may: every page and endpoint says what it needs, and one that says nothing is refused.</summary>
public static class AccessServices
{
    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        services.AddAuthorization(authorization => authorization.FallbackPolicy =
            new AuthorizationPolicyBuilder().RequireAuthenticatedUser().AddRequirements(new UndeclaredRequirement()).Build());
        services.AddHttpContextAccessor();
        services.AddSingleton<IAuthorizationHandler, NeedsHandler>();
        services.AddScoped<Acting>();
        services.AddScoped<KnownPermissions>();
        services.AddScoped<Separation>();
        services.AddScoped<Roles.ChangeRole>();
        services.AddScoped<Privacy.RevealSecret>();
        services.AddScoped<Privacy.DataChecks.GiveConsent>();
        services.AddScoped<Privacy.DataChecks.WithdrawConsent>();
        services.AddScoped<Privacy.DataChecks.RequireConsent>();
        return services;
    }
}
