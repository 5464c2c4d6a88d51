using Huimin.Platform.Cases.Types;

namespace Huimin.Platform.Cases.Deciding;

/// <summary>
/// What follows from decisions of some case types 决定的效果: awards, ends of awards, entries of registers. Runs inside the decision's
/// transaction, so that one is never there without the other.
/// </summary>
public interface ICaseEffects
{
    bool Concern(CaseType type);

    /// <summary>Adds to the context what follows; the decision saves it.</summary>
    /// <param name="ids">Free ids for new rows: one for each line of the decision, and two more.</param>
    Task ApplyAsync(CaseFile file, Decision decision, Queue<long> ids, CancellationToken cancellation);
}
