using System.Text;

namespace Huimin.Platform.Files;

/// <summary>A file that appears under its name only when it is complete: written beside it and renamed. Only the program's user may read it.</summary>
public sealed class WholeFile : IDisposable
{
    private readonly string path;
    private readonly string unfinished;
    private bool kept;

    /// <exception cref="CannotRunException">The folder cannot be written.</exception>
    public WholeFile(string path)
    {
        this.path = Path.GetFullPath(path);
        unfinished = $"{this.path}.{Environment.ProcessId}.part";
        try
        {
            // With a byte order mark: without it spreadsheets take Chinese text for the local encoding.
            Text = new StreamWriter(PrivateFile.Open(unfinished, FileMode.Create), new UTF8Encoding(true), 1 << 16) { NewLine = "\n" };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CannotRunException($"无法写入文件 {this.path}：{e.Message}", e);
        }
    }

    public StreamWriter Text { get; }

    /// <summary>Writes everything to the disk, still without the name.</summary>
    /// <exception cref="CannotRunException">The disk is full.</exception>
    public void Complete()
    {
        try
        {
            Text.Flush();
            (Text.BaseStream as FileStream)?.Flush(flushToDisk: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CannotRunException($"无法写入文件 {path}：{e.Message}", e);
        }
    }

    /// <summary>Gives the file its name; what was there before is replaced in one step.</summary>
    /// <exception cref="CannotRunException">The disk is full or the file cannot be replaced.</exception>
    public void Keep()
    {
        try
        {
            Text.Dispose();
            File.Move(unfinished, path, overwrite: true);
            kept = true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CannotRunException($"无法写入文件 {path}：{e.Message}", e);
        }
    }

    public void Dispose()
    {
        if (kept)
            return;
        try
        {
            Text.Dispose();
        }
        catch (IOException)
        {
            // What could not be flushed to a full disk is thrown away all the same.
        }

        File.Delete(unfinished);
    }
}
