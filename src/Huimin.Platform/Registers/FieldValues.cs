using System.Text.Encodings.Web;
using System.Text.Json;

namespace Huimin.Platform.Registers;

/// <summary>The values of an entry's or record's fields by code, each in the one form that its <see cref="RegisterFieldKind"/> has; absent ones are empty.</summary>
public sealed class FieldValues
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly SortedDictionary<string, string> values;

    public FieldValues() => values = new SortedDictionary<string, string>(StringComparer.Ordinal);

    private FieldValues(IDictionary<string, string> read) => values = new SortedDictionary<string, string>(read, StringComparer.Ordinal);

    /// <summary>Null where there is none; setting null or an empty text takes it away.</summary>
    public string? this[string code]
    {
        get => values.GetValueOrDefault(code);
        set
        {
            if (string.IsNullOrEmpty(value))
                values.Remove(code);
            else
                values[code] = value;
        }
    }

    public bool IsEmpty => values.Count == 0;

    public IEnumerable<string> Codes => values.Keys;

    /// <summary>As it is stored.</summary>
    public static FieldValues Read(string? json) =>
        string.IsNullOrEmpty(json) ? new FieldValues() : new FieldValues(JsonSerializer.Deserialize<Dictionary<string, string>>(json, Json)!);

    /// <summary>An object with the codes in order, so that the same values are the same text.</summary>
    public string Write() => JsonSerializer.Serialize(values, Json);

    public FieldValues Copy() => new(values);

    /// <summary>The number of a field as stored; null where there is none.</summary>
    public long? Number(string? code) =>
        code is not null && long.TryParse(this[code], System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;
}
