using System.Globalization;
using Huimin.Platform.Files.Storing;
using Huimin.Platform.Files.Uploading;

namespace Huimin.Platform.Cases.Inquiry;

/// <summary>
/// Puts a paper or photo to a case 添加材料: as a file, as seen on paper and given back, or as looked up with the office that holds it.
/// </summary>
public sealed class AddDocument(CaseOffice office, StoreFile store)
{
    /// <param name="kind">Code of a document of the case's type.</param>
    /// <param name="upload">Checked by <see cref="EvidenceRules.PhotosAndPapers"/>; null for what is not kept.</param>
    /// <param name="note">What it shows; what was seen or looked up is said here.</param>
    /// <exception cref="CannotRunException">The kind is not one of the matter, or neither file nor words are given.</exception>
    public async Task RunAsync(long id, Sent sent, string kind, UploadedFile? upload, string note, CancellationToken cancellation = default)
    {
        note = CaseOffice.Text(note, longest: 200);
        await office.AddAsync(id, sent, CaseAction.AddDocument, async file =>
        {
            var document = file.Type.Documents.FirstOrDefault(d => d.Code == kind) ?? throw new CannotRunException($"请选择是哪一种材料。");
            if (upload is null && note.Length == 0)
                throw document.Held
                    ? new CannotRunException($"请写明查询的结果，例如：户籍信息已核对一致。")
                    : new CannotRunException($"请选择照片或者文件；只看过原件、不留存的，请写明看到的内容。");
            long? stored = null;
            if (upload is not null)
            {
                stored = (await store.RunAsync(string.Create(CultureInfo.InvariantCulture, $"case:{id}"), file.Record.Region, kind, upload, cancellation)).Id;
                if (file.Documents.Any(d => d.FileId == stored))
                    throw new CannotRunException($"这个文件已经在材料里，不用再传。");
            }

            office.Context.Add(new CaseDocument
            {
                CaseId = id,
                Number = file.Documents.Select(d => d.Number).DefaultIfEmpty().Max() + 1,
                Kind = kind,
                FileId = stored,
                Note = note,
                AddedAt = office.Now,
                AccountId = office.Actor.AccountId,
            });
            return (CaseEventKind.DocumentAdded, note.Length == 0 ? Texts.In(false, document.Name) : $"{Texts.In(false, document.Name)}：{note}");
        }, cancellation);
    }
}
