using Huimin.Platform.Access;

namespace Huimin.Platform.Registers;

/// <summary>Brings an entry into another state on a day, or to its end 变更状态、终结.</summary>
public sealed class EnterState(RegisterWork work)
{
    /// <param name="state">Code of the state.</param>
    /// <param name="revision">Of the entry when the form was opened.</param>
    /// <param name="reason">Why; the end needs one.</param>
    /// <exception cref="EntryChangedException">Somebody else changed it since; nothing was written.</exception>
    /// <exception cref="CannotRunException">The post does not allow it, or the state does not follow.</exception>
    public Task<long> RunAsync(RegisterType type, long id, string state, long revision, string day, string reason, string token, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(type);
        work.Require(type, Permissions.Register);
        return work.WriteOnceAsync(token, async () =>
        {
            var entry = await work.EntryAsync(type, id, cancellation);
            if (entry.Revision != revision)
                throw new EntryChangedException();
            var to = type.States.FirstOrDefault(s => s.Code == state) ?? throw new CannotRunException($"请选择要变更到的状态。");
            if (WhyNot(type, entry, to) is { } why)
                throw new CannotRunException(why);
            var from = EntryDay.Read(day);
            var text = EntryDay.Reason(reason);
            if (to.IsEnd && text.Length == 0)
                throw new FieldsRefusedException([new FieldProblem("reason", FieldText.Missing())]);
            await work.AdvanceAsync(entry, from, text, cancellation);
            entry.Enter(to, from);
            await work.ScheduleAsync(type, entry, null, cancellation);
            return entry.Id;
        }, cancellation);
    }

    /// <summary>Why an entry cannot come into a state now; null when it can.</summary>
    public static FormattableString? WhyNot(RegisterType type, RegisterEntry entry, EntryState to)
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(to);
        var now = type.State(entry.State);
        if (now.IsEnd)
            return Ended();
        if (now.Code == to.Code)
            return Already();
        if (type.NowCases is not null && !to.IsEnd)
            return RegisterWork.NowCases();
        if (now.Next is { } next && !next.Contains(to.Code))
            return NotNext(now.Name, to.Name);
        var values = FieldValues.Read(entry.Fields);
        var missing = to.Needs.Select(type.Find).OfType<Field>()
            .Where(f => values[f.Code] is null && !f.IsSecret).ToList();
        return missing.Count == 0 ? null : First(Texts.List(missing.Select(f => Texts.Of(f.Label))));
    }

    private static FormattableString Ended() => $"已经终结";

    private static FormattableString Already() => $"现在就是这个状态";

    private static FormattableString NotNext(FormattableString now, FormattableString to) => $"“{now}”之后不能直接到“{to}”";

    private static FormattableString First(string fields) => $"先填写：{fields}";
}
