using Microsoft.Playwright;

namespace Huimin.EndToEnd;

/// <summary>Whether a page fits its screen.</summary>
internal static class PhoneWidth
{
    /// <summary>Nothing where the page has no scroll sideways; else what sticks out, innermost, and how far.</summary>
    public static Task<string[]> TooWideAsync(this IPage page) => page.EvaluateAsync<string[]>(
        """
        (() => {
          const width = window.innerWidth;
          if (document.documentElement.scrollWidth <= width) return [];
          const out = [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > width + .5);
          return [`page ${document.documentElement.scrollWidth}`, ...out.filter(e => !out.some(o => o !== e && e.contains(o)))
            .map(e => `${e.tagName}.${e.className?.baseVal ?? e.className} '${e.textContent.trim().slice(0, 30)}' ${Math.round(e.getBoundingClientRect().right)}`)];
        })()
        """);
}
