using System.Net;
using Huimin.Platform.Access;
using Huimin.Platform.Regions;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Tests.Platform.Access;

/// <summary>
/// Every address of the program, as every role, for the own region, a sister region and the parent region. What is expected is
/// written here a second time, by hand: an address that is not in the table fails, and so does a role that can do more or less.
/// </summary>
public sealed class AccessMatrixTests
{
    private const string Anybody = "anybody";
    private const string Account = "account";
    private const string Nobody = "nobody";

    /// <summary>Route, who may open it, and an address for a place; {0} region, {1} household, {2} person.</summary>
    private static readonly (string Route, string Needs, string? Address)[] Pages =
    [
        // Whoever sees no figures is led to another page.
        ("/", Account, "/"),
        ("/cockpit/wall", Permissions.ViewTotals, "/cockpit/wall?region={0}"),
        ("/cockpit/headlines", Permissions.ViewTotals, "/cockpit/headlines"),
        ("/cockpit/ranking.xlsx", Permissions.ViewTotals, "/cockpit/ranking.xlsx?region={0}"),
        ("/cockpit/trend.xlsx", Permissions.ViewTotals, "/cockpit/trend.xlsx?region={0}"),
        // The map is the whole city's; without the front-end build there is none.
        ("/cockpit/map.svg", Permissions.ViewTotals, null),
        ("/people", Permissions.ViewPeople, "/people"),
        ("/people/households/{Id:long}", Permissions.ViewPeople, "/people/households/{1}"),
        ("/people/households/{Id:long}/members", Permissions.ViewPeople, "/people/households/{1}/members"),
        ("/people/households/{Id:long}/facts", Permissions.ViewPeople, "/people/households/{1}/facts"),
        ("/people/households/{Id:long}/history", Permissions.ViewPeople, "/people/households/{1}/history"),
        ("/people/households/{Id:long}/consents", Permissions.ViewPeople, "/people/households/{1}/consents"),
        ("/people/households/{Id:long}/programmes", Permissions.ViewPeople, "/people/households/{1}/programmes"),
        ("/people/households/{Id:long}/programmes/{Code}", Permissions.ViewPeople, "/people/households/{1}/programmes/dibao"),
        ("/people/persons/{Id:long}", Permissions.ViewPeople, "/people/persons/{2}"),
        // A photo is put under the number of each household.
        ("/files/{id:long}", Permissions.ViewPeople, "/files/{1}"),
        ("/regions", Permissions.ViewTotals, "/regions"),
        ("/regions/{Code:long}", Permissions.ViewTotals, "/regions/{0}"),
        ("/regions/{Code:long}/{Programme}", Permissions.ViewPeople, "/regions/{0}/dibao"),
        ("/programmes", Permissions.ViewPolicies, "/programmes"),
        ("/programmes/{Code}", Permissions.ViewPolicies, "/programmes/dibao"),
        ("/programmes/matrix", Permissions.ViewPolicies, "/programmes/matrix"),
        ("/policies/versions", Permissions.ViewPolicies, "/policies/versions"),
        ("/policies/versions/{Number:int}", Permissions.ViewPolicies, null),
        ("/policies/drafts", Permissions.DraftPolicies, "/policies/drafts"),
        ("/policies/drafts/new", Permissions.DraftPolicies, "/policies/drafts/new"),
        ("/policies/drafts/{Id:long}", Permissions.DraftPolicies, null),
        ("/policies/drafts/{Id:long}/file", Permissions.DraftPolicies, null),
        ("/policies/drafts/{Id:long}/files", Permissions.DraftPolicies, null),
        ("/policies/drafts/{Id:long}/value", Permissions.DraftPolicies, null),
        ("/policies/drafts/{Id:long}/take-up", Permissions.DraftPolicies, null),
        ("/policies/drafts/{id:long}/check", Permissions.DraftPolicies, null),
        ("/awards", Permissions.ViewCases, "/awards"),
        ("/awards/{Id:long}", Permissions.ViewCases, null),
        ("/awards/{Id:long}/change", Permissions.AssistCases, null),
        ("/people/households/{Id:long}/awards", Permissions.ViewCases, "/people/households/{1}/awards"),
        ("/people/households/{Id:long}/changes", Permissions.ProposeCases, "/people/households/{1}/changes"),
        ("/people/persons/{Id:long}/death", Permissions.ProposeCases, "/people/persons/{2}/death"),
        ("/tasks", Permissions.ViewCases, "/tasks"),
        ("/tasks/{Id:long}", Permissions.ViewCases, null),
        ("/work/statistics", Permissions.ViewCases, "/work/statistics"),
        ("/work/statistics/export.csv", Permissions.ViewCases, "/work/statistics/export.csv"),
        ("/what-if", Permissions.RunSimulations, "/what-if"),
        ("/what-if/export.csv", Permissions.RunSimulations, "/what-if/export.csv?v=dibao.standard%3D%2B30"),
        ("/work", Permissions.ViewCases, "/work"),
        ("/work/{List}", Permissions.ViewCases, "/work/overdue"),
        ("/cases", Permissions.ViewCases, "/cases"),
        ("/cases/new", Permissions.AssistCases, "/cases/new"),
        ("/cases/new/family", Permissions.AssistCases, "/cases/new/family"),
        ("/cases/new/elsewhere", Permissions.AssistCases, "/cases/new/elsewhere"),
        ("/cases/new/matters", Permissions.AssistCases, "/cases/new/matters?household={1}"),
        ("/cases/new/{Id:long}/{Number:int}", Permissions.AssistCases, null),
        ("/cases/new/{Id:long}/check", Permissions.AssistCases, null),
        ("/cases/new/{Id:long}/done", Permissions.AssistCases, null),
        ("/cases/drafts", Permissions.AssistCases, "/cases/drafts"),
        ("/cases/objections", Permissions.ViewCases, "/cases/objections"),
        ("/cases/spot-checks", Permissions.ApproveCases, "/cases/spot-checks"),
        ("/hall", Anybody, "/hall"),
        ("/hall/check", Anybody, "/hall/check"),
        ("/hall/apply", Anybody, "/hall/apply"),
        ("/hall/apply/{Type}", Anybody, "/hall/apply/dibao"),
        ("/hall/apply/{Type}/{Question}", Anybody, "/hall/apply/dibao/behalf"),
        ("/hall/track", Anybody, "/hall/track"),
        ("/hall/track/{Number}/letter", Anybody, "/hall/track/371323102-2026-00001/letter"),
        ("/hall/track/{number}/letter.docx", Anybody, null),
        ("/hall/track/{Number}", Anybody, "/hall/track/371323102-2026-00001"),
        ("/publicity", Anybody, "/publicity"),
        ("/publicity/{Region:long}", Anybody, "/publicity/371323102201"),
        ("/publicity/{Region:long}/{Posting:long}", Anybody, null),
        ("/cases/{Id:long}", Permissions.ViewCases, null),
        ("/cases/{Id:long}/timeline", Permissions.ViewCases, null),
        ("/cases/{Id:long}/application", Permissions.ViewCases, null),
        ("/cases/{Id:long}/inquiry", Permissions.ViewCases, null),
        ("/cases/{Id:long}/visit", Permissions.AssistCases, null),
        ("/checks", Permissions.ProposeCases, "/checks"),
        ("/checks/{id:long}/request.csv", Permissions.ProposeCases, null),
        ("/cases/{Id:long}/decision", Permissions.ViewCases, null),
        ("/cases/{id:long}/letter.docx", Permissions.ViewCases, null),
        ("/cases/begin", Permissions.AssistCases, "/cases/begin"),
        ("/cases/begin/{Type}", Permissions.AssistCases, "/cases/begin/homeless_relief"),
        ("/relief", Permissions.ViewCases, "/relief"),
        ("/complaints", Permissions.ViewCases, "/complaints"),
        ("/api/cases", Permissions.AssistCases, null),
        ("/api/cases/{number}", Permissions.ViewCases, null),
        ("/api/cases/{number}/actions", Permissions.ViewCases, null),
        ("/registers", Permissions.ViewRegisters, "/registers"),
        ("/registers/{Type}", Permissions.ViewRegisters, "/registers/assistance_stations"),
        ("/registers/{Type}/new", Permissions.Register, "/registers/assistance_stations/new"),
        ("/registers/{Type}/import", Permissions.Register, "/registers/assistance_stations/import"),
        ("/registers/{type}/export.csv", Permissions.ViewRegisters, "/registers/assistance_stations/export.csv"),
        ("/registers/{Type}/{Id:long}", Permissions.ViewRegisters, null),
        ("/registers/{Type}/{Id:long}/edit", Permissions.Register, null),
        ("/registers/{Type}/{Id:long}/state", Permissions.Register, null),
        ("/registers/{Type}/{Id:long}/reveal", Permissions.RevealPeople, null),
        ("/registers/{Type}/{Id:long}/records/{Kind}", Permissions.ViewRegisters, null),
        ("/registers/{Type}/{Id:long}/records/{Number:int}", Permissions.ViewRegisters, null),
        ("/indicators", Permissions.ViewTotals, "/indicators"),
        ("/indicators/{Code}", Permissions.ViewTotals, "/indicators/dibao_recipients?region={0}"),
        ("/indicators/{Code}/records", Permissions.ViewTotals, "/indicators/dibao_recipients/records?region={0}"),
        ("/indicators/{Code}/enter", Permissions.ManageIndicators, "/indicators/lottery_sales/enter"),
        ("/indicators/{Code}/restate", Permissions.ManageIndicators, "/indicators/dibao_recipients/restate"),
        ("/indicators/frozen", Permissions.ManageIndicators, "/indicators/frozen"),
        ("/indicators/peers", Permissions.ViewTotals, "/indicators/peers"),
        ("/reports", Permissions.ViewTotals, "/reports"),
        ("/reports/new", Permissions.WriteReports, "/reports/new"),
        ("/reports/{Id:long}", Permissions.ViewTotals, null),
        ("/reports/{Id:long}/edit", Permissions.WriteReports, null),
        ("/reports/{Id:long}/versions", Permissions.ViewTotals, null),
        ("/reports/{Id:long}/print", Permissions.ViewTotals, null),
        ("/reports/{id:long}/report.docx", Permissions.ViewTotals, null),
        ("/reports/{id:long}/report.txt", Permissions.ViewTotals, null),
        ("/reports/{id:long}/report.xlsx", Permissions.ViewTotals, null),
        ("/reports/verify", Permissions.ViewTotals, "/reports/verify"),
        ("/accounts", Permissions.ManageAccounts, "/accounts"),
        ("/accounts/new", Permissions.ManageAccounts, "/accounts/new"),
        ("/accounts/{Id:long}", Permissions.ManageAccounts, "/accounts/1"),
        ("/audit", Permissions.ViewAudit, "/audit"),
        ("/audit/{Number:long}", Permissions.ViewAudit, null),
        ("/audit/export.csv", Permissions.ViewAudit, "/audit/export.csv"),
        ("/account", Account, "/account"),
        ("/account/password", Account, "/account/password"),
        ("/account/second-factor", Account, "/account/second-factor"),
        ("/account/passkeys", Account, "/account/passkeys"),
        ("/account/passkeys/options", Account, null),
        ("/account/sessions", Account, "/account/sessions"),
        ("/account/post", Account, null),
        ("/people/persons/{Id:long}/reveal", Permissions.RevealPeople, "/people/persons/{2}/reveal"),
        ("/roles", Permissions.ManageRoles, "/roles"),
        ("/roles/{Code}", Permissions.ManageRoles, "/roles/finance"),
        ("/sign-in", Anybody, "/sign-in"),
        ("/sign-in/code", Anybody, "/sign-in/code"),
        ("/sign-in/passkey", Anybody, null),
        ("/sign-in/openid", Anybody, null),
        ("/sign-in/openid/callback", Anybody, null),
        ("/sign-out", Account, null),
        ("/system", Permissions.ViewSystem, "/system"),
        ("/health/live", Anybody, null),
        ("/health/ready", Anybody, null),
        ("/error", Anybody, null),
        ("/not-found", Anybody, null),
        // An address of the framework that no page uses.
        ("/_framework/opaque-redirect", Nobody, null),
    ];

