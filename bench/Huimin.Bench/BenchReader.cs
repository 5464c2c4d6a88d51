using System.Net;
using System.Text.RegularExpressions;
using Huimin.Platform;
using Huimin.Platform.Accounts;
using Huimin.Platform.Accounts.Administration;
using Huimin.Platform.Data;
using Huimin.Platform.Regions;

namespace Huimin.Bench;

/// <summary>An officer with one post who has signed in, in a browser of their own.</summary>
internal sealed partial class BenchReader : IDisposable
{
    private readonly CookieContainer cookies = new();
    private readonly HttpClient client;

    private BenchReader(Uri address, DivisionCode place)
    {
        Place = place;
        client = new HttpClient(new SocketsHttpHandler { CookieContainer = cookies, AllowAutoRedirect = false }) { BaseAddress = address };
    }

    /// <summary>Region of the post.</summary>
    public DivisionCode Place { get; }

    /// <summary>The cookies as a request sends them.</summary>
    public string CookieHeader => cookies.GetCookieHeader(client.BaseAddress!);

    /// <summary>Adds an account that a demo city signs in with one click, so that no password is to be changed first, and signs it in.</summary>
    public static async Task<BenchReader> SignInAsync(Database database, Uri address, string name, string role, DivisionCode place, CancellationToken cancellation)
    {
        await using var context = database.CreateContext();
        var (account, _) = await new AccountWork(context).Add.RunAsync(new NewAccount(name, name, role, place.Value), isDemo: true, cancellation);
        var reader = new BenchReader(address, place);
        var page = await reader.client.GetStringAsync(new Uri("/sign-in", UriKind.Relative), cancellation);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["_handler"] = "act",
            ["do"] = "demo",
            ["__RequestVerificationToken"] = Token().Match(page).Groups["value"].Value,
            ["account"] = account.Id.ToString(System.Globalization.CultureInfo.InvariantCulture),
        });
        using var answer = await reader.client.PostAsync(new Uri("/sign-in", UriKind.Relative), form, cancellation);
        return answer.StatusCode is HttpStatusCode.Redirect or HttpStatusCode.SeeOther ? reader : throw new CannotRunException($"基准账号没有登录成功：{(int)answer.StatusCode}");
    }

    /// <summary>Opens a page to its last byte, compressed as browsers ask for it.</summary>
    public async Task OpenAsync(string path, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Accept-Encoding", "gzip, br" }, { "Accept-Language", "zh-CN" } } };
        using var answer = await client.SendAsync(request, cancellation);
        if (answer.StatusCode != HttpStatusCode.OK)
            throw new CannotRunException($"{path} 回答 {(int)answer.StatusCode}。");
    }

    /// <summary>The text of a page.</summary>
    public Task<string> ReadAsync(string path, CancellationToken cancellation) => client.GetStringAsync(new Uri(path, UriKind.Relative), cancellation);

    /// <summary>Sends the form for a note of a case page that was opened, and follows to where it leads.</summary>
    public async Task NoteAsync(string path, string page, string note, CancellationToken cancellation)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["_handler"] = "act",
            ["do"] = "note",
            ["__RequestVerificationToken"] = Token().Match(page).Groups["value"].Value,
            ["revision"] = Revision().Match(page).Groups["value"].Value,
            ["token"] = CaseToken().Match(page).Groups["value"].Value,
            ["note"] = note,
        });
        using var answer = await client.PostAsync(new Uri(path, UriKind.Relative), form, cancellation);
        // Somebody else noted something on the same case in between: the page says so, which is an answer, too.
        if (answer.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.Redirect or HttpStatusCode.SeeOther))
            throw new CannotRunException($"{path} 回答 {(int)answer.StatusCode}。");
    }

    /// <summary>How many rows the page lists.</summary>
    public async Task<int> RowsAsync(string path, CancellationToken cancellation) => Row().Count(await ReadAsync(path, cancellation));

    public void Dispose() => client.Dispose();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<value>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Token();

    [GeneratedRegex("<th scope=\"row\">", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Row();

    [GeneratedRegex("name=\"revision\" value=\"(?<value>[0-9]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Revision();

    [GeneratedRegex("name=\"token\" value=\"(?<value>[0-9a-f]+note)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CaseToken();
}
