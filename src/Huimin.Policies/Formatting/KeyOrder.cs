namespace Huimin.Policies;

/// <summary>
/// The order of the names in each part of a policy file. Names that are the author's own (of parameters, values, facts, options) are in
/// no list and keep their order: it has meaning.
/// </summary>
internal static class KeyOrder
{
    private static readonly string[] Law = ["cite", "from", "to"];
    private static readonly string[] Names = ["name", "name_en"];

    /// <summary>The sections of a programme; a blank line stands between them.</summary>
    public static readonly string[][] Sections =
    [
        ["programme", "override", "name", "name_en", "line", "kind", "unit", "grant", "starts", "lasts", "task", "task_en", "handle", "law"],
        ["inputs"],
        ["parameters"],
        ["define"],
        ["require"],
        ["overlaps"],
        ["amount", "round", "persons"],
        ["examples"],
    ];

    /// <summary>The names of a part of a file, in order: <c>programme/require/*</c>.</summary>
    public static IReadOnlyList<string> Of(string path) => Orders[path];

    private static readonly Dictionary<string, string[]> Orders = new(StringComparer.Ordinal)
    {
        ["programme"] = [.. Sections.SelectMany(s => s)],
        ["programme/inputs/*"] = ["type", "name", "name_en", "options", "default"],
        ["programme/inputs/*/options/*"] = Names,
        ["programme/parameters/*"] = ["name", "name_en", "type", "by", "lookup", "gaps", "parts", "values"],
        ["programme/parameters/*/parts/*"] = Names,
        ["programme/parameters/*/values/*"] = ["from", "to", "law", "source", "note", "note_en"],
        ["programme/define/*"] = ["value", "of", "name", "name_en", "so", "so_en", "law"],
        ["programme/require/*"] = ["overlap", "that", "else", "else_en", "so", "so_en", "law"],
        ["programme/overlaps/*"] = ["with", "rule", "by", "else", "else_en", "so", "so_en", "law", "note", "note_en"],
        ["programme/amount"] = ["value", "floor", "cap", "so", "so_en", "law"],
        ["programme/examples/*"] = ["name", "month", "set", "inputs", "paid", "household", "expect", "also"],
        ["layer"] = ["name", "name_en", "extends", "region", "zones"],
        ["layer/zones/*"] = ["name", "name_en", "counties", "rest"],
        ["facts"] = ["sources", "choices", "household", "member"],
        ["facts/sources/*"] = ["id", "code", "name", "name_en"],
        ["facts/choices/*/*"] = Names,
        ["facts/household/*"] = Fact,
        ["facts/member/*"] = Fact,
    };

    private static string[] Fact => ["id", "type", "options", "min", "max", "default", "means", "identity", "name", "name_en", "description", "description_en"];

    /// <summary>The entries of a mapping in their order: names of the list first.</summary>
    /// <param name="path">The kind of file and the names down to the mapping: <c>programme/require/*</c>.</param>
    public static IReadOnlyList<LaidOutEntry> Sorted(LaidOutGroup map, string path)
    {
        var order = path.EndsWith("/law/*", StringComparison.Ordinal) ? Law : Orders.GetValueOrDefault(path);
        return order is null || !map.IsMap ? map.Entries : [.. map.Entries.OrderBy(e => Array.IndexOf(order, e.Key!.Value) is >= 0 and var at ? at : order.Length)];
    }

    /// <summary>The path of an entry: a list's items and an author's own names are <c>*</c>.</summary>
    public static string Below(string path, LaidOutEntry entry)
    {
        var own = path is "programme/inputs" or "programme/inputs/*/options" or "programme/parameters" or "programme/parameters/*/parts" or "programme/define"
            or "layer/zones" or "facts/choices" or "facts/choices/*" or "facts/household" or "facts/member";
        return $"{path}/{(entry.Key is null || own ? "*" : entry.Key.Value)}";
    }
}
