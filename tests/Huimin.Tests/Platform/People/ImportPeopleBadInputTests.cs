using System.Text;
using Huimin.Platform;
using Huimin.Platform.Files;
using Huimin.Platform.People;
using Huimin.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Tests.Platform.People;

public class ImportPeopleBadInputTests
{
    private static readonly string Good = PeopleFiles.Id("1980-01-01", 1);

    public static TheoryData<string, string, string> WrongCells => new()
    {
        // column, cell, part of the reason
        { "household_key", "", "户编号" },
        { "region", "", "12位" },
        { "region", "371302001000", "村" },
        { "region", "371302001009", "现行区划" },
        { "region", "999999", "12位" },
        { "address", "", "为空" },
        { "address", new string('路', 5_000), "超过200" },
        { "hukou", "乡下", "城镇或农村" },
        { "name", "", "姓名" },
        { "name", "张*", "脱敏" },
        { "name", "张3", "数字" },
        { "citizen_id", Good[..17] + (Good[17] == '0' ? '1' : '0'), "校验码" },
        { "citizen_id", "371302198001010", "出生日期" },
        { "citizen_id", "3713**********0011", "脱敏" },
        { "citizen_id", "3.71302E+17", "科学计数法" },
        { "birth_date", "1980-02-30", "有效日期" },
        { "birth_date", "1981-01-01", "与身份证号不符" },
        { "birth_date", "2027-01-01", "今天之后" },
        { "sex", "女", "与身份证号不符" },
        { "sex", "雄", "男或女" },
        { "relation", "邻居", "与户主关系" },
        { "relation", "", "与户主关系" },
        { "wage", "1.8万", "万" },
        { "wage", "-5", "负" },
        { "wage", "18000000", "过大" },
        { "wage", "1800.123", "两位小数" },
        { "wage", "1.8E+03", "科学计数法" },
        { "wage", "1800元", "单位为元" },
        { "wage", "\"1,80\"", "千分位" },
        { "wage", "99999999999999999999999999", "过大" },
        { "disability_kind", "腿疼", "视力" },
        { "name", "=HYPERLINK(1)", "公式" },
        { "address", "@SUM(1)", "公式" },
        { "address", "+86", "公式" },
        { "address", "-1+1", "公式" },
        { "wage", "=1+1", "公式" },
        { "name", "张\0三", "NUL" },
        { "name", "\"张三", "引号" },
        { "name", "\"张\"三", "引号" },
    };

    [Theory, MemberData(nameof(WrongCells))]
    public async Task RunAsync_WrongCell_IsRefusedWithLineColumnAndReason(string column, string cell, string reason)
    {
        await using var city = await TestDatabase.Sqlite.CreateCityAsync();
        var columns = PeopleFiles.Header.Split(',');
        string[] row = ["H1", "371302001001", "解放路1号", "农村", "张三", Good, "男", "1980-01-01", "户主", "1800", "无", ""];
        row[Array.IndexOf(columns, column)] = cell;

        var (result, errors) = await city.ImportAsync(
            $"{PeopleFiles.Header}\n{string.Join(',', row)}\nH2,371302001002,湖东路2号,城镇,王五,,女,1950-03-03,户主,,,\n");

        (result.Rejected, result.Added).ShouldBe((1, 1));
        errors[0].Line.ShouldBe(2);
        if (!cell.Contains('\0', StringComparison.Ordinal) && !(column == "name" && cell[..Math.Min(1, cell.Length)] == "\""))
            errors.ShouldContain(e => e.Column == column);
        errors.ShouldContain(e => e.Reason.Contains(reason, StringComparison.Ordinal));
        (await city.ReadAsync(c => c.People.SingleAsync())).Name.ShouldBe("王五");
    }

