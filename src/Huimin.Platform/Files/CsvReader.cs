using System.Diagnostics;

namespace Huimin.Platform.Files;

/// <summary>What is wrong with a record as a whole; its cells are then not to be trusted.</summary>
public enum CsvProblem
{
    None,

    /// <summary>A quotation mark is never closed.</summary>
    UnclosedQuote,

    /// <summary>Text follows a closing quotation mark.</summary>
    TextAfterQuote,

    /// <summary>Longer than <see cref="CsvReader.MaximumRecord"/> characters.</summary>
    TooLong,

    /// <summary>Holds a NUL character.</summary>
    Nul,

    /// <summary>Holds bytes that the file's encoding cannot decode.</summary>
    Undecodable,
}

/// <summary>
/// Splits comma- or tab-separated text (RFC 4180) into cells without allocating. It takes any damage: after a broken
/// record it goes on at the next line, so that one stray quotation mark never swallows the rest of a file.
/// </summary>
public sealed class CsvReader(TextReader text)
{
    public const int MaximumRecord = 1 << 16;

    private readonly char[] buffer = new char[MaximumRecord * 4];
    private readonly char[] unescaped = new char[MaximumRecord];
    private readonly List<(int Start, int Length, bool Unescaped)> cells = [];
    private int position; // of the record that is read next
    private int end;      // of what the buffer holds
    private int nextLine = 1;
    private int unescapedLength;
    private bool ended;

    /// <summary>A comma; a tab when the first line holds tabs and no comma, as the "Unicode text" of spreadsheets does.</summary>
    public char Separator { get; private set; } = ',';

    /// <summary>The line on which the record begins, from 1.</summary>
    public int Line { get; private set; }

    public int Count => cells.Count;

    public CsvProblem Problem { get; private set; }

    /// <summary>The record is the last and no line end follows it: the file may be cut off.</summary>
    public bool IsUnterminated { get; private set; }

    /// <summary>A cell without its quotation marks; valid until the next <see cref="Read"/>.</summary>
    public ReadOnlySpan<char> this[int index]
    {
        get
        {
            var (start, length, copy) = cells[index];
            return (copy ? unescaped : buffer).AsSpan(start, length);
        }
    }

    /// <summary>Moves to the next record that is not an empty line; false at the end.</summary>
    public bool Read()
    {
        if (nextLine == 1 && Fill())
            Separator = SeparatorOf(buffer.AsSpan(0, end));
        while (true)
        {
            if (position == end && !Fill())
                return false;
            while (!TrySplit())
            {
                // Not at the end of the file and the record is not complete: more text, or it is too long to be a record.
                if (!Fill())
                    throw new UnreachableException();
            }

            if (Problem != CsvProblem.None || cells.Count > 1 || cells[0].Length > 0)
                return true;
        }
    }

    private static char SeparatorOf(ReadOnlySpan<char> text)
    {
        var lineEnd = text.IndexOf('\n');
        var line = lineEnd < 0 ? text : text[..lineEnd];
        return line.Contains('\t') && !line.ContainsAny(',', '"') ? '\t' : ',';
    }

    /// <summary>False only when nothing was added because the text has ended before.</summary>
    private bool Fill()
    {
        if (ended)
            return false;
        buffer.AsSpan(position, end - position).CopyTo(buffer);
        end -= position;
        position = 0;
        var read = text.ReadBlock(buffer.AsSpan(end));
        end += read;
        ended = end < buffer.Length;
        return end > position || !ended;
    }

    private bool TrySplit()
    {
        cells.Clear();
        unescapedLength = 0;
        Problem = CsvProblem.None;
        IsUnterminated = false;
        var at = position;
        while (true)
        {
            var quoted = at < end && buffer[at] == '"';
            var next = quoted ? QuotedCell(at) : PlainCell(at);
            if (next == Incomplete)
                return ended || TooLong(at) ? Broken(at) : false;
            if (Problem == CsvProblem.TextAfterQuote)
                return SkipLine();
            at = next + 1;
            if (next >= end || buffer[next] == '\n')
            {
                IsUnterminated = next >= end;
                return Finish(Math.Min(next, end));
            }
        }
    }

    private const int Incomplete = -1;

    /// <summary>Returns the position of the separator or line end behind the cell, the end of the text, or Incomplete.</summary>
    private int PlainCell(int start)
    {
        var length = buffer.AsSpan(start, end - start).IndexOfAny(Separator, '\n');
        if (length < 0)
        {
            if (!ended)
                return Incomplete;
            length = end - start;
        }

        var next = start + length;
        var lineEnds = next == end || buffer[next] == '\n';
        cells.Add((start, lineEnds && length > 0 && buffer[next - 1] == '\r' ? length - 1 : length, false));
        return next;
    }

    private int QuotedCell(int start)
    {
        var copy = -1; // where the unescaped cell begins; most cells hold no doubled quotation mark and need no copy
        var from = start + 1;
        while (true)
        {
            var length = buffer.AsSpan(from, end - from).IndexOf('"');
            if (length < 0)
                return Incomplete;
            var quote = from + length;
            if (quote + 1 == end && !ended)
                return Incomplete;
            if (quote + 1 < end && buffer[quote + 1] == '"')
            {
                if (copy < 0)
                    copy = unescapedLength;
                if (!Copy(from, length + 1))
                    return Incomplete;
                from = quote + 2;
                continue;
            }

            if (copy < 0)
                cells.Add((start + 1, quote - start - 1, false));
            else if (Copy(from, length))
                cells.Add((copy, unescapedLength - copy, true));
            else
                return Incomplete;
            return AfterQuote(quote + 1);
        }
    }

    private int AfterQuote(int next)
    {
        if (next < end && buffer[next] == '\r' && (next + 1 == end || buffer[next + 1] == '\n'))
            next++;
        if (next == end)
            return ended ? end : Incomplete;
        if (buffer[next] != Separator && buffer[next] != '\n')
            Problem = CsvProblem.TextAfterQuote;
        return next;
    }

    private bool Copy(int start, int length)
    {
        if (unescapedLength + length > unescaped.Length)
            return false;
        buffer.AsSpan(start, length).CopyTo(unescaped.AsSpan(unescapedLength));
        unescapedLength += length;
        return true;
    }

    private bool TooLong(int at) => end - position > MaximumRecord || at - position > MaximumRecord;

    /// <summary>The text ended or the record grew too long inside a cell: report its first line and go on with the next.</summary>
    private bool Broken(int at)
    {
        var quoted = at < end && buffer[at] == '"';
        Problem = quoted ? CsvProblem.UnclosedQuote : CsvProblem.TooLong;
        return SkipLine();
    }

    private bool SkipLine()
    {
        cells.Clear();
        Line = nextLine++;
        while (true)
        {
            var length = buffer.AsSpan(position, end - position).IndexOf('\n');
            if (length >= 0)
            {
                position += length + 1;
                return true;
            }

            position = end;
            if (!Fill())
            {
                IsUnterminated = true;
                return true;
            }
        }
    }

    private bool Finish(int recordEnd)
    {
        var record = buffer.AsSpan(position, recordEnd - position);
        Line = nextLine;
        nextLine += record.Count('\n') + 1;
        position = Math.Min(recordEnd + 1, end);
        if (record.Length > MaximumRecord)
            Problem = CsvProblem.TooLong;
        else if (record.IndexOfAny('\0', '\uFFFD') is >= 0 and var bad)
            Problem = record[bad] == '\0' ? CsvProblem.Nul : CsvProblem.Undecodable;
        return true;
    }
}