    /// <summary>What each role may do, as issue and law want it; written out so that a changed default is noticed.</summary>
    private static readonly Dictionary<string, string> Roles = new()
    {
        ["village_assistant"] = "totals.view people.view policies.view cases.view cases.assist registers.view registers.record",
        ["township_clerk"] = "totals.view people.view people.reveal policies.view cases.view cases.assist cases.propose registers.view registers.record registers.register",
        ["township_leader"] = "totals.view people.view policies.view cases.view cases.approve registers.view",
        ["county_officer"] = "totals.view people.view people.reveal policies.view simulations.run cases.view cases.assist cases.propose registers.register payments.prepare registers.view registers.record reports.write",
        ["county_approver"] = "totals.view people.view people.reveal policies.view simulations.run cases.view cases.approve payments.approve registers.view reports.sign",
        ["finance"] = "totals.view policies.view payments.approve registers.view",
        ["inspector"] = "totals.view people.view policies.view cases.view registers.inspect registers.view",
        ["statistician"] = "totals.view policies.view simulations.run registers.view indicators.manage reports.write",
        ["policy_officer"] = "totals.view people.view policies.view policies.draft policies.publish simulations.run registers.view",
        ["city_administrator"] = "policies.view accounts.manage roles.manage system.view",
        ["auditor"] = "policies.view audit.view system.view",
        ["institution_user"] = "policies.view",
        ["resident"] = "policies.view",
    };

