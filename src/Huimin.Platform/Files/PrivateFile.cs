namespace Huimin.Platform.Files;

/// <summary>Files that only the program's user may read: whatever holds people or keys.</summary>
public static class PrivateFile
{
    /// <summary>Opens a file for writing; one that is made now is closed to everybody else from its first moment.</summary>
    public static FileStream Open(string path, FileMode mode, FileShare share = FileShare.Read)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write, Share = share };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, options);
    }
}
