using Huimin.Platform.Files;
using Huimin.Platform.Privacy;
using Huimin.Platform.Regions;
using Huimin.Platform.Values;
using Huimin.Policies;

namespace Huimin.Platform.People.Transfer;

/// <summary>
/// Reads a file of people row by row and checks each row in itself: cells against the standards, birth date and sex against
/// the citizen ID, the village against the divisions.
/// </summary>
internal sealed class PeopleFile
{
    private const int LongestCell = 200;
    private const int LongestName = 50;
    private const int LongestKey = 64;

    private readonly CsvReader csv;
    private readonly PeopleColumn[] columns;
    private readonly HashSet<long> villages;
    private readonly DateOnly today;
    private readonly bool isDemo;
    private readonly List<RowError> errors = [];
    private readonly List<PersonRow> rows = [];
    private int used; // of rows
    private string lastKey = "";
    private string lastAddress = "";

    /// <param name="isDemo">Of a demo city, where anybody signs in with one click: only invented people come into it.</param>
    /// <exception cref="CannotRunException">The file is empty or its header is wrong.</exception>
    public PeopleFile(TextReader text, FactCatalogue facts, HashSet<long> villages, DateOnly today, bool isDemo)
    {
        csv = new CsvReader(text);
        this.villages = villages;
        this.today = today;
        this.isDemo = isDemo;
        if (!csv.Read())
            throw new CannotRunException($"文件是空的，首行应为列名。");
        columns = csv.Problem == CsvProblem.None
            ? PeopleColumns.Read(csv, facts)
            : throw new CannotRunException($"首行无法读取：{csv.Problem.Reason()}");
    }

    /// <summary>Begins a batch; the rows of the batch before are not to be used any more.</summary>
    public void BeginBatch() => used = 0;

    /// <summary>Reads the next row: the row, or what is wrong with it; false at the end of the file.</summary>
    public bool Next(out PersonRow? row, out IReadOnlyList<RowError> problems)
    {
        while (csv.Read())
        {
            errors.Clear();
            row = Check();
            if (row is null && errors.Count == 0)
                continue; // a line of empty cells, as spreadsheets leave behind
            problems = errors.Count == 0 ? [] : [.. errors];
            if (errors.Count > 0)
                row = null;
            return true;
        }

        (row, problems) = (null, []);
        return false;
    }

    private PersonRow? Check()
    {
        if (csv.Problem != CsvProblem.None)
        {
            Refuse("", "", csv.Problem.Reason()!);
            return null;
        }

        if (IsBlank())
            return null;
        if (csv.Count != columns.Length)
        {
            Refuse("", csv[0], csv.IsUnterminated && csv.Count < columns.Length
                ? Texts.Of($"最后一行只有{csv.Count}列，应有{columns.Length}列，文件可能被截断")
                : Texts.Of($"应有{columns.Length}列，实有{csv.Count}列"));
            return null;
        }

        if (csv.IsUnterminated)
        {
            // Cut off inside its last cell, an amount of 1800 may have become 180.
            Refuse("", csv[0], Texts.Of($"文件末尾没有换行，最后一行可能被截断"));
            return null;
        }

        if (used == rows.Count)
            rows.Add(new PersonRow());
        var row = rows[used++];
        row.Begin(csv.Line);
        Span<char> narrow = stackalloc char[LongestCell];
        for (var i = 0; i < columns.Length; i++)
        {
            var cell = csv[i];
            if (!cell.IsEmpty || columns[i].Role != ColumnRole.Fact)
                ReadCell(row, columns[i], cell.Trim(), narrow);
        }

        CheckTogether(row);
        return row;
    }

