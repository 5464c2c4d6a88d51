namespace Huimin.Policies;

/// <summary>Where a text stands in a file; line and column count from 1.</summary>
internal readonly record struct Place(string File, int Line, int Column);

/// <summary>Collects the errors of all files of a pack, each once, in the order of file and line.</summary>
internal sealed class ErrorList
{
    private readonly HashSet<PolicyError> errors = [];

    /// <summary>How many errors were reported, repeated ones too: a file is read again for each layer that inherits it.</summary>
    public int Count { get; private set; }

    public void Add(Place place, string message)
    {
        Count++;
        errors.Add(new PolicyError(place.File, place.Line, place.Column, message));
    }

    public IReadOnlyList<PolicyError> Sorted() =>
        [.. errors.OrderBy(e => e.File, StringComparer.Ordinal).ThenBy(e => e.Line).ThenBy(e => e.Column).ThenBy(e => e.Message, StringComparer.Ordinal)];
}
