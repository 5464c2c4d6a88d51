namespace Huimin.Policies;

/// <summary>Where a text stands in a file; line and column count from 1.</summary>
internal readonly record struct Place(string File, int Line, int Column);

/// <summary>Collects the errors of all files of a pack, each once, in the order of file and line.</summary>
internal sealed class ErrorList
{
    private readonly HashSet<PolicyError> errors = [];
    private readonly Lock gate = new(); // files are read side by side

    /// <summary>How many errors were reported, repeated ones too: a file is read again for each layer that inherits it.</summary>
    public int Count { get; private set; }

    public void Add(Place place, string message)
    {
        Add(new PolicyError(place.File, place.Line, place.Column, message));
    }

    /// <summary>Takes over the errors of another list.</summary>
    public void Add(ErrorList others)
    {
        foreach (var error in others.errors)
            Add(error);
    }

    private void Add(PolicyError error)
    {
        lock (gate)
        {
            Count++;
            errors.Add(error);
        }
    }

    public IReadOnlyList<PolicyError> Sorted() =>
        [.. errors.OrderBy(e => e.File, StringComparer.Ordinal).ThenBy(e => e.Line).ThenBy(e => e.Column).ThenBy(e => e.Message, StringComparer.Ordinal)];
}
