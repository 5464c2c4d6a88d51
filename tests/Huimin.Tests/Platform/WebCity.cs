using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Huimin.Platform;
using Huimin.Platform.Guarding;
using Huimin.Tests.Platform.Accounts;
using Huimin.Web.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Huimin.Tests.Platform;

/// <summary>The real host over a <see cref="SmallCity"/>, on a free port: <c>await using var web = await kind.ServeAsync()</c>.</summary>
public sealed class WebCity : IAsyncDisposable
{
    private readonly TestCity city;
    private readonly WebApplication app;
    private readonly HttpClient client;
    private string password = "";

    /// <summary>Who <see cref="GetAsync"/> reads as: sees everything of the whole city and administers nothing.</summary>
    private const string OwnReader = "全市业务员";

    private WebCity(TestCity city, WebApplication app)
    {
        (this.city, this.app) = (city, app);
        client = NewReader();
    }

    public Huimin.Platform.Data.Database Database => city.Database;

    /// <summary>Everything that has an address.</summary>
    public IReadOnlyList<Endpoint> Endpoints => app.Services.GetRequiredService<EndpointDataSource>().Endpoints;

    public IServiceProvider Services => app.Services;

    /// <summary>A test opens more pages in a second than anybody.</summary>
    private static RequestLimits Unlimited => new()
    {
        AnonymousAMinute = 1_000_000,
        SignInsAMinute = 1_000_000,
        SignInsOfANameInFiveMinutes = 1_000_000,
        ExpensiveAtOnce = 100,
        PublicFormsAMinute = 1_000_000,
        TracksOfANumberInFiveMinutes = 1_000_000,
        ObjectionsOfAPostingAnHour = 1_000_000,
    };

    public static async Task<WebCity> StartAsync(TestDatabase kind, SmallCity? content = null, string? policies = null, Func<ServerOptions, ServerOptions>? change = null)
    {
        var empty = await kind.CreateAsync();
        await (content ?? new SmallCity()).WriteAsync(empty.Database);
        return await StartAsync(empty, policies, change);
    }

    public static async Task<WebCity> StartAsync(TestCity city, string? policies = null, Func<ServerOptions, ServerOptions>? change = null)
    {
        var options = new ServerOptions { Url = "http://127.0.0.1:0", City = "linyi", PoliciesFolder = policies ?? ContentFiles.PoliciesFolder, Limits = Unlimited };
        var server = Server.Build(city.Database, change?.Invoke(options) ?? options);
        await Server.StartAsync(server);
        var web = new WebCity(city, server);
        await using var context = city.Database.CreateContext();
        if (!await context.Cities.AnyAsync())
            return web;
        (_, web.password) = await city.Database.AddAccountAsync(OwnReader);
        await SignInAsync(web.client, OwnReader, web.password);
        return web;
    }

    /// <summary>A browser of its own: cookies are kept, a redirect is followed.</summary>
    public HttpClient NewReader(bool follow = true) => NewReader(new CookieContainer(), follow);

    /// <summary>A browser whose cookies the test looks at or sets.</summary>
    public HttpClient NewReader(CookieContainer cookies, bool follow) => new(new HttpClientHandler { CookieContainer = cookies, AllowAutoRedirect = follow })
    {
        BaseAddress = new Uri(app.Urls.First()),
        DefaultRequestHeaders = { { "Accept-Language", "zh-CN,zh;q=0.9" } },
    };

    /// <summary>Another browser of the reader whom <see cref="GetAsync"/> reads as.</summary>
    /// <param name="follow">Whether it follows redirects.</param>
    public async Task<HttpClient> ReaderAsync(bool follow = true)
    {
        var cookies = new CookieContainer();
        using var first = NewReader(cookies, follow: true);
        await SignInAsync(first, OwnReader, password);
        return NewReader(cookies, follow);
    }

    /// <summary>Somebody who signed in: a browser of its own.</summary>
    public async Task<HttpClient> SignInAsync(string name, string password)
    {
        var reader = NewReader();
        await SignInAsync(reader, name, password);
        return reader;
    }

    private static async Task SignInAsync(HttpClient reader, string name, string password)
    {
        using var answer = await PostAsync(reader, "/sign-in?return=/programmes", "form:has(#password)", new() { ["name"] = name, ["password"] = password });
        answer.RequestMessage!.RequestUri!.AbsolutePath.ShouldBe("/programmes");
    }

    /// <summary>Opens a page and sends one of its forms, with what stands in its hidden fields and these values.</summary>
    public static async Task<HttpResponseMessage> PostAsync(HttpClient reader, string path, string form, Dictionary<string, string> values)
    {
        var page = new HtmlParser().ParseDocument(await reader.GetStringAsync(new Uri(path, UriKind.Relative)));
        return await PostAsync(reader, page, path, form, values);
    }

    /// <summary>Sends a form of a page that was opened earlier.</summary>
    public static async Task<HttpResponseMessage> PostAsync(HttpClient reader, IHtmlDocument page, string path, string form, Dictionary<string, string> values)
    {
        var found = page.QuerySelector(form);
        found.ShouldNotBeNull($"{path} has no {form}");
        var fields = found.QuerySelectorAll("input").OfType<IHtmlInputElement>().Where(i => i.Name is not null && i.Type is not ("radio" or "checkbox")).ToDictionary(i => i.Name!, i => i.Value);
        foreach (var area in found.QuerySelectorAll("textarea").OfType<IHtmlTextAreaElement>())
            fields[area.Name!] = area.Value;
        foreach (var (name, value) in values)
            fields[name] = value;
        using var content = new FormUrlEncodedContent(fields);
        var answer = await reader.PostAsync(new Uri(path, UriKind.Relative), content);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, $"{form} of {path} at {answer.RequestMessage?.RequestUri}");
        return answer;
    }

    public Task<HttpResponseMessage> SendAsync(string path) => client.GetAsync(new Uri(path, UriKind.Relative));

    /// <summary>A page, which must answer 200 (or the status that is expected).</summary>
    public async Task<IHtmlDocument> GetAsync(string path, HttpStatusCode status = HttpStatusCode.OK)
    {
        using var response = await SendAsync(path);
        var html = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(status, path);
        return new HtmlParser().ParseDocument(html);
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await app.DisposeAsync();
        await city.DisposeAsync();
    }
}

public static class WebCities
{
    extension(TestDatabase kind)
    {
        public Task<WebCity> ServeAsync(SmallCity? content = null, string? policies = null, Func<ServerOptions, ServerOptions>? change = null) =>
            WebCity.StartAsync(kind, content, policies, change);
    }

    extension(HttpResponseMessage response)
    {
        /// <summary>The page that was answered.</summary>
        public async Task<IHtmlDocument> PageAsync() => new HtmlParser().ParseDocument(await response.Content.ReadAsStringAsync());
    }

    extension(IElement element)
    {
        /// <summary>Text with white space drawn together, as a reader sees it.</summary>
        public string Words => string.Join(' ', element.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }
}
