using Huimin.Policies;

namespace Huimin.Platform.Simulations;

/// <summary>
/// A variant as an address has it: <c>dibao.standard=+30,tekun.care=+5%</c>, and first <c>@</c> with the key of an uploaded pack if
/// there is one. Only the form is checked.
/// </summary>
public sealed record TrialText(string? Pack, IReadOnlyList<ParameterOverride> Set)
{
    /// <summary>More changes at once, or longer ones, are no form that somebody filled in.</summary>
    public const int MostChanges = 40;

    public bool IsEmpty => Pack is null && Set.Count == 0;

    /// <exception cref="PolicyException">A part does not set a parameter, or there are too many.</exception>
    public static TrialText Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (parts.Length > MostChanges || text.Length > 4_000)
            throw new PolicyException($"at most {MostChanges} changes at once");
        var pack = parts is [['@', .. var key], ..] ? key : null;
        return new TrialText(pack, [.. parts.Skip(pack is null ? 0 : 1).Select(ParameterOverride.Parse)]);
    }

    public override string ToString() => string.Join(',', [.. Pack is null ? Array.Empty<string>() : [$"@{Pack}"], .. Set.Select(s => s.ToString())]);
}
