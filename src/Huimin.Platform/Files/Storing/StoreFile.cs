using System.Security.Cryptography;
using Huimin.Platform.Data;
using Huimin.Platform.Files.Uploading;
using Huimin.Platform.Privacy;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Files.Storing;

/// <summary>
/// Puts a file to what it belongs to 存入附件, as a part of the action that it proves: nothing is saved here, the action's own save
/// keeps the file, its record on the trail and everything else, or none of it. Whether the duty allows it is the action's to ask.
/// </summary>
public sealed class StoreFile(AppDbContext context, Keyring keyring, TimeProvider clock)
{
    /// <summary>The same content for the same subject is there once: a phone that sends it again is answered with the first.</summary>
    /// <param name="subject">Kind and id of what it belongs to: <c>case:12</c>.</param>
    /// <param name="region">12-digit code of the division that the subject belongs to.</param>
    /// <param name="kind">What it shows: <c>id_card</c>.</param>
    /// <param name="upload">Checked by an <see cref="UploadRule"/> such as <see cref="EvidenceRules.PhotosAndPapers"/>.</param>
    /// <returns>The file; new ones wait in the context for the save.</returns>
    /// <exception cref="CannotRunException">The region is out of reach, or the key file is missing.</exception>
    public async Task<StoredFile> RunAsync(string subject, long region, string kind, UploadedFile upload, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(subject);
        ArgumentException.ThrowIfNullOrWhiteSpace(kind);
        ArgumentNullException.ThrowIfNull(upload);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(subject.Length, StoredFile.LongestSubject, nameof(subject));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(kind.Length, StoredFile.LongestKind, nameof(kind));
        if (!context.Acting.Reach.Holds(region))
            throw new CannotRunException($"附件所属的地区不在您的岗位范围内。");
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(upload.Content));
        var first = context.StoredFiles.Local.FirstOrDefault(f => f.Subject == subject && f.Sha256 == sha256)
            ?? await context.StoredFiles.AsNoTracking().FirstOrDefaultAsync(f => f.Subject == subject && f.Sha256 == sha256, cancellation);
        if (first is not null)
            return first;
        var now = clock.GetUtcNow().UtcDateTime;
        var file = new StoredFile
        {
            Id = StoredFile.NewId(now),
            Subject = subject,
            Region = region,
            Kind = kind,
            ContentKind = upload.Kind,
            Length = upload.Content.Length,
            Sha256 = sha256,
            AddedAt = now,
            AccountId = context.Acting.AccountId,
        };
        (await keyring.SealerAsync(context, cancellation)).Seal(file, upload.Name, upload.Content);
        context.Add(file);
        return file;
    }
}
