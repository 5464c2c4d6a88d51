using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Huimin.Policies;

namespace Huimin.Tests.Policies.Schema;

public sealed class PolicySchemaTests
{
    public static TheoryData<string> Files => Formatting.PolicyFormatTests.Files;

    [Fact]
    public void Shipped_Schemas_AreThoseOfTheReader()
    {
        foreach (var (kind, schema) in PolicySchema.All())
            File.ReadAllText(Path.Combine(ShippedPolicies.Root, "schema", $"{kind}.schema.json")).ShouldBe(PolicyDocument.Write(schema) + "\n", "run: huimin policy schema --out policies/schema");
        PolicyPack.Layers(ShippedPolicies.Root).ShouldNotContain("schema");
    }

    [Theory, MemberData(nameof(Files))]
    public void ShippedFile_FitsItsSchema(string file) => Wrong(file, File.ReadAllText(Path.Combine(ShippedPolicies.Root, file))).ShouldBeEmpty();

    [Theory]
    [InlineData("kind: benefit", "kind: benifit", "/kind")]
    [InlineData("line: social_assistance", "line: social", "/line")]
    [InlineData("unit: household", "unit: house", "/unit")]
    [InlineData("round: fen", "rounded: fen", "/rounded")]
    [InlineData("    type: yuan/month", "    type: euro", "/parameters/standard/type")]
    [InlineData("persons: size", "persons: [size]", "/persons")]
    [InlineData("  - that: size > 0", "  - what: size > 0", "/require/0")]
    public void ChangedFile_DoesNotFit(string text, string changed, string place)
    {
        var dibao = File.ReadAllText(Path.Combine(ShippedPolicies.Root, "national/dibao.yaml"));
        dibao.ShouldContain(text);
        Wrong("national/dibao.yaml", dibao.Replace(text, changed, StringComparison.Ordinal)).ShouldContain(place);
    }

    private static List<string> Wrong(string file, string text)
    {
        var errors = new ErrorList();
        var value = Json(new YamlSource(file, file, text).Parse(errors)!);
        errors.Count.ShouldBe(0);
        var kind = file == "facts.yaml" ? "facts" : file.EndsWith("/layer.yaml", StringComparison.Ordinal) ? "layer" : "programme";
        var wrong = new List<string>();
        var schema = PolicySchema.All()[kind];
        Check(schema, value, "", schema, wrong);
        return wrong;
    }

    /// <summary>A plain text is a number or a truth value where YAML reads it so.</summary>
    private static JsonNode? Json(YamlValue value) => value switch
    {
        YamlMap map => new JsonObject(map.Entries.Select(e => KeyValuePair.Create(e.Key.Text, Json(e.Value)))),
        YamlList list => new JsonArray([.. list.Items.Select(Json)]),
        YamlText { IsNull: true } => null,
        YamlText { Text: "true" or "false" } text => JsonValue.Create(text.Text == "true"),
        YamlText text when long.TryParse(text.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => JsonValue.Create(whole),
        YamlText text when decimal.TryParse(text.Text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
        YamlText text => JsonValue.Create(text.Text),
        _ => null,
    };

    /// <summary>The part of JSON Schema that the schemas use; every other word fails the test.</summary>
    private static void Check(JsonObject schema, JsonNode? value, string place, JsonObject root, List<string> wrong)
    {
        foreach (var (word, rule) in schema)
        {
            switch (word)
            {
                case "$schema" or "title" or "$defs":
                    break;
                case "$ref":
                    Check((JsonObject)root["$defs"]![rule!.GetValue<string>()["#/$defs/".Length..]]!, value, place, root, wrong);
                    break;
                case "anyOf":
                    var tries = ((JsonArray)rule!).Select(choice => { var found = new List<string>(); Check((JsonObject)choice!, value, place, root, found); return found; }).ToList();
                    if (tries.TrueForAll(t => t.Count > 0))
                        wrong.Add(place);
                    break;
                case "enum":
                    if (!((JsonArray)rule!).Any(w => JsonNode.DeepEquals(w, value)))
                        wrong.Add(place);
                    break;
                case "type":
                    if (!(rule is JsonArray types ? types.Select(t => t!.GetValue<string>()) : [rule!.GetValue<string>()]).Any(t => IsOf(value, t)))
                        wrong.Add(place);
                    break;
                case "pattern":
                    if (value is JsonValue text && text.TryGetValue<string>(out var written) && !Regex.IsMatch(written, rule!.GetValue<string>(), RegexOptions.None, TimeSpan.FromSeconds(1)))
                        wrong.Add(place);
                    break;
                case "required":
                    if (value is JsonObject whole && ((JsonArray)rule!).Any(n => !whole.ContainsKey(n!.GetValue<string>())))
                        wrong.Add(place);
                    break;
                case "items":
                    foreach (var (i, item) in (value as JsonArray ?? []).Index())
                        Check((JsonObject)rule!, item, $"{place}/{i}", root, wrong);
                    break;
                case "properties":
                    foreach (var (name, property) in value as JsonObject ?? [])
                        if (rule![name] is JsonObject known)
                            Check(known, property, $"{place}/{name}", root, wrong);
                    break;
                case "additionalProperties":
                    foreach (var (name, property) in value as JsonObject ?? [])
                    {
                        if (schema["properties"]?[name] is not null)
                            continue;
                        if (rule is JsonObject other)
                            Check(other, property, $"{place}/{name}", root, wrong);
                        else if (!rule!.GetValue<bool>())
                            wrong.Add($"{place}/{name}");
                    }

                    break;
                default:
                    throw new InvalidOperationException($"The schemas use '{word}', which this test does not know.");
            }
        }
    }

    private static bool IsOf(JsonNode? value, string type) => type switch
    {
        "object" => value is JsonObject,
        "array" => value is JsonArray,
        "boolean" => value?.GetValueKind() is System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False,
        "string" => value?.GetValueKind() == System.Text.Json.JsonValueKind.String,
        "integer" => value is JsonValue number && number.TryGetValue<long>(out _),
        _ => value?.GetValueKind() == System.Text.Json.JsonValueKind.Number,
    };
}
