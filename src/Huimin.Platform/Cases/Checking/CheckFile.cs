using System.Globalization;
using Huimin.Platform.Files;
using Huimin.Platform.People.Transfer;
using Huimin.Platform.Privacy;
using Huimin.Policies;

namespace Huimin.Platform.Cases.Checking;

/// <summary>One row of a result file.</summary>
/// <param name="Request">Number of the request as it went out; null where the office did not send it back.</param>
internal sealed record CheckRow(int Line, (long Check, long Person)? Request, string Name, string CitizenId, CheckAnswer Answer);

/// <summary>
/// The table that goes to an office and comes back: a row for each person, with request number, name, ID number, result, the facts
/// that the office answers for and a remark. Columns are known by their names, in either language, in any order.
/// </summary>
internal static class CheckFile
{
    private const int LongestRemark = 200;
    private const int MostRows = 100_000;

    /// <summary>The fixed columns: code and name.</summary>
    private static readonly (string Code, string Name)[] Fixed = [("request", "请求号"), ("name", "姓名"), ("citizen_id", "证件号码"), ("result", "结果"), ("remark", "备注")];

    private static readonly (string Word, CheckState State)[] Results =
    [
        ("无记录", CheckState.Clear), ("无", CheckState.Clear), ("clear", CheckState.Clear),
        ("有记录", CheckState.Found), ("有", CheckState.Found), ("found", CheckState.Found),
        ("失败", CheckState.Failed), ("未查到", CheckState.Failed), ("failed", CheckState.Failed),
    ];

    public static IEnumerable<string> Header(CheckSource source, FactCatalogue facts) =>
        [.. Fixed.SkipLast(1).Select(c => c.Name), .. FactsOf(source, facts).Select(f => f.Name), Fixed[^1].Name];

    /// <summary><c>12-500001</c>; <c>12-s1</c> for a relative outside the household.</summary>
    public static string RequestOf(long check, long person) =>
        person < 0 ? string.Create(CultureInfo.InvariantCulture, $"{check}-s{-person}") : string.Create(CultureInfo.InvariantCulture, $"{check}-{person}");

    public static IReadOnlyList<Fact> FactsOf(CheckSource source, FactCatalogue facts) =>
        [.. source.Facts.Select(code => facts.Find(code, ofHousehold: false) ?? facts.Find(code, ofHousehold: true)
            ?? throw new CannotRunException($"data/check-sources.csv 中 {source.Code} 的 {code} 不是登记的情况。"))];

    /// <summary>The good rows; wrong ones go to the errors.</summary>
    /// <exception cref="CannotRunException">The header lacks a column, or has one that nobody knows.</exception>
    public static List<CheckRow> Read(Stream stream, CheckSource source, FactCatalogue catalogue, RowErrors errors)
    {
        var facts = FactsOf(source, catalogue);
        using var text = new StreamReader(stream, TextEncodings.Detect(stream), detectEncodingFromByteOrderMarks: false, leaveOpen: true);
        var csv = new CsvReader(text);
        if (!csv.Read() || csv.Problem != CsvProblem.None)
            throw new CannotRunException($"文件是空的，或者首行读不出来。首行应为：{string.Join(',', Header(source, catalogue))}。");
        var columns = Columns(csv, facts, string.Join(',', Header(source, catalogue)));
        var (rows, seen) = (new List<CheckRow>(), new Dictionary<string, int>(StringComparer.Ordinal));
        while (csv.Read())
        {
            if (rows.Count == MostRows)
                throw new CannotRunException($"一个文件最多{MostRows}行，请分开导入。");
            if (csv.Problem != CsvProblem.None || csv.Count != columns.Length)
                errors.Add(new RowError(csv.Line, "", "", csv.Problem.Reason() ?? Texts.Of($"应有{columns.Length}列，实有{csv.Count}列")));
            else if (ReadRow(csv, columns, facts, errors) is { } row)
            {
                var key = row.Request is { } request ? RequestOf(request.Check, request.Person) : row.CitizenId;
                if (!seen.TryAdd(key, row.Line))
                    errors.Add(new RowError(row.Line, "citizen_id", Masking.Cell(row.CitizenId), Texts.Of($"与第{seen[key]:D}行是同一个人，一个人只能有一行")));
                else
                    rows.Add(row);
            }
        }

        return rows;
    }

