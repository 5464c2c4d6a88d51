using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Huimin.Platform.Data;

namespace Huimin.Platform.Audit;

/// <summary>
/// How far the trail had come, in a file beside the keys 审计锚点: cutting off the newest records together with the head of the
/// chain cannot be told from the database alone.
/// </summary>
/// <param name="Chain">The chain's random bytes, in hex.</param>
/// <param name="Hash">Of the record <paramref name="Number"/>, in hex.</param>
public sealed record AuditAnchor(string Chain, long Number, string Hash)
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>One file for each place of a database, so that another database put into that place is noticed.</summary>
    public static string PathFor(string folder, Database database)
    {
        ArgumentNullException.ThrowIfNull(database);
        var place = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(database.Place)))[..16];
        return Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"audit-{place}.anchor"));
    }

    /// <summary>Null when there is none.</summary>
    /// <exception cref="CannotRunException">The file is damaged.</exception>
    public static AuditAnchor? Read(string path)
    {
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize<AuditAnchor>(File.ReadAllText(path), Json) : null;
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (JsonException e)
        {
            throw new CannotRunException($"审计锚点文件 {path} 已损坏。请用 huimin audit accept 说明原因后重新开始。", e);
        }
    }

    public void Write(string path)
    {
        PrivateFiles.CreateFolder(Path.GetDirectoryName(path)!);
        PrivateFiles.Write(path, JsonSerializer.Serialize(this, Json) + "\n", replace: true);
    }
}
