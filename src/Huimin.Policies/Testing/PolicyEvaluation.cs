using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Huimin.Policies;

/// <summary>The result of <c>huimin policy eval</c> and of the interface: all programmes of a pack for one family.</summary>
public static class PolicyEvaluation
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// <c>{"programmes": {"dibao": {"status", "amount", "reason", "missing", "law"}, "tekun": {"members": {"a": {…}}}}, "policy_hash"}</c>.
    /// Amounts are text with two decimals, a month unless paid once. <c>valid_until</c> is the last month of a recognition that begins in the
    /// month and has an end; <c>task</c> what a raised warning asks for.
    /// </summary>
    /// <param name="explain">Adds <c>explanation</c>: the sentences and the full calculation.</param>
    public static string ToJson(MonthPolicy policy, WrittenFamily family, bool explain = false, bool english = false)
    {
        var programmes = new JsonObject();
        var explanations = policy.Explain(family, m => family.MemberIds[m]);
        foreach (var programme in policy.Pack.Programmes)
        {
            if (programme.OfHousehold)
            {
                programmes[programme.Code] = Result(explanations, programme, -1, explain, english);
                continue;
            }
            var members = new JsonObject();
            for (var member = 0; member < family.MemberCount; member++)
                members[family.MemberIds[member]] = Result(explanations, programme, member, explain, english);
            programmes[programme.Code] = new JsonObject { ["members"] = members };
        }
        return new JsonObject { ["programmes"] = programmes, ["policy_hash"] = policy.Pack.Hash }.ToJsonString(Readable);
    }

    internal static string Word(OutcomeStatus status) => status switch
    {
        OutcomeStatus.Eligible => "eligible",
        OutcomeStatus.NotEligible => "not_eligible",
        _ => "undetermined",
    };

    private static JsonObject Result(FamilyExplanations explanations, Programme programme, int member, bool explain, bool english)
    {
        var explanation = explanations.Explain(programme, member);
        var result = new JsonObject
        {
            ["status"] = Word(explanation.Outcome.Status),
            ["amount"] = explanation.Outcome.Amount.ToString(),
            ["reason"] = english ? explanation.ReasonEn : explanation.ReasonZh,
            ["missing"] = Texts(explanation.Missing),
            ["law"] = Texts(explanation.Law),
        };
        if (explanation.ValidUntil is { } until)
            result["valid_until"] = until.ToString();
        if (explanation.TaskZh.Length > 0)
            result["task"] = english ? explanation.TaskEn : explanation.TaskZh;
        if (explain)
            result["explanation"] = new JsonObject
            {
                ["steps"] = new JsonArray([.. explanation.Steps.Select(Step)]),
                ["tree"] = Node(explanation.Root),
            };
        return result;
    }

    private static JsonObject Step(ExplanationStep step) => new()
    {
        ["kind"] = step.Kind.ToString().ToLowerInvariant(),
        ["sentence"] = step.Sentence,
        ["sentence_en"] = step.SentenceEn,
        ["passed"] = step.Passed,
        ["law"] = Texts(step.Law),
        ["placeholder"] = step.HasPlaceholder,
        ["parameters"] = new JsonArray([.. step.Parameters.Select(p => new JsonObject
        {
            ["parameter"] = p.Parameter.ToString(),
            ["name"] = p.Parameter.Name,
            ["name_en"] = p.Parameter.NameEn,
            ["value"] = p.Value,
            ["row"] = Row(p.Row),
        })]),
    };

    private static JsonObject Node(ExplanationNode node)
    {
        var json = new JsonObject { ["kind"] = node.Kind.ToString().ToLowerInvariant(), ["code"] = node.Code, ["name"] = node.Name, ["name_en"] = node.NameEn };
        if (node.Formula is not null)
            json["formula"] = node.Formula;
        json["value"] = node.Value;
        if (node.Kind == NodeKind.Parameter)
            json["row"] = Row(node.Row);
        if (node.Law.Count > 0)
            json["law"] = Texts(node.Law);
        if (node.Inputs.Count > 0)
            json["inputs"] = new JsonArray([.. node.Inputs.Select(Node)]);
        return json;
    }

    /// <summary>Null stands for a value that was set for a trial.</summary>
    private static JsonObject? Row(ParameterRow? row) => row is null ? null : new JsonObject
    {
        ["from"] = row.From.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
        ["to"] = row.To?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
        ["law"] = Texts(row.Law),
        ["placeholder"] = row.IsPlaceholder,
        ["note"] = row.Note,
    };

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(t => (JsonNode?)t)]);
}