    /// <summary>By level of the post: the own region, a household and person inside it, and what lies beside and above.</summary>
    private static readonly Dictionary<RegionLevel, (Place Own, Place? Sister, long? Parent)> Places = new()
    {
        [RegionLevel.Village] = (new(SmallCity.Village, SmallCity.ZhaoHousehold, SmallCity.Zhao), new(371323102202, 200002, 600002), SmallCity.Gaoqiao),
        [RegionLevel.Township] = (new(SmallCity.Gaoqiao, SmallCity.ZhaoHousehold, SmallCity.Zhao), new(MatrixCity.SisterTownship, MatrixCity.SisterHousehold, MatrixCity.SisterPerson), SmallCity.Yishui),
        [RegionLevel.County] = (new(SmallCity.Yishui, SmallCity.ZhaoHousehold, SmallCity.Zhao), new(MatrixCity.SisterCounty, MatrixCity.FarHousehold, MatrixCity.FarPerson), SmallCity.Code),
        [RegionLevel.City] = (new(SmallCity.Code, SmallCity.ZhaoHousehold, SmallCity.Zhao), null, null),
    };

    [Fact]
    public async Task Table_NamesEveryRoute()
    {
        await using var web = await TestDatabase.Sqlite.ServeAsync();
        var routes = Addressed(web).Select(e => "/" + e.RoutePattern.RawText!.TrimStart('/')).Distinct();
        routes.ShouldBe(Pages.Select(p => p.Route), ignoreOrder: true);
    }

