using Huimin.Platform.Audit;
using Huimin.Platform.Data;
using Huimin.Platform.Files;

namespace Huimin.Platform.Indicators.Entering;

/// <summary>What an import did; with rejected rows nothing was written.</summary>
public sealed record FiguresImported(int Rows, int Added, int Unchanged, int Rejected);

/// <summary>
/// Takes in a file of figures, all rows or none 导入数字: <c>indicator,region,period,value,source</c>, and where it has them
/// <c>kind,scope,bound,digits,note</c>. The same file again changes nothing.
/// </summary>
public sealed class ImportFigures(AppDbContext context, EnterFigures enter)
{
    public const int MostRows = 20_000;

    private static readonly (string Code, string Name, bool Required)[] Columns =
    [
        ("indicator", "指标", true), ("region", "区划", true), ("period", "时期", true), ("value", "数值", true), ("source", "来源", true),
        ("kind", "类型", false), ("scope", "范围", false), ("bound", "界限", false), ("digits", "有效位数", false), ("note", "备注", false),
    ];

    /// <param name="kind">Of rows that do not say theirs.</param>
    /// <exception cref="CannotRunException">It is no such file.</exception>
    public async Task<FiguresImported> RunAsync(Stream file, EnteredKind kind, RowErrors errors, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(errors);
        var text = await enter.TextAsync(cancellation);
        var (rows, figures) = Read(file, kind, text, errors);
        if (rows == 0)
            throw new CannotRunException($"文件里没有数据行。");
        if (errors.Count > 0)
            return new FiguresImported(rows, 0, 0, errors.Rows);
        context.Record(new AuditEntry("figures.import", "figures:import") { After = new { rows } });
        var (added, unchanged) = await enter.AddAllAsync(figures, Texts.In(false, $"导入"), cancellation);
        return new FiguresImported(rows, added, unchanged, 0);
    }

    private static (int Rows, List<EnteredFigure> Figures) Read(Stream file, EnteredKind kind, FigureText text, RowErrors errors)
    {
        using var reader = new StreamReader(file, TextEncodings.Detect(file), detectEncodingFromByteOrderMarks: false, leaveOpen: true);
        var csv = new CsvReader(reader);
        var columns = Header(csv);
        var (rows, figures, seen) = (0, new List<EnteredFigure>(), new Dictionary<object, int>());
        while (csv.Read())
        {
            if (++rows > MostRows)
                throw new CannotRunException($"一次最多导入{MostRows}行，请分几个文件。");
            if (csv.Problem != CsvProblem.None || csv.Count != columns.Count)
            {
                errors.Add(new RowError(csv.Line, "", "", csv.Problem.Reason() ?? Texts.Of($"应有{columns.Count}列，实有{csv.Count}列")));
                continue;
            }

            var problems = new List<FigureProblem>();
            var cells = columns.Select((c, i) => (c, Text: Cells.Unprotected(csv[i].Trim(), out _).ToString())).ToDictionary(c => c.c, c => c.Text, StringComparer.Ordinal);
            var own = KindOf(cells.GetValueOrDefault("kind", ""), kind, problems);
            var figure = text.Read(Typed(cells), own, problems);
            if (figure is not null && problems.Count == 0 && !seen.TryAdd(EnterFigures.Key(figure), csv.Line))
                problems.Add(new FigureProblem("indicator", figure.Indicator, $"与第{seen[EnterFigures.Key(figure)]:D}行是同一个数字"));
            foreach (var problem in problems)
                errors.Add(new RowError(csv.Line, problem.Column, problem.Value, Texts.Of(problem.Reason)));
            if (figure is not null && problems.Count == 0)
                figures.Add(figure);
        }

        return (rows, figures);
    }

    private static List<string> Header(CsvReader csv)
    {
        if (!csv.Read() || csv.Problem != CsvProblem.None)
            throw new CannotRunException($"首行应是列名：indicator,region,period,value,source。");
        var columns = new List<string>();
        for (var i = 0; i < csv.Count; i++)
        {
            var header = csv[i].Trim().ToString();
            columns.Add(Array.Find(Columns, c => c.Code == header || c.Name == header).Code ?? throw new CannotRunException($"首行第{i + 1}列“{header}”不是列名。可以用的列：{string.Join(',', Columns.Select(c => c.Code))}。"));
        }

        foreach (var (code, _, _) in Columns.Where(c => c.Required && !columns.Contains(c.Code)))
            throw new CannotRunException($"首行缺少 {code} 列。");
        return columns;
    }

    private static EnteredKind KindOf(string text, EnteredKind kind, List<FigureProblem> problems)
    {
        switch (text)
        {
            case "":
                return kind;
            case "published" or "公布":
                return EnteredKind.Published;
            case "reported" or "填报":
                return EnteredKind.Reported;
            case "target" or "目标":
                return EnteredKind.Target;
            default:
                problems.Add(new FigureProblem("kind", text, $"应是 published、reported 或 target"));
                return kind;
        }
    }

    private static TypedFigure Typed(Dictionary<string, string> cells) => new()
    {
        Indicator = cells["indicator"],
        Region = cells["region"],
        Period = cells["period"],
        Value = cells["value"],
        Source = cells["source"],
        Scope = cells.GetValueOrDefault("scope", ""),
        Bound = cells.GetValueOrDefault("bound", ""),
        Digits = cells.GetValueOrDefault("digits", ""),
        Note = cells.GetValueOrDefault("note", ""),
    };
}
