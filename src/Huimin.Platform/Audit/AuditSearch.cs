using System.Globalization;
using Huimin.Platform.Regions;
using Huimin.Platform.Ui;
using Microsoft.AspNetCore.Http;

namespace Huimin.Platform.Audit;

/// <summary>What an auditor looks for, out of the address; the same for the page and for the export.</summary>
public sealed class AuditSearch
{
    public const string Path = "/audit";
    public const int PageSize = 50;

    private const int LongestText = 200;

    /// <summary>First and last day, in the zone of the program's machine.</summary>
    public DateOnly? From { get; private init; }

    public DateOnly? To { get; private init; }

    /// <summary>Name of an account or its number.</summary>
    public string? Account { get; private init; }

    public string? Action { get; private init; }

    /// <summary>A subject, or how it begins: <c>household:</c> finds all households.</summary>
    public string? Subject { get; private init; }

    public AuditOutcome? Outcome { get; private init; }

    public DivisionCode? Region { get; private init; }

    /// <summary>Fields that cannot be read, with what to do; nothing is searched then.</summary>
    public IReadOnlyList<(string Field, string Text)> Errors { get; private init; } = [];

    public static AuditSearch Read(IQueryCollection query, Words words)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(words);
        var errors = new List<(string, string)>();
        return new AuditSearch
        {
            From = Day("from"),
            To = Day("to"),
            Account = Text("account"),
            Action = Text("action"),
            Subject = Text("subject"),
            Outcome = Text("outcome") is { } outcome && Enum.TryParse<AuditOutcome>(outcome, ignoreCase: true, out var known) && Enum.IsDefined(known) ? known : null,
            Region = Code("region"),
            Errors = errors,
        };

        string? Text(string name)
        {
            var text = query[name].ToString().Trim();
            if (text.Length > LongestText)
                errors.Add((name, words["太长，请写到{0}个字以内", LongestText]));
            return text.Length is 0 or > LongestText ? null : text;
        }

        DateOnly? Day(string name)
        {
            if (Text(name) is not { } text)
                return null;
            if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 2000 and < 2200)
                return day;
            errors.Add((name, words["日期应写作 2026-11-21"]));
            return null;
        }

        DivisionCode? Code(string name)
        {
            if (Text(name) is not { } text)
                return null;
            if (text.Length is 4 or 6 or 9 or 12 && DivisionCode.TryParse(text.PadRight(12, '0'), out var code, out _))
                return code;
            errors.Add((name, words["区划代码应为4、6、9或12位"]));
            return null;
        }
    }

    public IQueryable<AuditRecord> In(IQueryable<AuditRecord> records)
    {
        if (Errors.Count > 0)
            return records.Where(_ => false);
        if (From is { } from)
            records = Since(records, Utc(from));
        if (To is { } to)
            records = Until(records, Utc(to.AddDays(1)));
        if (Account is { } account)
            records = long.TryParse(account, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? records.Where(r => r.AccountId == id) : records.Where(r => r.Account == account);
        if (Action is { } action)
            records = records.Where(r => r.Action == action);
        if (Subject is { } subject)
            records = Beginning(records, subject);
        if (Outcome is { } outcome)
            records = records.Where(r => r.Outcome == outcome);
        if (Region is { } region)
            records = Within(records, region.First, region.Last);
        return records;
    }

    /// <summary>The address of this search, of the export with <paramref name="path"/>.</summary>
    public string Href(string path = Path)
    {
        var parts = Given().Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value)}");
        return string.Join('&', parts) is { Length: > 0 } query ? $"{path}?{query}" : path;
    }

    /// <summary>What was looked for, for the trail.</summary>
    public Dictionary<string, string> ToRecord() => Given().ToDictionary(p => p.Name, p => p.Value, StringComparer.Ordinal);

    private IEnumerable<(string Name, string Value)> Given()
    {
        (string Name, string? Value)[] all =
        [
            ("from", From?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), ("to", To?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), ("account", Account),
            ("action", Action), ("subject", Subject), ("outcome", Outcome?.ToString().ToLowerInvariant()), ("region", Region?.ToString()),
        ];
        return all.Where(p => p.Value is not null).Select(p => (p.Name, p.Value!));
    }

    private static IQueryable<AuditRecord> Since(IQueryable<AuditRecord> records, DateTime moment) => records.Where(r => r.At >= moment);

    private static IQueryable<AuditRecord> Until(IQueryable<AuditRecord> records, DateTime moment) => records.Where(r => r.At < moment);

    private static IQueryable<AuditRecord> Within(IQueryable<AuditRecord> records, long first, long last) => records.Where(r => r.Region >= first && r.Region <= last);

    /// <summary>A range of the index, which LIKE would not be on every database.</summary>
    private static IQueryable<AuditRecord> Beginning(IQueryable<AuditRecord> records, string subject)
    {
        var end = subject + '\uffff';
        return records.Where(r => string.Compare(r.Subject, subject) >= 0 && string.Compare(r.Subject, end) < 0);
    }

    private static DateTime Utc(DateOnly day) => TimeZoneInfo.ConvertTimeToUtc(day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Unspecified), TimeZoneInfo.Local);
}
