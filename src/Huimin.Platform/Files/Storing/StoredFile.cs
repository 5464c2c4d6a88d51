using Huimin.Platform.Audit;
using Huimin.Platform.Files.Uploading;
using Huimin.Platform.Privacy;

namespace Huimin.Platform.Files.Storing;

/// <summary>
/// A photo or paper that belongs to something and proves it 附件. Name and content are sealed with the city's data key; the content
/// comes only where it is asked for: <c>context.StoredFiles.Include(f =&gt; f.Content)</c>. Never changed.
/// </summary>
public sealed class StoredFile : IAudited
{
    public const int LongestSubject = 100;

    public const int LongestKind = 40;

    string IAudited.AuditSubject => $"stored_file:{Id}";

    long? IAudited.AuditRegion => Region;

    /// <summary>Not to be guessed; see <see cref="NewId"/>.</summary>
    public long Id { get; init; }

    /// <summary>What it belongs to, kind and id: <c>case:12</c>.</summary>
    public required string Subject { get; init; }

    /// <summary>12-digit code of the division that the subject belongs to, by which readers are kept apart.</summary>
    public long Region { get; init; }

    /// <summary>What it shows, as a code of whoever stores it: <c>id_card</c>, <c>visit_photo</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>As it was sent, which may name a person; opened by <see cref="Keyring.NameOf"/>.</summary>
    [Secret]
    public SealedText Name { get; set; }

    public FileKind ContentKind { get; init; }

    /// <summary>Bytes of the clear content.</summary>
    public int Length { get; init; }

    /// <summary>SHA-256 of the clear content in lower-case hexadecimal: stands on the audit trail and proves that the content is the one that was sent.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Number of the data key that name and content are sealed with; 0 before they are.</summary>
    [Unaudited]
    public short SealKey { get; set; }

    /// <summary>In UTC.</summary>
    public DateTime AddedAt { get; init; }

    /// <summary>Who sent it; null for a command.</summary>
    public long? AccountId { get; init; }

    /// <summary>Null where it was not asked for.</summary>
    public StoredContent? Content { get; set; }

    /// <summary>Where it is shown, within the reader's reach.</summary>
    public string Address => AddressOf(Id);

    internal static string AddressOf(long id) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"/files/{id}");

    /// <summary>Milliseconds since 2020, then 20 random bits: in the order of time, without asking the database, and hard to guess.</summary>
    internal static long NewId(DateTime utc) =>
        ((long)(utc - new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc)).TotalMilliseconds << 20) | (uint)System.Security.Cryptography.RandomNumberGenerator.GetInt32(1 << 20);
}

/// <summary>The sealed content of a file, in the same row: apart, so that a list of files does not read it.</summary>
public sealed class StoredContent
{
    /// <summary>Id of the file.</summary>
    public long Id { get; init; }

    /// <summary>Opened by <see cref="Keyring.Open(StoredFile)"/>.</summary>
    public required byte[] Bytes { get; init; }
}
