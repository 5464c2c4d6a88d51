using System.Globalization;
using Huimin.Modules.SocialAssistance.Services;
using Huimin.Platform;
using Huimin.Platform.Cases;
using Huimin.Platform.Cases.Intake;
using Huimin.Platform.Cases.Types;
using Huimin.Platform.Files;
using Huimin.Platform.Privacy;
using Huimin.Platform.Regions;
using Huimin.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Modules.SocialAssistance.Complaints;

/// <summary>What an import did. <c>Rows = Begun + Unchanged</c>, or nothing begun where a row is wrong.</summary>
/// <param name="Rows">Good rows of the file.</param>
/// <param name="Unchanged">Tickets that came in before.</param>
public sealed record ComplaintImport(int Rows, int Begun, int Unchanged);

/// <summary>
/// Takes a hotline's file of tickets in 导入工单: every ticket becomes a complaint, all rows or none. The number of the ticket is the token of
/// the case, so that the same file again changes nothing.
/// </summary>
public sealed class ImportComplaints(CaseOffice office, BeginCases begin)
{
    /// <summary>More are sent in several files.</summary>
    public const int MostRows = 5_000;

    /// <summary>Longest number of a ticket: with the source before it, it is the token of a case.</summary>
    private const int LongestNumber = 36;

    private static readonly string[] Moments = ["yyyy-MM-dd", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss"];

    /// <summary>In any order.</summary>
    private static readonly Column[] Columns =
    [
        new("ticket", $"受理单号"), new("date", $"日期"), new("subject", $"主题"), new("region", $"区划代码"),
        new("caller", $"来电人", false), new("phone", $"电话", false), new("what", $"诉求内容"), new("channel", $"来源", false),
    ];

    private sealed record Column(string Code, FormattableString Name, bool IsRequired = true);

    private sealed record Ticket(string Token, DateTime At, long Region, string Caller, CaseForm Answers);

    /// <param name="file">UTF-8, UTF-16 or GB18030, with a header of names or codes.</param>
    /// <param name="errors">Receives every wrong row; when it has any, nothing was written.</param>
    /// <exception cref="CannotRunException">The file is no table of tickets, or somebody else brings the same one in.</exception>
    public async Task<ComplaintImport> RunAsync(Stream file, RowErrors errors, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(errors);
        var places = await office.Context.Regions.AsNoTracking().Current().Where(r => r.Level >= RegionLevel.County).Select(r => r.Code).ToHashSetAsync(cancellation);
        var tickets = Read(file, places, errors);
        if (errors.Count > 0)
            return new ComplaintImport(tickets.Count, 0, 0);
        try
        {
            var begun = await begin.RunAllAsync([.. tickets.Select(ApplicationOf)], cancellation);
            var again = begun.Count(b => b.IsAgain);
            return new ComplaintImport(tickets.Count, tickets.Count - again, again);
        }
        catch (DbUpdateException e)
        {
            office.Context.ChangeTracker.Clear();
            throw new CannotRunException($"有人同时在导入这些工单，没有写入任何一行。请再导入一次。", e);
        }
    }

    private static Application ApplicationOf(Ticket ticket) =>
        new([ServicesAndReferrals.ComplaintCode], ticket.Region, null, null, ticket.Caller, CaseChannel.HandedOver, ticket.Answers, ticket.Token) { ReceivedAt = ticket.At, IsUntracked = true };

    private List<Ticket> Read(Stream file, HashSet<long> places, RowErrors errors)
    {
        using var text = new StreamReader(file, TextEncodings.Detect(file), detectEncodingFromByteOrderMarks: false, leaveOpen: true);
        var csv = new CsvReader(text);
        var columns = Header(csv);
        var (tickets, seen) = (new List<Ticket>(), new Dictionary<string, int>(StringComparer.Ordinal));
        while (csv.Read())
        {
            if (tickets.Count == MostRows)
                throw new CannotRunException($"一次最多导入{MostRows}行，请分几个文件。");
            if (csv.Problem != CsvProblem.None || csv.Count != columns.Count)
            {
                errors.Add(new RowError(csv.Line, "", "", csv.Problem.Reason() ?? Texts.Of($"应有{columns.Count}列，实有{csv.Count}列")));
                continue;
            }

            var cells = columns.Select((c, i) => (Code: c, Text: CaseOffice.Text(Cells.Unprotected(csv[i].Trim(), out _).ToString(), longest: int.MaxValue))).ToDictionary(c => c.Code, c => c.Text, StringComparer.Ordinal);
            if (ReadRow(csv.Line, cells, places, errors) is not { } ticket)
                continue;
            if (seen.TryAdd(ticket.Token, csv.Line))
                tickets.Add(ticket);
            else
                errors.Add(new RowError(csv.Line, NameOf("ticket"), cells["ticket"], Texts.Of($"与第{seen[ticket.Token]:D}行的受理单号相同")));
        }

        return tickets.Count > 0 || errors.Count > 0 ? tickets : throw new CannotRunException($"文件里没有数据行。");
    }

    private static List<string> Header(CsvReader csv)
    {
        var expected = string.Join(',', Columns.Select(c => Texts.Of(c.Name)));
        if (!csv.Read() || csv.Problem != CsvProblem.None)
            throw new CannotRunException($"文件是空的，或者首行读不出来。首行应为：{expected}。");
        var columns = new List<string>();
        for (var i = 0; i < csv.Count; i++)
        {
            var name = csv[i].Trim().ToString();
            columns.Add(Array.Find(Columns, c => name == c.Code || Means(c.Name, name))?.Code ?? throw new CannotRunException($"不认识列“{name}”。首行应为：{expected}。"));
        }

        if (columns.Distinct(StringComparer.Ordinal).Count() != columns.Count)
            throw new CannotRunException($"有两列同名。首行应为：{expected}。");
        return Array.Find(Columns, c => c.IsRequired && !columns.Contains(c.Code)) is { } missing ? throw new CannotRunException($"首行缺少“{missing.Name}”列。首行应为：{expected}。") : columns;
    }

    private Ticket? ReadRow(int line, Dictionary<string, string> cells, HashSet<long> places, RowErrors errors)
    {
        var before = errors.Count;
        var form = ServicesAndReferrals.Complaint.CurrentForm;
        var (number, caller, phone) = (cells["ticket"], cells.GetValueOrDefault("caller", ""), cells.GetValueOrDefault("phone", ""));
        if (number.Length is 0 or > LongestNumber || !number.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))
            Wrong("ticket", $"受理单号应为字母、数字和短横，最多{LongestNumber}个字");
        var isDate = DateTime.TryParseExact(cells["date"], Moments, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at);
        if (!isDate)
            Wrong("date", $"日期应写作 2026-11-01 或者 2026-11-01 14:05");
        else if (DateOnly.FromDateTime(at) > office.Today)
            Wrong("date", $"日期在今天以后");
        var code = cells["region"];
        if (!DivisionCode.TryParse(code.Length is 6 or 9 ? code.PadRight(12, '0') : code, out var place, out _) || !places.Contains(place.Value))
            Wrong("region", $"本市没有这个县、乡镇或者村（居）的区划代码");
        if (phone.Length > 0 && !PhoneNumber.TryParse(phone, out _, out var reason))
            errors.Add(new RowError(line, NameOf("phone"), Masking.Cell(phone), reason));
        var answers = new CaseForm
        {
            ["ticket"] = number,
            ["subject"] = OptionOf("subject"),
            ["channel"] = OptionOf("channel"),
            ["who"] = string.Join(' ', new[] { caller, phone }.Where(t => t.Length > 0)),
            ["what"] = cells["what"],
        };
        if (answers["what"].Length == 0)
            Wrong("what", $"诉求内容是空的");
        foreach (var field in form.Fields.Where(f => f.Code is "who" or "what"))
        {
            // Neither of the two is repeated: they tell who complains about whom.
            if (FieldAnswers.Problem(field, answers[field.Code]) is { } problem)
                errors.Add(new RowError(line, NameOf(field.Code == "who" ? "caller" : "what"), "", Texts.Of(problem)));
        }

        return errors.Count > before ? null : new Ticket($"ticket:{answers["channel"]}:{number}", TimeZoneInfo.ConvertTimeToUtc(at, TimeZoneInfo.Local), place.Value, caller.Length > 0 ? caller : Texts.In(false, $"姓名不详"), answers);

        void Wrong(string column, FormattableString why) => errors.Add(new RowError(line, NameOf(column), Masking.Cell(cells[column]), Texts.Of(why)));

        // Code of the option that a cell means; a file without sources is the hotline's, the first of them.
        string OptionOf(string column)
        {
            var options = form.Fields.First(f => f.Code == column).Options;
            var said = cells.GetValueOrDefault(column, "");
            if (said.Length == 0 && column == "channel")
                return options[0].Code;
            if (options.FirstOrDefault(o => said == o.Code || Means(o.Name, said)) is { } option)
                return option.Code;
            Wrong(column, $"应为其中之一：{string.Join('、', options.Select(o => Texts.Of(o.Name)))}");
            return "";
        }
    }

    private static bool Means(FormattableString name, string text) => text == Texts.In(false, name) || text == Texts.In(true, name);

    private static string NameOf(string column) => Texts.Of(Columns.First(c => c.Code == column).Name);
}
