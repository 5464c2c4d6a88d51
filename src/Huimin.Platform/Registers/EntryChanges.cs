using Huimin.Platform.Ui;

namespace Huimin.Platform.Registers;

/// <summary>What a version of an entry says, field by field in words, so that two of them can be compared; sealed fields are left out.</summary>
internal static class EntryChanges
{
    public static IReadOnlyList<(string Name, string Value)> Of(RegisterType type, RegisterEntry entry, ShowFields show, Words words) =>
        Of(type, entry.Name, entry.State, entry.ExpiresOn, entry.Region, entry.Fields, show, words);

    public static IReadOnlyList<(string Name, string Value)> Of(RegisterType type, RegisterVersion version, ShowFields show, Words words) =>
        Of(type, version.Name, version.State, version.ExpiresOn, version.Region, version.Fields, show, words);

    /// <summary>What differs: name of the field, before, after.</summary>
    public static IReadOnlyList<(string Name, string Before, string After)> Between(IReadOnlyList<(string Name, string Value)> before, IReadOnlyList<(string Name, string Value)> after) =>
        [.. before.Zip(after).Where(p => p.First.Value != p.Second.Value).Select(p => (p.First.Name, p.First.Value, p.Second.Value))];

    private static IReadOnlyList<(string Name, string Value)> Of(
        RegisterType type, string name, string state, DateOnly? expires, long region, string fields, ShowFields show, Words words)
    {
        var values = FieldValues.Read(fields);
        return
        [
            (Texts.In(words.English, type.Named.Label), name),
            (words["状态"], Texts.In(words.English, type.State(state).Name)),
            (words["区划代码"], region.ToString("D12", System.Globalization.CultureInfo.InvariantCulture)),
            (words["有效期至"], expires is { } day ? words.Date(day) : ""),
            .. type.Fields.Where(f => !f.IsSecret).Select(f => (Texts.In(words.English, f.Label), show.Text(f, values[f.Code]))),
        ];
    }
}
