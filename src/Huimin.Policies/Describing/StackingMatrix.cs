using System.Text.Json.Nodes;

namespace Huimin.Policies;

/// <summary>The stacking matrix 叠加与互斥 of a pack: which programmes can be had together, as the programmes say it themselves.</summary>
public sealed class StackingMatrix
{
    private readonly ILookup<(string, string), ProgrammeOverlap> cells;

    private StackingMatrix(IReadOnlyList<Programme> programmes, IReadOnlyList<ProgrammeOverlap> overlaps)
    {
        Programmes = programmes;
        Overlaps = overlaps;
        cells = overlaps.ToLookup(o => (o.Programme.Code, o.With.Code));
        Law = [.. overlaps.SelectMany(o => o.Law).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Rows and columns: the programmes that say something about another, or of which something is said; benefits first.</summary>
    public IReadOnlyList<Programme> Programmes { get; }

    /// <summary>Every rule, in the order of the rows.</summary>
    public IReadOnlyList<ProgrammeOverlap> Overlaps { get; }

    /// <summary>Every document, each once: the footnotes.</summary>
    public IReadOnlyList<string> Law { get; }

    /// <param name="pack">The pack whose programmes are shown.</param>
    /// <param name="warnings">With warning rules, which look at nearly every benefit.</param>
    public static StackingMatrix Of(PolicyPack pack, bool warnings = false)
    {
        ArgumentNullException.ThrowIfNull(pack);
        var overlaps = pack.Overlaps.Where(o => warnings || (o.Programme.Kind != ProgrammeKind.Warning && o.With.Kind != ProgrammeKind.Warning)).ToList();
        var programmes = pack.Programmes.Where(p => overlaps.Exists(o => o.Programme == p || o.With == p)).OrderBy(p => p.Kind).ThenBy(p => p.OfHousehold ? 0 : 1).ToList();
        return new StackingMatrix(programmes, [.. overlaps.OrderBy(o => programmes.IndexOf(o.Programme)).ThenBy(o => programmes.IndexOf(o.With))]);
    }

    /// <summary>What holds between two programmes: what the row says about the column, and what the column says about the row.</summary>
    public IReadOnlyList<ProgrammeOverlap> Cell(Programme row, Programme column)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(column);
        return [.. cells[(row.Code, column.Code)], .. cells[(column.Code, row.Code)]];
    }

    /// <summary>The rule in a word, from the row of the matrix; which of the two it favours stands with it.</summary>
    public static string Word(ProgrammeOverlap overlap, Programme row, bool english)
    {
        ArgumentNullException.ThrowIfNull(overlap);
        var own = overlap.Programme == row;
        return overlap.Rule switch
        {
            OverlapRule.OtherWins => english ? own ? "not both: column" : "not both: row" : own ? "不并享 列优先" : "不并享 行优先",
            OverlapRule.Higher => english ? "the higher" : "就高",
            OverlapRule.Difference => english ? own ? "row tops up" : "column tops up" : own ? "行补差" : "列补差",
            OverlapRule.Stack => english ? "both" : "可叠加",
            OverlapRule.Requires => english ? own ? "needs column" : "needs row" : own ? "以列 为前提" : "以行 为前提",
            _ => english ? "choose" : "选择",
        };
    }

    /// <summary>The rule in a word, without the side that it favours.</summary>
    public static string Plain(OverlapRule rule, bool english) => rule switch
    {
        OverlapRule.OtherWins => english ? "not both" : "不并享",
        OverlapRule.Higher => english ? "the higher" : "就高",
        OverlapRule.Difference => english ? "tops up" : "补差",
        OverlapRule.Stack => english ? "both" : "可叠加",
        OverlapRule.Requires => english ? "needs" : "前提",
        _ => english ? "choose" : "选择",
    };

    /// <summary>Numbers of the footnotes of a rule, from 1.</summary>
    public IReadOnlyList<int> Footnotes(ProgrammeOverlap overlap)
    {
        ArgumentNullException.ThrowIfNull(overlap);
        return [.. overlap.Law.Select(l => Law.ToList().IndexOf(l) + 1).Distinct()];
    }

    /// <summary><c>{"programmes": ["dibao", …], "overlaps": [{"programme", "with", "rule", "by", "text", "text_en", "law", "note", "note_en"}]}</c>.</summary>
    public JsonObject ToJson() => new()
    {
        ["programmes"] = new JsonArray([.. Programmes.Select(p => (JsonNode?)p.Code)]),
        ["overlaps"] = new JsonArray([.. Overlaps.Select(Json)]),
    };

    internal static JsonNode Json(ProgrammeOverlap overlap) => new JsonObject
    {
        ["programme"] = overlap.Programme.Code,
        ["with"] = overlap.With.Code,
        ["rule"] = System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(overlap.Rule.ToString()),
        ["by"] = overlap.ByWhat,
        ["text"] = overlap.Sentence(english: false),
        ["text_en"] = overlap.Sentence(english: true),
        ["law"] = new JsonArray([.. overlap.Law.Select(l => (JsonNode?)l)]),
        ["note"] = overlap.Note,
        ["note_en"] = overlap.NoteEn,
    };
}
