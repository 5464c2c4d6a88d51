using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.Playwright;

namespace Huimin.EndToEnd;

/// <summary>The real program with a small demo city, started once as a process of its own, and a real browser.</summary>
public class DemoProgram : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("huimin-e2e-").FullName;
    private Process? program;
    private IPlaywright? playwright;
    private IBrowser? browser;

    public string Url { get; private set; } = "";

    /// <summary>The day on which the city is made and the program starts; null for the machine's.</summary>
    protected virtual DateOnly? FirstDay => null;

    public async Task InitializeAsync()
    {
        Url = $"http://127.0.0.1:{FreePort()}";
        var served = StartAsync(FirstDay);
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("HUIMIN_TEST_CHROMIUM") ?? "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
        await served;
    }

    /// <summary>The next morning, or a later one: the program ends and starts again with the same city at the same address. Who was signed in for too long signs in again.</summary>
    public async Task GoOnAsync(DateOnly day)
    {
        await StopAsync();
        await StartAsync(day);
    }

    /// <summary>The role that reads the whole city; the demo has two of it, one to draft and one to publish.</summary>
    public const string PolicyOfficer = "政策员";

    /// <summary>Somebody who clicked on a role of the demo's sign-in page.</summary>
    /// <param name="role">As the Chinese page names it.</param>
    public async Task<IPage> NewOfficerAsync(int width = 1440, int height = 900, bool script = true, string locale = "zh-CN", string role = PolicyOfficer, int nth = 0)
    {
        var page = await NewReaderAsync(width, height, script, locale);
        await page.GotoAsync("/sign-in");
        await ChooseAsync(page, role, nth);
        return page;
    }

    /// <summary>Clicks on a role of the sign-in page that is open, and waits for where it leads.</summary>
    /// <param name="nth">0 for the first account of the role, 1 for the second.</param>
    public static async Task ChooseAsync(IPage page, string role, int nth = 0)
    {
        ArgumentNullException.ThrowIfNull(page);
        var english = await page.GetAttributeAsync("html", "lang") == "en";
        await page.ClickAsync($"button[name=account]:has-text('{(english ? English[role] : role)}') >> nth={nth}");
        await Assertions.Expect(page.Locator(".hm-who-am-i").First).ToContainTextAsync(english ? English[role] : role);
    }

    private static readonly Dictionary<string, string> English = new(StringComparer.Ordinal)
    {
        [PolicyOfficer] = "Policy officer",
    };

    /// <summary>A reader with cookies of their own who is not signed in.</summary>
    public async Task<IPage> NewReaderAsync(int width = 1440, int height = 900, bool script = true, string locale = "zh-CN")
    {
        var context = await browser!.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = Url,
            Locale = locale,
            JavaScriptEnabled = script,
            ViewportSize = new ViewportSize { Width = width, Height = height },
        });
        return await context.NewPageAsync();
    }

    public async Task DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
        await StopAsync();
        Directory.Delete(folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    private async Task StopAsync()
    {
        if (program is { HasExited: false })
        {
            program.Kill(entireProcessTree: true);
            await program.WaitForExitAsync();
        }

        program?.Dispose();
    }

    private Task StartAsync(DateOnly? day)
    {
        program = Start(day, "run", "--scale", "0.002", "--port", new Uri(Url).Port.ToString(CultureInfo.InvariantCulture), "--database", $"sqlite:{Path.Combine(folder, "city.db")}");
        return WaitForServingAsync(program);
    }

    private static Process Start(DateOnly? day, params string[] arguments)
    {
        // tests/Huimin.EndToEnd/bin/Release/net10.0/ → src/Huimin.Web/bin/Release/net10.0/huimin.dll
        var here = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var root = here;
        while (!File.Exists(Path.Combine(root.FullName, "Huimin.slnx")))
            root = root.Parent ?? throw new InvalidOperationException("The tests run outside the source tree.");
        var dll = Path.Combine(root.FullName, "src", "Huimin.Web", "bin", here.Parent!.Name, here.Name, "huimin.dll");
        var start = new ProcessStartInfo("dotnet", [dll, .. arguments]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        if (day is { } set)
            start.Environment["HUIMIN_DEMO_DAY"] = set.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return Process.Start(start)!;
    }

    /// <summary>The program prints its address when it serves.</summary>
    private async Task WaitForServingAsync(Process process)
    {
        var said = new List<string>();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        while (await process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            said.Add(line);
            if (line.Contains(Url, StringComparison.Ordinal))
            {
                // Whatever it says later must not fill the pipe.
                _ = process.StandardOutput.ReadToEndAsync();
                _ = process.StandardError.ReadToEndAsync();
                return;
            }
        }

        throw new InvalidOperationException($"The program ended before it served: {string.Join('\n', said)}\n{await process.StandardError.ReadToEndAsync()}");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
