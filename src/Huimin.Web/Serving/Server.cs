using System.IO.Compression;
using System.Net.Sockets;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Huimin.Modules;
using Huimin.Platform;
using Huimin.Platform.Access;
using Huimin.Platform.Accounts;
using Huimin.Platform.Audit;
using Huimin.Platform.Cases;
using Huimin.Platform.Cases.Api;
using Huimin.Platform.Cases.Letters;
using Huimin.Platform.Cases.Statistics;
using Huimin.Platform.Cases.Checking;
using Huimin.Platform.Cockpit;
using Huimin.Platform.Data;
using Huimin.Platform.Files.Storing;
using Huimin.Platform.Guarding;
using Huimin.Platform.Hall.Track;
using Huimin.Platform.Modules;
using Huimin.Platform.Operations;
using Huimin.Platform.Programmes;
using Huimin.Platform.Programmes.Publishing;
using Huimin.Platform.Registers;
using Huimin.Platform.Reports.Writing.Exporting;
using Huimin.Platform.Simulations;
using Huimin.Platform.Ui;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.AspNetCore.Server.Kestrel.Core;
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
            kestrel.Limits.MaxRequestBodySize = LargestBodyAttribute.Ordinary;
            // Somebody who sends a line a second keeps no connection busy.
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
            kestrel.Limits.KeepAliveTimeout = TimeSpan.FromMinutes(2);
            kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 500, gracePeriod: TimeSpan.FromSeconds(5));
        });
        builder.Host.UseDefaultServiceProvider(container => container.ValidateOnBuild = container.ValidateScopes = true);
        builder.Logging.UseLogLines(options.Log);
        var limits = ServerSettings.Limits(builder.Configuration, options);
        var proxies = Proxies.Read(options.Proxies ?? builder.Configuration[Proxies.Setting]);

        var services = builder.Services;
        services.AddSingleton(database);
        services.AddSingleton(_ => database.Keyring);
        services.AddSingleton(options.Clock);
        services.AddPooledDbContextFactory<AppDbContext>(context =>
        {
            database.Configure(context);
            DatabaseSpans.AddTo(context);
        });
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
        services.AddAccounts();
        services.AddUi();
        services.AddFiles();
        services.AddSimulations();
        services.AddModules(AllModules.List);
        services.AddCases();
        services.AddRequestLimits(limits);
        services.AddRequestTimeouts(timeouts =>
        {
            timeouts.DefaultPolicy = new RequestTimeoutPolicy { Timeout = TimeSpan.FromSeconds(limits.SecondsOrdinary) };
            timeouts.AddPolicy(RequestLimits.Patient, TimeSpan.FromSeconds(limits.SecondsPatient));
        });
        services.Configure<FormOptions>(form =>
        {
            // The whole is bounded by the body of the page; one field may be all of it.
            form.ValueLengthLimit = int.MaxValue;
            form.MultipartBodyLengthLimit = long.MaxValue;
            form.KeyLengthLimit = 256;
        });
        services.AddAntiforgery(antiforgery =>
        {
            antiforgery.Cookie.Name = "hm-form";
            antiforgery.Cookie.HttpOnly = true;
            antiforgery.Cookie.SameSite = SameSiteMode.Strict;
            antiforgery.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            antiforgery.SuppressXFrameOptionsHeader = true;
        });
        services.AddHealth();
        services.AddSingleton(container => ServerSettings.Facts(container.GetRequiredService<TimeProvider>(), options, limits, proxies));
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
        // Since when it runs counts from here.
        app.Services.GetRequiredService<ServerFacts>();
        if (proxies is not null)
            app.UseForwardedHeaders(proxies);
        app.UseSecureHeaders();
        app.UseMiddleware<RequestLog>();
        // The request log writes the error, with the number that the page shows.
        app.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandlingPath = "/error", CreateScopeForErrors = true, SuppressDiagnosticsCallback = static _ => true });
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        app.UseStatusWords();
        app.UseResponseCompression();
        app.UseRouting();
        app.Use(static (http, next) =>
        {
            RequestLog.NoteRoute(http);
            return next(http);
        });
        app.UseRequestTimeouts();
        app.UseAuthentication();
        // Before the limits, which count tries to sign in by the name in the form, and before permissions, for whoever was signed out while typing.
        app.UseMiddleware<RequestGuard>();
        app.UseRateLimiter();
        app.UseAccountGate();
        app.UseMiddleware<RecordDenials>();
        app.UseAuthorization();
        app.Use(OpenPageAsync);
        app.UseAntiforgery();
        app.MapHealth();
        app.MapAccounts();
        app.MapDraftCheck();
        app.MapFiles();
        app.MapStaticAssets().AllowAnonymous();
        app.MapWhatIfExport().Needs(Permissions.RunSimulations);
        app.MapAuditExport();
        app.MapLetters();
        app.MapHallLetters();
        app.MapCaseApi();
        app.MapSpeedExport();
        app.MapCockpitExport();
        app.MapCheckRequests();
        app.MapRegisterExport();
        app.MapReports();
        app.MapRazorComponents<App>().AddAdditionalAssemblies([.. app.Services.GetRequiredService<ModuleCatalogue>().Assemblies]);
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

    /// <summary>Before a page or the file that a page offers: the reader's preferences, the city with its policies, and the month. Pages hold personal data and are never stored by proxies.</summary>
    private static async Task OpenPageAsync(HttpContext http, RequestDelegate next)
    {
        if (http.GetEndpoint()?.Metadata is { } declared && (declared.GetMetadata<ComponentTypeMetadata>() is not null || declared.GetMetadata<NeedsAttribute>() is not null))
        {
            // What identifies people does not stay on a shared machine's disk, nor behind its back button after signing out.
            var holdsPeople = declared.GetOrderedMetadata<NeedsAttribute>().Any(n => n.Permission is Permissions.ViewPeople or Permissions.RevealPeople or Permissions.ViewRegisters or Permissions.Register or Permissions.RecordServices);
            http.Response.Headers.CacheControl = holdsPeople ? "private, no-store" : "private, no-cache";
            var preferences = http.RequestServices.GetRequiredService<Preferences>();
            preferences.Read(http);
            Texts.Speak(preferences.English);
            // The error page must come even when the database is what failed.
            if (http.Request.Path != "/error")
            {
                await http.RequestServices.GetRequiredService<Desk>().OpenAsync(http);
                var acting = http.RequestServices.GetRequiredService<Acting>();
                if (acting.Reach.Line is { } line)
                    acting.SetProgrammesOfLine(http.RequestServices.GetRequiredService<PolicyLibrary>().CodesOfLine(line));
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
