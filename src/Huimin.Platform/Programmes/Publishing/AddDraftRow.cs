using Huimin.Platform.Access;
using Huimin.Policies;

namespace Huimin.Platform.Programmes.Publishing;

/// <summary>
/// Writes a new value of a parameter into the draft: the row goes into the right file of the city's layer, and the pack is read
/// again to see that nothing else changed. The draft begins in the row's month unless its author chose another.
/// </summary>
public sealed class AddDraftRow(DraftChecks checks, PolicyLibrary library, ChangeDraft work, TimeProvider clock)
{
    /// <returns>The draft with the row in it.</returns>
    /// <exception cref="CannotRunException">The row does not fit; the reader's own words are quoted.</exception>
    public Task<PolicyDraft> RunAsync(SignedInOfficer officer, long id, long? seen, string programme, string parameter, NewParameterRow row, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(row);
        return work.RunAsync(officer, id, seen, (draft, _) =>
        {
            var version = library.Versions.First(v => v.Number == draft.BaseVersion);
            if (checks.Of(version, draft.Files).Pack is not { } pack)
                throw new CannotRunException($"条文还有错误，请先改正再改参数。");
            var edit = Write(pack, programme, parameter, row);
            var known = draft.Files.FirstOrDefault(f => f.Path == edit.Path);
            var changed = draft.Files.Where(f => f.Path != edit.Path).Append(new PolicyDraftFile { Path = edit.Path, Text = edit.Text }).ToList();
            var after = checks.Of(version, changed);
            if (after.Pack is null)
                throw new CannotRunException($"这个值不能这样写：{after.Errors[0].Message}");
            if (!ParameterRowText.IsOnlyChange(pack, after.Pack, programme, parameter, row))
                throw new CannotRunException($"程序写入这一行会牵动别的内容，没有保存。请改用“直接改条文”。");
            var now = clock.GetUtcNow().UtcDateTime;
            var name = after.Pack.Find(programme)!.Parameters.First(p => p.Code == parameter);
            draft.Change(officer, edit.Path, known is null ? version.Text(edit.Path) : known.BaseText, edit.Text, $"{name.Name} {row.From:yyyy-MM-dd}", now);
            draft.BeginWith(Month.Of(row.From));
            return Task.CompletedTask;
        }, cancellation);
    }

    private static ParameterRowEdit Write(PolicyPack pack, string programme, string parameter, NewParameterRow row)
    {
        try
        {
            return ParameterRowText.Add(pack, programme, parameter, row);
        }
        catch (PolicyException e)
        {
            throw new CannotRunException($"程序不能在这个文件里自动加一行，请改用“直接改条文”。（{e.Message}）", e);
        }
    }
}