    [Fact]
    public async Task RunAsync_RealPeopleIntoADemoCity_AreRefused()
    {
        await using var city = await TestDatabase.Sqlite.CreateCityAsync();
        await using (var context = city.Database.CreateContext())
            await context.Cities.ExecuteUpdateAsync(set => set.SetProperty(c => c.Demo, "scale 1"));
        var real = CitizenId.Create(371302, new DateOnly(1980, 1, 1), 3).ToString();
        var (result, errors) = await city.ImportAsync($"""
            {PeopleFiles.Header}
            H1,371302001001,解放路1号,农村,张三,{Good},,,户主,,,
            H2,371302001001,解放路2号,农村,李四,{real},,,户主,,,
            H3,371302001001,解放路3号,农村,王五,,女,1950-03-03,户主,,,

            """);

        (result.Added, result.Rejected).ShouldBe((1, 2));
        errors.ShouldAllBe(e => e.Column == "citizen_id" && e.Reason.Contains("演示城市", StringComparison.Ordinal) && e.Value != real);
        (await city.ReadAsync(c => c.People.SingleAsync())).Name.ShouldBe("张三");
    }

    public static TheoryData<string, bool> Encodings => new()
    {
        { "utf-8", false }, { "utf-8", true }, { "utf-16", false }, { "utf-16", true }, { "utf-16BE", true }, { "GB18030", false },
    };

    [Theory, MemberData(nameof(Encodings))]
    public async Task RunAsync_AnyEncoding_GivesTheSamePeople(string name, bool mark)
    {
        _ = TextEncodings.Gb18030;
        var encoding = Encoding.GetEncoding(name);
        await using var city = await TestDatabase.Sqlite.CreateCityAsync();

        var (result, errors) = await city.ImportAsync([.. mark ? encoding.GetPreamble() : [], .. encoding.GetBytes(PeopleFiles.Three())]);

        errors.ShouldBeEmpty();
        result.Added.ShouldBe(3);
        (await city.ReadAsync(c => c.People.Select(p => p.Name).OrderBy(n => n).ToListAsync())).ShouldBe(["张三", "李四", "王五"], ignoreOrder: true);
    }

    [Fact]
    public async Task RunAsync_BrokenBytes_RefusesTheirRowOnly()
    {
        await using var city = await TestDatabase.Sqlite.CreateCityAsync();
        var bytes = Encoding.UTF8.GetBytes(PeopleFiles.Three());
        bytes[bytes.AsSpan().IndexOf("李"u8)] = 0xFF;

        var (result, errors) = await city.ImportAsync(bytes);

        (result.Added, result.Rejected).ShouldBe((2, 1));
        errors.ShouldHaveSingleItem().Line.ShouldBe(3);
        errors[0].Reason.ShouldContain("编码");
    }

    [Fact]
    public async Task RunAsync_ChineseHeaderAndTabs_AreUnderstood()
    {
        await using var city = await TestDatabase.Sqlite.CreateCityAsync();
        var text = "户编号\t区划代码\t住址\t户籍性质\t姓名\t身份证号\t与户主关系\t\r\n"
            + $"H1\t371302001001\t解放路1号\t农村\t张三\t'{Good}\t02\t\r\n\t\t\t\t\t\t\t\r\n";

        var (result, errors) = await city.ImportAsync(text);

        errors.ShouldBeEmpty();
        (result.Rows, result.Added).ShouldBe((1, 1));
    }

    [Theory]
    [InlineData("", "文件是空的")]
    [InlineData("\n\n", "文件是空的")]
    [InlineData("household_key,region\nH1,1\n", "缺少")]
    [InlineData("household_key,wages,foo\n", "wages、foo")]
    [InlineData("name,姓名\n", "重复")]
    [InlineData("\"household_key\nregion", "首行无法读取")]
    [InlineData("PK\u0003\u0004\0\0", "首行无法读取")]
    public async Task RunAsync_WrongHeader_IsOneClearMessage(string text, string part)
    {
        await using var city = await TestDatabase.Sqlite.CreateCityAsync();

        (await Should.ThrowAsync<CannotRunException>(() => city.ImportAsync(text))).Message.ShouldContain(part);
    }

    [Fact]
    public async Task RunAsync_TruncatedFile_RefusesTheLastLine()
    {
        await using var city = await TestDatabase.Sqlite.CreateCityAsync();
        var whole = PeopleFiles.Three();

        var (result, errors) = await city.ImportAsync(whole[..(whole.LastIndexOf("城镇", StringComparison.Ordinal) + 1)]);

        (result.Added, result.Rejected).ShouldBe((2, 1));
        errors.ShouldHaveSingleItem().Reason.ShouldContain("截断");
    }