    /// <summary>What stands in each column: the code of a fixed one, or of a fact.</summary>
    private static string[] Columns(CsvReader csv, IReadOnlyList<Fact> facts, string expected)
    {
        var columns = new string[csv.Count];
        for (var i = 0; i < columns.Length; i++)
        {
            var name = csv[i].Trim().ToString();
            columns[i] = Fixed.FirstOrDefault(c => c.Name == name || c.Code == name).Code ?? facts.FirstOrDefault(f => f.Name == name || f.Code == name)?.Code
                ?? throw new CannotRunException($"不认识列“{name}”。首行应为：{expected}。");
        }

        if (columns.Distinct(StringComparer.Ordinal).Count() != columns.Length)
            throw new CannotRunException($"有两列同名。首行应为：{expected}。");
        return columns.Contains("citizen_id") && columns.Contains("name") && columns.Contains("result")
            ? columns
            : throw new CannotRunException($"缺少姓名、证件号码或者结果列。首行应为：{expected}。");
    }

    private static CheckRow? ReadRow(CsvReader csv, string[] columns, IReadOnlyList<Fact> facts, RowErrors errors)
    {
        var (before, line) = (errors.Count, csv.Line);
        var cells = columns.Select((c, i) => (Column: c, Text: Cells.Unprotected(csv[i].Trim(), out _).ToString())).ToDictionary(c => c.Column, c => c.Text, StringComparer.Ordinal);
        // As it stands, right or wrong by its check digit: it is compared with what is on record, which may be wrong as well.
        var id = cells["citizen_id"].ToUpperInvariant();
        if (id.Length == 0)
            Wrong("citizen_id", "", Texts.Of($"证件号码为空"));
        else if (id.Contains('*', StringComparison.Ordinal) || id.Contains("E+", StringComparison.Ordinal))
            Wrong("citizen_id", Masking.Cell(id), Texts.Of($"证件号码不完整，请照请求文件原样填写，并把该列设为文本"));
        var state = Array.Find(Results, r => string.Equals(r.Word, cells["result"], StringComparison.OrdinalIgnoreCase)).State;
        if (state == default)
            Wrong("result", cells["result"], Texts.Of($"结果应为无记录、有记录或者失败"));
        var remark = cells.GetValueOrDefault("remark", "");
        if (remark.Length > LongestRemark)
            Wrong("remark", remark, Texts.Of($"备注最多{LongestRemark}个字"));
        var found = new SortedDictionary<string, long?>(StringComparer.Ordinal);
        foreach (var fact in facts.Where(f => cells.GetValueOrDefault(f.Code, "").Length > 0))
        {
            if (CellValues.ReadFact(fact, cells[fact.Code], out var value) is { } problem)
                Wrong(fact.Code, cells[fact.Code], problem);
            else if (state is CheckState.Clear or CheckState.Failed)
                Wrong(fact.Code, cells[fact.Code], Texts.Of($"结果不是有记录，不能填这一项"));
            else
                found[fact.Code] = value;
        }

        if (state == CheckState.Found && found.Count == 0 && remark.Length == 0)
            Wrong("result", cells["result"], Texts.Of($"有记录的，请填写数额或者备注"));
        var asked = cells.GetValueOrDefault("request", "");
        var request = RequestIn(asked);
        if (asked.Length > 0 && request is null)
            Wrong("request", asked, Texts.Of($"请求号应照请求文件原样填写"));
        return errors.Count == before ? new CheckRow(line, request, cells["name"], id, new CheckAnswer(state, found, remark)) : null;

        void Wrong(string column, string value, string why) => errors.Add(new RowError(line, column, value, why));
    }

    private static (long Check, long Person)? RequestIn(string text) =>
        text.Split('-') is [var check, var person] && long.TryParse(check, NumberStyles.None, CultureInfo.InvariantCulture, out var c)
            && long.TryParse(person.TrimStart('s'), NumberStyles.None, CultureInfo.InvariantCulture, out var p)
            ? (c, person.StartsWith('s') ? -p : p)
            : null;
}
