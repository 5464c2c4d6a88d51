using System.Text;
using System.Text.RegularExpressions;
using Huimin.Platform.Files.Uploading;
using Huimin.Policies;

namespace Huimin.Platform.Simulations;

/// <summary>What became of an upload: a pack, or the errors of its policies.</summary>
public sealed record UploadReading(PolicyPack? Pack, IReadOnlyList<PolicyError> Errors);

/// <summary>
/// Policies that people upload to try: one programme's <c>.yaml</c>, or a <c>.zip</c> of a layer's files. They are put over the
/// policies in force and kept in memory only, the last few; nothing of them is stored.
/// </summary>
public sealed partial class UploadedPacks
{
    /// <summary>The largest upload; the policies of a city are a hundredth of it.</summary>
    public const int MostBytes = 4_000_000;

    private const int MostKept = 8;

    /// <summary>One programme, or an archive of a layer; a file inside is as long as the reader of policies takes.</summary>
    public static UploadRule Rule { get; } = new(MostBytes, NotAPack(), ".yaml", ".yml", ".zip")
    {
        Zip = new ZipRule(MostFiles: 300, MostFileBytes: 1_000_000, MostBytes: 20_000_000, NotOfAPack, ".yaml", ".yml"),
    };

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Lock gate = new();
    private readonly List<PolicyPack> packs = []; // the last used first

    /// <summary>The name by which addresses call a pack; the same policies have the same name.</summary>
    public static string Key(PolicyPack pack) => pack?.Hash[..16] ?? throw new ArgumentNullException(nameof(pack));

    /// <summary>The pack of that name, or null when it was pushed out or the program was started again.</summary>
    public PolicyPack? Find(string key)
    {
        lock (gate)
        {
            var pack = packs.Find(p => Key(p) == key);
            if (pack is not null)
                Keep(pack);
            return pack;
        }
    }

    /// <param name="fileName">As the browser gives it; only its ending counts.</param>
    /// <param name="content">At most <see cref="MostBytes"/>; a longer one is refused.</param>
    /// <param name="pack">What is in force, over which the upload is put.</param>
    /// <exception cref="CannotRunException">It is no pack; in one sentence.</exception>
    public UploadReading Accept(string fileName, byte[] content, PolicyPack pack)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(pack);
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        ReadTexts(fileName ?? "", content, pack, texts);
        var files = new Dictionary<string, string>(pack.Files, StringComparer.Ordinal);
        // With its layer.yaml a layer is whole: what is not in it is gone.
        foreach (var layer in texts.Keys.Where(p => p.EndsWith("/layer.yaml", StringComparison.Ordinal)).Select(p => p[..^"layer.yaml".Length]))
            foreach (var old in files.Keys.Where(p => p.StartsWith(layer, StringComparison.Ordinal)).ToList())
                files.Remove(old);
        foreach (var (path, text) in texts)
            files[path] = text;
        var reading = PolicyPack.Read(PolicyFiles.InMemory(files), pack.Layer);
        if (reading.Pack is { } read)
        {
            lock (gate)
                Keep(read);
        }

        return new UploadReading(reading.Pack, reading.Errors);
    }

    private void Keep(PolicyPack pack)
    {
        packs.RemoveAll(p => p.Hash == pack.Hash);
        packs.Insert(0, pack);
        if (packs.Count > MostKept)
            packs.RemoveAt(MostKept);
    }

    private static void ReadTexts(string fileName, byte[] content, PolicyPack pack, Dictionary<string, string> texts)
    {
        var file = Uploads.Check(fileName, content, Rule);
        if (file.Kind != FileKind.Zip)
        {
            Add(file.Name, "", content, pack, texts);
            return;
        }

        foreach (var entry in Uploads.Unpack(file, Rule.Zip!))
            Add(entry.Name, entry.Folder, entry.Content, pack, texts);
        if (texts.Count == 0)
            throw new CannotRunException($"压缩包里没有 .yaml 政策文件。");
    }

    /// <summary>Finds the place of a text among the policies in force: its programme's, or the layer whose folder it stands in.</summary>
    private static void Add(string name, string folder, byte[] content, PolicyPack pack, Dictionary<string, string> texts)
    {
        string text;
        try
        {
            text = Strict.GetString(content).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException e)
        {
            throw new CannotRunException($"{Shortened(name)} 不是 UTF-8 文字，请另存为 UTF-8 再上传。", e);
        }

        var layer = pack.Files.ContainsKey($"{folder}/layer.yaml") ? folder : "";
        string path;
        if (name == "facts.yaml" && text != pack.Files["facts.yaml"])
            throw new CannotRunException($"facts.yaml 与现行的不同；测算用的是现有的居民信息，不能换信息目录。");
        if (name == "facts.yaml")
            return;
        if (name == "layer.yaml")
            path = $"{(layer.Length > 0 ? layer : pack.Layer)}/layer.yaml";
        else if (Code().Match(text) is not { Success: true } match)
            throw new CannotRunException($"{Shortened(name)} 里没有“programme: 代号”一行，不是项目的政策文件。");
        else
            path = $"{(layer.Length > 0 ? layer : LayerOf(match.Groups["code"].Value, text, pack))}/{match.Groups["code"].Value}.yaml";
        if (!texts.TryAdd(path, text))
            throw new CannotRunException($"压缩包里有两个 {path}。");
    }

    /// <summary>A programme takes the place of the text that states it; an override, or what is new, stands in the city's own layer.</summary>
    private static string LayerOf(string code, string text, PolicyPack pack)
    {
        if (Override().IsMatch(text))
            return pack.Layer;
        var stated = pack.Files.Where(f => f.Key.EndsWith($"/{code}.yaml", StringComparison.Ordinal) && !Override().IsMatch(f.Value)).Select(f => f.Key).ToList();
        for (var nearer = pack; nearer is not null; nearer = nearer.Extends)
            if (stated.Contains($"{nearer.Layer}/{code}.yaml"))
                return nearer.Layer;
        return pack.Layer;
    }

    private static FormattableString NotAPack() => $"这不是政策包：请上传一个项目的 .yaml 文件，或者政策层各文件打成的 .zip。";

    private static FormattableString NotOfAPack(string path) => $"这不是政策包：里面有 {path}，政策包里只有 .yaml 文件。";

    private static string Shortened(string name) => name.Length <= 60 ? name : name[..59] + "…";

    [GeneratedRegex(@"^programme:[ \t]*(?<code>[a-z][a-z0-9_]{0,63})[ \t]*(?:#.*)?\r?$", RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Code();

    [GeneratedRegex(@"^override:", RegexOptions.Multiline | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Override();
}