    [Fact]
    public async Task RunAsync_WrongNumberOfColumns_IsRefused()
    {
        await using var city = await TestDatabase.Sqlite.CreateCityAsync();

        var (result, errors) = await city.ImportAsync(PeopleFiles.Three() + "H3,371302001001\nH3," + new string(',', 40) + "x\n");

        (result.Added, result.Rejected).ShouldBe((3, 2));
        errors.ShouldAllBe(e => e.Reason.Contains("应有12列", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RunAsync_DuplicatesAndContradictionsInTheFile_AreRefused()
    {
        await using var city = await TestDatabase.Sqlite.CreateCityAsync();
        string[] rows =
        [
            $"H1,371302001001,解放路1号,农村,张三,{Good},,,户主,,,100",
            $"H1,371302001001,解放路1号,农村,张三,{Good},,,户主,,,100", // 3: again
            $"H7,371302001001,解放路7号,农村,张三,{Good},,,户主,,,", // 4: elsewhere
            $"H1,371302001001,解放路1号,农村,李四,{PeopleFiles.Id("1982-02-02", 2)},,,户主,,,", // 5: a second head
            $"H1,371302001002,解放路1号,农村,李四,{PeopleFiles.Id("1982-02-02", 4)},,,配偶,,,", // 6: another village
            $"H1,371302001001,解放路2号,农村,李四,{PeopleFiles.Id("1982-02-02", 6)},,,配偶,,,", // 7: another address
            $"H1,371302001001,解放路1号,城镇,李四,{PeopleFiles.Id("1982-02-02", 8)},,,配偶,,,", // 8: another hukou
            $"H1,371302001001,解放路1号,农村,李四,{PeopleFiles.Id("1982-02-02", 10)},,,配偶,,,200", // 9: other assets of the household
            "H1,371302001001,解放路1号,农村,张小,,男,2015-01-01,子,,,100",
            "H1,371302001001,解放路1号,农村,张小,,男,2015-01-01,子,,,", // 11: again, without ID
            "H1,371302001001,解放路1号,农村,张大,,男,,子,,,", // 12: neither ID nor birth date
        ];

        var (result, errors) = await city.ImportAsync($"{PeopleFiles.Header}\n{string.Join('\n', rows)}\n");

        result.Added.ShouldBe(2);
        errors.Select(e => (e.Line, e.Column)).ShouldBe(
        [
            (3, "citizen_id"), (4, "citizen_id"), (5, "relation"), (6, "region"), (7, "address"), (8, "hukou"), (9, "financial_assets"), (11, "name"), (12, "citizen_id"),
        ]);
        (await city.ReadAsync(c => c.Households.CountAsync())).ShouldBe(1);
    }

    [Fact]
    public async Task RunAsync_HugeLine_IsRefusedAndTheRestIsRead()
    {
        await using var city = await TestDatabase.Sqlite.CreateCityAsync();
        var lines = PeopleFiles.Three().Split('\n');

        var (result, errors) = await city.ImportAsync(string.Join('\n', [.. lines[..2], new string('x', 5_000_000), .. lines[2..]]));

        (result.Added, result.Rejected).ShouldBe((3, 1));
        errors.ShouldHaveSingleItem().Line.ShouldBe(3);
    }

    [Fact]
    public async Task RunAsync_BadRows_LeaveAnErrorFileThatASpreadsheetOpensSafely()
    {
        await using var city = await TestDatabase.Sqlite.CreateCityAsync();
        var folder = Directory.CreateTempSubdirectory("huimin-test-");
        var path = Path.Combine(folder.FullName, "errors.csv");
        using (var errors = new RowErrors(path))
        using (var file = new MemoryStream(Encoding.UTF8.GetBytes(PeopleFiles.Three().Replace("张三", "=cmd|' /C calc'!A0", StringComparison.Ordinal))))
        {
            await new ImportPeople(city.Database, TestPolicies.Linyi.Facts, Clock.At(2026, 11, 21)).RunAsync(file, null, errors);
            File.Exists(path).ShouldBeFalse();
            errors.Keep();
        }

        var text = await File.ReadAllTextAsync(path);
        text.ShouldBe("line,column,value,reason\n2,name,'=cmd|' /C calc'!A0,单元格以公式符号（= + - @）开头，不接受公式\n");
        folder.GetFiles().Length.ShouldBe(1);
        folder.Delete(recursive: true);
    }
}
