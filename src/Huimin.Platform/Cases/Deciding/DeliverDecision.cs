namespace Huimin.Platform.Cases.Deciding;

/// <summary>The letter was handed over 送达: how, and to whom. Then the case is closed.</summary>
public sealed class DeliverDecision(CaseOffice office)
{
    /// <exception cref="CannotRunException">Nothing was decided, or it is not this office's turn.</exception>
    public async Task RunAsync(long id, Sent sent, DateOnly day, string how, CancellationToken cancellation = default)
    {
        how = CaseOffice.Text(how, $"请写明送达方式和签收人。", 200);
        if (await office.OpenAsync(id, sent, CaseAction.Deliver, cancellation) is not { } file)
            return;
        var decision = file.Decision ?? throw new CannotRunException($"还没有决定，没有可送达的决定书。");
        if (day > office.Today || day < decision.DecidedOn)
            throw new CannotRunException($"送达日期应在{decision.DecidedOn}到今天之间。");
        var from = file.Record.Step;
        decision.Deliver(day, how);
        file.Record.Advance(file.Type, office.Moment);
        await office.SaveAsync(file, CaseEventKind.Delivered, from, how, sent, cancellation);
    }
}
