using Huimin.Platform.Access;
using Huimin.Platform.Cases;
using Huimin.Platform.Data;
using Huimin.Platform.Privacy;
using Huimin.Platform.Values;
using Microsoft.AspNetCore.Http;

namespace Huimin.Platform.Hall;

/// <summary>
/// The office as a resident without an account meets it: a context of the program's own, which no page gets to see. Its users look at one
/// application, after it was proved to be the resident's, or at what hangs in public.
/// </summary>
public sealed class HallOffice(Database database, CaseCatalogue catalogue, DeadlineCalendar calendar, Keyring keyring, TimeProvider clock, IHttpContextAccessor http) : IAsyncDisposable
{
    private AppDbContext? context;
    private CaseOffice? office;

    internal Keyring Keyring => keyring;

    internal AppDbContext Context => context ??= Open();

    internal CaseOffice Office => office ??= new CaseOffice(Context, catalogue, calendar, new Delegation(Context), keyring, clock);

    internal CaseCatalogue Catalogue => catalogue;

    internal DateOnly Today => DateOnly.FromDateTime(clock.GetLocalNow().DateTime);

    internal DateTime Now => clock.GetUtcNow().UtcDateTime;

    public async ValueTask DisposeAsync()
    {
        if (context is not null)
            await context.DisposeAsync();
    }

    private AppDbContext Open()
    {
        var opened = database.CreateContext();
        opened.Acting = Acting.ForResident(Texts.In(false, $"申请人"), http.HttpContext?.Connection.RemoteIpAddress?.ToString());
        return opened;
    }
}
