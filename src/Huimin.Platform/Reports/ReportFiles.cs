using Huimin.Reports.Documents;

namespace Huimin.Platform.Reports;

/// <summary>Reads a report's text and says in words what cannot be read.</summary>
public static class ReportFiles
{
    /// <param name="name">What the file is called in the message.</param>
    /// <exception cref="CannotRunException">It is no report that can be read.</exception>
    public static ReportText Read(Stream file, string name)
    {
        try
        {
            return ReportFile.Read(file);
        }
        catch (UnreadableReportException e)
        {
            throw new CannotRunException(Why(name, e.Reason), e);
        }
    }

    private static FormattableString Why(string file, UnreadableReason reason) => reason switch
    {
        UnreadableReason.Empty => $"{file} 是空的。",
        UnreadableReason.TooLarge => $"{file} 太大，报告最大 {ReportFile.LargestFile >> 20} MB。",
        UnreadableReason.Pdf => $"{file} 是 PDF：扫描件没有文字，排版件没有行的次序。请另存为 .docx 或文本后再读。",
        UnreadableReason.OldWord => $"{file} 是旧版 Word 或 WPS 文档，请另存为 .docx 后再读。",
        UnreadableReason.OtherOffice => $"{file} 是表格、演示文稿或压缩包，不是报告。",
        UnreadableReason.Picture => $"{file} 是图片，没有文字可读。",
        UnreadableReason.BrokenDocx => $"{file} 是损坏或加密的 .docx。",
        UnreadableReason.Binary => $"{file} 不是文本。",
        _ => $"{file} 的编码不是 UTF-8、UTF-16 或 GB18030，或有字符丢失。",
    };
}
