using System.Globalization;
using System.Text;
using Huimin.Platform.Cases.Checking;
using Huimin.Platform.People;
using Huimin.Policies;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Huimin.Tests.Platform.Cases.Checking;

/// <summary>
/// Offices that know exactly what the city has on record: the request files that go out come back with these amounts, or with no record,
/// so that the check changes nothing that a test set.
/// </summary>
internal static class OfficeAnswers
{
    extension(HttpClient officer)
    {
        /// <summary>Every waiting check, through <c>/checks</c>: makes the request file of each office, fetches it, fills it in and imports it.</summary>
        public async Task AnswerChecksAsync(WebCity web)
        {
            var page = await officer.PageAsync("/checks");
            foreach (var form in page.QuerySelectorAll("form[id^=export-]").Select(f => f.Id!))
            {
                var source = form["export-".Length..];
                var made = await officer.SendAsync(page, "/checks", "#" + form, []);
                var link = made.QuerySelector("a[href$='/request.csv']").ShouldNotBeNull(made.QuerySelector(".hm-errors, .due")?.Words).GetAttribute("href")!;
                var answers = await FilledAsync(web, source, await officer.GetStringAsync(new Uri(link, UriKind.Relative)));
                var done = await officer.SendAsync(page, "/checks", "#import", new() { ["source"] = source }, ("file", "result.csv", Encoding.UTF8.GetBytes(answers)));
                done.QuerySelector("[role=status]").ShouldNotBeNull($"{source}: {done.Body!.Words}").Words.ShouldContain("存疑待核实0；");
            }
        }
    }

    /// <summary>The request file with the result of every row.</summary>
    private static async Task<string> FilledAsync(WebCity web, string source, string file)
    {
        var catalogue = TestPolicies.Linyi.Facts;
        var facts = CheckSources.Load().In("linyi").Single(s => s.Code == source).Facts.Select(f => catalogue.Find(f, ofHousehold: false) ?? catalogue.Find(f, ofHousehold: true)!).ToList();
        var lines = file.TrimStart('\uFEFF').Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var rows = lines.Skip(1).Select(l => l.Split(',')[..3]).Select(cells => (Cells: cells, Person: long.Parse(cells[0].Split('-')[1], CultureInfo.InvariantCulture))).ToList();
        var people = rows.ConvertAll(r => r.Person);
        var (today, ids) = (DateOnly.FromDateTime(web.Services.GetRequiredService<TimeProvider>().GetLocalNow().DateTime), facts.ConvertAll(f => (short)f.Id));
        await using var context = web.Database.CreateContext();
        var homes = await context.People.Where(p => people.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.HouseholdId);
        var personFacts = await context.PersonFacts.Where(f => people.Contains(f.PersonId) && ids.Contains(f.Fact) && f.ValidFrom <= today && (f.ValidTo == null || f.ValidTo > today)).ToListAsync();
        var homeFacts = await context.HouseholdFacts.Where(f => homes.Values.Contains(f.HouseholdId) && ids.Contains(f.Fact) && f.ValidFrom <= today && (f.ValidTo == null || f.ValidTo > today)).ToListAsync();
        // What a household has is told of the first of its members.
        var first = rows.DistinctBy(r => homes[r.Person]).Select(r => r.Person).ToHashSet();
        var filled = rows.ConvertAll(row =>
        {
            var known = facts.ConvertAll(f => f.OfHousehold
                ? Written(f, homeFacts.Find(h => h.Fact == f.Id && h.HouseholdId == homes[row.Person] && first.Contains(row.Person)))
                : Written(f, personFacts.Find(p => p.Fact == f.Id && p.PersonId == row.Person)));
            return string.Join(',', [.. row.Cells, known.Exists(k => k.Length > 0) ? "有记录" : "无记录", .. known, ""]);
        });
        return string.Join('\n', [lines[0], .. filled]);
    }

    private static string Written(Fact fact, DatedFact? row) => row switch
    {
        null => "",
        { Value: null } => "未知",
        { Value: { } value } => fact.Type == FactType.Money ? (value / 100m).ToString("0.00", CultureInfo.InvariantCulture) : value.ToString(CultureInfo.InvariantCulture),
    };
}
