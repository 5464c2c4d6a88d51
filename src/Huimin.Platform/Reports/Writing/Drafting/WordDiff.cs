using Huimin.Platform.Values;

namespace Huimin.Platform.Reports.Writing.Drafting;

/// <summary>A run of words of a comparison: <c>' '</c> kept, <c>'-'</c> only before, <c>'+'</c> only after.</summary>
public sealed record DiffRun(char Kind, string Words);

/// <summary>A paragraph of a comparison.</summary>
/// <param name="Kind"><c>' '</c> unchanged, <c>'-'</c> taken out, <c>'+'</c> added, <c>'~'</c> changed inside.</param>
public sealed record DiffParagraph(char Kind, IReadOnlyList<DiffRun> Runs);

/// <summary>Compares texts paragraph by paragraph, and what changed inside a paragraph word by word: a Chinese character, a number or a binding is a word.</summary>
public static class WordDiff
{
    /// <summary>Paragraphs that have less than this in common are not one that was changed.</summary>
    private const double Alike = 0.3;

    public static IReadOnlyList<DiffParagraph> Of(string before, string after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        string[] a = Paragraphs(before), b = Paragraphs(after);
        var result = new List<DiffParagraph>();
        var (i, j) = (0, 0);
        foreach (var (x, y) in CommonSubsequence.Of(a, b).Append((a.Length, b.Length)))
        {
            AddChanged(result, a[i..x], b[j..y]);
            if (x < a.Length)
                result.Add(new DiffParagraph(' ', [new DiffRun(' ', a[x])]));
            (i, j) = (x + 1, y + 1);
        }

        return result;
    }

    private static string[] Paragraphs(string text) => [.. text.Split('\n').Where(p => p.Length > 0)];

    /// <summary>Between two unchanged paragraphs: those that stand at the same place and are alike were changed, the others taken out or added.</summary>
    private static void AddChanged(List<DiffParagraph> result, ReadOnlySpan<string> before, ReadOnlySpan<string> after)
    {
        var paired = Math.Min(before.Length, after.Length);
        for (var k = 0; k < paired; k++)
        {
            var runs = Runs(Tokens(before[k]), Tokens(after[k]));
            var kept = runs.Where(r => r.Kind == ' ').Sum(r => r.Words.Length);
            if (kept >= Alike * Math.Max(before[k].Length, after[k].Length))
            {
                result.Add(new DiffParagraph('~', runs));
                continue;
            }

            result.Add(new DiffParagraph('-', [new DiffRun('-', before[k])]));
            result.Add(new DiffParagraph('+', [new DiffRun('+', after[k])]));
        }

        foreach (var gone in before[paired..])
            result.Add(new DiffParagraph('-', [new DiffRun('-', gone)]));
        foreach (var added in after[paired..])
            result.Add(new DiffParagraph('+', [new DiffRun('+', added)]));
    }

    private static List<DiffRun> Runs(string[] a, string[] b)
    {
        var runs = new List<DiffRun>();
        var (i, j) = (0, 0);
        foreach (var (x, y) in CommonSubsequence.Of(a, b).Append((a.Length, b.Length)))
        {
            Add('-', string.Concat(a[i..x]));
            Add('+', string.Concat(b[j..y]));
            if (x < a.Length)
                Add(' ', a[x]);
            (i, j) = (x + 1, y + 1);
        }

        return runs;

        void Add(char kind, string words)
        {
            if (words.Length == 0)
                return;
            if (runs.Count > 0 && runs[^1].Kind == kind)
                runs[^1] = runs[^1] with { Words = runs[^1].Words + words };
            else
                runs.Add(new DiffRun(kind, words));
        }
    }

    private static string[] Tokens(string paragraph)
    {
        var tokens = new List<string>();
        for (var i = 0; i < paragraph.Length;)
        {
            var end = i + 1;
            if (paragraph[i] == '{' && paragraph.IndexOf('}', i) is >= 0 and var close)
                end = close + 1;
            else if (IsOfWord(paragraph[i]))
                while (end < paragraph.Length && IsOfWord(paragraph[end]))
                    end++;
            tokens.Add(paragraph[i..end]);
            i = end;
        }

        return [.. tokens];
    }

    private static bool IsOfWord(char c) => char.IsAsciiLetterOrDigit(c) || c is '.' or '%' or '_';
}
