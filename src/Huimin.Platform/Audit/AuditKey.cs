using System.Security.Cryptography;
using Huimin.Platform.Files;

namespace Huimin.Platform.Audit;

/// <summary>
/// The key of the chain, in a file outside the database that only the program's user reads: whoever can edit the database can
/// still not write a record that verifies 审计密钥.
/// </summary>
public sealed class AuditKey
{
    private const int Size = 32;
    private readonly byte[] key;

    private AuditKey(byte[] key) => this.key = key;

    /// <summary>The folder of keys and anchors: <c>HUIMIN_KEYS</c>, else <c>var/keys</c> beside the default database.</summary>
    public static string Folder => Environment.GetEnvironmentVariable("HUIMIN_KEYS") is { Length: > 0 } folder
        ? Path.GetFullPath(folder)
        : Path.Combine(Environment.GetEnvironmentVariable("HUIMIN_HOME") ?? Environment.CurrentDirectory, "var", "keys");

    /// <summary>The key of a trail that is to begin; it is made at its first use.</summary>
    public static AuditKey OpenOrCreate(string folder)
    {
        var path = PathIn(folder);
        if (!File.Exists(path))
            Create(folder, path);
        return Open(folder);
    }

    /// <exception cref="CannotRunException">There is none, it cannot be read, or others may read it.</exception>
    public static AuditKey Open(string folder)
    {
        var path = PathIn(folder);
        try
        {
            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite)) != UnixFileMode.None)
                throw new CannotRunException($"审计密钥 {path} 的权限过宽，请设为 600。");
            var read = Convert.FromHexString(File.ReadAllText(path).Trim());
            return read.Length == Size ? new AuditKey(read) : throw new FormatException();
        }
        catch (FormatException e)
        {
            throw new CannotRunException($"审计密钥 {path} 已损坏，请从备份恢复。", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CannotRunException($"无法读取审计密钥 {path}：没有它就不能续写也不能核验审计记录，请从备份恢复。", e);
        }
    }

    public IRecordHash CreateHash() => new Sha256RecordHash(key);

    private static string PathIn(string folder) => Path.Combine(folder, "audit.key");

    /// <summary>Written beside and linked to its name, so that two programs that start at once end with the same key.</summary>
    private static void Create(string folder, string path)
    {
        PrivateFiles.CreateFolder(folder);
        try
        {
            PrivateFiles.Write(path, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Size)) + "\n", replace: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another program made it a moment ago; that one holds.
        }
    }
}

/// <summary>Small files that only the program's user may read and that appear whole or not at all.</summary>
internal static class PrivateFiles
{
    public static void CreateFolder(string folder)
    {
        if (Directory.Exists(folder))
            return;
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public static void Write(string path, string text, bool replace)
    {
        var unfinished = $"{path}.{Guid.NewGuid():N}.part";
        try
        {
            using (var file = PrivateFile.Open(unfinished, FileMode.CreateNew))
            {
                file.Write(System.Text.Encoding.UTF8.GetBytes(text));
                file.Flush(flushToDisk: true);
            }

            File.Move(unfinished, path, replace);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }
}
