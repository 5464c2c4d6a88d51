using System.Globalization;
using Huimin.Platform.Files;

namespace Huimin.Platform.Privacy.Retention;

/// <summary>
/// The rules of <c>data/retention.csv</c>: <c>record,keep,unit,from,action,law,law_en,source</c>, one line a kind of record. A kind
/// without a line is kept.
/// </summary>
public static class RetentionRules
{
    private static readonly string[] Columns = ["record", "keep", "unit", "from", "action", "law", "law_en", "source"];

    /// <summary>The rules that come with the program.</summary>
    /// <exception cref="CannotRunException">A line is wrong; the message names line and column.</exception>
    public static IReadOnlyList<RetentionRule> Load()
    {
        var path = ContentFiles.Data("retention.csv");
        using var text = File.OpenText(path);
        return Read(text, path);
    }

    /// <param name="text">The file.</param>
    /// <param name="file">How messages name it.</param>
    /// <exception cref="CannotRunException">Lines are wrong; the message names line and column of each, up to twenty.</exception>
    public static IReadOnlyList<RetentionRule> Read(TextReader text, string file)
    {
        var csv = new CsvReader(text);
        if (!csv.Read() || !Cells(csv).SequenceEqual(Columns))
            throw new CannotRunException($"{file} 第1行：首行应为 {string.Join(',', Columns)}。");
        using var errors = new RowErrors(null);
        var rules = new List<RetentionRule>();
        while (csv.Read())
        {
            if (ReadRow(csv, errors) is not { } rule)
                continue;
            if (rules.Exists(r => r.Kind == rule.Kind))
                errors.Add(new RowError(csv.Line, "record", rule.Kind.Code, Texts.Of($"这种记录已有规定")));
            else
                rules.Add(rule);
        }

        if (errors.Count > 0)
            throw new CannotRunException($"{file} 有{errors.Count}处错误：\n{string.Join('\n', errors.First.Select(e => Texts.Of($"第{e.Line:D}行 {e.Column}：{e.Reason}（{e.Value}）")))}");
        return rules;
    }

    private static RetentionRule? ReadRow(CsvReader csv, RowErrors errors)
    {
        var line = csv.Line;
        if (csv.Problem != CsvProblem.None || csv.Count != Columns.Length)
        {
            errors.Add(new RowError(line, "", "", csv.Problem.Reason() ?? Texts.Of($"应有{Columns.Length}列，实有{csv.Count}列")));
            return null;
        }

        var cells = Cells(csv);
        var before = errors.Count;
        void Wrong(int column, string reason) => errors.Add(new RowError(line, Columns[column], cells[column], reason));

        var kind = RetentionKind.Find(cells[0]);
        if (kind is null)
            Wrong(0, Texts.Of($"没有这种记录，应为 {Texts.List(RetentionKind.All.Select(k => k.Code))}"));
        if (!TryWord<RetentionAction>(cells[4], out var action) || (kind is not null && !kind.Actions.Contains(action)))
            Wrong(4, Texts.Of($"应为 {Texts.List((kind?.Actions ?? Enum.GetValues<RetentionAction>()).Select(Word))}"));
        var (length, unit) = (0, RetentionUnit.Days);
        if (action == RetentionAction.Keep)
        {
            if (cells[1].Length > 0)
                Wrong(1, Texts.Of($"期限未定的应为空"));
            if (cells[2].Length > 0)
                Wrong(2, Texts.Of($"期限未定的应为空"));
        }
        else
        {
            if (!int.TryParse(cells[1], NumberStyles.None, CultureInfo.InvariantCulture, out length) || length > 1_000)
                Wrong(1, Texts.Of($"应为0至1000的整数"));
            if (!TryWord(cells[2], out unit))
                Wrong(2, Texts.Of($"应为 {Texts.List(Enum.GetValues<RetentionUnit>().Select(Word))}"));
            else if (kind is { FewestMonths: > 0 } && errors.Count == before && IsShorter(length, unit, kind.FewestMonths))
                Wrong(1, Texts.Of($"法律规定至少{kind.FewestMonths}个月"));
        }

        if (kind is not null && cells[3] != kind.Event)
            Wrong(3, Texts.Of($"应为 {kind.Event}"));
        if (cells[7].Length == 0)
            Wrong(7, Texts.Of($"缺少出处；还没有依据的写 {RetentionRule.Placeholder}"));
        else if (cells[5].Length == 0 && cells[7] != RetentionRule.Placeholder)
            Wrong(5, Texts.Of($"缺少法律条款；还没有依据的，出处写 {RetentionRule.Placeholder}"));
        return errors.Count == before ? new RetentionRule(kind!, length, unit, action, cells[5], cells[6], cells[7]) : null;
    }

    private static string[] Cells(CsvReader csv) => [.. Enumerable.Range(0, csv.Count).Select(i => csv[i].Trim().ToString())];

    /// <summary>A month of days is taken as 31.</summary>
    private static bool IsShorter(int length, RetentionUnit unit, int months) => unit switch
    {
        RetentionUnit.Days => length < months * 31,
        RetentionUnit.Months => length < months,
        _ => length * 12 < months,
    };

    /// <summary>How a value is written in the file and for machines.</summary>
    public static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static bool TryWord<T>(string word, out T value)
        where T : struct, Enum
    {
        value = Enum.GetValues<T>().FirstOrDefault(v => Word(v) == word);
        return Word(value) == word;
    }
}
