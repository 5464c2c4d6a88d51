using Huimin.Platform.Audit;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Huimin.Data.Sqlite;

/// <summary>Steps through the records without ADO.NET, and writes each in the encoding that was hashed.</summary>
internal sealed class SqliteAuditScan : IAuditScan
{
    private const int OutcomeColumn = 10;
    private const int HashColumn = 14;

    private readonly SqliteConnection connection;
    private readonly sqlite3_stmt statement;
    private readonly AuditEncoding encoding = new();

    public SqliteAuditScan(SqliteConnection connection, long from, long to)
    {
        this.connection = connection;
        Check(raw.sqlite3_prepare_v2(connection.Handle, $"SELECT {string.Join(", ", AuditRecord.Columns)} FROM audit_record WHERE number BETWEEN ? AND ? ORDER BY number", out statement), raw.SQLITE_OK);
        raw.sqlite3_bind_int64(statement, 1, from);
        raw.sqlite3_bind_int64(statement, 2, to);
    }

    public ReadOnlySpan<byte> Encoded => encoding.Bytes;

    public ReadOnlySpan<byte> Hash => raw.sqlite3_column_type(statement, HashColumn) == raw.SQLITE_BLOB ? raw.sqlite3_column_blob(statement, HashColumn) : [];

    public bool Read()
    {
        var code = raw.sqlite3_step(statement);
        if (code == raw.SQLITE_DONE)
            return false;
        Check(code, raw.SQLITE_ROW);
        encoding.Clear();
        for (var column = 0; column < HashColumn; column++)
        {
            // A column takes values of any type; one of another than its own was not written by this program.
            switch (raw.sqlite3_column_type(statement, column))
            {
                case raw.SQLITE_INTEGER when column == OutcomeColumn && raw.sqlite3_column_int64(statement, column) is >= short.MinValue and <= short.MaxValue:
                    encoding.Int16((short)raw.sqlite3_column_int(statement, column));
                    break;
                case raw.SQLITE_INTEGER when IsNumber(column):
                    encoding.Int64(raw.sqlite3_column_int64(statement, column));
                    break;
                case raw.SQLITE_TEXT when !IsNumber(column) && column != OutcomeColumn:
                    encoding.Utf8(raw.sqlite3_column_blob(statement, column));
                    break;
                case raw.SQLITE_NULL:
                    encoding.Null();
                    break;
                default:
                    encoding.Foreign();
                    break;
            }
        }

        return true;
    }

    public ValueTask DisposeAsync()
    {
        statement.Dispose();
        return connection.DisposeAsync();
    }

    private static bool IsNumber(int column) => column is 0 or 1 or 2 or 5 or 9;

    private void Check(int code, int expected)
    {
        if (code != expected)
            throw new SqliteException(raw.sqlite3_errmsg(connection.Handle).utf8_to_string(), code);
    }
}
