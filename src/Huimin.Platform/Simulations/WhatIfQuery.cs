using System.Globalization;
using Huimin.Platform.Ui;
using Huimin.Policies;
using Microsoft.AspNetCore.Http;

namespace Huimin.Platform.Simulations;

/// <summary>The state of the what-if page, all of it in the address: the variants, which one is looked at, and how.</summary>
public sealed record WhatIfQuery
{
    public const int MostVariants = 4;
    public const string Path = "/what-if";

    /// <summary>The variants to compare, each as <see cref="TrialText"/>.</summary>
    public IReadOnlyList<TrialText> Variants { get; init; } = [];

    /// <summary>Position of the variant whose details are shown.</summary>
    public int Shown { get; init; }

    /// <summary>Whether the year is computed too.</summary>
    public bool Year { get; init; }

    /// <summary>The county whose townships are shown; null for the whole city.</summary>
    public long? County { get; init; }

    /// <summary>Code of the programme on the map; null for all together.</summary>
    public string? Map { get; init; }

    /// <summary>Code of the programme whose parameters the form shows.</summary>
    public string? Form { get; init; }

    /// <summary>Position of the variant that the form changes; as many as there are variants for a new one.</summary>
    public int Edited { get; init; }

    /// <summary>Reads an address; what makes no sense in it is left out, and <see cref="PolicyException"/> says which variant cannot be read.</summary>
    /// <exception cref="PolicyException">A variant is no list of changes.</exception>
    public static WhatIfQuery Read(IQueryCollection query)
    {
        ArgumentNullException.ThrowIfNull(query);
        var variants = query["v"].OfType<string>().Take(MostVariants).Select(TrialText.Parse).Where(v => !v.IsEmpty).ToList();
        return new WhatIfQuery
        {
            Variants = variants,
            Shown = Number(query["d"]) is > 0 and var shown && shown <= variants.Count ? (int)shown - 1 : 0,
            Year = query["year"] == "1",
            County = Number(query["county"]) is >= 110_000_000_000 and <= 999_999_999_999 and var county && county % 1_000_000 == 0 ? county : null,
            Map = Text(query["map"]),
            Form = Text(query["p"]),
            Edited = Number(query["e"]) is > 0 and var edited && edited <= variants.Count + 1 ? (int)edited - 1 : Math.Max(0, variants.Count - 1),
        };
    }

    public string Href(Desk desk, string path = Path)
    {
        ArgumentNullException.ThrowIfNull(desk);
        return desk.Href(path, [
            .. Variants.Select(v => ("v", (object?)v.ToString())),
            ("d", Shown > 0 ? Shown + 1 : null),
            ("year", Year ? 1 : null),
            ("county", County),
            ("map", Map),
            ("p", Form),
            ("e", Edited != Math.Max(0, Variants.Count - 1) ? Edited + 1 : null),
        ]);
    }

    /// <summary>With this variant at the edited position: in the place of another, added, or, when empty, taken out.</summary>
    public WhatIfQuery WithEdited(TrialText variant)
    {
        ArgumentNullException.ThrowIfNull(variant);
        var variants = Variants.ToList();
        if (Edited < variants.Count)
            variants[Edited] = variant;
        else
            variants.Add(variant);
        variants.RemoveAll(v => v.IsEmpty);
        var edited = Math.Clamp(Edited, 0, Math.Max(0, variants.Count - 1));
        return this with { Variants = variants, Edited = edited, Shown = edited };
    }

    public WhatIfQuery Without(int variant) =>
        this with { Variants = [.. Variants.Where((_, i) => i != variant)], Shown = 0, Edited = Math.Max(0, Variants.Count - 2) };

    private static long? Number(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string? Text(string? text) => text is { Length: > 0 and <= 64 } ? text : null;
}
