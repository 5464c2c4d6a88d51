using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Huimin.EndToEnd;

/// <summary>What the browser refused because the content policy of a page forbids it.</summary>
internal static class ContentPolicy
{
    /// <summary>Grows from now on; to be asked for before the first page.</summary>
    public static async Task<IReadOnlyCollection<string>> BrokenPoliciesAsync(this IPage page)
    {
        var broken = new ConcurrentQueue<string>();
        await page.ExposeFunctionAsync("violated", (string text) => broken.Enqueue(text));
        await page.AddInitScriptAsync("document.addEventListener('securitypolicyviolation', e => violated(`${location.pathname} ${e.violatedDirective} ${e.blockedURI}`))");
        page.Console += (_, message) =>
        {
            if (message.Text.Contains("Content Security Policy", StringComparison.Ordinal))
                broken.Enqueue(message.Text);
        };
        return broken;
    }
}
