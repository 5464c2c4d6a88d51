using Huimin.Platform.Access;
using Huimin.Platform.Regions;
using Huimin.Tests.Platform.Accounts;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Huimin.Tests.Platform.Guarding;

/// <summary>Every page and endpoint of the program at an address of the <see cref="SmallCity"/>, and somebody who may open them all.</summary>
public static class EveryPage
{
    /// <summary>What stands for the parameters of a route; a page with a parameter of another name says so by failing here.</summary>
    private static readonly (string Route, string Address)[] Samples =
    [
        ("/people/households/{Id:long}", "/people/households/104882"), ("/people/persons/{Id:long}", "/people/persons/500001"), ("/people/persons/{Id:long}/death", "/people/persons/500001/death"),
        ("/policies/drafts/{Id:long}/file", "/policies/drafts/1/file?path=linyi/dibao.yaml"), ("/policies/drafts/{Id:long}/value", "/policies/drafts/1/value?programme=dibao&parameter=standard"),
        ("/policies/drafts/{id:long}/check", "/policies/drafts/1/check?path=linyi/dibao.yaml"),
        ("/what-if/export.csv", "/what-if/export.csv?v=dibao.standard%3D%2B30"), ("/what-if", "/what-if?v=dibao.standard%3D%2B30"), ("/people", "/people?q=%E5%BC%A0"), ("/complaints", "/complaints?subject=payment"),
        ("/indicators/{Code}", "/indicators/dibao_recipients"), ("/indicators/{Code}/records", "/indicators/dibao_recipients/records"), ("/indicators/{Code}/enter", "/indicators/lottery_sales/enter"),
        ("/indicators/{Code}/restate", "/indicators/dibao_recipients/restate"),
        ("/hall/apply/{Type}", "/hall/apply/dibao"), ("/hall/apply/{Type}/{Question}", "/hall/apply/dibao/behalf"), ("/hall/track/{Number}", "/hall/track/371323102-2026-00001"),
        ("/hall/track/{Number}/letter", "/hall/track/371323102-2026-00001/letter"), ("/hall/track/{number}/letter.docx", "/hall/track/371323102-2026-00001/letter.docx"),
        ("/publicity/{Region:long}", "/publicity/371323102201"), ("/publicity/{Region:long}/{Posting:long}", "/publicity/371323102201/1"),
    ];

    public static IReadOnlyList<RouteEndpoint> Endpoints(WebCity web) =>
        [.. web.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<Microsoft.AspNetCore.StaticAssets.StaticAssetDescriptor>() is null && e.RoutePattern.RawText is { } route && !route.Contains('*', StringComparison.Ordinal))];

    /// <summary>Addresses of all pages, with a draft that exists.</summary>
    public static IReadOnlyList<string> Pages(WebCity web) =>
        [.. Endpoints(web).Where(e => e.Metadata.GetMetadata<ComponentTypeMetadata>() is not null).Select(Address).Distinct()];

    public static string Address(RouteEndpoint endpoint)
    {
        var route = endpoint.RoutePattern.RawText!;
        if (!route.StartsWith('/'))
            route = "/" + route;
        var address = Array.Find(Samples, s => s.Route == route).Address ?? route
            .Replace("/people/households/{Id:long}", "/people/households/104882", StringComparison.Ordinal)
            .Replace("/regions/{Code:long}", "/regions/371323000000", StringComparison.Ordinal)
            .Replace("{Id:long}", "1", StringComparison.OrdinalIgnoreCase).Replace("{Number:int}", "1", StringComparison.Ordinal).Replace("{Number:long}", "1", StringComparison.Ordinal)
            .Replace("/registers/{Type}", "/registers/assistance_stations", StringComparison.OrdinalIgnoreCase).Replace("{Kind}", "training", StringComparison.Ordinal)
            .Replace("{List}", "overdue", StringComparison.Ordinal).Replace("{Type}", "homeless_relief", StringComparison.Ordinal).Replace("{number}", "371302001-2026-00001", StringComparison.Ordinal).Replace("{Programme}", "dibao", StringComparison.Ordinal).Replace("{Code}", "dibao", StringComparison.Ordinal);
        address.ShouldNotContain("{", customMessage: $"{route} has a parameter that no test knows a value of");
        return address;
    }

    public static bool TakesPosts(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<IHttpMethodMetadata>() is not { } methods || methods.HttpMethods.Count == 0 || methods.HttpMethods.Contains("POST");

    /// <summary>An account that may do everything in the whole city.</summary>
    public static async Task<HttpClient> SignInWithEverythingAsync(this WebCity web, string name = "巡检员")
    {
        var (officer, password) = await web.Database.AddAccountAsync(name);
        await using var context = web.Database.CreateContext();
        if (await context.Roles.FindAsync("everything") is null)
        {
            context.Add(new Role
            {
                Code = "everything",
                Name = "全部",
                NameEn = "Everything",
                Highest = RegionLevel.City,
                Lowest = RegionLevel.Village,
                Revision = 1,
                Permissions = [.. Permissions.All.Select(p => new RolePermission { Role = "everything", Permission = p.Code })],
            });
        }

        context.RemoveRange(await context.Posts.Where(p => p.AccountId == officer.Id).ToListAsync());
        await context.SaveChangesAsync();
        context.Add(new Post { Id = 9_000 + officer.Id, AccountId = officer.Id, Role = "everything", Region = SmallCity.Code, StartedAt = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc) });
        await context.SaveChangesAsync();
        return await web.SignInAsync(name, password);
    }

    /// <summary>Draft 1, of whoever is signed in.</summary>
    public static async Task StartDraftAsync(HttpClient officer, string title = "提高标准")
    {
        using var answer = await WebCity.PostAsync(officer, "/policies/drafts/new", "form:has(#title)", new() { ["title"] = title, ["way"] = "text" });
    }
}
