using System.Globalization;
using Huimin.Platform.Access;
using Huimin.Platform.Audit;
using Huimin.Platform.Files;

namespace Huimin.Platform.Registers;

/// <summary>What an import did.</summary>
/// <param name="Rows">Rows of the file.</param>
/// <param name="Errors">What was wrong, by line; nothing was written if there is any.</param>
public sealed record EntryImport(int Rows, IReadOnlyList<RowError> Errors);

/// <summary>Enters the rows of a file into a register, all or none 导入台账. A form that comes again does nothing.</summary>
public sealed class ImportEntries(RegisterWork work, ReadEntry read, OpenEntry open)
{
    public const int MostRows = 2_000;

    public const int MostBytes = 2_000_000;

    private const int MostErrors = 200;

    /// <param name="file">UTF-8, UTF-16 or GB18030, with a header of codes or names.</param>
    /// <exception cref="CannotRunException">The post does not allow it, or the file is no table of this register.</exception>
    public async Task<EntryImport> RunAsync(RegisterType type, Stream file, string token, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(file);
        work.RequireInUse(type, Permissions.Register);
        var (rows, errors) = ReadRows(type, file);
        if (errors.Count == 0)
        {
            try
            {
                await work.WriteOnceAsync(token, () => WriteAsync(type, rows, errors, cancellation), cancellation);
            }
            catch (RowsRefusedException)
            {
                work.Context.ChangeTracker.Clear();
            }
        }

        return new EntryImport(rows.Count, errors);
    }

    /// <summary>What to send instead of something else.</summary>
    public static FormattableString NotATable() => $"请上传 .csv 文件：在表格程序中另存为 CSV。";

    private static (List<(int Line, TypedEntry Typed)> Rows, List<RowError> Errors) ReadRows(RegisterType type, Stream file)
    {
        using var text = new StreamReader(file, TextEncodings.Detect(file), detectEncodingFromByteOrderMarks: false);
        var csv = new CsvReader(text);
        var columns = Header(type, csv);
        var (rows, errors) = (new List<(int, TypedEntry)>(), new List<RowError>());
        while (csv.Read() && errors.Count < MostErrors)
        {
            if (rows.Count == MostRows)
                throw new CannotRunException($"一次最多导入{MostRows}行，请分几个文件。");
            if (csv.Problem != CsvProblem.None || csv.Count != columns.Count)
            {
                errors.Add(new RowError(csv.Line, "", "", csv.Problem.Reason() ?? Texts.Of($"应有{columns.Count}列，实有{csv.Count}列")));
                continue;
            }

            var cells = new Dictionary<string, string>(StringComparer.Ordinal);
            for (var i = 0; i < columns.Count; i++)
            {
                if (columns[i] is { } column)
                    cells[column.Code] = Cells.Unprotected(csv[i].Trim(), out _).ToString();
            }

            rows.Add((csv.Line, Typed(type, cells)));
        }

        if (rows.Count == 0 && errors.Count == 0)
            throw new CannotRunException($"文件里没有数据行。");
        return (rows, errors);
    }

    private static List<EntryColumn?> Header(RegisterType type, CsvReader csv)
    {
        if (!csv.Read() || csv.Problem != CsvProblem.None)
            throw new CannotRunException($"首行应是列名。请下载模板，在其中填写。");
        var known = EntryColumn.Of(type);
        var columns = new List<EntryColumn?>();
        for (var i = 0; i < csv.Count; i++)
        {
            var header = csv[i].Trim().ToString();
            columns.Add(known.FirstOrDefault(c => c.IsCalled(header)) ?? throw new CannotRunException($"首行第{i + 1}列“{header}”不是{type.Name}的列名。请下载模板，在其中填写。"));
        }

        foreach (var needed in known.Where(c => c.Field is null or { IsRequired: true } && c.Code != "expires" && !columns.Contains(c)))
            throw new CannotRunException($"首行缺少“{needed.Name}”列。请下载模板，在其中填写。");
        return columns;
    }

    private static TypedEntry Typed(RegisterType type, Dictionary<string, string> cells) => new()
    {
        Name = cells.GetValueOrDefault("name", ""),
        Subject = cells.GetValueOrDefault("person", ""),
        Region = long.TryParse(cells.GetValueOrDefault("region"), NumberStyles.None, CultureInfo.InvariantCulture, out var region) ? region : null,
        OpenedOn = cells.GetValueOrDefault("opened", ""),
        ExpiresOn = cells.GetValueOrDefault("expires", ""),
        Fields = type.Fields.Where(f => cells.ContainsKey(f.Code)).ToDictionary(f => f.Code, f => cells[f.Code], StringComparer.Ordinal),
    };

    private async Task<long> WriteAsync(RegisterType type, List<(int Line, TypedEntry Typed)> rows, List<RowError> errors, CancellationToken cancellation)
    {
        var first = await work.NextIdsAsync(rows.Count, cancellation);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < rows.Count && errors.Count < MostErrors; i++)
        {
            var (line, typed) = rows[i];
            try
            {
                var draft = await read.RunAsync(type, typed, null, cancellation);
                var entry = await open.AddAsync(type, draft, first + i, null, cancellation);
                await work.RefuseOverlapAsync(type, entry, entry.ExpiresOn?.AddDays(1), cancellation);
                if (Exclusive(type, entry) is { } key && !taken.Add(key))
                    errors.Add(new RowError(line, "", "", Texts.Of($"与本文件中另一行重复")));
            }
            catch (FieldsRefusedException e)
            {
                errors.AddRange(e.Problems.Select(p => new RowError(line, p.Field, Huimin.Platform.Privacy.Masking.Cell(Cell(typed, p.Field)), Texts.Of(p.Reason))));
            }
            catch (CannotRunException e)
            {
                errors.Add(new RowError(line, "", "", e.Message));
            }
        }

        if (errors.Count > 0)
            throw new RowsRefusedException();
        work.Context.Record(new AuditEntry(AuditAction.ImportRegister, $"register:{type.Code}") { After = new { rows = rows.Count } });
        return first;
    }

    /// <summary>What excludes another row of the same file, whatever their times: a file is entered at once.</summary>
    private static string? Exclusive(RegisterType type, RegisterEntry entry) => type.OnlyOne switch
    {
        OnlyOne.None => null,
        OnlyOne.PerPerson => entry.PersonId?.ToString(CultureInfo.InvariantCulture),
        OnlyOne.PerHousehold => entry.HouseholdId?.ToString(CultureInfo.InvariantCulture),
        OnlyOne.PerRegion => entry.Region.ToString(CultureInfo.InvariantCulture),
        OnlyOne.PerNameAndRegion => string.Create(CultureInfo.InvariantCulture, $"{entry.Region} {entry.Name}"),
        _ => entry.Name,
    };

    private static string Cell(TypedEntry typed, string field) => field switch
    {
        "name" => typed.Name,
        "person" => typed.Subject,
        "region" => typed.Region?.ToString(CultureInfo.InvariantCulture) ?? "",
        "opened" => typed.OpenedOn,
        "expires" => typed.ExpiresOn,
        _ => typed.Fields.GetValueOrDefault(field, ""),
    };

    /// <summary>Rolls back what the good rows added.</summary>
    private sealed class RowsRefusedException : Exception;
}
