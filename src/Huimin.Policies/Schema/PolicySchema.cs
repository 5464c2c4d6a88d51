using System.Text.Json.Nodes;

namespace Huimin.Policies;

/// <summary>
/// JSON schemas of policy files, made from the reader's own lists, so that editors complete and check while typing. What a schema
/// cannot say (names, units, dates that overlap) is found by <c>huimin policy check</c>.
/// </summary>
public static class PolicySchema
{
    /// <summary>The schemas by the name of their kind of file: programme, layer, facts.</summary>
    /// <param name="programmes">Codes offered where a programme is named; none: any.</param>
    public static IReadOnlyDictionary<string, JsonObject> All(IReadOnlyList<string>? programmes = null) => new Dictionary<string, JsonObject>
    {
        ["programme"] = Programme(programmes ?? []),
        ["layer"] = Layer(),
        ["facts"] = Facts(),
    };

    private static JsonObject Programme(IReadOnlyList<string> programmes)
    {
        var other = programmes.Count == 0 ? Ref("code") : Words(programmes);
        var parameters = Named(Part("programme/parameters/*", [], new()
        {
            ["name"] = Ref("text"),
            ["name_en"] = Ref("text"),
            ["type"] = Words(ParameterReader.Types.Select(t => t.Word)),
            ["by"] = Ref("texts"),
            ["lookup"] = Words(ParameterReader.KeyTypes.Select(t => t.Word)),
            ["gaps"] = Type("boolean"),
            ["parts"] = Named(Names()),
            ["values"] = List(Row()),
        }));
        var sentence = Ref("text");
        return Document("A programme of Huimin's policy language", Part("programme", ["programme"], new()
        {
            ["programme"] = Ref("code"),
            ["override"] = Words(["parameters"]),
            ["name"] = Ref("text"),
            ["name_en"] = Ref("text"),
            ["line"] = Words(ProgrammeReader.Lines.Select(l => l.Word)),
            ["kind"] = Words(ProgrammeReader.Kinds.Select(k => k.Word)),
            ["unit"] = Words(ProgrammeReader.Units.Select(u => u.Word)),
            ["grant"] = Words(ProgrammeReader.Grants.Select(g => g.Word)),
            ["starts"] = Words(ProgrammeReader.StartWords.Select(s => s.Word)),
            ["lasts"] = Ref("text"),
            ["task"] = sentence.DeepClone(),
            ["task_en"] = sentence.DeepClone(),
            ["handle"] = Record(["accept", "visit", "close"], new() { ["accept"] = Type("integer"), ["visit"] = Type("integer"), ["close"] = Type("integer") }),
            ["law"] = Ref("law"),
            ["inputs"] = Named(Part("programme/inputs/*", ["type", "name", "name_en"], new()
            {
                ["type"] = Words(FactCatalogueReader.Types.Select(t => t.Word)),
                ["name"] = Ref("text"),
                ["name_en"] = Ref("text"),
                ["options"] = Named(Names()),
                ["default"] = Ref("text"),
            })),
            ["parameters"] = parameters,
            ["define"] = Named(AnyOf(Ref("text"), Part("programme/define/*", ["value"], new()
            {
                ["value"] = Ref("text"),
                ["of"] = Words(["member", "household"]),
                ["name"] = Ref("text"),
                ["name_en"] = Ref("text"),
                ["so"] = Ref("text"),
                ["so_en"] = Ref("text"),
                ["law"] = Ref("law"),
            }))),
            ["require"] = List(AnyOf(Record(["overlap"], new() { ["overlap"] = other.DeepClone() }), Record(["that", "else", "else_en"], Texts("that", "else", "else_en", "so", "so_en")))),
            ["overlaps"] = List(Part("programme/overlaps/*", ["with", "rule"], new()
            {
                ["with"] = other.DeepClone(),
                ["rule"] = Words(ProgrammeReader.OverlapRules.Select(r => r.Word)),
                ["by"] = Ref("text"),
                ["else"] = Ref("text"),
                ["else_en"] = Ref("text"),
                ["so"] = Ref("text"),
                ["so_en"] = Ref("text"),
                ["law"] = Ref("law"),
                ["note"] = Ref("text"),
                ["note_en"] = Ref("text"),
            })),
            ["amount"] = AnyOf(Ref("text"), Record(["value"], Texts("value", "floor", "cap", "so", "so_en"))),
            ["round"] = Words(Rounding.Words.Select(r => r.Word)),
            ["persons"] = Ref("text"),
            ["examples"] = List(Part("programme/examples/*", ["name", "month", "household", "expect"], new()
            {
                ["name"] = Ref("text"),
                ["month"] = new JsonObject { ["type"] = "string", ["pattern"] = "^[0-9]{4}-(0[1-9]|1[0-2])$" },
                ["set"] = Type("object"),
                ["inputs"] = Type("object"),
                ["paid"] = Type("object"),
                ["household"] = new JsonObject { ["type"] = "object", ["required"] = new JsonArray("region") },
                ["expect"] = Type("object"),
                ["also"] = Type("object"),
            })),
        }));
    }

    /// <summary>A row's values stand under names of the author's parameter, so that more names are allowed.</summary>
    private static JsonObject Row()
    {
        var row = Part("programme/parameters/*/values/*", ["from"], new()
        {
            ["from"] = Ref("date"),
            ["to"] = Ref("date"),
            ["law"] = Ref("texts"),
            ["source"] = Words(["placeholder", "published"]),
            ["note"] = Ref("text"),
            ["note_en"] = Ref("text"),
        });
        row["additionalProperties"] = true;
        return row;
    }

