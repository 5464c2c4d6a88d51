namespace Huimin.Policies;

public sealed partial class MonthPolicy
{
    /// <summary>
    /// The values of a parameter in this month, as published or, where they were set for a trial, as they have become. Empty when
    /// none is in force.
    /// </summary>
    public IReadOnlyList<ParameterValue> ValuesOf(Parameter parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        if (Tables[parameter.Slot] is not { } table)
            return [];
        return table.Row?.Values ?? [.. table.Values()];
    }
}
