using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Huimin.Platform.Access;

/// <summary>
/// The permission that a page or endpoint needs. One that names none, and is not open to everybody by
/// <see cref="AllowAnonymousAttribute"/> or to every account by <see cref="SignedInAttribute"/>, is refused to all.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NeedsAttribute(string permission) : AuthorizeAttribute, IAuthorizationRequirement, IAuthorizationRequirementData
{
    public string Permission => permission;

    public IEnumerable<IAuthorizationRequirement> GetRequirements() => [this];
}

/// <summary>A page of every account that is signed in, whatever it may do: its own password, its own sessions.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class SignedInAttribute : AuthorizeAttribute;

/// <summary>Compares what is needed with the duty acted under.</summary>
internal sealed class NeedsHandler(IHttpContextAccessor http) : AuthorizationHandler<NeedsAttribute>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, NeedsAttribute requirement)
    {
        // The handler outlives the request; who acts belongs to it.
        if (http.HttpContext?.RequestServices.GetService(typeof(Acting)) is Acting acting && acting.May(requirement.Permission))
            context.Succeed(requirement);
        return Task.CompletedTask;
    }
}

/// <summary>What holds for an address that declares nothing: an unknown one is "not found" to whoever is signed in, a page is refused.</summary>
internal sealed class UndeclaredRequirement : AuthorizationHandler<UndeclaredRequirement>, IAuthorizationRequirement
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, UndeclaredRequirement requirement)
    {
        if (context.Resource is HttpContext http && http.GetEndpoint() is null)
            context.Succeed(requirement);
        return Task.CompletedTask;
    }
}

public static class Needing
{
    extension<TBuilder>(TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder
    {
        /// <summary>The permission that the endpoint needs.</summary>
        public TBuilder Needs(string permission) => endpoint.RequireAuthorization(new NeedsAttribute(permission));
    }
}
