using Huimin.Platform.Cases;
using Huimin.Platform.Cases.Types;
using Huimin.Platform.Files.Storing;
using Huimin.Platform.Files.Uploading;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Hall.Apply;

/// <summary>Photos and papers that residents send along 上传材料: to the own draft, or to the own case when something is asked for.</summary>
public sealed class HallPapers(HallOffice hall, TimeProvider clock)
{
    public const int Most = 20;

    /// <summary>For the pages' <c>[LargestBody]</c>: one file.</summary>
    public const long LargestBody = EvidenceRules.MostBytes + UploadRule.RestOfForm;

    /// <summary>Kind of what is sent where no kind is asked for.</summary>
    public const string Other = "other";

    /// <param name="record">A draft or case that was proved to be the resident's.</param>
    /// <exception cref="CannotRunException">There are too many, or the matter has no such paper.</exception>
    public async Task AddAsync(Case record, CaseType type, string kind, UploadedFile upload, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(type);
        if (kind != Other && !type.Documents.Any(d => d.Code == kind))
            throw new CannotRunException($"请选择是哪一种材料。");
        var context = hall.Context;
        var held = await context.CaseDocuments.AsNoTracking().Where(d => d.CaseId == record.Id).ToListAsync(cancellation);
        if (held.Count >= Most)
            throw new CannotRunException($"最多上传{Most}份材料，其余的请带到窗口。");
        var file = await new StoreFile(context, hall.Keyring, clock).RunAsync($"case:{record.Id}", record.Region, kind, upload, cancellation);
        // The same photo sent again over a bad line is there already.
        if (held.Exists(d => d.FileId == file.Id))
            return;
        context.Add(new CaseDocument { CaseId = record.Id, Number = held.Select(d => d.Number).DefaultIfEmpty().Max() + 1, Kind = kind, FileId = file.Id, Note = "", AddedAt = hall.Now });
        if (record.State == CaseState.Draft)
            record.DraftChanged();
        else
            hall.Office.Add(record, CaseEventKind.DocumentAdded, record.Step, Texts.In(false, $"申请人上传"), null);
        await context.SaveChangesAsync(cancellation);
    }

    /// <summary>What was sent so far, by kind.</summary>
    public async Task<ILookup<string, CaseDocument>> ReadAsync(Case record, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(record);
        return (await hall.Context.CaseDocuments.AsNoTracking().Where(d => d.CaseId == record.Id).OrderBy(d => d.Number).ToListAsync(cancellation)).ToLookup(d => d.Kind, StringComparer.Ordinal);
    }

    /// <summary>Takes back what was sent with a draft.</summary>
    public async Task RemoveAsync(Case draft, int number, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(draft);
        if (draft.State != CaseState.Draft || await hall.Context.CaseDocuments.FirstOrDefaultAsync(d => d.CaseId == draft.Id && d.Number == number, cancellation) is not { } paper)
            return;
        hall.Context.Remove(paper);
        if (paper.FileId is { } file && await hall.Context.StoredFiles.FirstOrDefaultAsync(f => f.Id == file, cancellation) is { } stored)
            hall.Context.Remove(stored);
        await hall.Context.SaveChangesAsync(cancellation);
    }
}
