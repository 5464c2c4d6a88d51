using Huimin.Platform.Data;

namespace Huimin.Platform.Audit;

/// <summary>
/// Goes on from the trail as it is, after a database was moved or restored from a backup 认可现状: the anchor is set anew, and what
/// it said before stays on the trail with the reason. Wrong records stay wrong.
/// </summary>
public sealed class AcceptAudit(Database database)
{
    /// <summary>A demo city was made where another database stood before: its trail takes the place over, and says so.</summary>
    /// <exception cref="CannotRunException">The anchor file is damaged.</exception>
    public async Task OfNewDemoAsync(CancellationToken cancellation = default)
    {
        var state = await AuditState.ReadAsync(database, cancellation);
        if (state.Anchor is { } left && left.Chain != Convert.ToHexStringLower(state.Chain))
            await RunAsync(Texts.Of($"在原处重新生成演示城市"), cancellation);
    }

    /// <exception cref="CannotRunException">No reason is given.</exception>
    public async Task RunAsync(string reason, CancellationToken cancellation = default)
    {
        if (string.IsNullOrWhiteSpace(reason))
            throw new CannotRunException($"请说明原因。");
        AuditAnchor? before = null;
        try
        {
            before = AuditAnchor.Read(database.Audit.AnchorPath);
        }
        catch (CannotRunException)
        {
            // Damaged: this is how it is replaced.
        }

        await database.Audit.WriteAsync(AuditActor.Command, new AuditEntry(AuditAction.AcceptAudit, "audit") { Reason = reason, Before = before }, cancellation);
        await database.Audit.ReplaceAnchorAsync(cancellation);
    }
}
