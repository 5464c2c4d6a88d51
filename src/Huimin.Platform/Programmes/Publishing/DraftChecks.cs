using System.Security.Cryptography;
using System.Text;

namespace Huimin.Platform.Programmes.Publishing;

/// <summary>Checks of drafts, the last few kept: a page shows the same one several times before its text changes.</summary>
public sealed class DraftChecks
{
    private const int Kept = 16;

    private readonly Lock gate = new();
    private readonly LinkedList<(string Key, Lazy<DraftCheck> Check)> last = new();

    /// <summary>Of the version's files with these changes.</summary>
    public DraftCheck Of(LibraryVersion version, IReadOnlyCollection<PolicyDraftFile> changes)
    {
        ArgumentNullException.ThrowIfNull(version);
        var key = Key(version, changes);
        Lazy<DraftCheck> check;
        lock (gate)
        {
            var known = last.FirstOrDefault(l => l.Key == key);
            if (known.Check is not null)
                last.Remove(known);
            else
                known = (key, new Lazy<DraftCheck>(() => DraftCheck.Of(version.With(changes), version.Layer)));
            last.AddFirst(known);
            if (last.Count > Kept)
                last.RemoveLast();
            check = known.Check;
        }

        return check.Value;
    }

    private static string Key(LibraryVersion version, IReadOnlyCollection<PolicyDraftFile> changes)
    {
        var text = new StringBuilder(version.Hash);
        foreach (var change in changes.OrderBy(c => c.Path, StringComparer.Ordinal))
            text.Append('\0').Append(change.Path).Append('\0').Append(change.Text ?? "\u0001");
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
