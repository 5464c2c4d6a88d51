using Huimin.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Programmes.Publishing;

/// <summary>What every page about a draft shows: the draft, the version it is based on, and what the reader says about its files.</summary>
public sealed record DraftLoad(PolicyDraft Draft, LibraryVersion Base, LibraryVersion Newest, DraftCheck Check)
{
    /// <summary>Another version was published since the draft began.</summary>
    public bool IsStale => Draft.IsOpen && !Draft.IsBasedOn(Newest);

    /// <summary>Null when there is no such draft.</summary>
    public static async Task<DraftLoad?> ReadAsync(AppDbContext context, PolicyLibrary library, DraftChecks checks, long id, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(library);
        ArgumentNullException.ThrowIfNull(checks);
        var draft = await context.PolicyDrafts.AsNoTracking().Include(d => d.Files.OrderBy(f => f.Path)).Include(d => d.Events.OrderBy(e => e.Number)).AsSplitQuery()
            .FirstOrDefaultAsync(d => d.Id == id, cancellation);
        if (draft is null)
            return null;
        var version = library.Versions.FirstOrDefault(v => v.Number == draft.BaseVersion) ?? library.Newest;
        return new DraftLoad(draft, version, library.Newest, checks.Of(version, draft.Files));
    }

    /// <summary>The text of a file as the draft has it; null when it has none.</summary>
    public string? Text(string path) => Draft.Files.FirstOrDefault(f => f.Path == path) is { } changed ? changed.Text : Base.Text(path);

    /// <summary>Every file of the pack with the draft's own, in order of path.</summary>
    public IReadOnlyList<string> Paths => [.. (Base.Pack?.Files.Keys ?? []).Concat(Draft.Files.Select(f => f.Path)).Distinct().Order(StringComparer.Ordinal)];
}
