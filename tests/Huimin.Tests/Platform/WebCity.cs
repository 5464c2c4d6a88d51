using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Huimin.Platform;
using Huimin.Web.Serving;
using Microsoft.AspNetCore.Builder;

namespace Huimin.Tests.Platform;

/// <summary>The real host over a <see cref="SmallCity"/>, on a free port: <c>await using var web = await kind.ServeAsync()</c>.</summary>
public sealed class WebCity : IAsyncDisposable
{
    private readonly TestCity city;
    private readonly WebApplication app;
    private readonly HttpClient client;

    private WebCity(TestCity city, WebApplication app)
    {
        (this.city, this.app) = (city, app);
        client = NewReader();
    }

    public Huimin.Platform.Data.Database Database => city.Database;

    public static async Task<WebCity> StartAsync(TestDatabase kind, SmallCity? content = null, string? policies = null)
    {
        var empty = await kind.CreateAsync();
        await (content ?? new SmallCity()).WriteAsync(empty.Database);
        return await StartAsync(empty, policies);
    }

    public static async Task<WebCity> StartAsync(TestCity city, string? policies = null)
    {
        var server = Server.Build(city.Database, new ServerOptions { Url = "http://127.0.0.1:0", City = "linyi", PoliciesFolder = policies ?? ContentFiles.PoliciesFolder });
        await Server.StartAsync(server);
        return new WebCity(city, server);
    }

    /// <summary>A browser of its own: cookies are kept, a redirect is followed.</summary>
    public HttpClient NewReader() => new(new HttpClientHandler { CookieContainer = new CookieContainer() })
    {
        BaseAddress = new Uri(app.Urls.First()),
        DefaultRequestHeaders = { { "Accept-Language", "zh-CN,zh;q=0.9" } },
    };

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
        public Task<WebCity> ServeAsync(SmallCity? content = null, string? policies = null) => WebCity.StartAsync(kind, content, policies);
    }

    extension(IElement element)
    {
        /// <summary>Text with white space drawn together, as a reader sees it.</summary>
        public string Words => string.Join(' ', element.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }
}
