using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Huimin.Platform.Ui;

/// <summary>One county on a map: what it is called, its quantity (null when unknown) and the list behind it.</summary>
public sealed record CountyValue(long Code, string Name, double? Value, string Href);

/// <summary>
/// A city's counties coloured by a quantity. Drawn on the server as SVG: it is there with the page, prints, needs no script, and
/// every county is a link. The same numbers always stand in a table beside it.
/// </summary>
public sealed class CountyMap : ComponentBase
{
    /// <summary>Light to dark; told apart without colour vision, because it is lightness that changes.</summary>
    private static readonly (int R, int G, int B)[] Scale =
        [(0xea, 0xf1, 0xf9), (0xa9, 0xc7, 0xe8), (0x5b, 0x93, 0xcf), (0x1f, 0x5f, 0xa8), (0x12, 0x3c, 0x6b)];

    [Parameter, EditorRequired]
    public required CityDrawing Drawing { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<CountyValue> Values { get; set; }

    /// <summary>What the map shows, read out instead of the picture.</summary>
    [Parameter, EditorRequired]
    public required string Description { get; set; }

    /// <summary>Unit after the numbers of the legend: ‰.</summary>
    [Parameter]
    public string Unit { get; set; } = "";

    /// <summary>How the numbers are written.</summary>
    [Parameter]
    public string Format { get; set; } = "0.0";

    /// <summary>Colours by the size of a change, whatever its direction; the numbers keep their signs.</summary>
    [Parameter]
    public bool BySize { get; set; }

    /// <summary>A file of its own, which brings its style along and links nowhere.</summary>
    [Parameter]
    public bool IsFile { get; set; }

    [Inject]
    private Words L { get; set; } = default!;

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var known = Values.Where(v => v.Value is not null).Select(v => Depth(v.Value!.Value)).ToList();
        var (low, high) = known.Count == 0 ? (0, 0) : (known.Min(), known.Max());
        var values = Values.ToDictionary(v => v.Code);

        builder.OpenElement(0, "svg");
        builder.AddAttribute(1, "class", "hm-map");
        builder.AddAttribute(2, "viewBox", $"0 0 {Drawing.Width} {Drawing.Height}");
        builder.AddAttribute(3, "role", "group");
        builder.AddAttribute(4, "aria-label", Description);
        if (IsFile)
            AddStyle(builder);
        foreach (var county in Drawing.Counties)
            AddShape(builder, county, values.GetValueOrDefault(county.Code), low, high);
        foreach (var county in Drawing.Counties)
            if (county.LabelAt is { } place)
                AddLabel(builder, county, place, values.GetValueOrDefault(county.Code), low, high);
        if (known.Count > 0)
            AddLegend(builder, low, high);
        builder.CloseElement();
    }

    /// <summary>As <c>map.css</c> has it.</summary>
    private static void AddStyle(RenderTreeBuilder builder)
    {
        builder.AddAttribute(5, "xmlns", "http://www.w3.org/2000/svg");
        builder.OpenElement(6, "style");
        builder.AddContent(7, "path{stroke:#fff;stroke-width:2px}text{font:26px sans-serif;fill:#1c2733;text-anchor:middle;paint-order:stroke;stroke:rgb(255 255 255/70%);stroke-width:4px;stroke-linejoin:round}"
            + "text.light{fill:#fff;stroke:rgb(18 60 107/55%)}.legend text{text-anchor:start;font-size:24px;fill:#4a5866;stroke:none}");
        builder.CloseElement();
    }

    private void AddShape(RenderTreeBuilder builder, CountyShape county, CountyValue? value, double low, double high)
    {
        builder.OpenElement(9, "a");
        builder.AddAttribute(10, "lang", "zh-CN");
        if (value is not null)
        {
            if (value.Href.Length > 0)
                builder.AddAttribute(11, "href", value.Href);
            builder.AddAttribute(12, "aria-label", $"{value.Name} {Number(value.Value)}");
        }

        builder.OpenElement(13, "path");
        builder.AddAttribute(14, "d", county.Path);
        builder.AddAttribute(15, "fill", Color(value?.Value is { } known ? Depth(known) : null, low, high));
        builder.OpenElement(16, "title");
        builder.AddContent(17, $"{value?.Name ?? county.Name} {Number(value?.Value)}");
        builder.CloseElement();
        builder.CloseElement();
        builder.CloseElement();
    }

