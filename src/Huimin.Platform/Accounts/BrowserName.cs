namespace Huimin.Platform.Accounts;

/// <summary>A browser as people name it, from what it says of itself.</summary>
public static class BrowserName
{
    /// <summary>Marks in the order in which they decide: most browsers also claim to be the ones after them.</summary>
    private static readonly (string Mark, string Name)[] Browsers =
    [
        ("MicroMessenger", "WeChat"), ("Edg", "Edge"), ("QQBrowser", "QQ"), ("360SE", "360"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
    ];

    private static readonly (string Mark, string Name)[] Systems =
    [
        ("HarmonyOS", "HarmonyOS"), ("OpenHarmony", "HarmonyOS"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS X", "macOS"), ("Linux", "Linux"),
    ];

    /// <summary><c>Firefox · Windows</c>; empty for one that says nothing known.</summary>
    public static string Of(string? userAgent) => string.Join(" · ", new[] { Find(Browsers, userAgent), Find(Systems, userAgent) }.Where(n => n is not null));

    private static string? Find((string Mark, string Name)[] known, string? text) =>
        text is null ? null : Array.Find(known, k => text.Contains(k.Mark, StringComparison.Ordinal)).Name;
}
