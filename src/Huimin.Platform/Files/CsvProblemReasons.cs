namespace Huimin.Platform.Files;

/// <summary>The words for a broken record.</summary>
public static class CsvProblemReasons
{
    /// <summary>Null when the record is whole.</summary>
    public static string? Reason(this CsvProblem problem) => problem switch
    {
        CsvProblem.UnclosedQuote => Texts.Of($"引号没有闭合（文件可能被截断，或单元格中有单独的引号）"),
        CsvProblem.TextAfterQuote => Texts.Of($"引号闭合后还有文字"),
        CsvProblem.TooLong => Texts.Of($"整行超过{CsvReader.MaximumRecord}个字符"),
        CsvProblem.Nul => Texts.Of($"含有空字符（NUL），文件可能已损坏"),
        CsvProblem.Undecodable => Texts.Of($"含有无法识别的字节，请检查文件编码（UTF-8、UTF-16 或 GB18030）"),
        _ => null,
    };
}
