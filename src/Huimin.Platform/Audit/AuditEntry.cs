using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Huimin.Platform.Access;

namespace Huimin.Platform.Audit;

/// <summary>
/// What is to be written to the trail; number, time, person and hash are added when it is:
/// <c>context.Record(new AuditEntry(AuditAction.Reveal, "person:500001") { Region = person.Region, Reason = reason })</c>.
/// </summary>
/// <param name="action">One of the <see cref="AuditAction"/> codes, or a module's own in the same form.</param>
/// <param name="subject">What it is done to: <c>household:104882</c>.</param>
public sealed class AuditEntry(string action, string subject)
{
    public string Action { get; } = action;

    public string Subject { get; } = subject;

    public long? Region { get; init; }

    public AuditOutcome Outcome { get; init; } = AuditOutcome.Done;

    public string Reason { get; init; } = "";

    /// <summary>The changed fields before: an anonymous object or a dictionary. Never a sealed or secret value.</summary>
    public object? Before { get; init; }

    /// <summary>The changed fields after, or the figures of a bulk action.</summary>
    public object? After { get; init; }
}

/// <summary>Who a record says did it.</summary>
public sealed record AuditActor(long? AccountId, string Name, string Duty, long? DutyRegion, string Address)
{
    /// <summary>The user of the machine, for commands.</summary>
    public static AuditActor Command { get; } = Of(Acting.Command());

    public static AuditActor Of(Acting acting)
    {
        ArgumentNullException.ThrowIfNull(acting);
        return new AuditActor(acting.AccountId, acting.Name, acting.Duty, acting.Post?.Region, acting.Address ?? "");
    }
}

/// <summary>Texts and values in the form in which they are hashed and stored: what one database takes and the other refuses is replaced.</summary>
internal static class AuditText
{
    private const int LongestText = 4_000;
    /// <summary>In an index, which on PostgreSQL takes some 2,700 bytes.</summary>
    private const int LongestKey = 200;
    private const int LongestJson = 100_000;

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <summary>Without NUL, which PostgreSQL refuses, and without halves of characters, which do not survive UTF-8; cut where it is absurdly long.</summary>
    public static string Clean(string text) => CleanTo(text, LongestText);

    /// <summary>Likewise, for what is searched by: account, action and subject. An address of four thousand characters must not keep its own refusal off the trail.</summary>
    public static string CleanKey(string text) => CleanTo(text, LongestKey);

    /// <summary>An object with the names of columns; what would not fit on a screen leaves only its size.</summary>
    public static string? ToJson(object? values)
    {
        if (values is null)
            return null;
        var json = values as string ?? JsonSerializer.Serialize(values, Json);
        return json.Length > LongestJson ? $$"""{"characters":{{json.Length}}}""" : CleanTo(json, LongestJson);
    }

    private static string CleanTo(string text, int longest)
    {
        if (text.Length > longest)
            text = text[..longest];
        var clean = true;
        for (var i = 0; i < text.Length && clean; i++)
            clean = text[i] != '\0' && !char.IsSurrogate(text[i]);
        return clean ? text : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text.Replace('\0', '\uFFFD')));
    }
}
