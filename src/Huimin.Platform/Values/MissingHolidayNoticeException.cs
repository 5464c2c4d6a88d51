namespace Huimin.Platform.Values;

/// <summary>
/// A working-day clock reaches into a year whose holiday notice 节假日安排通知 is not in <c>data/holidays.csv</c>. Answering
/// without it would give a wrong statutory deadline.
/// </summary>
public sealed class MissingHolidayNoticeException : Exception
{
    public MissingHolidayNoticeException(int year, string file)
        : base($"The State Council's holiday notice for {year} is missing, so working days of {year} cannot be counted. Add its days off and make-up days to {file}, one a line: date,off|work,festival,notice.")
    {
        Year = year;
        File = file;
    }

    /// <summary>The year without a notice.</summary>
    public int Year { get; }

    /// <summary>The file to add it to.</summary>
    public string File { get; }
}
