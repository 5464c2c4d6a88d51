namespace Huimin.Policies;

public sealed partial class MonthPolicy
{
    /// <summary>Explains the outcome of a programme for a family; <paramref name="member"/> is -1 for a programme of households.</summary>
    /// <param name="memberName">What to call a member; by position from 1 if absent.</param>
    public Explanation Explain(Family family, int programme, int member, Func<int, string>? memberName = null) =>
        Explain(family, memberName).Explain(Pack.Programmes[programme], member);

    /// <summary>What a warning that is raised asks the worker to do, with its numbers; empty for everything else.</summary>
    public string Task(Family family, int programme, int member, bool english = false, Func<int, string>? memberName = null) =>
        Explain(family, memberName).Task(Pack.Programmes[programme], member, english);

    /// <summary>Why a programme is not paid, in one sentence with its numbers, or which facts are missing; empty for an eligible family.</summary>
    public string Reason(Family family, int programme, int member, bool english = false, Func<int, string>? memberName = null) =>
        Explain(family, memberName).Reason(Pack.Programmes[programme], member, english);

    /// <summary>The explanations of all programmes for a family.</summary>
    /// <param name="memberName">What to call a member; by position from 1 if absent.</param>
    public FamilyExplanations Explain(Family family, Func<int, string>? memberName = null) => new(this, family, memberName);
}
