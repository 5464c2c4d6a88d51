namespace Huimin.Policies;

/// <summary>Working days within which a warning is accepted 受理, the family visited 入户 and the warning closed 办结, each from the day on which it was raised.</summary>
public sealed record WarningDays(int Accept, int Visit, int Close);