    [Fact]
    public async Task Routes_WithoutAPermission_AreTheOpenOnesOnly()
    {
        await using var web = await TestDatabase.Sqlite.ServeAsync();
        foreach (var endpoint in Addressed(web))
        {
            var route = "/" + endpoint.RoutePattern.RawText!.TrimStart('/');
            var needs = endpoint.Metadata.GetMetadata<NeedsAttribute>()?.Permission
                ?? (endpoint.Metadata.GetMetadata<SignedInAttribute>() is not null ? Account
                    : endpoint.Metadata.GetMetadata<Microsoft.AspNetCore.Authorization.IAllowAnonymous>() is not null ? Anybody : Nobody);
            needs.ShouldBe(Pages.Single(p => p.Route == route).Needs, customMessage: route);
        }
    }

    [Theory, OnEveryDatabase]
    public async Task Roles_Defaults_AreAsWritten(TestDatabase kind)
    {
        await using var city = await kind.CreateAsync();
        await using var context = city.Database.CreateContext();
        var roles = await context.Roles.Include(r => r.Permissions).ToListAsync();
        roles.Select(r => r.Code).ShouldBe(Roles.Keys, ignoreOrder: true);
        foreach (var role in roles)
        {
            role.Permissions.Select(p => p.Permission).ShouldBe(Roles[role.Code].Split(' '), ignoreOrder: true, role.Code);
            Separation.InRole([.. role.Permissions.Select(p => p.Permission)]).ShouldBeNull(role.Code);
        }
    }

