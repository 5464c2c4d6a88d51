using Huimin.Data.Sqlite;
using Huimin.Platform;
using Huimin.Platform.Data;

namespace Huimin.Web.Commands;

/// <summary>Where an import writes what it refuses.</summary>
internal static class ErrorFile
{
    /// <summary>The path asked for, or <c>FILE.errors.csv</c>.</summary>
    /// <exception cref="CannotRunException">It would replace the imported file or the database.</exception>
    public static string PathFor(string input, string? asked, Database database)
    {
        var path = asked ?? input + ".errors.csv";
        if (Same(path, input) || (database is SqliteDatabase sqlite && Same(path, sqlite.Path)))
            throw new CannotRunException($"错误文件不能是导入的文件或数据库本身：{path}");
        return path;
    }

    private static bool Same(string one, string other) =>
        string.Equals(Path.GetFullPath(one), Path.GetFullPath(other), StringComparison.OrdinalIgnoreCase);
}
