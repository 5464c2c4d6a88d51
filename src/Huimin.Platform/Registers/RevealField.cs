using Huimin.Platform.Access;
using Huimin.Platform.Audit;
using Huimin.Platform.Privacy;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Registers;

/// <summary>Shows one sealed field of an entry in full 查看完整信息: who, why and when is on the trail before the value is shown.</summary>
public sealed class RevealField(RegisterWork work)
{
    /// <param name="code">Of the field, or <c>name</c>.</param>
    /// <param name="record">Number of the record whose field it is; null for the entry's own.</param>
    /// <returns>The value; null when none is held.</returns>
    /// <exception cref="CannotRunException">The duty does not allow it, the entry is not within reach, or no reason is given.</exception>
    public async Task<string?> RunAsync(RegisterType type, long id, string code, int? record, string reason, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(type);
        work.Require(type, Permissions.RevealPeople);
        var why = FieldText.Clean(reason);
        if (why.Length is < RevealSecret.LeastReasonLetters or > RevealSecret.MostReasonLetters)
            throw new CannotRunException($"请写明查看的理由，{RevealSecret.LeastReasonLetters}到{RevealSecret.MostReasonLetters}个字。");
        var entry = await work.Context.RegisterEntries.AsNoTracking().FirstOrDefaultAsync(e => e.Id == id && e.Type == type.Code, cancellation)
            ?? throw new CannotRunException($"没有这一条，或者不在您的岗位范围内。");
        var held = record is { } number
            ? await work.Context.RegisterRecords.AsNoTracking().FirstOrDefaultAsync(r => r.EntryId == id && r.Number == number, cancellation) ?? throw new CannotRunException($"没有这条记录，或者不在您的岗位范围内。")
            : null;
        var field = held is null ? type.Find(code) : type.FindRecord(held.Kind)?.Find(code);
        if ((held is not null || code != "name") && field is not { IsSecret: true })
            throw new CannotRunException($"请从列出的选项中选择要看的一项。");
        work.Context.Record(new AuditEntry(AuditAction.Reveal, $"register_entry:{id}") { Region = entry.Region, Reason = why, After = new { field = code, record } });
        await work.Context.SaveChangesAsync(cancellation);
        if (held is null)
            return work.Open(entry)[code];
        return held.Secrets is { } text ? FieldValues.Read(work.Keyring.Open(SealedColumn.RegisterRecord, held.Id, text))[code] : null;
    }
}