    [Theory, OnEveryDatabase]
    public async Task EveryPage_AsEveryRole_OpensForItsDutyAndItsRegionOnly(TestDatabase kind)
    {
        await using var web = await MatrixCity.StartAsync(kind);
        var levels = await MatrixCity.LevelsAsync(web);
        foreach (var (role, permissions) in Roles)
        {
            var may = permissions.Split(' ');
            foreach (var level in levels[role])
            {
                var (own, sister, parent) = Places[level];
                using var reader = await MatrixCity.ReaderAsync(web, role, own.Region);
                foreach (var (_, needs, address) in Pages.Where(p => p.Address is not null))
                {
                    var who = $"{role} of {own.Region} at {{0}}";
                    var allowed = needs is Anybody or Account || may.Contains(needs);
                    await ExpectAsync(reader, At(address!, own), allowed ? HttpStatusCode.OK : HttpStatusCode.Forbidden, who);
                    if (address!.Contains("{0}", StringComparison.Ordinal))
                    {
                        if (sister is { } beside)
                            await ExpectAsync(reader, At(address, beside), HttpStatusCode.Forbidden, who);
                        if (parent is { } above)
                            await ExpectAsync(reader, At(address, own with { Region = above }), HttpStatusCode.Forbidden, who);
                    }
                    else if (address.Contains('{', StringComparison.Ordinal) && sister is { } beside)
                    {
                        // A record elsewhere does not even exist for this reader.
                        await ExpectAsync(reader, At(address, beside), allowed ? HttpStatusCode.NotFound : HttpStatusCode.Forbidden, who);
                    }
                }
            }
        }
    }

    [Theory, OnEveryDatabase]
    public async Task EveryPage_WithoutSigningIn_LeadsToSignIn(TestDatabase kind)
    {
        await using var web = await kind.ServeAsync();
        using var stranger = web.NewReader(follow: false);
        foreach (var (_, needs, address) in Pages.Where(p => p.Address is not null))
        {
            using var answer = await stranger.GetAsync(new Uri(At(address!, Places[RegionLevel.City].Own), UriKind.Relative));
            answer.StatusCode.ShouldBe(needs == Anybody ? HttpStatusCode.OK : HttpStatusCode.Redirect, address);
            if (needs != Anybody)
                answer.Headers.Location!.ToString().ShouldContain("/sign-in?");
        }
    }

    [Theory, OnEveryDatabase]
    public async Task Township_ListsCountsSearchAndExports_ShowExactlyItself(TestDatabase kind)
    {
        await using var web = await MatrixCity.StartAsync(kind);
        using var clerk = await MatrixCity.ReaderAsync(web, "township_clerk", SmallCity.Gaoqiao);

        foreach (var query in (string[])["妹镇人", MatrixCity.SisterId, MatrixCity.SisterId[^4..], $"H-371323-{MatrixCity.SisterHousehold}"])
            (await PageAsync(clerk, "/people?q=" + Uri.EscapeDataString(query))).ShouldNotContain("妹镇人家");
        (await PageAsync(clerk, "/people?q=" + Uri.EscapeDataString("赵德福"))).ShouldContain("赵德福");
        // A region in the address that is not the reader's is no filter: nothing of it is listed.
        (await PageAsync(clerk, $"/people?region={MatrixCity.SisterTownship}")).ShouldNotContain("妹镇人家");
        (await PageAsync(clerk, $"/people?region={SmallCity.Yishui}")).ShouldNotContain("妹镇人家");
        (await PageAsync(clerk, "/regions?q=" + Uri.EscapeDataString("姊妹镇"))).ShouldNotContain($"/regions/{MatrixCity.SisterTownship}");

        using var officer = await MatrixCity.ReaderAsync(web, "county_officer", SmallCity.Yishui);
        var csv = await officer.GetStringAsync(new Uri("/what-if/export.csv?v=dibao.standard%3D%2B30", UriKind.Relative));
        csv.ShouldContain(SmallCity.Yishui.ToString(System.Globalization.CultureInfo.InvariantCulture));
        csv.ShouldNotContain(MatrixCity.SisterCounty.ToString(System.Globalization.CultureInfo.InvariantCulture));
        csv.ShouldNotContain(SmallCity.Code.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory, OnEveryDatabase]
    public async Task Cockpit_OfATownship_CountsItsOwnOnly(TestDatabase kind)
    {
        await using var web = await MatrixCity.StartAsync(kind);
        await using var context = web.Database.CreateContext();
        foreach (var (role, region) in ((string, long)[])[("township_clerk", SmallCity.Gaoqiao), ("township_clerk", MatrixCity.SisterTownship), ("county_officer", SmallCity.Yishui), ("county_officer", SmallCity.Code)])
        {
            var expected = await context.SweepTotals.SingleOrDefaultAsync(t => t.Month == 202611 && t.Region == region && t.Programme == "dibao");
            using var reader = await MatrixCity.ReaderAsync(web, role, region);
            var page = await PageAsync(reader, "/?figure=entitled:dibao");
            page.ShouldContain(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"11月，{expected?.Persons ?? 0:N0}人应享"));
        }
    }

