using System.Collections.Concurrent;
using Huimin.Platform.Data;
using Huimin.Platform.Programmes.Publishing;
using Huimin.Platform.Sweeps;
using Huimin.Platform.Ui;
using Huimin.Policies;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Programmes;

/// <summary>
/// The city's policies by month: what the program ships, and the versions that officers published on top of it. For each month
/// the version in force is the one with the latest start not after it, of several with the same start the latest published.
/// A version that this program cannot read leaves the one before it in force. May be used from many threads.
/// </summary>
public sealed class PolicyLibrary : IDisposable
{
    private readonly string layer;
    private readonly LibraryVersion shipped;
    private readonly ConcurrentDictionary<(int Version, Month Month), MonthPolicy> months = new();
    private readonly SemaphoreSlim refreshing = new(1);
    private volatile IReadOnlyList<LibraryVersion> versions;

    /// <param name="root">Folder of the policy packs.</param>
    /// <param name="layer">The city's layer: <c>linyi</c>.</param>
    public PolicyLibrary(string root, string layer)
    {
        this.layer = layer;
        shipped = new LibraryVersion(PolicyFiles.Folder(root), layer, null);
        versions = [shipped];
    }

    /// <summary>The city's layer: <c>linyi</c>.</summary>
    public string Layer => layer;

    /// <summary>Every version in order of number, the shipped one first.</summary>
    public IReadOnlyList<LibraryVersion> Versions => versions;

    /// <summary>The version that the next one follows.</summary>
    public LibraryVersion Newest => versions[^1];

    /// <summary>The pack that holds from now on until further notice; null when the policies hold errors.</summary>
    public PolicyPack? Pack => InForce(versions).Pack;

    /// <summary>Of the shipped policies, when nothing else can be used in their place.</summary>
    public IReadOnlyList<PolicyError> Errors => Pack is null ? shipped.Errors : [];

    /// <summary>The policies of a city with what is published in its database.</summary>
    public static async Task<PolicyLibrary> OpenAsync(Database database, string root, string layer, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        var library = new PolicyLibrary(root, layer);
        await using var context = database.CreateContext();
        await library.RefreshAsync(context, cancellation);
        return library;
    }

    /// <summary>The version in force in a month. Its pack is null only when not even the shipped policies can be read.</summary>
    public LibraryVersion VersionIn(Month month) => InForce(versions.Where(v => v.Start is null || v.Start <= month));

    /// <summary>The pack in force in a month; null when the policies hold errors.</summary>
    public PolicyPack? PackIn(Month month) => VersionIn(month).Pack;

    /// <summary>Codes of all programmes of a month; none when the policies hold errors.</summary>
    public IReadOnlyList<string> Codes(Month month) => [.. PackIn(month)?.Programmes.Select(p => p.Code) ?? []];

    /// <summary>Codes of the programmes that belong to a business line in any version: what past months hold is cut by them too.</summary>
    public IReadOnlyList<string> CodesOfLine(string line) =>
        [.. versions.SelectMany(v => v.Pack?.Programmes ?? []).Where(p => p.Line == line).Select(p => p.Code).Distinct()];

    /// <summary>The policy of a month; only when there is a <see cref="Pack"/>.</summary>
    public MonthPolicy In(Month month)
    {
        var version = VersionIn(month);
        return months.GetOrAdd((version.Number, month), static (key, pack) => pack.In(key.Month), version.Pack!);
    }

    /// <summary>The version that should be in force in a month and cannot be read by this program; null when all is well.</summary>
    public LibraryVersion? UnreadableIn(Month month)
    {
        var wanted = Latest(versions.Where(v => v.Start is null || v.Start <= month)).First();
        return wanted.Pack is null && wanted != shipped ? wanted : null;
    }

    /// <summary>The pack in force in a month.</summary>
    /// <exception cref="CannotRunException">The policies hold errors; the first are quoted.</exception>
    public PolicyPack Require(Month month) => PackIn(month) ?? throw new CannotRunException(
        $"{layer} 的政策有{shipped.Errors.Count}处错误：\n{string.Join('\n', shipped.Errors.Take(20))}");

    /// <summary>What people call a programme; its code when the policies do not know it.</summary>
    public string Name(string code, Words words)
    {
        ArgumentNullException.ThrowIfNull(words);
        return Pack?.Find(code) is { } programme ? words.Pick(programme.Name, programme.NameEn) : code;
    }

    /// <summary>Whether a programme pays money; yes for one that the policies of the month do not know, whose amounts are still to be shown.</summary>
    public bool Pays(string code, Month month) => PackIn(month)?.Find(code) is null or { Kind: ProgrammeKind.Benefit };

    /// <summary>What of these totals is paid once.</summary>
    public Money PaidOnce(IEnumerable<SweepTotal> totals, Month month) =>
        new(totals.Where(t => PackIn(month)?.Find(t.Programme) is { Grant: Grant.OneOff }).Sum(t => t.Amount));

    /// <summary>The name inside a sentence, where English writes it small.</summary>
    public string NameInSentence(string code, Words words)
    {
        var name = Name(code, words);
        return words.English ? char.ToLowerInvariant(name[0]) + name[1..] : name;
    }

    /// <summary>Takes in what was published since, by this program or another: one look-up of the greatest number when there is nothing.</summary>
    public async Task RefreshAsync(AppDbContext context, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        var latest = await context.PolicyVersions.Where(v => v.Layer == layer).MaxAsync(v => (int?)v.Number, cancellation) ?? 0;
        if (latest == Newest.Number)
            return;
        await refreshing.WaitAsync(cancellation);
        try
        {
            var known = Newest.Number;
            var added = await context.PolicyVersions.AsNoTracking().Include(v => v.Files)
                .Where(v => v.Layer == layer && v.Number > known).OrderBy(v => v.Number).ToListAsync(cancellation);
            versions = [.. versions, .. added.Select(Held)];
        }
        finally
        {
            refreshing.Release();
        }
    }

    public void Dispose() => refreshing.Dispose();

    private LibraryVersion Held(PolicyVersion version)
    {
        var files = PolicyFiles.InMemory(version.Files.ToDictionary(f => f.Path, f => f.Text));
        version.Files.Clear();
        return new LibraryVersion(files, layer, version);
    }

    private LibraryVersion InForce(IEnumerable<LibraryVersion> begun) => Latest(begun).FirstOrDefault(v => v.Pack is not null) ?? shipped;

    private static IOrderedEnumerable<LibraryVersion> Latest(IEnumerable<LibraryVersion> begun) =>
        begun.OrderByDescending(v => v.Start?.Code ?? 0).ThenByDescending(v => v.Number);
}
