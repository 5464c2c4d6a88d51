namespace Huimin.Platform;

/// <summary>Where the folders <c>data/</c> (facts with their source) and <c>policies/</c> (policy packs) are: next to the executable.</summary>
public static class ContentFiles
{
    /// <summary>Folder of regions, holidays and published figures.</summary>
    public static string DataFolder => Path.Combine(AppContext.BaseDirectory, "data");

    /// <summary>Folder that holds one policy pack per city.</summary>
    public static string PoliciesFolder => Path.Combine(AppContext.BaseDirectory, "policies");

    /// <summary>Full path of one file of <c>data/</c>, such as <c>holidays.csv</c>.</summary>
    /// <exception cref="FileNotFoundException">The installation lacks the file.</exception>
    public static string Data(string name)
    {
        var path = Path.Combine(DataFolder, name);
        return File.Exists(path) ? path : throw new FileNotFoundException(Texts.Of($"缺少数据文件 {path}，请检查安装是否完整。"), path);
    }
}
