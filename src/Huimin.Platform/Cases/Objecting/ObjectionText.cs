using System.Text.Encodings.Web;
using System.Text.Json;

namespace Huimin.Platform.Cases.Objecting;

/// <summary>What somebody objects, as it lies sealed.</summary>
/// <param name="What">What is said to be wrong.</param>
/// <param name="Who">Name; empty for whoever gives none.</param>
/// <param name="Contact">How to reach them; empty for none.</param>
public sealed record ObjectionText(string What, string Who, string Contact)
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    public static ObjectionText Parse(string? text)
    {
        try
        {
            return text is ['{', ..] && JsonSerializer.Deserialize<ObjectionText>(text) is { What: not null } read ? read : new ObjectionText(text ?? "", "", "");
        }
        catch (JsonException)
        {
            return new ObjectionText(text ?? "", "", "");
        }
    }
}
