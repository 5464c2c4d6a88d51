using System.Buffers;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using Huimin.Policies;

namespace Huimin.Platform.Simulations;

/// <summary>What became of an upload: a pack, or one sentence why it is none, or the errors of its policies.</summary>
public sealed record UploadReading(PolicyPack? Pack, FormattableString? Refusal, IReadOnlyList<PolicyError> Errors);

/// <summary>
/// Policies that people upload to try: one programme's <c>.yaml</c>, or a <c>.zip</c> of a layer's files. They are put over the
/// policies in force and kept in memory only, the last few; nothing of them is stored.
/// </summary>
public sealed partial class UploadedPacks
{
    /// <summary>The largest upload; the policies of a city are a hundredth of it.</summary>
    public const int MostBytes = 4_000_000;

    private const int MostFiles = 300;
    private const int MostFileBytes = 1_000_000; // as the reader of policies has it
    private const int MostUnpackedBytes = 20_000_000;
    private const int MostKept = 8;

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
    public UploadReading Accept(string fileName, byte[] content, PolicyPack pack)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(pack);
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        if (ReadTexts(fileName ?? "", content, pack, texts) is { } refusal)
            return new UploadReading(null, refusal, []);
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

        return new UploadReading(reading.Pack, null, reading.Errors);
    }

    private void Keep(PolicyPack pack)
    {
        packs.RemoveAll(p => p.Hash == pack.Hash);
        packs.Insert(0, pack);
        if (packs.Count > MostKept)
            packs.RemoveAt(MostKept);
    }

    private static FormattableString? ReadTexts(string fileName, byte[] content, PolicyPack pack, Dictionary<string, string> texts)
    {
        if (content.Length == 0)
            return $"文件是空的，请选一个 .yaml 政策文件或政策层的 .zip。";
        if (content.Length > MostBytes)
            return $"文件超过{MostBytes / 1_000_000}MB；一个城市的政策不到它的百分之一，请核对是否选错了文件。";
        if (content is [(byte)'P', (byte)'K', 3 or 5, 4 or 6, ..])
            return ReadZip(content, pack, texts);
        if (!IsYaml(fileName))
            return $"这不是政策包：请上传一个项目的 .yaml 文件，或者政策层各文件打成的 .zip。";
        return Add(Path.GetFileName(fileName), "", content, pack, texts);
    }

    private static FormattableString? ReadZip(byte[] content, PolicyPack pack, Dictionary<string, string> texts)
    {
        try
        {
            using var zip = new ZipArchive(new MemoryStream(content, writable: false), ZipArchiveMode.Read, leaveOpen: false, Encoding.UTF8);
            if (zip.Entries.Count > MostFiles)
                return $"压缩包里有{zip.Entries.Count}个文件，最多{MostFiles}个。";
            var total = 0;
            foreach (var entry in zip.Entries)
            {
                var segments = entry.FullName.Split('/', '\\');
                if (entry.FullName is ['/' or '\\', ..] || segments.Any(s => s is ".." || s.Contains(':', StringComparison.Ordinal)))
                    return $"压缩包里的路径 {Shortened(entry.FullName)} 指向包外，不予读取。";
                if (segments[^1].Length == 0 || segments[0] == "__MACOSX" || segments[^1] == ".DS_Store")
                    continue;
                if (!IsYaml(segments[^1]))
                    return $"这不是政策包：里面有 {Shortened(entry.FullName)}，政策包里只有 .yaml 文件。";
                // What an entry says of its length may be a lie: it is read up to the limit and no further.
                using var stream = entry.Open();
                if (Read(stream) is not { } bytes)
                    return $"压缩包里的 {Shortened(entry.FullName)} 超过{MostFileBytes / 1_000_000}MB。";
                total += bytes.Length;
                if (total > MostUnpackedBytes)
                    return $"压缩包解开后超过{MostUnpackedBytes / 1_000_000}MB。";
                if (Add(segments[^1], segments.Length > 1 ? segments[^2] : "", bytes, pack, texts) is { } refusal)
                    return refusal;
            }

            if (texts.Count == 0)
                return $"压缩包里没有 .yaml 政策文件。";
            return null;
        }
        catch (InvalidDataException)
        {
            return $"压缩包已损坏，读不出来。";
        }
    }

    /// <summary>Finds the place of a text among the policies in force: its programme's, or the layer whose folder it stands in.</summary>
    private static FormattableString? Add(string name, string folder, byte[] content, PolicyPack pack, Dictionary<string, string> texts)
    {
        string text;
        try
        {
            text = Strict.GetString(content).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            return $"{Shortened(name)} 不是 UTF-8 文字，请另存为 UTF-8 再上传。";
        }

        var layer = pack.Files.ContainsKey($"{folder}/layer.yaml") ? folder : "";
        string path;
        if (name == "facts.yaml" && text != pack.Files["facts.yaml"])
            return $"facts.yaml 与现行的不同；测算用的是现有的居民信息，不能换信息目录。";
        if (name == "facts.yaml")
            return null;
        if (name == "layer.yaml")
            path = $"{(layer.Length > 0 ? layer : pack.Layer)}/layer.yaml";
        else if (Code().Match(text) is not { Success: true } match)
            return $"{Shortened(name)} 里没有“programme: 代号”一行，不是项目的政策文件。";
        else
            path = $"{(layer.Length > 0 ? layer : LayerOf(match.Groups["code"].Value, text, pack))}/{match.Groups["code"].Value}.yaml";
        if (!texts.TryAdd(path, text))
            return $"压缩包里有两个 {path}。";
        return null;
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

    private static byte[]? Read(Stream stream)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(MostFileBytes + 1);
        try
        {
            var length = stream.ReadAtLeast(buffer.AsSpan(0, MostFileBytes + 1), MostFileBytes + 1, throwOnEndOfStream: false);
            return length > MostFileBytes ? null : buffer[..length];
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static bool IsYaml(string name) =>
        name.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".yml", StringComparison.OrdinalIgnoreCase);

    private static string Shortened(string name) => name.Length <= 60 ? name : name[..59] + "…";

    [GeneratedRegex(@"^programme:[ \t]*(?<code>[a-z][a-z0-9_]{0,63})[ \t]*(?:#.*)?\r?$", RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Code();

    [GeneratedRegex(@"^override:", RegexOptions.Multiline | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Override();
}
