using Huimin.Policies;

namespace Huimin.Platform.Programmes.Publishing;

/// <summary>What the reader says about the files of a draft: the pack that they make, or every error; and how the examples went.</summary>
public sealed record DraftCheck(PolicyPack? Pack, IReadOnlyList<PolicyError> Errors, IReadOnlyList<ExampleResult> Examples)
{
    public IEnumerable<ExampleResult> Failed => Examples.Where(e => !e.Passed);

    public bool IsSound => Pack is not null && Examples.All(e => e.Passed);

    /// <summary>Reads the files and runs the examples of the pack.</summary>
    public static DraftCheck Of(PolicyFiles files, string layer)
    {
        var reading = PolicyPack.Read(files, layer);
        return new DraftCheck(reading.Pack, reading.Errors, reading.Pack is null ? [] : PackTest.Run(reading.Pack).Examples);
    }

    /// <exception cref="CannotRunException">There are errors, or examples fail.</exception>
    public void RequireSound()
    {
        if (Pack is null)
            throw new CannotRunException($"条文还有{Errors.Count}处错误，请先改正。");
        if (!IsSound)
            throw new CannotRunException($"有{Failed.Count()}个示例没有通过，请先改正条文或示例。");
    }
}
