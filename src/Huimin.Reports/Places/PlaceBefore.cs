namespace Huimin.Reports.Places;

/// <summary>Whether a sentence speaks of a part of the city: 其中沂水县2.1万人.</summary>
public static class PlaceBefore
{
    private const int Longest = 160;

    private static readonly string[] Whole = ["全市", "我市"];

    /// <summary>The place that the sentence names last before a point of the text; null where it names none, or the whole city after it.</summary>
    /// <param name="end">Behind the last character that is looked at.</param>
    public static string? Find(string text, int end, IReadOnlyCollection<string> places)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(places);
        var start = Math.Max(0, end - Longest);
        var sentence = text.AsSpan(start, end - start);
        // The last character can be the end of the sentence itself.
        if (sentence.Length > 1 && sentence[..^1].LastIndexOfAny("。！？；;\n") is >= 0 and var cut)
            sentence = sentence[(cut + 1)..];
        var (found, at) = (default(string), -1);
        foreach (var place in places)
        {
            if (sentence.LastIndexOf(place) is var here && here > at)
                (found, at) = (place, here);
        }

        foreach (var whole in Whole)
        {
            if (sentence.LastIndexOf(whole) > at)
                return null;
        }

        return found;
    }
}
