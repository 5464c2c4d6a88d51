using System.Text.Encodings.Web;
using System.Text.Json;
using Huimin.Policies;

namespace Huimin.Platform.Cases.Assessing;

/// <summary>
/// The explanation of an amount as it stood when it was decided 决定时的说明: its sentences with their law, in both languages. Kept with the
/// decision, so that a letter printed years later says what was said then.
/// </summary>
/// <param name="Month">The month that it was computed for, 202612.</param>
/// <param name="Policy">Hash of the policies.</param>
public sealed record KeptExplanation(int Month, string Policy, IReadOnlyList<KeptSentence> Sentences, IReadOnlyList<string> Law)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static KeptExplanation Of(Explanation explanation, PolicyPack pack)
    {
        ArgumentNullException.ThrowIfNull(explanation);
        ArgumentNullException.ThrowIfNull(pack);
        List<KeptSentence> sentences = [.. explanation.Steps.Select(s => new KeptSentence(s.Sentence, s.SentenceEn, s.Law, s.Passed))];
        if (explanation.ReasonZh.Length > 0)
            sentences.Add(new KeptSentence(explanation.ReasonZh, explanation.ReasonEn, [], false));
        return new KeptExplanation(explanation.Month.Code, pack.Hash, [.. sentences.DistinctBy(s => s.Text)], explanation.Law);
    }

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    public static KeptExplanation Parse(string json) => json.Length == 0
        ? new KeptExplanation(0, "", [], [])
        : JsonSerializer.Deserialize<KeptExplanation>(json, Json)!;
}

/// <summary>One sentence of it.</summary>
/// <param name="Passed">Of a requirement, whether it holds.</param>
public sealed record KeptSentence(string Text, string TextEn, IReadOnlyList<string> Law, bool? Passed);
