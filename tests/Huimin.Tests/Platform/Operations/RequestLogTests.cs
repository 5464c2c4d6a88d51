using System.Net;
using System.Text.Json;
using Huimin.Platform.Operations;
using Huimin.Tests.Platform.Guarding;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Huimin.Tests.Platform.Operations;

/// <summary>A line a request, errors that can be found by the number on the page, and nothing of people in either.</summary>
public sealed class RequestLogTests
{
    private static readonly string[] Personal = ["赵德福", "德福", SmallCity.ZhaoId, "195203111817", "104882", "南里庄", "%E8%B5%B5", "geheim"];

    [Theory, OnEveryDatabase]
    public async Task Lines_OfSearchesAndFiles_HoldNoPersonalFacts(TestDatabase kind)
    {
        await using var web = await kind.ServeAsync(change: o => o with { Log = LogStyle.Json });
        var lines = Capture(web);
        using var officer = await web.SignInWithEverythingAsync("赵德福");
        var paths = (string[])[
            "/people?q=%E8%B5%B5%E5%BE%B7%E7%A6%8F", $"/people?q={SmallCity.ZhaoId}", "/people?q=1817", "/people?q=104882", "/people/households/104882", "/people/persons/500001",
            "/people/households/104882/programmes/dibao", "/people/households/999999", "/%E8%B5%B5%E5%BE%B7%E7%A6%8F", "/people?q=%00%E8%B5%B5%E5%BE%B7%E7%A6%8F", "/what-if?v=%E8%B5%B5%E5%BE%B7%E7%A6%8F",
        ];
        foreach (var path in paths)
            await officer.GetAsync(new Uri(path, UriKind.Relative));
        using (var stranger = web.NewReader())
        using (var wrong = await WebCity.PostAsync(stranger, "/sign-in", "form:has(#password)", new() { ["name"] = "赵德福", ["password"] = "geheim" }))
            wrong.StatusCode.ShouldBe(HttpStatusCode.OK);

        var requests = lines.Select(l => JsonDocument.Parse(l).RootElement).Where(l => l.TryGetProperty("route", out _)).ToList();
        requests.Count.ShouldBeGreaterThanOrEqualTo(paths.Length + 4);
        requests.ShouldContain(r => r.GetProperty("route").GetString() == "/people/households/{Id:long}" && r.GetProperty("status").GetInt32() == 200
            && r.GetProperty("method").GetString() == "GET" && r.GetProperty("account").GetInt64() > 0 && r.GetProperty("milliseconds").GetInt64() >= 0 && r.GetProperty("request").GetString()!.Length > 5);
        requests.ShouldContain(r => r.GetProperty("route").GetString() == "-" && r.GetProperty("status").GetInt32() == 404);
        requests.ShouldContain(r => r.GetProperty("account").ValueKind == JsonValueKind.Null && r.GetProperty("route").GetString() == "/sign-in");
        foreach (var personal in Personal)
            lines.ShouldNotContain(l => l.Contains(personal, StringComparison.OrdinalIgnoreCase), personal);
    }

    [Theory, OnEveryDatabase]
    public async Task Error_Page_GivesTheNumberOfTheLogLineAndNoStack(TestDatabase kind)
    {
        await using var web = await kind.ServeAsync();
        var lines = Capture(web);
        using var officer = await web.SignInWithEverythingAsync();
        await using (var bulk = await web.Database.BeginBulkAsync())
        {
            await bulk.ExecuteAsync("ALTER TABLE person RENAME TO person_gone", []);
            await bulk.CommitAsync();
        }

        using var answer = await officer.GetAsync(new Uri("/people?q=%E8%B5%B5%E5%BE%B7%E7%A6%8F", UriKind.Relative));
        answer.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        var html = await answer.Content.ReadAsStringAsync();
        foreach (var inside in (string[])["   at ", "Exception", "SELECT", "no such table", "does not exist", "42P01", ".cs:line"])
            html.ShouldNotContain(inside);
        var number = (await answer.PageAsync()).QuerySelector(".hm-trace")!.TextContent;
        number.ShouldBe(answer.Headers.GetValues("X-Request-Id").Single());
        var line = lines.Where(l => l.Contains($"request {number}", StringComparison.Ordinal)).ShouldHaveSingleItem();
        line.ShouldContain("/people failed");
        line.ShouldContain("Exception: ");
        line.ShouldContain("   at Huimin.");
        foreach (var personal in Personal)
            lines.ShouldNotContain(l => l.Contains(personal, StringComparison.OrdinalIgnoreCase), personal);
    }

