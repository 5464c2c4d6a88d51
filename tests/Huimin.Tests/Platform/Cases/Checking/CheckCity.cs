using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Huimin.Tests.Platform.Accounts;
using Microsoft.Extensions.DependencyInjection;

namespace Huimin.Tests.Platform.Cases.Checking;

/// <summary>Readers of a <see cref="CaseCity"/> who work through its pages, and forms with files.</summary>
internal static class CheckCity
{
    extension(CaseCity city)
    {
        /// <summary>A browser of somebody with this post.</summary>
        public async Task<HttpClient> BrowserAsync(string role, long region, string name = "") =>
            await city.Web.SignInAsync($"{role}{region}{name}", (await city.Web.Database.AddAccountAsync($"{role}{region}{name}", role, region)).Password);

        /// <summary>An accepted case with the consent of its family, at the economic check.</summary>
        public async Task<long> AtCheckAsync(long household = SmallCity.ZhaoHousehold)
        {
            var id = await city.BeginAsync(household: household);
            await city.Clerk.MoveAsync(id, (m, sent) => m.AcceptAsync(id, sent));
            await city.Clerk.DoAsync(async s =>
            {
                await s.GetRequiredService<Huimin.Platform.Cases.Inquiry.ConsentOfApplication>().RunAsync(id);
                return true;
            });
            return id;
        }

        /// <summary>At the home visit, with every register having nothing.</summary>
        public async Task<long> AtVisitAsync()
        {
            var id = await city.BeginAsync();
            await city.Clerk.MoveAsync(id, (m, sent) => m.AcceptAsync(id, sent));
            await city.AnswerChecksAsync(id);
            await city.County.MoveAsync(id, (m, sent) => m.AdvanceAsync(id, sent, ""));
            return id;
        }
    }

    extension(HttpClient reader)
    {
        public async Task<IHtmlDocument> PageAsync(string path) => new HtmlParser().ParseDocument(await reader.GetStringAsync(new Uri(path, UriKind.Relative)));

        /// <summary>Sends a form with files, with what stands in its hidden fields, its chosen options and these values.</summary>
        public async Task<IHtmlDocument> SendAsync(IHtmlDocument page, string path, string form, Dictionary<string, string> values, params (string Field, string Name, byte[] Content)[] files)
        {
            var found = page.QuerySelector(form);
            found.ShouldNotBeNull($"{path} has no {form}");
            using var content = new MultipartFormDataContent();
            var fields = found.QuerySelectorAll("input").OfType<IHtmlInputElement>().Where(i => i.Name is not null && i.Type != "file" && (i.Type is not ("radio" or "checkbox") || i.IsChecked)).ToDictionary(i => i.Name!, i => i.Value);
            foreach (var select in found.QuerySelectorAll("select").OfType<IHtmlSelectElement>())
                fields[select.Name!] = select.Value!;
            foreach (var area in found.QuerySelectorAll("textarea").OfType<IHtmlTextAreaElement>())
                fields[area.Name!] = area.Value;
            foreach (var (name, value) in values)
                fields[name] = value;
            foreach (var (name, value) in fields)
                content.Add(new StringContent(value), name);
            foreach (var (field, name, bytes) in files)
                content.Add(new ByteArrayContent(bytes), field, name);
            using var answer = await reader.PostAsync(new Uri(path, UriKind.Relative), content);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, $"{form} of {path} at {answer.RequestMessage?.RequestUri}");
            return await answer.PageAsync();
        }

        public async Task<IHtmlDocument> SendAsync(string path, string form, Dictionary<string, string> values, params (string Field, string Name, byte[] Content)[] files) =>
            await reader.SendAsync(await reader.PageAsync(path), path, form, values, files);
    }
}
