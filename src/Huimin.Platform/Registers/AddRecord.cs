using System.Globalization;
using Huimin.Platform.Access;
using Huimin.Platform.Privacy;
using Microsoft.EntityFrameworkCore;

namespace Huimin.Platform.Registers;

/// <summary>A record as somebody typed it.</summary>
public sealed record TypedRecord
{
    /// <summary>Day on which it happened or was found.</summary>
    public string Day { get; init; } = "";

    /// <summary>Day by which it must be finished, where the kind has one.</summary>
    public string DueOn { get; init; } = "";

    /// <summary>Code of the outcome; empty while it stays open.</summary>
    public string Outcome { get; init; } = "";

    /// <summary>Day on which it was finished; empty for today.</summary>
    public string DoneOn { get; init; } = "";

    public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>();
}

/// <summary>Adds a record to an entry 登记走访、服务、收支等.</summary>
public sealed class AddRecord(RegisterWork work, ReadFields read)
{
    /// <returns>Id of the entry.</returns>
    /// <exception cref="FieldsRefusedException">Something is missing or wrong, all of it told at once.</exception>
    /// <exception cref="CannotRunException">The post does not allow it, the entry is out of reach or ended, or money would be missing.</exception>
    public Task<long> RunAsync(RegisterType type, long id, RecordKind kind, TypedRecord typed, string token, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(kind);
        ArgumentNullException.ThrowIfNull(typed);
        work.RequireInUse(type, PermissionFor(kind));
        return work.WriteOnceAsync(token, () => WriteAsync(type, id, kind, typed, cancellation), cancellation);
    }

    /// <summary>Money is a matter of who keeps the register; visits and services are entered by whoever does them.</summary>
    public static string PermissionFor(RecordKind kind) => kind is { Money: not MoneyDirection.None } ? Permissions.Register : Permissions.RecordServices;

    private async Task<long> WriteAsync(RegisterType type, long id, RecordKind kind, TypedRecord typed, CancellationToken cancellation)
    {
        // Before the entry is read: whoever else writes waits here, so that numbers and balances are right.
        var recordId = await work.NextIdsAsync(1, cancellation);
        var entry = await work.EntryAsync(type, id, cancellation);
        if (type.State(entry.State).IsEnd && !kind.AfterTheEnd)
            throw new CannotRunException($"编号{entry.Id:D}已经终结，不能再登记{kind.Name}。");
        var isDone = kind.Outcomes.Count == 0 || typed.Outcome.Length > 0;
        var isDemo = await work.Context.Cities.Select(c => c.Demo).FirstOrDefaultAsync(cancellation) is not null;
        var (plain, secret, found) = await read.RunAsync(isDone ? [.. kind.AllFields] : kind.Fields, typed.Fields, null, isDemo, cancellation);
        var problems = new List<FieldProblem>(found);
        var (day, due) = Days(kind, typed, entry, isDone, problems);
        var done = RecordDays.Done(typed.DoneOn, day, work.Today, problems);
        RecordDays.RequireOutcome(kind, typed.Outcome, problems);
        var minutes = RecordDays.Minutes(kind.Clock, plain, problems);
        if (problems.Count > 0)
            throw new FieldsRefusedException(problems);

        var (secrets, key) = await work.SealAsync(SealedColumn.RegisterRecord, recordId, secret, cancellation);
        var record = new RegisterRecord
        {
            Id = recordId,
            EntryId = entry.Id,
            Number = (await work.Context.RegisterRecords.Where(r => r.EntryId == entry.Id).MaxAsync(r => (int?)r.Number, cancellation) ?? 0) + 1,
            Kind = kind.Code,
            Region = entry.Region,
            Day = day,
            DueOn = due,
            AccountId = work.Context.Acting.AccountId,
            ChangedAt = work.UtcNow,
            PersonId = kind.Person is { } person ? plain.Number(person) : entry.PersonId,
            Category = kind.Category is { } category ? plain[category] : null,
            Amount = plain.Number(kind.Amount),
            Quantity = minutes ?? plain.Number(kind.Quantity),
            Fields = plain.Write(),
            Secrets = secrets,
            SealKey = key,
        };
        if (isDone)
            record.Finish(kind.Outcomes.Count == 0 ? day : done, kind.Outcomes.Count == 0 ? null : typed.Outcome);
        if (kind.Money != MoneyDirection.None)
            await MoveMoneyAsync(type, entry, kind, record, cancellation);
        work.Context.Add(record);
        await work.ScheduleAsync(type, entry, record, cancellation);
        return entry.Id;
    }