    [Fact]
    public async Task CannotRun_OnAPage_SaysItsWordsAndIsNoError()
    {
        await using var web = await TestDatabase.Sqlite.ServeAsync();
        var lines = Capture(web);
        using var officer = await web.SignInWithEverythingAsync();
        await using (var bulk = await web.Database.BeginBulkAsync())
        {
            await bulk.ExecuteAsync("DELETE FROM city", []);
            await bulk.CommitAsync();
        }

        using var answer = await officer.GetAsync(new Uri("/programmes", UriKind.Relative));
        answer.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        (await answer.PageAsync()).QuerySelector("main")!.TextContent.ShouldContain("库中还没有城市");
        lines.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("The input string '赵德福' was not in a correct format.", "The input string '…' was not in a correct format.")]
    [InlineData("22P02: invalid input syntax for type bigint: \"371323195203111817\"", "22P02: invalid input syntax for type bigint: '…'")]
    [InlineData("没有工作人员赵德福。", "…")]
    [InlineData("Sequence contains no elements", "Sequence contains no elements")]
    [InlineData("Key (id)=(371323195203111817) exists; tail 1817", "Key (id)=(…) exists; tail 1817")]
    [InlineData("It isn't there", "It isn't there")]
    public void WithoutFacts_KeepsWhatIsNoFact(string message, string expected) => LogText.WithoutFacts(message).ShouldBe(expected);

    [Fact]
    public void Levels_CannotBeLoweredFromOutside()
    {
        var services = new ServiceCollection().AddSingleton(TimeProvider.System);
        services.AddLogging(logging =>
        {
            logging.SetMinimumLevel(LogLevel.Trace);
            logging.AddFilter("Microsoft", LogLevel.Trace);
            logging.UseLogLines(LogStyle.Json);
        });
        using var provider = services.BuildServiceProvider();
        var logs = provider.GetRequiredService<ILoggerFactory>();
        logs.CreateLogger("Microsoft.EntityFrameworkCore.Database.Command").IsEnabled(LogLevel.Information).ShouldBeFalse();
        logs.CreateLogger("Microsoft.AspNetCore.Hosting.Diagnostics").IsEnabled(LogLevel.Information).ShouldBeFalse();
        logs.CreateLogger("Huimin.Platform.Operations.RequestLog").IsEnabled(LogLevel.Information).ShouldBeTrue();
    }

    /// <summary>The lines as the program writes them, from now on.</summary>
    private static List<string> Capture(WebCity web)
    {
        var lines = new List<string>();
        web.Services.GetRequiredService<ILoggerFactory>().AddProvider(new Capturing(web.Services.GetServices<ConsoleFormatter>().Single(f => f.Name == "huimin"), lines));
        return lines;
    }

    private sealed class Capturing(ConsoleFormatter formatter, List<string> lines) : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => new Lines(categoryName, formatter, lines);

        public void Dispose()
        {
        }

        private sealed class Lines(string category, ConsoleFormatter formatter, List<string> lines) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> format)
            {
                using var text = new StringWriter();
                formatter.Write(new LogEntry<TState>(logLevel, category, eventId, state, exception, format), null, text);
                lock (lines)
                    lines.Add(text.ToString());
            }
        }
    }
}
