using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Huimin.Platform.Files;

namespace Huimin.Platform.Privacy;

/// <summary>
/// The file of master keys 主密钥, outside the database: one line a key, its number and 32 bytes in Base64. Whoever has the
/// database without this file has no ID number; whoever loses it has lost them too.
/// </summary>
internal sealed class MasterKeys
{
    private const int KeyLength = 32;
    private const string Heading =
        "# Master keys of a city of Huimin. Sealed columns cannot be opened without this file:\n# keep a copy apart from the copies of the database, readable by the program's user only.\n";

    private readonly SortedDictionary<int, byte[]> keys = [];

    private MasterKeys(string path) => Path = path;

    public string Path { get; }

    /// <summary>The newest; new data keys are wrapped by it.</summary>
    public int Current => keys.Keys.Last();

    public IReadOnlyCollection<int> Numbers => keys.Keys;

    /// <exception cref="CannotRunException">The file or the key in it is missing.</exception>
    public ReadOnlySpan<byte> this[int number] => keys.TryGetValue(number, out var key)
        ? key
        : throw new CannotRunException($"主密钥文件 {Path} 中没有第{number:D}号主密钥，库中的加密信息无法打开。请恢复建库时的密钥文件，或用 --keys 指定它。");

    public static bool Exists(string path) => File.Exists(path);

    /// <summary>Whether only the program's user can read it; unknown on systems without such modes.</summary>
    public static bool? IsPrivate(string path) => OperatingSystem.IsWindows() || !File.Exists(path)
        ? null
        : (File.GetUnixFileMode(path) & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite)) == UnixFileMode.None;

    /// <exception cref="CannotRunException">There is no such file, it is no file of master keys, or others may read it.</exception>
    public static MasterKeys Read(string path)
    {
        if (!File.Exists(path))
            throw new CannotRunException($"找不到主密钥文件 {path}，库中的加密信息无法打开。请恢复建库时的密钥文件，或用 --keys 指定它。");
        if (IsPrivate(path) == false)
            throw new CannotRunException($"主密钥文件 {path} 的权限过宽，请设为 600。");
        var read = new MasterKeys(path);
        foreach (var line in File.ReadLines(path).Where(l => l.Length > 0 && l[0] != '#'))
        {
            var space = line.IndexOf(' ', StringComparison.Ordinal);
            var key = new byte[KeyLength];
            if (space < 0 || !int.TryParse(line.AsSpan(0, space), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                || !Convert.TryFromBase64String(line[(space + 1)..].Trim(), key, out var length) || length != KeyLength || !read.keys.TryAdd(number, key))
                throw new CannotRunException($"{path} 不是主密钥文件，或已损坏。");
        }

        return read.keys.Count > 0 ? read : throw new CannotRunException($"{path} 不是主密钥文件，或已损坏。");
    }

    /// <summary>Reads the file, or makes it with a first key.</summary>
    public static MasterKeys ReadOrCreate(string path)
    {
        if (File.Exists(path))
            return Read(path);
        // Another city's process may make the file that both share at this moment, and a move that must not replace is no single step.
        var name = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(System.IO.Path.GetFullPath(path))))[..32];
        using var turn = new Mutex(initiallyOwned: false, $"huimin-keys-{name}");
        try
        {
            turn.WaitOne();
        }
        catch (AbandonedMutexException)
        {
            // Who held it is gone; it is ours.
        }

        try
        {
            var made = new MasterKeys(path);
            made.keys.Add(1, RandomNumberGenerator.GetBytes(KeyLength));
            return !File.Exists(path) && made.TrySave(overwrite: false) ? made : Read(path);
        }
        finally
        {
            turn.ReleaseMutex();
        }
    }

    /// <summary>Adds a new current key and saves; the old ones open older copies of the database.</summary>
    public void Add()
    {
        using var gate = new FileStream(Path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        foreach (var (number, key) in Read(Path).keys)
            keys[number] = key;
        keys.Add(Current + 1, RandomNumberGenerator.GetBytes(KeyLength));
        TrySave(overwrite: true);
    }

    /// <summary>A new file that takes the place of the old one: there is never half a file. Only its owner may read it.</summary>
    private bool TrySave(bool overwrite)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path))!);
        var part = $"{Path}.{Guid.NewGuid():N}.part";
        using (var file = PrivateFile.Open(part, FileMode.CreateNew))
        {
            var text = new StringBuilder(Heading);
            foreach (var (number, key) in keys)
                text.Append(CultureInfo.InvariantCulture, $"{number} {Convert.ToBase64String(key)}\n");
            file.Write(Encoding.ASCII.GetBytes(text.ToString()));
            file.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(part, Path, overwrite);
            return true;
        }
        catch (IOException) when (!overwrite && File.Exists(Path))
        {
            File.Delete(part);
            return false;
        }
    }
}
