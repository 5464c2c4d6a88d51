using System.IO.Compression;
using System.Net.Sockets;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Huimin.Platform;
using Huimin.Platform.Access;
using Huimin.Platform.Audit;
using Huimin.Platform.Data;
using Huimin.Platform.Programmes;
using Huimin.Platform.Programmes.Publishing;
using Huimin.Platform.Simulations;
using Huimin.Platform.Ui;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.WebEncoders;

namespace Huimin.Web.Serving;

/// <summary>The web host: pages over one city's database. Nothing is read at start-up; the first page reads what it needs.</summary>
public static class Server
{
    public static WebApplication Build(Database database, ServerOptions options)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(options);
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(Server).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = Environments.Production,
        });
        builder.WebHost.UseUrls(options.Url);
        // Files of the source tree in a build, of the folder wwwroot in an installation.
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestLineSize = 16 * 1024;
        });
        builder.Host.UseDefaultServiceProvider(container => container.ValidateOnBuild = container.ValidateScopes = true);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        // Says at every start that the keys of the sign-in cookie lie unencrypted in the home of the program's user.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        // Says at every form that it is no longer to be cached, which no page is.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Antiforgery", LogLevel.Error);

        var services = builder.Services;
        services.AddSingleton(database);
        services.AddSingleton(TimeProvider.System);
        services.AddPooledDbContextFactory<AppDbContext>(database.Configure);
        // The context of a request belongs to whoever sent it: its queries are cut to that reader.
        services.AddScoped(scope =>
        {
            var context = scope.GetRequiredService<IDbContextFactory<AppDbContext>>().CreateDbContext();
            context.Acting = scope.GetRequiredService<Acting>();
            return context;
        });
        services.AddRazorComponents();
        services.AddSingleton(_ => new PolicyLibrary(options.PoliciesFolder, options.City));
        services.AddPublishing();
        services.AddAccess();
        services.AddUi();
        services.AddSimulations();
        services.AddResponseCompression(compression =>
        {
            compression.EnableForHttps = true;
            compression.Providers.Add<BrotliCompressionProvider>();
            compression.Providers.Add<GzipCompressionProvider>();
        });
        services.Configure<BrotliCompressionProviderOptions>(o => o.Level = CompressionLevel.Fastest);
        services.Configure<GzipCompressionProviderOptions>(o => o.Level = CompressionLevel.Fastest);
        services.Configure<WebEncoderOptions>(o => o.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));

        var app = builder.Build();
        app.UseExceptionHandler("/error", createScopeForErrors: true);
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        app.UseResponseCompression();
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.Use(OpenPageAsync);
        app.UseAntiforgery();
        app.MapSignOut();
        app.MapDraftCheck();
        app.MapStaticAssets().AllowAnonymous();
        app.MapWhatIfExport().Needs(Permissions.RunSimulations);
        app.MapAuditExport();
        app.MapRazorComponents<App>();
        return app;
    }

    /// <summary>Starts listening.</summary>
    /// <exception cref="CannotRunException">The port is in use or the address cannot be used.</exception>
    public static async Task StartAsync(WebApplication app, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(app);
        try
        {
            await app.StartAsync(cancellation);
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            throw new CannotRunException($"{Address()} 的端口已被占用。请停止占用它的程序，或换一个端口。", e);
        }
        catch (Exception e) when (e is SocketException or FormatException)
        {
            throw new CannotRunException($"无法监听 {Address()}：{e.Message}", e);
        }

        // Not app.Urls, which is empty until the server listens.
        string? Address() => app.Configuration[WebHostDefaults.ServerUrlsKey];
    }

    /// <summary>Before a page or the file that a page offers: the reader's preferences, the city and the month. Pages hold personal data and are never stored by proxies.</summary>
    private static async Task OpenPageAsync(HttpContext http, RequestDelegate next)
    {
        if (http.GetEndpoint()?.Metadata is { } declared && (declared.GetMetadata<ComponentTypeMetadata>() is not null || declared.GetMetadata<NeedsAttribute>() is not null))
        {
            http.Response.Headers.CacheControl = "private, no-cache";
            var preferences = http.RequestServices.GetRequiredService<Preferences>();
            preferences.Read(http);
            Texts.Speak(preferences.English);
            // The error page must come even when the database is what failed.
            if (http.Request.Path != "/error")
            {
                await http.RequestServices.GetRequiredService<Desk>().OpenAsync(http);
                var library = http.RequestServices.GetRequiredService<PolicyLibrary>();
                await library.RefreshAsync(http.RequestServices.GetRequiredService<AppDbContext>(), http.RequestAborted);
            }
        }
        else if (http.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is { } file
            && file.Properties.FirstOrDefault(p => p.Name == "fingerprint") is { Value: { } fingerprint } && file.Route.Contains(fingerprint, StringComparison.Ordinal))
        {
            // A file with its fingerprint in the name never changes, not even in a build that was not published.
            http.Response.OnStarting(static state =>
            {
                ((HttpResponse)state).Headers.CacheControl = "public, max-age=31536000, immutable";
                return Task.CompletedTask;
            }, http.Response);
        }

        await next(http);
    }
}