    private void ReadCell(PersonRow row, PeopleColumn column, ReadOnlySpan<char> cell, Span<char> narrow)
    {
        if (cell.Length > LongestCell)
        {
            Refuse(column, cell, Texts.Of($"内容超过{LongestCell}个字"));
            return;
        }

        var text = Cells.Unprotected(cell, out var isText);
        if (!isText && Cells.LooksLikeFormula(text))
        {
            var negative = column.Fact is not null && text.Length > 1 && text[0] is '-' or '－' && char.IsDigit(text[1]);
            Refuse(column, cell, negative ? Texts.Of($"不能为负数") : Texts.Of($"单元格以公式符号（= + - @）开头，不接受公式"));
            return;
        }

        if (column.Role is not (ColumnRole.HouseholdKey or ColumnRole.Name or ColumnRole.Address))
            text = CellValues.Narrow(text, narrow);
        var problem = column.Role switch
        {
            ColumnRole.Ignored => text.IsEmpty ? null : Texts.Of($"此列没有列名"),
            ColumnRole.HouseholdKey => ReadKey(row, text),
            ColumnRole.Region => ReadRegion(row, text),
            ColumnRole.Address => ReadAddress(row, text),
            ColumnRole.Name => ReadName(row, text),
            ColumnRole.Hukou => Put(CellValues.ReadHukou(text, out var hukou), row.Hukou = hukou),
            ColumnRole.Relation => Put(CellValues.ReadRelation(text, out var relation), row.Relation = relation),
            _ when text.IsEmpty => null,
            ColumnRole.CitizenId => ReadCitizenId(row, text),
            ColumnRole.Sex => Put(CellValues.ReadSex(text, out var sex), row.Sex = sex),
            ColumnRole.Phone => ReadPhone(row, text),
            ColumnRole.BankAccount => ReadBankAccount(row, text),
            ColumnRole.Fact => ReadFact(row, column, text),
            _ => ReadDay(row, column.Role, text),
        };
        if (problem is not null)
            Refuse(column, cell, problem);
    }

    /// <summary>The value is assigned while the arguments are evaluated; a row with a problem is thrown away whole.</summary>
    private static string? Put<T>(string? problem, T _) => problem;

