using Huimin.Platform.Data;
using Huimin.Platform.Files.Uploading;
using Huimin.Platform.Privacy;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Files.Storing;

/// <summary>A file as a list shows it.</summary>
/// <param name="Kind">Code of what it shows.</param>
/// <param name="Name">As it was sent; stars where it does not open.</param>
/// <param name="ContentKind">Of the content.</param>
/// <param name="Length">In bytes.</param>
/// <param name="AddedAt">In UTC.</param>
/// <param name="AccountId">Who sent it; null for a command.</param>
public sealed record FileEntry(long Id, string Kind, string Name, FileKind ContentKind, int Length, DateTime AddedAt, long? AccountId)
{
    /// <summary>Where it is shown.</summary>
    public string Address => StoredFile.AddressOf(Id);

    public bool IsPicture => ContentKind is FileKind.Jpeg or FileKind.Png;
}

/// <summary>The files of something 附件清单, without their contents.</summary>
public sealed class ListFiles(AppDbContext context, Keyring keyring)
{
    /// <param name="subject">Kind and id of what they belong to: <c>case:12</c>.</param>
    /// <returns>Those within the reader's reach, in the order in which they came.</returns>
    public async Task<IReadOnlyList<FileEntry>> RunAsync(string subject, CancellationToken cancellation = default)
    {
        var files = await context.StoredFiles.AsNoTracking().Where(f => f.Subject == subject).OrderBy(f => f.AddedAt).ThenBy(f => f.Id).ToListAsync(cancellation);
        return files.ConvertAll(f => new FileEntry(f.Id, f.Kind, NameOf(f), f.ContentKind, f.Length, f.AddedAt, f.AccountId));
    }

    private string NameOf(StoredFile file)
    {
        try
        {
            return keyring.NameOf(file);
        }
        catch (CannotRunException)
        {
            return Masking.Unreadable;
        }
    }
}
