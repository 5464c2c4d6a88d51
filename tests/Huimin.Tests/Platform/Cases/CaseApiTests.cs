using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Huimin.Tests.Modules;

namespace Huimin.Tests.Platform.Cases;

/// <summary>The same case over the API: same rules, nothing twice, and nothing by a form of another site.</summary>
public sealed class CaseApiTests
{
    [Theory, OnEveryDatabase]
    public async Task Case_IsBegunReadAndActedOn(TestDatabase kind)
    {
        await using var walk = await CaseWalk.StartAsync(kind, new FamilyCity("chengdu").Member("王一", "1980-01-01"), new DateOnly(2025, 3, 3));
        var clerk = await walk.AsAsync("township_clerk");
        var answers = new Dictionary<string, string>(Applications.Temporary.Select(a => KeyValuePair.Create(a.Item1, a.Item2))) { ["kind"] = "urgent", ["small_fast"] = "yes", ["proposed"] = "1500" };
        var asked = new { type = "temporary_urgent", household = FamilyCity.Family, answers, token = "robot-00000001" };
        using var begun = await PostAsync(clerk, "/api/cases", asked);
        begun.StatusCode.ShouldBe(HttpStatusCode.Created);
        var number = (await begun.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("number").GetString()!;
        // Sent twice, begun once.
        using var again = await PostAsync(clerk, "/api/cases", asked);
        (await again.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("number").GetString().ShouldBe(number);

        var read = await clerk.GetFromJsonAsync<JsonElement>(new Uri("/api/cases/" + number, UriKind.Relative));
        (read.GetProperty("state").GetString(), read.GetProperty("step").GetString()).ShouldBe(("open", "intake"));
        read.GetProperty("actions").EnumerateArray().Single(a => a.GetProperty("action").GetString() == "accept").GetProperty("whyNot").ValueKind.ShouldBe(JsonValueKind.Null);

        using var accepted = await PostAsync(clerk, $"/api/cases/{number}/actions", new { action = "accept", revision = read.GetProperty("revision").GetInt64(), token = "robot-00000002" });
        accepted.StatusCode.ShouldBe(HttpStatusCode.OK, await accepted.Content.ReadAsStringAsync());
        var now = await accepted.Content.ReadFromJsonAsync<JsonElement>();
        now.GetProperty("step").GetString().ShouldBe("opinion");
        // What was read before is old now.
        using var late = await PostAsync(clerk, $"/api/cases/{number}/actions", new { action = "opinion", outcome = "granted", revision = read.GetProperty("revision").GetInt64(), token = "robot-00000003" });
        late.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        using var opinion = await PostAsync(clerk, $"/api/cases/{number}/actions", new { action = "opinion", outcome = "granted", revision = now.GetProperty("revision").GetInt64(), token = "robot-00000004" });
        now = await opinion.Content.ReadFromJsonAsync<JsonElement>();
        // Whoever proposed does not decide.
        using var own = await PostAsync(clerk, $"/api/cases/{number}/actions", new { action = "decide", outcome = "granted", revision = now.GetProperty("revision").GetInt64(), token = "robot-00000005" });
        own.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        using var decided = await PostAsync(await walk.AsAsync("county_approver"), $"/api/cases/{number}/actions", new { action = "decide", outcome = "granted", revision = now.GetProperty("revision").GetInt64(), token = "robot-00000006" });
        var line = (await decided.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("decisions")[0].GetProperty("lines")[0];
        (line.GetProperty("amount").GetInt64(), line.GetProperty("firstMonth").GetInt32()).ShouldBe((990_00, 202503));
    }

    [Fact]
    public async Task Requests_WithoutHeaderJsonOrDuty_ChangeNothing()
    {
        await using var walk = await CaseWalk.StartAsync(TestDatabase.Sqlite, new FamilyCity("chengdu").Member("王一", "1980-01-01"), new DateOnly(2025, 3, 3));
        var clerk = await walk.AsAsync("township_clerk");
        var asked = new { type = "dibao", household = FamilyCity.Family, token = "robot-00000001" };
        using (var plain = await clerk.PostAsJsonAsync(new Uri("/api/cases", UriKind.Relative), asked))
            plain.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        using (var form = new FormUrlEncodedContent([KeyValuePair.Create("type", "dibao")]))
        using (var answer = await clerk.PostAsync(new Uri("/api/cases", UriKind.Relative), form))
            answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        using (var none = await PostAsync(clerk, "/api/cases", new { type = "dibao", household = 999, token = "robot-00000001" }))
            none.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        using (var unknown = await PostAsync(clerk, "/api/cases/371302001-2026-09999/actions", new { action = "accept", revision = 1, token = "robot-00000001" }))
            unknown.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using (var leader = await PostAsync(await walk.AsAsync("township_leader"), "/api/cases", asked))
            leader.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using (var stranger = walk.Web.NewReader(follow: false))
        using (var answer = await PostAsync(stranger, "/api/cases", asked))
            answer.StatusCode.ShouldNotBe(HttpStatusCode.Created);
        await using var context = walk.Web.Database.CreateContext();
        context.Cases.ShouldBeEmpty();
    }

    private static async Task<HttpResponseMessage> PostAsync<T>(HttpClient reader, string path, T asked)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative)) { Content = JsonContent.Create(asked) };
        request.Headers.Add("X-Huimin-Api", "1");
        return await reader.SendAsync(request);
    }
}
