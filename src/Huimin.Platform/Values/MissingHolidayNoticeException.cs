namespace Huimin.Platform.Values;

/// <summary>
/// A working-day clock reaches into a year whose holiday notice 节假日安排通知 is not in <c>data/holidays.csv</c>. Answering
/// without it would give a wrong statutory deadline.
/// </summary>
public sealed class MissingHolidayNoticeException : Exception
{
    public MissingHolidayNoticeException(int year, string file)
        : base(Texts.Of($"缺少国务院办公厅关于{year:D}年部分节假日安排的通知，无法计算工作日。请将该年的放假和调休上班日期补入 {file}（格式：日期,off|work,节日,文号）。"))
    {
        Year = year;
        File = file;
    }

    /// <summary>The year without a notice.</summary>
    public int Year { get; }

    /// <summary>The file to add it to.</summary>
    public string File { get; }
}