    private void AddLabel(RenderTreeBuilder builder, CountyShape county, double[] place, CountyValue? value, double low, double high)
    {
        builder.OpenElement(20, "text");
        builder.AddAttribute(21, "x", Invariant(place[0]));
        builder.AddAttribute(22, "y", Invariant(place[1]));
        builder.AddAttribute(23, "aria-hidden", "true");
        if (value?.Value is { } known && high > low && (Depth(known) - low) / (high - low) > 0.45)
            builder.AddAttribute(24, "class", "light");
        builder.OpenRegion(25);
        AddLine(builder, place, "-0.1em", value?.Name ?? county.Name, "zh-CN");
        builder.CloseRegion();
        builder.OpenRegion(26);
        AddLine(builder, place, "1.1em", Number(value?.Value), null);
        builder.CloseRegion();
        builder.CloseElement();
    }

    private static void AddLine(RenderTreeBuilder builder, double[] place, string down, string text, string? language)
    {
        builder.OpenElement(0, "tspan");
        builder.AddAttribute(1, "x", Invariant(place[0]));
        builder.AddAttribute(2, "dy", down);
        builder.AddAttribute(3, "lang", language);
        builder.AddContent(4, text);
        builder.CloseElement();
    }

    private void AddLegend(RenderTreeBuilder builder, double low, double high)
    {
        const int step = 34;
        if (Drawing.LegendAt is not [var left, var top])
            return; // drawn before maps knew a free corner
        builder.OpenElement(40, "g");
        builder.AddAttribute(41, "class", "legend");
        builder.AddAttribute(42, "aria-label", L["图例"]);
        for (var i = 0; i < Scale.Length; i++)
        {
            builder.OpenElement(43, "rect");
            builder.AddAttribute(44, "x", Invariant(left));
            builder.AddAttribute(45, "y", Invariant(top + (Scale.Length - 1 - i) * step));
            builder.AddAttribute(46, "width", "26");
            builder.AddAttribute(47, "height", Invariant(step));
            builder.AddAttribute(48, "fill", Hex(Scale[i]));
            builder.CloseElement();
        }

        AddMark(builder, left + 36, top + 22, high);
        AddMark(builder, left + 36, top + Scale.Length * step - 6, low);
        builder.CloseElement();
    }

    private void AddMark(RenderTreeBuilder builder, double x, double y, double value)
    {
        builder.OpenElement(50, "text");
        builder.AddAttribute(51, "x", Invariant(x));
        builder.AddAttribute(52, "y", Invariant(y));
        builder.AddContent(53, Number(value) + Unit);
        builder.CloseElement();
    }

    private double Depth(double value) => BySize ? Math.Abs(value) : value;

    private static string Color(double? value, double low, double high)
    {
        if (value is not { } known)
            return "#f1f3f5";
        var at = high > low ? (known - low) / (high - low) * (Scale.Length - 1) : (Scale.Length - 1) / 2.0;
        var i = Math.Min((int)at, Scale.Length - 2);
        var part = at - i;
        var (from, to) = (Scale[i], Scale[i + 1]);
        return Hex((Mix(from.R, to.R), Mix(from.G, to.G), Mix(from.B, to.B)));

        int Mix(int a, int b) => (int)Math.Round(a + (b - a) * part);
    }

    private static string Hex((int R, int G, int B) color) => $"#{color.R:x2}{color.G:x2}{color.B:x2}";

    private string Number(double? value) => value?.ToString(Format, CultureInfo.InvariantCulture).Replace('-', '−') ?? "—";

    private static string Invariant(double value) => value.ToString(CultureInfo.InvariantCulture);
}
