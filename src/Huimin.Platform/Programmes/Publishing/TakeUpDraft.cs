using Huimin.Platform.Access;

namespace Huimin.Platform.Programmes.Publishing;

/// <summary>A file that both the draft and a version published meanwhile have changed.</summary>
/// <param name="Base">As it was when the draft began; null: there was none.</param>
/// <param name="Published">As the newest version has it.</param>
/// <param name="Drafted">As the draft has it.</param>
public sealed record DraftConflict(string Path, string? Base, string? Published, string? Drafted);

/// <summary>
/// Puts a draft on the newest version after another was published 接续. Files that the other left alone, or whose changed lines
/// lie apart, are carried over; for the rest its author says whose text to keep.
/// </summary>
public sealed class TakeUpDraft(ChangeDraft work, TimeProvider clock)
{
    /// <param name="keepMine">For each file in conflict, whether the draft's text is kept; the published one is taken otherwise.</param>
    /// <exception cref="CannotRunException">A conflict is left undecided.</exception>
    public Task<PolicyDraft> RunAsync(SignedInOfficer officer, long id, long? seen, IReadOnlyDictionary<string, bool> keepMine, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(keepMine);
        return work.RunAsync(officer, id, seen, (draft, newest) =>
        {
            if (newest.Pack is null)
                throw new CannotRunException($"第{newest.Number}版政策本程序不能读取，不能在它上面起草。请先升级程序。");
            var files = new List<PolicyDraftFile>();
            foreach (var file in draft.Files)
            {
                var published = newest.Text(file.Path);
                if (Merged(file, published, out var text))
                    Keep(file.Path, published, text);
                else if (!keepMine.TryGetValue(file.Path, out var mine))
                    throw new CannotRunException($"{file.Path} 双方都改了，请选定保留哪一方的文字。");
                else
                    Keep(file.Path, published, mine ? file.Text : published);
            }

            draft.TakeUpAgain(officer, newest, files, clock.GetUtcNow().UtcDateTime);
            return Task.CompletedTask;

            void Keep(string path, string? published, string? text)
            {
                if (text != published)
                    files.Add(new PolicyDraftFile { DraftId = draft.Id, Path = path, BaseText = published, Text = text });
            }
        }, cancellation);
    }

    /// <summary>The files about which its author has to decide.</summary>
    public static IReadOnlyList<DraftConflict> Conflicts(PolicyDraft draft, LibraryVersion newest)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(newest);
        return [.. draft.Files.Where(f => !Merged(f, newest.Text(f.Path), out _)).Select(f => new DraftConflict(f.Path, f.BaseText, newest.Text(f.Path), f.Text))];
    }

    private static bool Merged(PolicyDraftFile file, string? published, out string? text)
    {
        if (published == file.BaseText || file.Text == published)
            text = file.Text;
        else if (file is { BaseText: { } before, Text: { } drafted } && published is not null)
            return (text = LineDiff.Merge(before, drafted, published)) is not null;
        else
        {
            text = null;
            return false;
        }

        return true;
    }
}