    private static JsonObject Layer() => Document("A layer of Huimin's policies", Part("layer", ["name", "name_en"], new()
    {
        ["name"] = Ref("text"),
        ["name_en"] = Ref("text"),
        ["extends"] = Ref("text"),
        ["region"] = Ref("text"),
        ["zones"] = Named(Part("layer/zones/*", ["name", "name_en"], new() { ["name"] = Ref("text"), ["name_en"] = Ref("text"), ["counties"] = Ref("texts"), ["rest"] = Type("boolean") })),
    }));

    private static JsonObject Facts()
    {
        JsonObject Fact() => Part("facts/household/*", ["id", "type", "default", "name", "name_en", "description", "description_en"], new()
        {
            ["id"] = Type("integer"),
            ["type"] = Words(FactCatalogueReader.Types.Select(t => t.Word)),
            ["options"] = Ref("text"),
            ["min"] = Type("integer"),
            ["max"] = Type("integer"),
            ["default"] = Ref("text"),
            ["means"] = Type("boolean"),
            ["identity"] = Type("boolean"),
            ["name"] = Ref("text"),
            ["name_en"] = Ref("text"),
            ["description"] = Ref("text"),
            ["description_en"] = Ref("text"),
        });
        return Document("The facts that Huimin's policies may use", Part("facts", ["sources", "choices", "household", "member"], new()
        {
            ["sources"] = List(Part("facts/sources/*", ["id", "code", "name", "name_en"], new() { ["id"] = Type("integer"), ["code"] = Ref("code"), ["name"] = Ref("text"), ["name_en"] = Ref("text") })),
            ["choices"] = Named(Named(Names())),
            ["household"] = Named(Fact()),
            ["member"] = Named(Fact()),
        }));
    }

    /// <summary>A part of a file whose names are those that formatting puts in order: the two lists are held to be one.</summary>
    private static JsonObject Part(string path, IReadOnlyList<string> required, Dictionary<string, JsonNode> properties)
    {
        if (KeyOrder.Of(path).Except(properties.Keys, StringComparer.Ordinal).Concat(properties.Keys.Except(KeyOrder.Of(path), StringComparer.Ordinal)).FirstOrDefault() is { } missing)
            throw new InvalidOperationException($"'{missing}' of {path} is known to only one of the schema and the order of names.");
        return Record(required, properties);
    }

    private static JsonObject Record(IReadOnlyList<string> required, Dictionary<string, JsonNode> properties)
    {
        var record = new JsonObject { ["type"] = "object", ["additionalProperties"] = false, ["properties"] = new JsonObject(properties.Select(p => KeyValuePair.Create(p.Key, (JsonNode?)p.Value))) };
        if (required.Count > 0)
            record["required"] = new JsonArray([.. required.Select(r => (JsonNode?)r)]);
        return record;
    }

    private static Dictionary<string, JsonNode> Texts(params ReadOnlySpan<string> names)
    {
        var texts = new Dictionary<string, JsonNode>();
        foreach (var name in names)
            texts[name] = Ref("text");
        texts["law"] = Ref("law");
        return texts;
    }

    private static JsonObject Names() => Record(["name", "name_en"], new() { ["name"] = Ref("text"), ["name_en"] = Ref("text") });

    /// <summary>A mapping whose names the author chooses.</summary>
    private static JsonObject Named(JsonNode value) => new() { ["type"] = "object", ["additionalProperties"] = value };

    private static JsonObject List(JsonNode item) => new() { ["type"] = "array", ["items"] = item };

    private static JsonObject AnyOf(params ReadOnlySpan<JsonNode> choices) => new() { ["anyOf"] = new JsonArray([.. choices]) };

    private static JsonObject Words(IEnumerable<string> words) => new() { ["enum"] = new JsonArray([.. words.Select(w => (JsonNode?)w)]) };

    private static JsonObject Type(string type) => new() { ["type"] = type };

    private static JsonObject Ref(string definition) => new() { ["$ref"] = $"#/$defs/{definition}" };

    private static JsonObject Document(string title, JsonObject content)
    {
        var document = new JsonObject { ["$schema"] = "https://json-schema.org/draft/2020-12/schema", ["title"] = title };
        foreach (var (name, value) in content.ToList())
        {
            content.Remove(name);
            document[name] = value;
        }
        document["$defs"] = new JsonObject
        {
            // A text may look like a number or a truth value to YAML: an expression 1, a default false.
            ["text"] = new JsonObject { ["type"] = new JsonArray("string", "number", "boolean") },
            ["texts"] = AnyOf(Ref("text"), List(Ref("text"))),
            ["code"] = new JsonObject { ["type"] = "string", ["pattern"] = FactCatalogueReader.Code.ToString() },
            ["date"] = new JsonObject { ["type"] = "string", ["pattern"] = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" },
            ["citation"] = AnyOf(Ref("text"), Record(["cite"], new() { ["cite"] = Ref("text"), ["from"] = Ref("date"), ["to"] = Ref("date") })),
            ["law"] = AnyOf(Ref("citation"), List(Ref("citation"))),
        };
        return document;
    }
}
