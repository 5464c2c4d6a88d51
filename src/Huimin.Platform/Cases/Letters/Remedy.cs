using System.Globalization;
using Huimin.Platform.Files;
using Huimin.Platform.Values;

namespace Huimin.Platform.Cases.Letters;

/// <summary>What a line of <c>data/remedies.csv</c> is about.</summary>
public enum RemedyKind
{
    /// <summary>The statute that opens review and lawsuit 救济权利.</summary>
    Right,

    /// <summary>行政复议.</summary>
    Review,

    /// <summary>行政诉讼.</summary>
    Lawsuit,

    /// <summary>What recipients have to do from then on 告知义务.</summary>
    Duty,
}

/// <summary>A sentence of letters that a law fixes, with its time and the days between which it holds.</summary>
/// <param name="Line">Code of the business line; empty for all.</param>
/// <param name="Limit">Its time; null where it has none.</param>
/// <param name="To">Last day; null without end.</param>
/// <param name="Text">May hold {期限} and {复议机关}.</param>
public sealed record Remedy(RemedyKind Kind, string Line, Limit? Limit, DateOnly From, DateOnly? To, string Law, string Text);

/// <summary>The remedies that letters name 救济途径, from <c>data/remedies.csv</c>: data with their source, never constants.</summary>
public sealed class Remedies
{
    private static readonly string[] Columns = ["remedy", "line", "count", "unit", "from", "to", "law", "text", "source"];

    private readonly List<Remedy> all;

    private Remedies(List<Remedy> all) => this.all = all;

    /// <summary>Those that come with the program.</summary>
    /// <exception cref="CannotRunException">A line is wrong; the message names it.</exception>
    public static Remedies Load()
    {
        var path = ContentFiles.Data("remedies.csv");
        using var text = File.OpenText(path);
        return Read(text, path);
    }

    /// <param name="file">How messages name it.</param>
    /// <exception cref="CannotRunException">A line is wrong; the message names it.</exception>
    public static Remedies Read(TextReader text, string file)
    {
        var csv = new CsvReader(text);
        if (!csv.Read() || !Cells(csv).SequenceEqual(Columns))
            throw new CannotRunException($"{file} 第1行：首行应为 {string.Join(',', Columns)}。");
        var read = new List<Remedy>();
        while (csv.Read())
            read.Add(Row(Cells(csv)) ?? throw new CannotRunException($"{file} 第{csv.Line:D}行无法读取，请核对各列。"));
        return new Remedies(read);
    }

    /// <summary>What holds for a line on a day, in the order of the file.</summary>
    public IReadOnlyList<Remedy> On(DateOnly day, string line) =>
        all.FindAll(r => r.From <= day && (r.To is not { } to || day <= to) && (r.Line.Length == 0 || r.Line == line));

    private static string[] Cells(CsvReader csv) => [.. Enumerable.Range(0, csv.Count).Select(i => csv[i].Trim().ToString())];

    private static Remedy? Row(string[] cells)
    {
        if (cells.Length != Columns.Length || !Enum.TryParse<RemedyKind>(cells[0], ignoreCase: true, out var kind) || !Day(cells[4], out var from) || cells[7].Length == 0 || cells[8].Length == 0)
            return null;
        Limit? limit = null;
        if (cells[2].Length > 0)
        {
            if (!int.TryParse(cells[2], NumberStyles.None, CultureInfo.InvariantCulture, out var count) || cells[3] is not ("days" or "months" or "workingdays"))
                return null;
            limit = new Limit(count, cells[3] switch { "days" => LimitUnit.Days, "months" => LimitUnit.Months, _ => LimitUnit.WorkingDays });
        }

        if (cells[5].Length == 0)
            return new Remedy(kind, cells[1], limit, from, null, cells[6], cells[7]);
        return Day(cells[5], out var to) ? new Remedy(kind, cells[1], limit, from, to, cells[6], cells[7]) : null;
    }

    private static bool Day(string text, out DateOnly day) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
}
