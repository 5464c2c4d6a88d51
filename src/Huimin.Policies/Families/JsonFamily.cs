using System.Text.Json;

namespace Huimin.Policies;

/// <summary>
/// A family in the form <c>{"region": "371302001001", "household": {fact: value, …}, "members": [{"id": "a", fact: value, …}],
/// "inputs": {"temporary_assistance": {input: value, …}}}</c>; of a programme of persons, <c>{"members": {"a": {input: value, …}}}</c>.
/// Money is yuan, dates are <c>yyyy-MM-dd</c>; an absent fact has the catalogue's default, an explicit null is unknown.
/// </summary>
public sealed class JsonFamily : WrittenFamily
{
    private readonly List<string> wrong = [];

    private readonly IReadOnlyList<Programme> programmes;

    private JsonFamily(FactCatalogue facts, IReadOnlyList<Programme> programmes) : base(facts) => this.programmes = programmes;

    /// <summary>Reads a family that comes with no application.</summary>
    /// <exception cref="PolicyException">The text is not JSON or not of that form; the message names every mistake.</exception>
    public static JsonFamily Read(string json, FactCatalogue facts) => Read(json, facts, []);

    /// <summary>Reads a family and what the applications for the pack's programmes say.</summary>
    /// <exception cref="PolicyException">The text is not JSON or not of that form; the message names every mistake.</exception>
    public static JsonFamily Read(string json, PolicyPack pack) => Read(json, pack.Facts, pack.Programmes);

    private static JsonFamily Read(string json, FactCatalogue facts, IReadOnlyList<Programme> programmes)
    {
        var family = new JsonFamily(facts, programmes);
        try
        {
            using var document = JsonDocument.Parse(json.TrimStart('\ufeff'), new JsonDocumentOptions { MaxDepth = 16, AllowDuplicateProperties = false });
            family.ReadFamily(document.RootElement);
        }
        // A half of a surrogate pair is no text: an ArgumentException where it stands in the file, an InvalidOperationException where it is escaped.
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            throw new PolicyException($"The family is not valid JSON: {e.Message}", e);
        }
        return family.wrong.Count == 0 ? family : throw new PolicyException(string.Join(Environment.NewLine, family.wrong));
    }

    private void ReadFamily(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            wrong.Add("A family is an object with region, household and members.");
            return;
        }
        string[] known = ["region", "household", "members", "inputs"];
        foreach (var property in root.EnumerateObject().Where(p => !known.Contains(p.Name, StringComparer.Ordinal)))
            wrong.Add($"'{property.Name}' is not known here{Suggestion.For(property.Name, known)}");
        ReadRegion(root);
        if (root.TryGetProperty("household", out var household))
        {
            if (household.ValueKind == JsonValueKind.Object)
                ReadFacts(household, ofHousehold: true, "household");
            else
                wrong.Add("household: an object of facts is expected");
        }
        if (!root.TryGetProperty("members", out var members) || members.ValueKind != JsonValueKind.Array)
            wrong.Add("members: a list of members is expected");
        else
        {
            var given = members.EnumerateArray().Select(GivenId).OfType<string>().ToHashSet(StringComparer.Ordinal);
            foreach (var (index, member) in members.EnumerateArray().Index())
                ReadMember(member, index, given);
        }
        if (root.TryGetProperty("inputs", out var inputs))
            ReadInputs(inputs);
        Complete();
    }

    private void ReadInputs(JsonElement inputs)
    {
        if (inputs.ValueKind != JsonValueKind.Object)
        {
            wrong.Add("inputs: an object of programmes is expected");
            return;
        }
        foreach (var asked in inputs.EnumerateObject())
        {
            if (programmes.FirstOrDefault(p => p.Code == asked.Name) is not { } programme)
                wrong.Add($"inputs: there is no programme '{asked.Name}'{Suggestion.For(asked.Name, programmes.Select(p => p.Code))}");
            else if (asked.Value.ValueKind != JsonValueKind.Object)
                wrong.Add($"inputs.{asked.Name}: an object of inputs is expected");
            else if (!programme.OfHousehold && asked.Value.TryGetProperty("members", out var members) && members.ValueKind == JsonValueKind.Object)
                ReadInputsOfMembers(programme, members);
            else
                ReadInputs(programme, asked.Value, -1, $"inputs.{asked.Name}");
        }
    }

    private void ReadInputsOfMembers(Programme programme, JsonElement members)
    {
        foreach (var one in members.EnumerateObject())
        {
            if (FindMember(one.Name, out var member) is { } unknown)
                wrong.Add($"inputs.{programme.Code}: {unknown}");
            else if (one.Value.ValueKind != JsonValueKind.Object)
                wrong.Add($"inputs.{programme.Code}.{one.Name}: an object of inputs is expected");
            else
                ReadInputs(programme, one.Value, member, $"inputs.{programme.Code}.{one.Name}");
        }
    }

    private void ReadInputs(Programme programme, JsonElement values, int member, string where)
    {
        foreach (var property in values.EnumerateObject())
        {
            if (property.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
                wrong.Add($"{where}.{property.Name}: one value is expected");
            else if (SetInput(programme, property.Name, Text(property.Value), member) is { } mistake)
                wrong.Add($"{where}: {mistake}");
        }
    }

    private void ReadRegion(JsonElement root)
    {
        if (!root.TryGetProperty("region", out var region) || region.ValueKind is not (JsonValueKind.String or JsonValueKind.Number))
            wrong.Add("region: the division code of the household is expected");
        else if (SetRegion(region.ToString()) is { } mistake)
            wrong.Add($"region: {mistake}");
    }

    private void ReadMember(JsonElement member, int index, HashSet<string> given)
    {
        if (MemberCount == MaximumMembers || member.ValueKind != JsonValueKind.Object)
        {
            if (index <= MaximumMembers)
                wrong.Add($"members[{index}]: {(member.ValueKind == JsonValueKind.Object ? $"a family has at most {MaximumMembers} members" : "an object of facts is expected")}");
            return;
        }
        if (AddMember(GivenId(member) ?? AutomaticId(index, given)) is { } mistake)
            wrong.Add($"members[{index}]: {mistake}");
        else
            ReadFacts(member, ofHousehold: false, $"members[{index}]");
    }

    private static string? GivenId(JsonElement member) =>
        member.ValueKind == JsonValueKind.Object && member.TryGetProperty("id", out var id) ? id.ToString() : null;

    private void ReadFacts(JsonElement facts, bool ofHousehold, string where)
    {
        foreach (var property in facts.EnumerateObject())
        {
            if (!ofHousehold && property.Name == "id")
                continue;
            if (property.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
                wrong.Add($"{where}.{property.Name}: one value is expected");
            else if (Set(property.Name, Text(property.Value), ofHousehold) is { } mistake)
                wrong.Add($"{where}: {mistake}");
        }
    }

    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.String => value.GetString(),
        _ => value.GetRawText(),
    };
}
