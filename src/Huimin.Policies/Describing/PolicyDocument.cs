using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Huimin.Policies;

/// <summary>What <c>huimin policy doc</c> writes: a page about a programme, made from its text.</summary>
public static class PolicyDocument
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The page in Markdown: whom it is for, conditions, amount, parameters over time, law, examples.</summary>
    public static string Markdown(PolicyPack pack, Programme programme, bool english)
    {
        ArgumentNullException.ThrowIfNull(pack);
        ArgumentNullException.ThrowIfNull(programme);
        var page = new Page(english);
        var text = ProgrammeText.Of(pack, programme, english);
        page.Line($"# {page.Pick(programme.Name, programme.NameEn)}");
        page.Line($"{page.Pick(pack.Name, pack.NameEn)} · `{programme.Code}` · {page.Pick(BusinessLine.Of(programme).Name, BusinessLine.Of(programme).NameEn)} · {Summary(programme, english)}");
        if (programme.HasPlaceholder)
            page.Line(page.Pick("> 有的参数在本地未见公布值，用了占位值，表中注明。", "> Some parameters have no published value for this place; a placeholder is used and marked below."));
        page.Section(page.Pick("依据", "Law"));
        page.Lines(programme.Citations.Select(c => $"- {Cited(c, english)}"));

        if (programme.Inputs.Count > 0)
        {
            page.Section(page.Pick("申请时填写", "Given with the application"));
            page.Lines(programme.Inputs.Select(i => $"- {FactChanges.Words(i, english)}"));
        }
        page.Section(page.Pick("条件", "Conditions"));
        page.Lines(text.Requirements.Select((r, i) => string.Create(CultureInfo.InvariantCulture, $"{i + 1}. **{page.Upper(r.Condition)}**{Footnote(r.Law, english)}  \n   {page.Pick("否则", "Otherwise")}: {r.Otherwise}")));
        if (text.Amount is { } amount)
        {
            page.Section(page.Pick("金额", "Amount"));
            page.Line($"{page.Upper(amount.Formula)}{page.Pick("，", ", ")}{amount.Rounding}{Footnote(amount.Law, english)}");
        }
        if (text.Persons is { } persons)
            page.Line(page.Pick($"惠及人数：{persons}", $"Persons covered: {persons}"));
        if (text.Values.Count > 0)
        {
            page.Section(page.Pick("其中", "Where"));
            page.Lines(text.Values.Select(v => $"- **{v.Name}** = {v.Formula}{Footnote(v.Law, english)}"));
        }
        if (pack.Overlaps.Where(o => o.Programme == programme || o.With == programme).ToList() is { Count: > 0 } overlaps)
        {
            page.Section(page.Pick("与其他项目", "Beside other programmes"));
            page.Lines(overlaps.Select(o => $"- {o.Sentence(english)}{Footnote(o.Citations, english)}{(o.Note is null ? "" : $" {page.Pick(o.Note, o.NoteEn!)}")}"));
        }
        Parameters(page, programme, english);
        Examples(page, pack, programme, english);
        return page.ToString();
    }

    /// <summary>The same page as data, in both languages.</summary>
    public static JsonObject Json(PolicyPack pack, Programme programme)
    {
        ArgumentNullException.ThrowIfNull(programme);
        var (zh, en) = (ProgrammeText.Of(pack, programme, english: false), ProgrammeText.Of(pack, programme, english: true));
        return new JsonObject
        {
            ["programme"] = programme.Code,
            ["name"] = programme.Name,
            ["name_en"] = programme.NameEn,
            ["line"] = programme.Line,
            ["line_name"] = BusinessLine.Of(programme).Name,
            ["line_name_en"] = BusinessLine.Of(programme).NameEn,
            ["summary"] = Summary(programme, english: false),
            ["summary_en"] = Summary(programme, english: true),
            ["law"] = Texts(programme.Law),
            ["placeholder"] = programme.HasPlaceholder,
            ["inputs"] = new JsonArray([.. programme.Inputs.Select(i => new JsonObject { ["code"] = i.Code, ["name"] = i.Name, ["name_en"] = i.NameEn, ["type"] = ValueType.Of(i).ToString() })]),
            ["requirements"] = new JsonArray([.. zh.Requirements.Zip(en.Requirements).Select(r => new JsonObject
            {
                ["text"] = r.First.Condition,
                ["text_en"] = r.Second.Condition,
                ["else"] = r.First.Otherwise,
                ["else_en"] = r.Second.Otherwise,
                ["law"] = Texts(r.First.Law.Select(l => l.Text)),
            })]),
            ["amount"] = zh.Amount is { } amount ? new JsonObject
            {
                ["text"] = amount.Formula,
                ["text_en"] = en.Amount!.Formula,
                ["rounding"] = amount.Rounding,
                ["rounding_en"] = en.Amount.Rounding,
                ["law"] = Texts(amount.Law.Select(l => l.Text)),
            } : null,
            ["values"] = new JsonArray([.. zh.Values.Zip(en.Values).Select(v => new JsonObject
            {
                ["code"] = v.First.Code,
                ["name"] = v.First.Name,
                ["name_en"] = v.Second.Name,
                ["text"] = v.First.Formula,
                ["text_en"] = v.Second.Formula,
            })]),
            ["overlaps"] = new JsonArray([.. pack.Overlaps.Where(o => o.Programme == programme || o.With == programme).Select(StackingMatrix.Json)]),
            ["parameters"] = new JsonArray([.. programme.Parameters.Select(Parameter)]),
            ["examples"] = new JsonArray([.. WorkedExample.Of(pack, programme.Code).Select(Example)]),
        };
    }

    public static string Write(JsonNode json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return json.ToJsonString(Readable);
    }

    /// <summary>Kind, whom it is for and how it begins, in one line.</summary>
    public static string Summary(Programme programme, bool english)
    {
        ArgumentNullException.ThrowIfNull(programme);
        var kind = programme.Kind switch
        {
            ProgrammeKind.Benefit => english ? "benefit" : "待遇",
            ProgrammeKind.Category => english ? "category" : "身份认定",
            _ => english ? "warning" : "预警",
        };
        var unit = programme.OfHousehold ? english ? "for households" : "按家庭审核" : english ? "for persons" : "按个人审核";
        var grant = programme.Grant switch
        {
            Grant.OnApplication => english ? "on application" : "依申请",
            Grant.Automatic => english ? "without application" : "免申即享",
            _ => english ? "paid once" : "一次性",
        };
        return string.Join(english ? ", " : "，", kind, unit, grant);
    }

    private static void Parameters(Page page, Programme programme, bool english)
    {
        if (programme.Parameters.Count == 0)
            return;
        page.Section(page.Pick("标准和参数", "Parameters"));
        page.Row(page.Pick("参数", "Parameter"), page.Pick("自", "From"), page.Pick("至", "Until"), page.Pick("值", "Value"), page.Pick("依据", "Law"));
        page.Row("---", "---", "---", "---", "---");
        foreach (var parameter in programme.Parameters)
        {
            foreach (var row in parameter.Rows)
            {
                var law = string.Join("；", row.Law);
                page.Row(page.Pick(parameter.Name, parameter.NameEn), Day(row.From), row.To is { } to ? Day(to) : "",
                    string.Join("；", row.Values.Select(v => $"{page.Pick(v.Name, v.NameEn)} {parameter.Format(v.Text, english)}".Trim())),
                    row.IsPlaceholder ? $"{page.Pick("占位值", "placeholder")}: {page.Pick(row.Note!, row.NoteEn!)}" : law);
            }
            if (parameter.Rows.Count == 0)
                page.Row(page.Pick(parameter.Name, parameter.NameEn), "", "", page.Pick("由各地规定", "set by each place"), "");
        }
        page.End();
    }

    private static void Examples(Page page, PolicyPack pack, Programme programme, bool english)
    {
        var examples = WorkedExample.Of(pack, programme.Code);
        if (examples.Count == 0)
            return;
        page.Section(page.Pick("算例", "Examples"));
        page.Row(page.Pick("算例", "Example"), page.Pick("月份", "Month"), page.Pick("家庭", "Family"), page.Pick("试用值", "Set for the example"), page.Pick("结果", "Result"));
        page.Row("---", "---", "---", "---", "---");
        foreach (var example in examples)
            page.Row(example.Name, example.Month.ToString(), string.Join("；", example.Describe(english).Select(d => d.Facts.Length > 0 ? $"{d.Who}: {d.Facts}" : d.Who)),
                string.Join("；", example.Set.Select(s => s.ToString())), string.Join("；", example.Results.Select(r => Result(r, programme, english))));
        page.End();
    }

    private static string Result(WorkedResult result, Programme programme, bool english)
    {
        var outcome = result.Explanation.Outcome;
        var what = outcome.Status switch
        {
            OutcomeStatus.Eligible when result.Programme.Kind == ProgrammeKind.Benefit => english ? $"{outcome.Amount} yuan" : $"{outcome.Amount}元",
            OutcomeStatus.Eligible => english ? "recognised" : "符合",
            OutcomeStatus.NotEligible => english ? $"not eligible: {result.Explanation.ReasonEn}" : $"不符合：{result.Explanation.ReasonZh}",
            _ => english ? $"undetermined: {result.Explanation.ReasonEn}" : $"无法判定：{result.Explanation.ReasonZh}",
        };
        var name = result.Programme == programme || result.Programme.Code == programme.Code ? null : english ? result.Programme.NameEn : result.Programme.Name;
        return string.Join(' ', new[] { result.Member, name, what }.OfType<string>());
    }

    private static JsonObject Parameter(Parameter parameter) => new()
    {
        ["code"] = parameter.Code,
        ["name"] = parameter.Name,
        ["name_en"] = parameter.NameEn,
        ["type"] = parameter.Unit,
        ["rows"] = new JsonArray([.. parameter.Rows.Select(r => new JsonObject
        {
            ["from"] = Day(r.From),
            ["to"] = r.To is { } to ? Day(to) : null,
            ["values"] = new JsonArray([.. r.Values.Select(v => new JsonObject { ["path"] = v.Path, ["name"] = v.Name, ["name_en"] = v.NameEn, ["value"] = v.Text })]),
            ["law"] = Texts(r.Law),
            ["placeholder"] = r.IsPlaceholder,
            ["note"] = r.Note,
            ["note_en"] = r.NoteEn,
        })]),
    };

    private static JsonObject Example(WorkedExample example) => new()
    {
        ["name"] = example.Name,
        ["layer"] = example.Layer,
        ["month"] = example.Month.ToString(),
        ["set"] = Texts(example.Set.Select(s => s.ToString())),
        ["results"] = new JsonArray([.. example.Results.Select(r => new JsonObject
        {
            ["programme"] = r.Programme.Code,
            ["member"] = r.Member,
            ["status"] = PolicyEvaluation.Word(r.Explanation.Outcome.Status),
            ["amount"] = r.Explanation.Outcome.Amount.ToString(),
            ["reason"] = r.Explanation.ReasonZh,
            ["reason_en"] = r.Explanation.ReasonEn,
        })]),
    };

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(t => (JsonNode?)t)]);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Footnote(IReadOnlyList<Citation> law, bool english) => law.Count == 0 ? "" : $"（{string.Join("；", law.Select(l => Cited(l, english)))}）";

    private static string Cited(Citation law, bool english) => (law.From, law.To) switch
    {
        (null, null) => law.Text,
        ({ } from, null) => english ? $"{law.Text} (from {Day(from)})" : $"{law.Text}（自{Day(from)}）",
        (null, { } to) => english ? $"{law.Text} (until {Day(to)})" : $"{law.Text}（至{Day(to)}）",
        ({ } from, { } to) => english ? $"{law.Text} ({Day(from)} to {Day(to)})" : $"{law.Text}（{Day(from)}至{Day(to)}）",
    };

    /// <summary>A Markdown text in one language.</summary>
    private sealed class Page(bool english)
    {
        private readonly StringBuilder text = new();

        public string Pick(string chinese, string inEnglish) => english ? inEnglish : chinese;

        /// <summary>A formula at the beginning of a sentence.</summary>
        public string Upper(string formula) => english && char.IsAsciiLetterLower(formula[0]) && !formula.Split(' ')[0].Contains('_', StringComparison.Ordinal) ? char.ToUpperInvariant(formula[0]) + formula[1..] : formula;

        public void Line(string line) => text.Append(line).Append("\n\n");

        public void Lines(IEnumerable<string> lines) => text.AppendJoin('\n', lines).Append("\n\n");

        public void Section(string title) => Line($"## {title}");

        public void Row(params ReadOnlySpan<string> cells)
        {
            foreach (var cell in cells)
                text.Append("| ").Append(cell.Replace("|", "\\|", StringComparison.Ordinal).Replace('\n', ' ')).Append(' ');
            text.Append("|\n");
        }

        public void End() => text.Append('\n');

        public override string ToString() => text.ToString().TrimEnd('\n') + "\n";
    }
}
