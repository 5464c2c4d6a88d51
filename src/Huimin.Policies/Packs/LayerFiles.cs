using System.Globalization;

namespace Huimin.Policies;

/// <summary>The files of one layer: <c>layer.yaml</c> and a programme or an override of its parameters in each other file.</summary>
internal sealed class LayerFiles
{
    public required string Code { get; init; }

    public string Name { get; private set; } = "";

    public string NameEn { get; private set; } = "";

    public string? Extends { get; private set; }

    public string Region { get; private set; } = "";

    /// <summary>The zones of the place, or null if the layer does not declare them.</summary>
    public Zones? Zones { get; private set; }

    /// <summary>Every file with its content, for the hash.</summary>
    public List<YamlSource> Sources { get; } = [];

    public List<(YamlText Programme, YamlMap Map, bool IsOverride)> Programmes { get; } = [];

    /// <summary>Programmes whose files are not valid YAML: using them is not reported as a second mistake.</summary>
    public HashSet<string> Unread { get; } = [];

    /// <summary>The place to which errors about <c>extends:</c> belong.</summary>
    public Place ExtendsPlace { get; private set; }

    public static LayerFiles Read(PolicyFiles files, string code, ErrorList errors)
    {
        var layer = new LayerFiles { Code = code };
        var paths = files.FilesOf(code);
        var read = new (YamlSource? Source, YamlMap? Map)[paths.Count];
        Parallel.For(0, paths.Count, i =>
        {
            var source = YamlSource.Open(files, paths[i], errors);
            read[i] = (source, source?.Parse(errors));
        });
        for (var i = 0; i < read.Length; i++)
        {
            var (path, source) = (paths[i], read[i].Source);
            if (source is not null)
                layer.Sources.Add(source);
            if (read[i].Map is not { } map)
                layer.Unread.Add(Path.GetFileNameWithoutExtension(path));
            else if (Path.GetFileName(path) == "layer.yaml")
                layer.ReadLayer(map, errors);
            else
                layer.ReadProgramme(map, Path.GetFileNameWithoutExtension(path), errors);
        }
        return layer;
    }

    private void ReadLayer(YamlMap map, ErrorList errors)
    {
        var fields = new Fields(map, errors);
        Name = fields.Text("name", required: true)?.Text ?? "";
        NameEn = fields.Text("name_en", required: true)?.Text ?? "";
        var extends = fields.Text("extends", required: false);
        Extends = extends?.Text;
        ExtendsPlace = extends?.Place ?? map.Place;
        Region = fields.Text("region", required: false)?.Text ?? "";
        if (fields.Map("zones", required: false) is { } zones)
            Zones = ReadZones(zones, errors);
        fields.Done();
    }

    private void ReadProgramme(YamlMap map, string fileName, ErrorList errors)
    {
        var fields = new Fields(map, errors);
        if (fields.Text("programme", required: true) is not { } code)
            return;
        if (!FactCatalogueReader.Code.IsMatch(code.Text))
            errors.Add(code.Place, $"'{code.Text}' is not a code: small letters, digits and _, beginning with a letter");
        else if (code.Text != fileName)
            errors.Add(code.Place, $"the programme '{code.Text}' belongs in {code.Text}.yaml");
        Programmes.Add((code, map, fields.Choice("override", required: false, false, ("parameters", true))));
    }

    private static Zones ReadZones(YamlMap map, ErrorList errors)
    {
        var options = new List<Option>();
        var counties = new Dictionary<int, int>();
        var rest = -1;
        foreach (var (code, value) in map.Entries)
        {
            if (value is not YamlMap zone)
            {
                errors.Add(value.Place, $"the zone '{code.Text}' must be a mapping");
                continue;
            }
            var fields = new Fields(zone, errors);
            options.Add(new Option(code.Text, fields.Text("name", required: true)?.Text ?? "", fields.Text("name_en", required: true)?.Text ?? ""));
            var isRest = fields.Flag("rest");
            if (isRest && rest >= 0)
                errors.Add(zone.Place, "only one zone holds the rest of the counties");
            if (isRest)
                rest = options.Count - 1;
            foreach (var county in fields.Texts("counties", required: !isRest))
            {
                if (county.Text.Length != 6 || !int.TryParse(county.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                    errors.Add(county.Place, $"'{county.Text}' is not the six-digit code of a county");
                else if (!counties.TryAdd(number, options.Count - 1))
                    errors.Add(county.Place, $"the county {county.Text} is in two zones");
            }
            fields.Done();
        }
        return new Zones(options, counties, rest);
    }
}
