using Huimin.Platform.Files;

namespace Huimin.Platform.Regions;

/// <summary>One good row of a file of divisions.</summary>
internal readonly record struct RegionRow(int Line, DivisionCode Code, string Name)
{
    public Region ValidFrom(DateOnly day) => new()
    {
        Code = Code.Value,
        ValidFrom = day,
        Level = Code.Level,
        Parent = Code.Level == RegionLevel.City ? null : Code.Parent?.Value,
        Name = Name,
    };
}

/// <summary>
/// Reads and checks a file of divisions: the columns <c>code,level,name</c> (区划代码, 级别, 名称), one city and everything
/// below it, in any order.
/// </summary>
internal static class RegionFile
{
    private const int LongestName = 100;

    private static readonly Dictionary<string, RegionLevel> Levels = new(StringComparer.OrdinalIgnoreCase)
    {
        ["province"] = RegionLevel.Province,
        ["省级"] = RegionLevel.Province,
        ["city"] = RegionLevel.City,
        ["地级"] = RegionLevel.City,
        ["市级"] = RegionLevel.City,
        ["county"] = RegionLevel.County,
        ["县级"] = RegionLevel.County,
        ["township"] = RegionLevel.Township,
        ["乡级"] = RegionLevel.Township,
        ["village"] = RegionLevel.Village,
        ["村级"] = RegionLevel.Village,
    };

    /// <summary>The divisions of a file that comes with the program, held since <see cref="ImportRegions.Origin"/>.</summary>
    /// <exception cref="CannotRunException">A row is wrong; the message names the first.</exception>
    public static IReadOnlyList<Region> Read(string path)
    {
        using var errors = new RowErrors(null);
        using var file = File.OpenRead(path);
        var rows = Read(file, errors);
        if (errors.First is [var error, ..])
            throw new CannotRunException($"{path} 第{error.Line:D}行：{error.Reason}");
        return [.. rows.Select(row => row.ValidFrom(ImportRegions.Origin))];
    }

    /// <summary>The rows in order of code; when <paramref name="errors"/> has counted any, they must not be used.</summary>
    /// <exception cref="CannotRunException">The header is wrong, or the file is not about exactly one city.</exception>
    public static IReadOnlyList<RegionRow> Read(Stream stream, RowErrors errors)
    {
        using var text = new StreamReader(stream, TextEncodings.Detect(stream), detectEncodingFromByteOrderMarks: false, leaveOpen: true);
        var csv = new CsvReader(text);
        if (!csv.Read() || !IsHeader(csv))
            throw new CannotRunException($"区划文件的首行应为 code,level,name（区划代码,级别,名称）。");

        var rows = new SortedDictionary<DivisionCode, RegionRow>();
        while (csv.Read())
        {
            if (ReadRow(csv, errors) is not { } row)
                continue;
            if (rows.TryGetValue(row.Code, out var first))
                errors.Add(new RowError(row.Line, "code", row.Code.ToString(), Texts.Of($"与第{first.Line:D}行的区划代码重复")));
            else
                rows.Add(row.Code, row);
        }

        CheckParents(rows, errors);
        var cities = rows.Keys.Count(code => code.Level == RegionLevel.City);
        return errors.Count > 0 || cities == 1
            ? [.. rows.Values]
            : throw new CannotRunException($"区划文件应恰好包含一个地级市，此文件有{cities}个。");
    }

    private static bool IsHeader(CsvReader csv) =>
        csv.Count == 3
        && csv[0].Trim() is "code" or "区划代码"
        && csv[1].Trim() is "level" or "级别"
        && csv[2].Trim() is "name" or "名称";

    private static RegionRow? ReadRow(CsvReader csv, RowErrors errors)
    {
        var line = csv.Line;
        if (csv.Problem != CsvProblem.None || csv.Count != 3)
        {
            errors.Add(new RowError(line, "", "", csv.Problem.Reason() ?? Texts.Of($"应有3列，实有{csv.Count}列")));
            return null;
        }

        var before = errors.Count;
        if (!DivisionCode.TryParse(csv[0], out var code, out var error))
            errors.Add(new RowError(line, "code", csv[0].ToString(), error));
        if (!Levels.TryGetValue(csv[1].Trim().ToString(), out var level))
            errors.Add(new RowError(line, "level", csv[1].ToString(), Texts.Of($"级别应为 city、county、township 或 village")));
        else if (error is null && level != code.Level)
            errors.Add(new RowError(line, "level", csv[1].ToString(), Texts.Of($"级别与区划代码不符：{code} 是 {code.Level}")));
        else if (level == RegionLevel.Province)
            errors.Add(new RowError(line, "level", csv[1].ToString(), Texts.Of($"一个文件只含一个地级市及其以下区划，不含省级")));

        var name = csv[2].Trim();
        if (name.IsEmpty || name.Length > LongestName)
            errors.Add(new RowError(line, "name", name.ToString(), Texts.Of($"名称应为1至{LongestName}个字")));
        else if (Cells.LooksLikeFormula(name))
            errors.Add(new RowError(line, "name", name.ToString(), Texts.Of($"名称以公式符号开头")));
        return errors.Count == before ? new RegionRow(line, code, name.ToString()) : null;
    }

    private static void CheckParents(SortedDictionary<DivisionCode, RegionRow> rows, RowErrors errors)
    {
        foreach (var row in rows.Values.OrderBy(r => r.Line))
        {
            if (row.Code.Level != RegionLevel.City && row.Code.Parent is { } parent && !rows.ContainsKey(parent))
                errors.Add(new RowError(row.Line, "code", row.Code.ToString(), Texts.Of($"上级区划 {parent} 不在文件中")));
        }
    }
}
