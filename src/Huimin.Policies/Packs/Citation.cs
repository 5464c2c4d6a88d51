namespace Huimin.Policies;

/// <summary>An article of law that a rule rests on, for the time in which it is to be cited.</summary>
public sealed record Citation(string Text, DateOnly? From, DateOnly? To)
{
    public bool IsCitedOn(DateOnly day) => (From is null || From <= day) && (To is null || day <= To);

    internal static IReadOnlyList<string> On(IReadOnlyList<Citation> law, DateOnly day) => law.Count == 0 ? [] : [.. law.Where(l => l.IsCitedOn(day)).Select(l => l.Text)];
}
