using System.Text.RegularExpressions;
using Huimin.Platform.Access;

namespace Huimin.Platform.Programmes.Publishing;

/// <summary>Sets the text of a file in a draft; without a text, or with that of the base, the change of the file is dropped.</summary>
public sealed partial class SaveDraftFile(PolicyLibrary library, ChangeDraft work, TimeProvider clock)
{
    /// <summary>The longest text of a file; the reader of policies takes no longer one.</summary>
    public const int LongestText = 300_000;

    /// <summary>A form with such a text, of which each Chinese character is sent as nine bytes.</summary>
    public const long LargestBody = LongestText * 9L + 64 * 1024;

    /// <exception cref="CannotRunException">The file is not one of the draft's layer, or the text is too long.</exception>
    public Task<PolicyDraft> RunAsync(SignedInOfficer officer, long id, long? seen, string path, string? text, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(path);
        return work.RunAsync(officer, id, seen, (draft, _) =>
        {
            RequireOwnFile(draft, path);
            var known = draft.Files.FirstOrDefault(f => f.Path == path);
            var baseText = known is not null ? known.BaseText : library.Versions.First(v => v.Number == draft.BaseVersion).Text(path);
            draft.Change(officer, path, baseText, text is null ? baseText : Clean(text), path, clock.GetUtcNow().UtcDateTime);
            return Task.CompletedTask;
        }, cancellation);
    }

    /// <summary>Lines end with a line feed, and the last one has its end: what browsers send has neither.</summary>
    public static string Clean(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > LongestText)
            throw new CannotRunException($"文件太长：最多{LongestText}个字符。");
        text = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').TrimStart('\ufeff');
        return text.Length == 0 || text.EndsWith('\n') ? text : text + "\n";
    }

    /// <summary>An office changes what it decides itself: the files of its own layer.</summary>
    public static void RequireOwnFile(PolicyDraft draft, string path)
    {
        ArgumentNullException.ThrowIfNull(draft);
        if (!path.StartsWith(draft.Layer + "/", StringComparison.Ordinal) || !FileName().IsMatch(path[(draft.Layer.Length + 1)..]))
            throw new CannotRunException($"{path} 不是本市的政策文件。上级的条文只能查看，本市的不同规定写在本市的文件里。");
    }

    [GeneratedRegex(@"^[a-z][a-z0-9_]{0,60}\.yaml$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FileName();
}
