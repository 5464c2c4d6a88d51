using Huimin.Platform.Access;
using Huimin.Platform.Audit;
using Huimin.Platform.Data;
using Huimin.Platform.Files.Uploading;
using Huimin.Platform.Guarding;
using Huimin.Platform.Privacy;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Huimin.Platform.Files.Storing;

/// <summary><c>GET /files/{id}</c>: a stored file within the reader's reach. Who looked is on the trail before the first byte goes out.</summary>
public static class FileEndpoint
{
    public static void MapFiles(this IEndpointRouteBuilder app) =>
        app.MapGet("/files/{id:long}", SendAsync).WithRequestTimeout(RequestLimits.Patient).Needs(Permissions.ViewPeople);

    /// <summary>Storing and listing.</summary>
    public static IServiceCollection AddFiles(this IServiceCollection services) => services.AddScoped<StoreFile>().AddScoped<ListFiles>();

    private static async Task SendAsync(long id, HttpContext http, AppDbContext context, Keyring keyring)
    {
        if (await context.StoredFiles.AsNoTracking().Include(f => f.Content).FirstOrDefaultAsync(f => f.Id == id, http.RequestAborted) is not { } file)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var (name, content) = (keyring.NameOf(file), keyring.Open(file));
        context.Record(new AuditEntry($"stored_file.{AuditAction.View}", $"stored_file:{id}") { Region = file.Region, After = new { file.Subject, file.Kind } });
        await context.SaveChangesAsync(http.RequestAborted);
        // By what the content is, never by what its name says; nothing that a browser would run is ever shown.
        switch (file.ContentKind)
        {
            case FileKind.Jpeg:
                http.Response.Show("image/jpeg", name);
                break;
            case FileKind.Png:
                http.Response.Show("image/png", name);
                break;
            case FileKind.Pdf:
                http.Response.Show("application/pdf", name);
                break;
            default:
                http.Response.Save("application/octet-stream", name);
                break;
        }

        http.Response.ContentLength = content.Length;
        await http.Response.Body.WriteAsync(content, http.RequestAborted);
    }
}
