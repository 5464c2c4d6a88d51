using Huimin.Platform.Access;
using Huimin.Platform.Privacy;

namespace Huimin.Platform.Registers;

/// <summary>Changes what an entry holds, from a day on 变更; what stood before stays as a version.</summary>
public sealed class ChangeEntry(RegisterWork work, ReadEntry read)
{
    /// <param name="revision">Of the entry when the form was opened.</param>
    /// <param name="day">First day of what it now holds.</param>
    /// <param name="reason">Why, up to 200 characters; may be empty.</param>
    /// <exception cref="EntryChangedException">Somebody else changed it since; nothing was written.</exception>
    /// <exception cref="FieldsRefusedException">Something is missing or wrong, all of it told at once.</exception>
    /// <exception cref="CannotRunException">The post does not allow it, the entry has ended, or another entry excludes it.</exception>
    public Task<long> RunAsync(RegisterType type, long id, TypedEntry typed, long revision, string day, string reason, string token, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(typed);
        work.RequireInUse(type, Permissions.Register);
        return work.WriteOnceAsync(token, async () =>
        {
            var entry = await work.EntryAsync(type, id, cancellation);
            if (type.State(entry.State).IsEnd)
                throw new CannotRunException($"编号{entry.Id:D}已经终结，不能再变更。");
            if (entry.Revision != revision)
                throw new EntryChangedException();
            var from = EntryDay.Read(day);
            var draft = await read.RunAsync(type, typed, entry, cancellation);
            if (draft.Content.Region != entry.Region)
                await work.RequireRegionAsync(type, draft.Content.Region, cancellation);
            await work.AdvanceAsync(entry, from, EntryDay.Reason(reason), cancellation);
            var (secrets, key) = await work.SealAsync(SealedColumn.RegisterEntry, entry.Id, draft.Secret, cancellation);
            entry.Take(draft.Content with { Secrets = secrets, SealKey = key });
            await work.RefuseOverlapAsync(type, entry, entry.ExpiresOn?.AddDays(1), cancellation);
            await work.ScheduleAsync(type, entry, null, cancellation);
            return entry.Id;
        }, cancellation);
    }
}

/// <summary>Day and reason as the forms of entries send them.</summary>
internal static class EntryDay
{
    public const int LongestReason = 200;

    /// <exception cref="FieldsRefusedException">It is no day.</exception>
    public static DateOnly Read(string typed, string field = "day") =>
        FieldText.TryDay(typed, out var day) ? day : throw new FieldsRefusedException([new FieldProblem(field, NoDay())]);

    /// <exception cref="FieldsRefusedException">It is too long.</exception>
    public static string Reason(string typed)
    {
        var text = FieldText.Clean(typed);
        return text.Length <= LongestReason ? text : throw new FieldsRefusedException([new FieldProblem("reason", TooLong(LongestReason))]);
    }

    private static FormattableString NoDay() => $"应为日期，写作 2026-11-01";

    private static FormattableString TooLong(int longest) => $"太长了，请写到{longest}个字以内";
}
