using System.Globalization;
using AngleSharp.Html.Dom;
using Huimin.Modules;
using Huimin.Platform.Data;
using Huimin.Platform.Registers;
using Huimin.Tests.Platform.Guarding;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Tests.Platform.Registers;

/// <summary>A <see cref="WebCity"/> whose registers are filled through their own pages.</summary>
internal static class RegisterCity
{
    public static RegisterCatalogue Catalogue { get; } = new(AllModules.List);

    public static string Today => Day(0);

    public static string Village => SmallCity.Village.ToString(CultureInfo.InvariantCulture);

    /// <summary>So many days from today, as forms write it.</summary>
    public static string Day(int days) => DateOnly.FromDateTime(TimeProvider.System.GetLocalNow().DateTime).AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static Task<HttpClient> OfficerAsync(this WebCity web) => web.SignInWithEverythingAsync();

    /// <summary>Sends the form of a page; the answer is the page that follows.</summary>
    public static async Task<IHtmlDocument> SendAsync(this HttpClient reader, string path, params (string Name, string Value)[] values)
    {
        var typed = new Dictionary<string, string>(StringComparer.Ordinal);
        // A later value takes the place of an earlier one.
        foreach (var (name, value) in values)
            typed[name] = value;
        using var answer = await WebCity.PostAsync(reader, path, "form#form", typed);
        return await answer.PageAsync();
    }

    /// <summary>Enters an entry and gives its id.</summary>
    public static async Task<long> EnterAsync(this HttpClient reader, WebCity web, string type, params (string Name, string Value)[] values)
    {
        var page = await reader.SendAsync($"/registers/{type}/new", values);
        page.QuerySelectorAll(".hm-errors li").Select(e => e.Words).ShouldBeEmpty();
        return await web.ReadAsync(c => c.RegisterEntries.Where(e => e.Type == type).MaxAsync(e => e.Id));
    }

    public static Task<long> EnterAssistantAsync(this HttpClient reader, WebCity web, string name = "王协理", params (string Name, string Value)[] more) =>
        reader.EnterAsync(web, "assistance_assistants", [("name", name), ("region", Village), ("opened", Day(-100)), ("f.post", "full_time"), ("f.phone", "13905391234"), .. more]);

    public static async Task<T> ReadAsync<T>(this WebCity web, Func<AppDbContext, Task<T>> read)
    {
        await using var context = web.Database.CreateContext();
        return await read(context);
    }

    public static async Task<IHtmlDocument> PageAsync(this HttpClient reader, string path)
    {
        using var answer = await reader.GetAsync(new Uri(path, UriKind.Relative));
        ((int)answer.StatusCode).ShouldBe(200, path);
        return await answer.PageAsync();
    }

    /// <summary>What keeps a form from being carried out, as the page says it.</summary>
    public static IReadOnlyList<string> Errors(this IHtmlDocument page) => [.. page.QuerySelectorAll(".hm-errors li").Select(e => e.Words)];
}
