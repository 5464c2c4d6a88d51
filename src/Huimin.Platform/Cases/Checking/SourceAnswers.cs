using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Huimin.Platform.Cases.Checking;

/// <summary>What one office says about one person.</summary>
/// <param name="State">Clear, found or failed.</param>
/// <param name="Facts">Of those that were found: values as the catalogue's facts are recorded, by code.</param>
/// <param name="Remark">In words; empty for none.</param>
public sealed record CheckAnswer(CheckState State, SortedDictionary<string, long?> Facts, string Remark)
{
    public bool IsSame(CheckAnswer other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return State == other.State && Remark == other.Remark && Facts.Count == other.Facts.Count && Facts.All(f => other.Facts.TryGetValue(f.Key, out var value) && value == f.Value);
    }
}

/// <summary>One question to one office, person by person: who was asked about, and what came back. Kept sealed with the check.</summary>
public sealed class SourceAnswers
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <summary>Ids of the persons that were asked about; those without an ID number are not.</summary>
    public List<long> Asked { get; init; } = [];

    /// <summary>Of those, the relatives outside the household: under a number below zero, since they need not be on record.</summary>
    public SortedDictionary<long, Types.LegalSupporter> Supporters { get; init; } = [];

    /// <summary>By person.</summary>
    public SortedDictionary<long, CheckAnswer> Answers { get; init; } = [];

    [JsonIgnore]
    public bool IsComplete => Asked.Count > 0 && Asked.TrueForAll(Answers.ContainsKey);

    /// <summary>All together: failed where one failed, found where one has a record.</summary>
    [JsonIgnore]
    public CheckState State => Answers.Values.Any(a => a.State == CheckState.Failed) ? CheckState.Failed
        : Answers.Values.Any(a => a.State == CheckState.Found) ? CheckState.Found : CheckState.Clear;

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    public static SourceAnswers Parse(string json) => JsonSerializer.Deserialize<SourceAnswers>(json, Json) ?? new SourceAnswers();
}
