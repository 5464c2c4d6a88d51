namespace Huimin.Reports.Documents;

/// <summary>The characters of a report; places in it count UTF-16 characters from the first.</summary>
/// <param name="Characters">Plain text or HTML as the file has it, or what a .docx says, a line a paragraph.</param>
public sealed record ReportText(string Characters);

/// <summary>A file is no report that can be read, and why.</summary>
public sealed class UnreadableReportException(UnreadableReason reason, Exception? innerException = null) : Exception(reason.ToString(), innerException)
{
    public UnreadableReason Reason { get; } = reason;
}

/// <summary>Why a file cannot be read as a report.</summary>
public enum UnreadableReason
{
    /// <summary>Nothing in it, or nothing but spaces.</summary>
    Empty,

    /// <summary>More than any report: see <see cref="ReportFile.LargestFile"/>.</summary>
    TooLarge,

    /// <summary>A PDF: pictures of pages, or text without the order of its lines.</summary>
    Pdf,

    /// <summary>A document of Word before 2007 (.doc) or of WPS (.wps).</summary>
    OldWord,

    /// <summary>A workbook, a presentation or an archive.</summary>
    OtherOffice,

    /// <summary>A picture.</summary>
    Picture,

    /// <summary>A .docx that is broken or locked.</summary>
    BrokenDocx,

    /// <summary>Bytes that are no text.</summary>
    Binary,

    /// <summary>Text in an encoding other than UTF-8, UTF-16 and GB18030, or with bytes lost.</summary>
    Encoding,
}