    private string? ReadKey(PersonRow row, ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || text.Length > LongestKey)
            return Texts.Of($"户编号应为1至{LongestKey}个字");
        // Members of a household mostly follow one another: one string for all of them.
        row.HouseholdKey = lastKey = text.SequenceEqual(lastKey) ? lastKey : text.ToString();
        return null;
    }

    private string? ReadRegion(PersonRow row, ReadOnlySpan<char> text)
    {
        if (!DivisionCode.TryParse(text, out var code, out var error))
            return error;
        if (code.Level != RegionLevel.Village)
            return Texts.Of($"区划代码应到村（社区）一级");
        row.Region = code.Value;
        return villages.Contains(code.Value) ? null : Texts.Of($"区划代码不在本市现行区划中");
    }

    private string? ReadAddress(PersonRow row, ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
            return Texts.Of($"住址为空");
        row.Address = lastAddress = text.SequenceEqual(lastAddress) ? lastAddress : text.ToString();
        return null;
    }

    private static string? ReadName(PersonRow row, ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || text.Length > LongestName)
            return Texts.Of($"姓名应为1至{LongestName}个字");
        if (text.Contains('*'))
            return Texts.Of($"姓名含有*号，脱敏数据不能导入");
        foreach (var c in text)
        {
            if (char.IsDigit(c) || char.IsControl(c) || c is '<' or '>' or '"' or '=')
                return Texts.Of($"姓名含有数字或不允许的符号");
        }

        row.Name = text.ToString();
        return null;
    }

    private static string? ReadCitizenId(PersonRow row, ReadOnlySpan<char> text)
    {
        if (text.Contains('*'))
            return Texts.Of($"身份证号含有*号，脱敏数据不能导入");
        if (text.Contains("E+", StringComparison.OrdinalIgnoreCase))
            return Texts.Of($"身份证号被表格软件改成了科学计数法，请把该列设为文本后重新填写");
        if (!CitizenId.TryParse(text, out var id, out var error))
            return error;
        row.CitizenId = id;
        row.CitizenIdText = id.ToString();
        return null;
    }

    private static string? ReadPhone(PersonRow row, ReadOnlySpan<char> text)
    {
        if (text.Contains('*'))
            return Texts.Of($"联系电话含有*号，脱敏数据不能导入");
        if (!PhoneNumber.TryParse(text, out var number, out var error))
            return error;
        row.Phone = number.ToString();
        return null;
    }

    /// <summary>A card, or a passbook with that word before its number.</summary>
    private static string? ReadBankAccount(PersonRow row, ReadOnlySpan<char> text)
    {
        if (text.Contains('*'))
            return Texts.Of($"银行账号含有*号，脱敏数据不能导入");
        if (text.Contains("E+", StringComparison.OrdinalIgnoreCase))
            return Texts.Of($"银行账号被表格软件改成了科学计数法，请把该列设为文本后重新填写");
        var isPassbook = text.StartsWith(BankAccount.PassbookWord, StringComparison.Ordinal);
        if (!BankAccount.TryParse(isPassbook ? text[BankAccount.PassbookWord.Length..] : text, isPassbook, out var account, out var error))
            return error;
        row.BankAccount = account.ToText();
        return null;
    }

    private static string? ReadFact(PersonRow row, PeopleColumn column, ReadOnlySpan<char> text)
    {
        var problem = CellValues.ReadFact(column.Fact!, text, out var value);
        if (problem is null)
            row.Facts.Add(new StatedFact(column.Fact!, column.Code, value));
        return problem;
    }

    private string? ReadDay(PersonRow row, ColumnRole role, ReadOnlySpan<char> text)
    {
        if (CellValues.ReadDate(text, out var day) is { } problem)
            return problem;
        if (day > today)
            return Texts.Of($"日期在今天之后");
        switch (role)
        {
            case ColumnRole.BirthDate: row.Birth = day; break;
            case ColumnRole.DiedOn: row.DiedOn = day; break;
            case ColumnRole.MemberSince: row.MemberSince = day; break;
            default: row.MeansCheckedOn = day; break;
        }

        return null;
    }

    private void CheckTogether(PersonRow row)
    {
        if (isDemo && row.CitizenId is not { IsDemonstration: true } && errors.TrueForAll(e => e.Column != "citizen_id"))
            Refuse("citizen_id", row.CitizenId?.Masked, Texts.Of($"演示城市谁都可以登录，只能导入虚构人员（身份证号以99开头）"));
        if (row.CitizenId is { } id)
        {
            if (row.Birth is { } birth && birth != id.Birth)
                Refuse("birth_date", Show(birth), Texts.Of($"出生日期与身份证号不符"));
            if (row.Sex is Sex.Male or Sex.Female && row.Sex != id.Sex)
                Refuse("sex", row.Sex == Sex.Male ? Texts.Of($"男") : Texts.Of($"女"), Texts.Of($"性别与身份证号不符"));
            if (id.Birth > today)
                Refuse("citizen_id", id.Masked, Texts.Of($"身份证号中的出生日期在今天之后"));
            (row.Birth, row.Sex) = (id.Birth, id.Sex);
        }
        else if (row.Birth is null && errors.TrueForAll(e => e.Column is not ("citizen_id" or "birth_date")))
        {
            Refuse("citizen_id", "", Texts.Of($"没有身份证号的，应填写出生日期"));
        }

        if (row.DiedOn < row.Birth)
            Refuse("died_on", Show(row.DiedOn.Value), Texts.Of($"死亡日期在出生日期之前"));
        if (row.MemberSince < row.Birth)
            Refuse("member_since", Show(row.MemberSince.Value), Texts.Of($"入户日期在出生日期之前"));
    }

    private static string Show(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private bool IsBlank()
    {
        for (var i = 0; i < csv.Count; i++)
        {
            if (!csv[i].IsWhiteSpace())
                return false;
        }

        return true;
    }

    /// <summary>The error list names what was wrong, but is no copy of numbers and addresses.</summary>
    private void Refuse(PeopleColumn column, ReadOnlySpan<char> cell, string reason) =>
        Refuse(column.Code, column.IsSealed ? Masking.Cell(cell.ToString()) : cell, reason);

    private void Refuse(string column, ReadOnlySpan<char> value, string reason) =>
        errors.Add(new RowError(csv.Line, column, value.ToString(), reason));
}
