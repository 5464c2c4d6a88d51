using Huimin.Platform.Hall.Apply;
using Huimin.Platform.Hall.Board;
using Huimin.Platform.Hall.Track;
using Microsoft.Extensions.DependencyInjection;

namespace Huimin.Platform.Hall;

public static class HallServices
{
    /// <summary>What the pages for residents inject.</summary>
    public static IServiceCollection AddHall(this IServiceCollection services) => services
        .AddScoped<HallOffice>()
        .AddScoped<HallDraft>()
        .AddScoped<HallPapers>()
        .AddScoped<HallCase>()
        .AddScoped<HallLetters>()
        .AddScoped<PublicBoard>();
}
