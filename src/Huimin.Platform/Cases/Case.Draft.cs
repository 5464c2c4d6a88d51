using Huimin.Platform.Cases.Types;

namespace Huimin.Platform.Cases;

/// <summary>A case while it is being filled in 草稿: it has no number, no clock and no timeline yet.</summary>
public sealed partial class Case
{
    /// <summary>What stands in the place of a number until it is submitted.</summary>
    internal static string DraftNumber(long id) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"draft-{id}");

    /// <param name="at">In UTC.</param>
    internal void BeginDraft(DateTime at) => (State, StepSince, Revision) = (CaseState.Draft, at, 1);

    /// <summary>Takes the next revision: another window that shows the draft as it was before is told so.</summary>
    internal void DraftChanged() => Revision++;

    /// <summary>Whether the matter's form was replaced since the draft began.</summary>
    public bool HasOlderForm(CaseType type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return State == CaseState.Draft && FormVersion < type.CurrentForm.Number;
    }
}