    private (DateOnly Day, DateOnly? Due) Days(RecordKind kind, TypedRecord typed, RegisterEntry entry, bool isDone, List<FieldProblem> problems)
    {
        if (!FieldText.TryDay(typed.Day, out var day))
            problems.Add(new FieldProblem("day", NoDay()));
        else if (day > work.Today)
            problems.Add(new FieldProblem("day", NotYet()));
        else if (day < entry.OpenedOn)
            problems.Add(new FieldProblem("day", BeforeEntry(entry.OpenedOn)));
        else if (entry.ClosedOn is { } closed && day >= closed && !kind.AfterTheEnd)
            problems.Add(new FieldProblem("day", AfterEntry(closed)));
        if (!kind.HasDueDate || (isDone && typed.DueOn.Length == 0))
            return (day, null);
        if (!FieldText.TryDay(typed.DueOn, out var due))
            problems.Add(new FieldProblem("due", NoDay()));
        else if (due < day)
            problems.Add(new FieldProblem("due", BeforeDay()));
        return (day, due);
    }

    /// <summary>The balance changes with the record, and would not be below zero on any day.</summary>
    private async Task MoveMoneyAsync(RegisterType type, RegisterEntry entry, RecordKind kind, RegisterRecord record, CancellationToken cancellation)
    {
        var signed = record.Amount!.Value * (kind.Money == MoneyDirection.In ? 1 : -1);
        if (kind.Money == MoneyDirection.Out)
        {
            var moves = await work.Context.FundMoves(type, entry.Id).ToListAsync(cancellation);
            var balance = moves.Where(m => m.Day <= record.Day).Sum(m => m.Amount);
            var lowest = balance;
            foreach (var move in moves.Where(m => m.Day > record.Day).OrderBy(m => m.Day).ThenByDescending(m => m.Amount))
                lowest = Math.Min(lowest, balance += move.Amount);
            if (lowest + signed < 0)
                throw new CannotRunException($"余额不足：{record.Day}起最低余额{Yuan(lowest)}元，不能支出{Yuan(record.Amount.Value)}元。");
        }

        entry.Amount = (entry.Amount ?? 0) + signed;
    }

    private static string Yuan(long fen) => (fen / 100m).ToString("#,##0.00", CultureInfo.InvariantCulture);

    private static FormattableString NoDay() => $"应为日期，写作 2026-11-01";

    private static FormattableString NotYet() => $"不能晚于今天";

    private static FormattableString BeforeEntry(DateOnly day) => $"不能早于登记的起始日期{day}";

    private static FormattableString AfterEntry(DateOnly day) => $"不能晚于终结日期{day}";

    private static FormattableString BeforeDay() => $"不能早于登记日期";
}

/// <summary>What adding and finishing a record both look at.</summary>
internal static class RecordDays
{
    /// <summary>Day on which it was finished; today where none is given.</summary>
    public static DateOnly Done(string typed, DateOnly day, DateOnly today, List<FieldProblem> problems)
    {
        if (typed.Length == 0)
            return today;
        if (!FieldText.TryDay(typed, out var done))
            problems.Add(new FieldProblem("done", NoDay()));
        else if (done > today)
            problems.Add(new FieldProblem("done", NotYet()));
        else if (done < day)
            problems.Add(new FieldProblem("done", BeforeDay()));
        return done;
    }

    public static void RequireOutcome(RecordKind kind, string outcome, List<FieldProblem> problems)
    {
        if (kind.Outcomes.Count > 0 && outcome.Length > 0 && kind.Outcomes.All(o => o.Code != outcome))
            problems.Add(new FieldProblem("outcome", NotOffered()));
    }

    /// <summary>Minutes between the two moments of a clock; null without one or while it runs.</summary>
    public static long? Minutes(RecordClock? limit, FieldValues values, List<FieldProblem> problems)
    {
        if (limit is not { } clock || Moment(values[clock.From]) is not { } from || Moment(values[clock.To]) is not { } to)
            return null;
        if (to < from)
            problems.Add(new FieldProblem(clock.To, BeforeStart()));
        return (long)(to - from).TotalMinutes;
    }

    private static DateTime? Moment(string? stored) =>
        DateTime.TryParseExact(stored, FieldText.MomentFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment) ? moment : null;

    private static FormattableString NoDay() => $"应为日期，写作 2026-11-01";

    private static FormattableString NotYet() => $"不能晚于今天";

    private static FormattableString BeforeDay() => $"不能早于登记日期";

    private static FormattableString NotOffered() => $"请从列出的选项中选择";

    private static FormattableString BeforeStart() => $"不能早于开始的时刻";
}
