using System.Text.Encodings.Web;
using System.Text.Json;

namespace Huimin.Platform.Cases;

/// <summary>
/// The answers of a case's form. They name illnesses, telephones and accounts: they lie sealed and are opened for whoever may
/// see the case.
/// </summary>
public sealed class CaseForm
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly SortedDictionary<string, string> answers = new(StringComparer.Ordinal);

    /// <summary>The answer to a field; empty where none was given.</summary>
    public string this[string code]
    {
        get => answers.GetValueOrDefault(code, "");
        set
        {
            if (string.IsNullOrEmpty(value))
                answers.Remove(code);
            else
                answers[code] = value;
        }
    }

    public IReadOnlyDictionary<string, string> Answers => answers;

    public bool IsYes(string code) => this[code] == "yes";

    public string ToJson() => JsonSerializer.Serialize(answers, Json);

    public static CaseForm Parse(string json)
    {
        var form = new CaseForm();
        foreach (var (code, answer) in JsonSerializer.Deserialize<Dictionary<string, string>>(json) ?? [])
            form[code] = answer;
        return form;
    }

    public CaseForm Copy() => Parse(ToJson());
}
