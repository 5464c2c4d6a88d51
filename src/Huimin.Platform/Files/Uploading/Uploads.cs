using System.Buffers;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Huimin.Platform.Files.Uploading;

/// <summary>
/// The one way by which files come in from outside 上传: how large, of which kind by their content and not by their name, and what
/// an archive may hold. How large the whole request may be says the page's <see cref="Guarding.LargestBodyAttribute"/> before anything is read.
/// </summary>
public static class Uploads
{
    private const int LongestName = 100;
    private const int SymbolicLink = 0xA000;
    private const int TypeOfFile = 0xF000;

    /// <summary>A file below this may be packed as tightly as it likes.</summary>
    private const int SmallBytes = 100_000;

    /// <summary>The file of a form's field.</summary>
    /// <exception cref="CannotRunException">There is none, or it is not what the rule takes; in words.</exception>
    public static async Task<UploadedFile> ReceiveAsync(HttpRequest request, string field, UploadRule rule, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(rule);
        var form = await request.ReadFormAsync(cancellation);
        if (form.Files[field] is not { } file)
            throw new CannotRunException($"请先选择要上传的文件。");
        RefuseEnding(Clean(file.FileName), rule);
        RefuseSize(file.Length, rule);
        var content = new byte[file.Length];
        await using (var stream = file.OpenReadStream())
            await stream.ReadExactlyAsync(content, cancellation);
        return Check(file.FileName, content, rule);
    }

    /// <exception cref="CannotRunException">It is not what the rule takes; in words.</exception>
    public static UploadedFile Check(string fileName, byte[] content, UploadRule rule)
    {
        ArgumentNullException.ThrowIfNull(fileName);
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(rule);
        var name = Clean(fileName);
        RefuseEnding(name, rule);
        RefuseSize(content.Length, rule);
        var kind = FileKinds.Of(content);
        if (kind == FileKind.Heif)
            throw OfIPhone();
        if (kind != FileKinds.Claimed(name))
            throw new CannotRunException($"{name} 的内容不是 {Path.GetExtension(name)} 文件，不予接收。请用原来的程序另存后再上传，不要直接改文件名。");
        RefusePixels(kind, content, rule);
        return new UploadedFile(name, kind, content);
    }

