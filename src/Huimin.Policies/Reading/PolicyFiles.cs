namespace Huimin.Policies;

/// <summary>
/// The texts of policies, wherever they are: in the folder <c>policies</c>, or in memory (a draft, an upload, a published version).
/// Paths are relative and use <c>/</c>: <c>facts.yaml</c>, <c>linyi/layer.yaml</c>, <c>linyi/dibao.yaml</c>.
/// </summary>
public abstract class PolicyFiles
{
    private protected PolicyFiles() { }

    /// <summary>The word before the paths in errors: <c>policies</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The layers, in order of their codes: what has a <c>layer.yaml</c>.</summary>
    public abstract IReadOnlyList<string> Layers { get; }

    /// <summary>The files of a folder; read when they are needed, so a change on disk is seen by the next reading.</summary>
    public static PolicyFiles Folder(string path) => new FolderFiles(path);

    /// <summary>Texts by path.</summary>
    public static PolicyFiles InMemory(IReadOnlyDictionary<string, string> texts, string name = "policies") =>
        new MemoryFiles(texts.ToDictionary(t => t.Key, t => System.Text.Encoding.UTF8.GetBytes(t.Value), StringComparer.Ordinal), name);

    /// <summary>These files with one put in, replaced, or (without a text) taken out.</summary>
    public PolicyFiles With(string path, string? text) => new ChangedFiles(this, path, text is null ? null : System.Text.Encoding.UTF8.GetBytes(text));

    /// <summary>Paths of the <c>.yaml</c> files of a layer, in ordinal order.</summary>
    internal abstract IReadOnlyList<string> FilesOf(string layer);

    /// <summary>The bytes of a file, or null if there is none.</summary>
    /// <param name="limit">A longer file is read up to one byte more than this: the reader refuses it.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file cannot be read.</exception>
    internal abstract byte[]? Read(string path, int limit);

    private sealed class FolderFiles(string folder) : PolicyFiles
    {
        private readonly string root = Path.GetFullPath(folder);

        public override string Name => Path.GetFileName(Path.TrimEndingDirectorySeparator(root));

        public override IReadOnlyList<string> Layers => !Directory.Exists(root) ? [] :
            [.. Directory.EnumerateDirectories(root).Where(d => File.Exists(Path.Combine(d, "layer.yaml"))).Select(d => Path.GetFileName(d)).Order(StringComparer.Ordinal)];

        internal override IReadOnlyList<string> FilesOf(string layer) => !Directory.Exists(Path.Combine(root, layer)) ? [] :
            [.. Directory.EnumerateFiles(Path.Combine(root, layer), "*.yaml").Select(f => $"{layer}/{Path.GetFileName(f)}").Order(StringComparer.Ordinal)];

        internal override byte[]? Read(string path, int limit)
        {
            var file = Path.Combine(root, path);
            if (!File.Exists(file))
                return null;
            using var stream = File.OpenRead(file);
            var bytes = new byte[Math.Min(stream.Length, limit + 1L)];
            stream.ReadExactly(bytes);
            return bytes;
        }
    }

    private sealed class MemoryFiles(Dictionary<string, byte[]> files, string name) : PolicyFiles
    {
        public override string Name => name;

        public override IReadOnlyList<string> Layers { get; } =
            [.. files.Keys.Where(p => p.EndsWith("/layer.yaml", StringComparison.Ordinal) && p.Count(c => c == '/') == 1).Select(p => p[..p.IndexOf('/', StringComparison.Ordinal)]).Order(StringComparer.Ordinal)];

        internal override IReadOnlyList<string> FilesOf(string layer) => [.. files.Keys.Where(p => IsFileOf(layer, p)).Order(StringComparer.Ordinal)];

        internal override byte[]? Read(string path, int limit) => files.GetValueOrDefault(path);
    }

    private sealed class ChangedFiles(PolicyFiles before, string path, byte[]? content) : PolicyFiles
    {
        public override string Name => before.Name;

        public override IReadOnlyList<string> Layers => path.EndsWith("/layer.yaml", StringComparison.Ordinal)
            ? Changed(before.Layers, path[..path.LastIndexOf('/')])
            : before.Layers;

        internal override IReadOnlyList<string> FilesOf(string layer) => IsFileOf(layer, path) ? Changed(before.FilesOf(layer), path) : before.FilesOf(layer);

        internal override byte[]? Read(string asked, int limit) => asked == path ? content : before.Read(asked, limit);

        private List<string> Changed(IReadOnlyList<string> list, string item) =>
            content is null ? [.. list.Where(i => i != item)] : [.. list.Append(item).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    private static bool IsFileOf(string layer, string path) =>
        path.StartsWith(layer + "/", StringComparison.Ordinal) && path.EndsWith(".yaml", StringComparison.Ordinal) && path.LastIndexOf('/') == layer.Length;
}
