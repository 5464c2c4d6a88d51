using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Huimin.Policies;

/// <summary>What <c>huimin policy facts</c> prints: every fact with its type, unit, options, default and meaning.</summary>
public static class FactListing
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A line for each fact, household's first: <c>wage  yuan/month  default 0.00  工资性收入: …</c>.</summary>
    public static string ToText(FactCatalogue facts, bool english = false)
    {
        var text = new StringBuilder();
        foreach (var (title, list) in new[] { ("household", facts.Household), ("member", facts.Member) })
        {
            text.Append(title).Append(":\n");
            foreach (var fact in list)
            {
                var (name, description) = english ? (fact.NameEn, fact.DescriptionEn) : (fact.Name, fact.Description);
                text.Append(System.Globalization.CultureInfo.InvariantCulture, $"  {fact.Code,-22} {Type(fact),-11} {"default " + Default(fact),-18} {name}: {description}");
                if (fact.Options.Count > 0)
                    text.Append(" [").AppendJoin(" | ", fact.Options.Select(o => o.Code)).Append(']');
                text.Append('\n');
            }
        }
        return text.ToString();
    }

    public static string ToJson(FactCatalogue facts) => new JsonObject
    {
        ["household"] = new JsonArray([.. facts.Household.Select(Json)]),
        ["member"] = new JsonArray([.. facts.Member.Select(Json)]),
        ["sources"] = new JsonArray([.. facts.Sources.Select(s => new JsonObject { ["id"] = s.Id, ["code"] = s.Code, ["name"] = s.Name, ["name_en"] = s.NameEn })]),
    }.ToJsonString(Readable);

    private static JsonObject Json(Fact fact) => new()
    {
        ["id"] = fact.Id,
        ["code"] = fact.Code,
        ["type"] = Type(fact),
        ["options"] = new JsonArray([.. fact.Options.Select(o => new JsonObject { ["code"] = o.Code, ["name"] = o.Name, ["name_en"] = o.NameEn })]),
        ["default"] = Default(fact),
        ["name"] = fact.Name,
        ["name_en"] = fact.NameEn,
        ["description"] = fact.Description,
        ["description_en"] = fact.DescriptionEn,
    };

    private static string Type(Fact fact) => fact.Type switch
    {
        FactType.Money => ValueType.Of(fact).ToString(),
        FactType.Choice => "choice",
        _ => fact.Type.ToString().ToLowerInvariant(),
    };

    private static string Default(Fact fact) => fact switch
    {
        { Default: Family.Unknown } => "unknown",
        { Type: FactType.Choice } => fact.Options[(int)fact.Default].Code,
        { Type: FactType.Bool } => fact.Default != 0 ? "true" : "false",
        _ => fact.Format(fact.Default, english: true),
    };
}