    /// <summary>Unpacks an archive in memory; nothing is written under a name that the archive gives.</summary>
    /// <exception cref="CannotRunException">It is damaged or holds what the rule does not take; in words.</exception>
    public static IReadOnlyList<ArchivedFile> Unpack(UploadedFile archive, ZipRule rule)
    {
        ArgumentNullException.ThrowIfNull(archive);
        ArgumentNullException.ThrowIfNull(rule);
        try
        {
            using var zip = new ZipArchive(new MemoryStream(archive.Content, writable: false), ZipArchiveMode.Read, leaveOpen: false, Encoding.UTF8);
            if (zip.Entries.Count > rule.MostFiles)
                throw new CannotRunException($"压缩包里有{zip.Entries.Count}个文件，最多{rule.MostFiles}个。");
            var files = new List<ArchivedFile>();
            var total = 0L;
            foreach (var entry in zip.Entries)
            {
                RefuseEntry(entry);
                var path = entry.FullName.Replace('\\', '/');
                if (path.EndsWith('/') || path.StartsWith("__MACOSX/", StringComparison.Ordinal) || path.EndsWith(".DS_Store", StringComparison.Ordinal))
                    continue;
                if (!rule.Endings.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase))
                    throw new CannotRunException(rule.Otherwise(Shortened(path)));
                var content = Read(entry, rule);
                total += content.Length;
                if (total > rule.MostBytes)
                    throw new CannotRunException($"压缩包解开后超过{rule.MostBytes / 1_000_000}MB。");
                if (FileKinds.Of(content) != FileKinds.Claimed(path))
                    throw new CannotRunException($"压缩包里的 {Shortened(path)} 内容与名称不符，不予接收。");
                files.Add(new ArchivedFile(path, content));
            }

            return files;
        }
        catch (InvalidDataException e)
        {
            throw new CannotRunException($"压缩包已损坏，读不出来。", e);
        }
    }

    /// <summary>The last part of the name, without control characters and those that turn the direction of writing (exe.tpircs).</summary>
    private static string Clean(string fileName)
    {
        var name = new string([.. fileName[(fileName.LastIndexOfAny(['/', '\\']) + 1)..]
            .Where(c => char.GetUnicodeCategory(c) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate))]);
        if (name.Length <= LongestName)
            return name;
        var ending = Path.GetExtension(name);
        return ending.Length > 10 ? name[..LongestName] : name[..(LongestName - ending.Length)] + ending;
    }

    private static void RefuseEnding(string name, UploadRule rule)
    {
        if (!rule.Takes(name))
            throw rule.Takes(".jpg") && FileKinds.Claimed(name) == FileKind.Heif ? OfIPhone() : new CannotRunException(rule.Otherwise);
    }

    private static CannotRunException OfIPhone() =>
        new($"这是苹果手机的 HEIC 格式照片，电脑上多半打不开，不予接收。请在手机“设置→相机→格式”中选“兼容性最佳”后重新拍照；或者上传时选“照片图库”里的照片，手机会自动转成 JPG。");

    /// <summary>A few kilobytes can hold a picture that fills the memory of whoever opens it.</summary>
    private static void RefusePixels(FileKind kind, byte[] content, UploadRule rule)
    {
        if (rule.MostPixels is not { } most || kind is not (FileKind.Jpeg or FileKind.Png))
            return;
        if (PictureSize.Of(kind, content) is not { } size)
            throw new CannotRunException($"照片已损坏，读不出宽和高。请重新拍照或者重新导出后再上传。");
        if (size.Pixels > most)
            throw new CannotRunException($"照片有{size.Width}×{size.Height}个像素，大得不合常理，不予接收。请改小后再上传。");
    }

    private static void RefuseSize(long bytes, UploadRule rule)
    {
        if (bytes == 0)
            throw new CannotRunException($"文件是空的，请核对是否选错了文件。");
        if (bytes > rule.MostBytes)
            throw rule.TooLarge is { } words ? new CannotRunException(words) : new CannotRunException($"文件超过{rule.MostBytes / 1_000_000}MB，请核对是否选错了文件。");
    }

    private static void RefuseEntry(ZipArchiveEntry entry)
    {
        var name = entry.FullName;
        if (name is ['/' or '\\', ..] || name.Split('/', '\\').Any(s => s == ".." || s.Contains(':', StringComparison.Ordinal)) || name.Any(char.IsControl))
            throw new CannotRunException($"压缩包里的路径 {Shortened(name)} 指向包外，不予读取。");
        if (((entry.ExternalAttributes >>> 16) & TypeOfFile) == SymbolicLink)
            throw new CannotRunException($"压缩包里的 {Shortened(name)} 是链接，不是文件，不予读取。");
        if (entry.IsEncrypted)
            throw new CannotRunException($"压缩包设了密码，请去掉密码再上传。");
    }

    private static byte[] Read(ZipArchiveEntry entry, ZipRule rule)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(rule.MostFileBytes + 1);
        try
        {
            // What an entry says of its length may be a lie: it is read up to the limit and no further.
            using var stream = entry.Open();
            var length = stream.ReadAtLeast(buffer.AsSpan(0, rule.MostFileBytes + 1), rule.MostFileBytes + 1, throwOnEndOfStream: false);
            if (length > rule.MostFileBytes)
                throw new CannotRunException($"压缩包里的 {Shortened(entry.FullName)} 超过{rule.MostFileBytes / 1_000_000}MB。");
            if (length > SmallBytes && length / ZipRule.MostRatio > entry.CompressedLength)
                throw new CannotRunException($"压缩包里的 {Shortened(entry.FullName)} 压缩得不合常理，不予读取。");
            return buffer[..length];
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static string Shortened(string name) => name.Length <= 60 ? name : name[..59] + "…";
}
