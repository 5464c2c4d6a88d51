using AngleSharp.Html.Dom;
using Huimin.Tests.Platform.Cases.Checking;

namespace Huimin.Tests.Platform.Cases;

/// <summary>What officers do on the pages of one case before it is decided; <c>path</c> is the case's: <c>/cases/12</c>.</summary>
internal static class CaseDesk
{
    extension(HttpClient reader)
    {
        /// <summary>Adds every paper that the page says is missing, as seen at the counter.</summary>
        public async Task AddPapersAsync(string path)
        {
            var page = await reader.PageAsync(path + "/application");
            while (page.Body!.Words.Contains("必需，还缺", StringComparison.Ordinal))
                page = (await reader.SendAsync(page, path + "/application", "#document", new() { ["note"] = "窗口已看原件" })).Done();
        }

        /// <summary>Registers the ground for the check, asks every office and has all of them answer with what is on record.</summary>
        public async Task CheckMeansAsync(WebCity web, string path)
        {
            var page = await reader.PageAsync(path + "/inquiry");
            if (page.QuerySelector("form:has([value=consent])") is not null)
                page = (await reader.SendAsync(page, path + "/inquiry", "form:has([value=consent])", [])).Done();
            else if (page.QuerySelector("#give-consent") is not null)
                page = (await reader.SendAsync(page, path + "/inquiry", "#give-consent", new() { ["paper"] = "授权书1号" })).Done();
            (await reader.SendAsync(page, path + "/inquiry", "form:has([value=check])", [])).Done();
            await reader.AnswerChecksAsync(web);
        }

        /// <summary>A visit, hearing or work record of the step, by two people.</summary>
        public async Task RecordVisitAsync(string path, params (string Field, string Value)[] found)
        {
            var values = new Dictionary<string, string>(StringComparer.Ordinal) { ["others"] = "同行人", ["findings"] = "情况属实" };
            foreach (var (field, value) in found)
                values[field] = value;
            (await reader.SendAsync(path + "/visit", "#visit", values)).Done();
        }
    }

    extension(IHtmlDocument page)
    {
        /// <returns>The page, which was answered to a form that was taken.</returns>
        /// <exception cref="InvalidOperationException">The page says why not.</exception>
        public IHtmlDocument Done(string what = "") =>
            page.QuerySelector(".hm-errors") is { } refused ? throw new InvalidOperationException($"{what} {refused.Words}") : page;
    }
}