    [Fact]
    public async Task WhatIf_OfAStatistician_CountsAndNamesNobody()
    {
        await using var web = await MatrixCity.StartAsync(TestDatabase.Sqlite);
        const string Change = "/what-if?v=dibao.standard%3D%2B30";
        using var statistician = await MatrixCity.ReaderAsync(web, "statistician", SmallCity.Code);
        using var officer = await MatrixCity.ReaderAsync(web, "county_officer", SmallCity.Code);
        (await SettledAsync(officer, Change)).ShouldContain("/people/households/");
        var counted = await SettledAsync(statistician, Change);
        counted.ShouldContain("每月多支出");
        counted.ShouldNotContain("/people/households/");
    }

    [Theory, OnEveryDatabase]
    public async Task BusinessLine_OfThePost_CutsFiguresAndLists(TestDatabase kind)
    {
        await using var web = await MatrixCity.StartAsync(kind);
        using var reader = await MatrixCity.ReaderAsync(web, "county_officer", SmallCity.Yishui, line: "disability");
        var cockpit = await PageAsync(reader, "/?figure=entitled:disability_nursing");
        cockpit.ShouldNotContain($"/regions/{SmallCity.Yishui}/dibao");
        cockpit.ShouldContain($"/regions/{SmallCity.Yishui}/disability_nursing");
        await ExpectAsync(reader, $"/regions/{SmallCity.Yishui}/dibao", HttpStatusCode.Forbidden, "line at {0}");
        await ExpectAsync(reader, $"/regions/{SmallCity.Yishui}/disability_nursing", HttpStatusCode.OK, "line at {0}");
        (await PageAsync(reader, $"/people/households/{SmallCity.ZhaoHousehold}")).ShouldNotContain("programmes/dibao");
    }

    /// <summary>Everything but style sheets, scripts and pictures, and what answers for those that are not there.</summary>
    private static IEnumerable<RouteEndpoint> Addressed(WebCity web) => web.Endpoints.OfType<RouteEndpoint>()
        .Where(e => e.Metadata.GetMetadata<Microsoft.AspNetCore.StaticAssets.StaticAssetDescriptor>() is null && !e.RoutePattern.RawText!.Contains("**", StringComparison.Ordinal));

    private static string At(string address, Place place) => string.Format(System.Globalization.CultureInfo.InvariantCulture, address, place.Region, place.Household, place.Person);

    private static async Task ExpectAsync(HttpClient reader, string address, HttpStatusCode status, string who)
    {
        using var answer = await reader.GetAsync(new Uri(address, UriKind.Relative));
        answer.StatusCode.ShouldBe(status, string.Format(System.Globalization.CultureInfo.InvariantCulture, who, address));
    }

    private static async Task<string> PageAsync(HttpClient reader, string address)
    {
        using var answer = await reader.GetAsync(new Uri(address, UriKind.Relative));
        return await answer.Content.ReadAsStringAsync();
    }

    /// <summary>A simulation's page once it is computed.</summary>
    private static async Task<string> SettledAsync(HttpClient reader, string address)
    {
        for (var i = 0; i < 600; i++)
        {
            var page = await PageAsync(reader, address);
            if (!page.Contains("http-equiv=\"refresh\"", StringComparison.Ordinal))
                return page;
            await Task.Delay(100);
        }

        throw new TimeoutException(address);
    }

    private sealed record Place(long Region, long Household, long Person);
}
