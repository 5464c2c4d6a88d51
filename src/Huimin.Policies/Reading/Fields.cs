using System.Globalization;

namespace Huimin.Policies;

/// <summary>Takes the entries of a mapping one by one; what nobody took is an unknown key and an error.</summary>
internal sealed class Fields(YamlMap map, ErrorList errors)
{
    private readonly Dictionary<string, KeyValuePair<YamlText, YamlValue>> left =
        map.Entries.ToDictionary(e => e.Key.Text, StringComparer.Ordinal);

    private readonly List<string> known = [];

    public Place Place => map.Place;

    public bool Has(string name) => left.ContainsKey(name);

    public YamlValue? Take(string name)
    {
        known.Add(name);
        return left.Remove(name, out var entry) ? entry.Value : null;
    }

    /// <summary>A text; null with an error if it is absent and required, empty, or not a text.</summary>
    public YamlText? Text(string name, bool required)
    {
        switch (Take(name))
        {
            case null:
                if (required)
                    errors.Add(map.Place, $"'{name}:' is missing");
                return null;
            case YamlText { IsNull: false } text:
                return text;
            case var other:
                errors.Add(other.Place, $"'{name}:' must be a text");
                return null;
        }
    }

    public IReadOnlyList<YamlText> Texts(string name, bool required)
    {
        var value = Take(name);
        if (value is null)
        {
            if (required)
                errors.Add(map.Place, $"'{name}:' is missing");
            return [];
        }
        IReadOnlyList<YamlValue> items = value is YamlList list ? list.Items : [value];
        var texts = items.OfType<YamlText>().Where(t => !t.IsNull).ToList();
        if (texts.Count < items.Count || (required && texts.Count == 0))
            errors.Add(value.Place, $"'{name}:' must be a text or a list of texts");
        return texts;
    }

    /// <summary>Articles of law: a text, or <c>{cite: …, from: …, to: …}</c> where the law changes; one or a list of them.</summary>
    public IReadOnlyList<Citation> Citations(string name, bool required)
    {
        var value = Take(name);
        if (value is null && required)
            errors.Add(map.Place, $"'{name}:' is missing");
        var citations = new List<Citation>();
        foreach (var item in value is YamlList list ? list.Items : value is null ? [] : [value])
        {
            if (item is YamlText { IsNull: false } text)
                citations.Add(new Citation(text.Text, null, null));
            else if (item is YamlMap dated)
            {
                var fields = new Fields(dated, errors);
                var (from, to) = (fields.Date("from", required: false), fields.Date("to", required: false));
                citations.Add(new Citation(fields.Text("cite", required: true)?.Text ?? "", from, to));
                fields.Done();
            }
            else
                errors.Add(item.Place, $"'{name}:' must name an article or a document");
        }
        if (required && value is not null && citations.Count == 0)
            errors.Add(value.Place, $"'{name}:' must name an article or a document");
        return citations;
    }

    public YamlMap? Map(string name, bool required)
    {
        switch (Take(name))
        {
            case null:
                if (required)
                    errors.Add(map.Place, $"'{name}:' is missing");
                return null;
            case YamlMap value:
                return value;
            case YamlText { IsNull: true } when !required:
                return null;
            case var other:
                errors.Add(other.Place, $"'{name}:' must be a mapping");
                return null;
        }
    }

    public IReadOnlyList<YamlMap> Maps(string name, bool required)
    {
        switch (Take(name))
        {
            case null:
                if (required)
                    errors.Add(map.Place, $"'{name}:' is missing");
                return [];
            case YamlList list:
                foreach (var item in list.Items.Where(i => i is not YamlMap))
                    errors.Add(item.Place, $"each item of '{name}:' must be a mapping");
                return [.. list.Items.OfType<YamlMap>()];
            case var other:
                errors.Add(other.Place, $"'{name}:' must be a list");
                return [];
        }
    }

    public T Choice<T>(string name, bool required, T otherwise, params (string Word, T Value)[] words)
    {
        if (Text(name, required) is not { } text)
            return otherwise;
        foreach (var (word, value) in words)
            if (text.Text == word)
                return value;
        errors.Add(text.Place, $"'{text.Text}' is not one of {string.Join(", ", words.Select(w => w.Word))}{Suggestion.For(text.Text, words.Select(w => w.Word))}");
        return otherwise;
    }

    public bool Flag(string name) => Choice(name, required: false, false, ("true", true), ("false", false));

    public int? WholeNumber(string name, bool required)
    {
        if (Text(name, required) is not { } text)
            return null;
        if (int.TryParse(text.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            return number;
        errors.Add(text.Place, $"'{name}:' must be a whole number");
        return null;
    }

    public DateOnly? Date(string name, bool required)
    {
        if (Text(name, required) is not { } text)
            return null;
        if (DateOnly.TryParseExact(text.Text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return date;
        errors.Add(text.Place, $"'{text.Text}' is not a date; write it as 2026-11-01");
        return null;
    }

    /// <summary>What nobody took yet, for mappings whose names are the author's.</summary>
    public IReadOnlyList<KeyValuePair<YamlText, YamlValue>> TakeRest()
    {
        var rest = map.Entries.Where(e => left.ContainsKey(e.Key.Text)).ToList();
        left.Clear();
        return rest;
    }

    public void Done()
    {
        foreach (var (name, entry) in left)
            errors.Add(entry.Key.Place, $"'{name}:' is not known here{Suggestion.For(name, known)}");
    }
}
