namespace Huimin.Policies;

/// <summary>How a value of a parameter moved: for whom (empty: for all), and a point for each row.</summary>
public sealed record ParameterSeries(string Name, string NameEn, IReadOnlyList<ParameterPoint> Points);

/// <summary>The value from a day on, until <paramref name="To"/> or the next point: yuan, percent, or a number as the parameter's unit says.</summary>
public readonly record struct ParameterPoint(DateOnly From, DateOnly? To, decimal Value);
