using System.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Huimin.Policies;

/// <summary>A YAML value that knows where it stands.</summary>
internal abstract class YamlValue(Place place)
{
    public Place Place { get; } = place;
}

internal sealed class YamlText(Place place, string text, bool plain, YamlSource source, int start) : YamlValue(place)
{
    public string Text { get; } = text;

    public bool IsNull => plain && Text is "" or "~" or "null";

    /// <summary>
    /// The place of a character of <see cref="Text"/> in the file. YAML folds lines and drops indentation, but keeps all
    /// other characters in order, so the character is found by counting those that are not blank.
    /// </summary>
    public Place At(int offset)
    {
        var content = source.Content;
        var at = Math.Min(start, content.Length);
        if (!plain && at < content.Length)
        {
            if (content[at] is '|' or '>') // the header of a block ends with its line
                while (at < content.Length && content[at] != '\n')
                    at++;
            else
                at++;
        }
        var wanted = 0;
        for (var i = 0; i < Math.Min(offset, Text.Length); i++)
            if (!char.IsWhiteSpace(Text[i]))
                wanted++;
        while (at < content.Length && (wanted > 0 || char.IsWhiteSpace(content[at])))
        {
            if (!char.IsWhiteSpace(content[at]))
                wanted--;
            at++;
        }
        return source.PlaceOf(at);
    }
}

internal sealed class YamlList(Place place, IReadOnlyList<YamlValue> items) : YamlValue(place)
{
    public IReadOnlyList<YamlValue> Items { get; } = items;
}

internal sealed class YamlMap(Place place, IReadOnlyList<KeyValuePair<YamlText, YamlValue>> entries) : YamlValue(place)
{
    public IReadOnlyList<KeyValuePair<YamlText, YamlValue>> Entries { get; } = entries;
}

/// <summary>One YAML file, its path as errors print it, and its path among the files of policies.</summary>
internal sealed class YamlSource(string file, string path, string content)
{
    /// <summary>The largest policy file; a bureau's longest is a hundredth of this.</summary>
    public const int MaximumBytes = 1_000_000;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public string File { get; } = file;

    public string Path { get; } = path;

    public string Content { get; } = content;

    public Place PlaceOf(int index)
    {
        index = Math.Clamp(index, 0, Content.Length);
        var line = LineStarts.BinarySearch(index);
        if (line < 0)
            line = ~line - 1;
        return new Place(File, line + 1, index - LineStarts[line] + 1);
    }

    /// <summary>Where the lines begin; a file with many mistakes asks often.</summary>
    private List<int> LineStarts
    {
        get
        {
            if (field is not null)
                return field;
            var starts = new List<int> { 0 };
            for (var i = Content.IndexOf('\n', StringComparison.Ordinal); i >= 0; i = Content.IndexOf('\n', i + 1))
                starts.Add(i + 1);
            return field = starts;
        }
    }

    /// <summary>Reads a file as UTF-8; null with an error if it is missing, too large or not text.</summary>
    public static YamlSource? Open(PolicyFiles files, string path, ErrorList errors)
    {
        var file = $"{files.Name}/{path}";
        var place = new Place(file, 1, 1);
        try
        {
            var bytes = files.Read(path, MaximumBytes);
            if (bytes is null || bytes.Length > MaximumBytes)
            {
                errors.Add(place, bytes is null ? "there is no such file" : $"the file is too large; a policy file may have {MaximumBytes} bytes");
                return null;
            }
            return new YamlSource(file, path, Strict.GetString(bytes).TrimStart('\ufeff').Replace("\r\n", "\n", StringComparison.Ordinal));
        }
        catch (DecoderFallbackException)
        {
            errors.Add(place, "the file is not UTF-8 text");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            errors.Add(place, $"the file cannot be read: {e.Message}");
        }
        return null;
    }

    /// <summary>The mapping that the file consists of; null with errors if it is not one.</summary>
    public YamlMap? Parse(ErrorList errors)
    {
        var reader = new TreeBuilder(this, errors);
        try
        {
            return reader.Document();
        }
        catch (YamlException e)
        {
            var message = e.InnerException is null ? e.Message : e.InnerException.Message;
            errors.Add(PlaceOf(e.Start), $"this is not valid YAML: {Plain(message)}");
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or IndexOutOfRangeException or OverflowException)
        {
            // What YamlDotNet throws when a text ends inside brackets, without a mark.
            errors.Add(reader.Reached, "this is not valid YAML: what begins here is not closed; a ], } or quotation mark is missing");
        }
        return null;
    }

    private Place PlaceOf(Mark mark) => new(File, (int)Math.Max(1, mark.Line), (int)Math.Max(1, mark.Column));

    // YamlDotNet writes "(Line: 3, Col: 1, Idx: 20) - (…): While parsing …"; the place is printed before the message already.
    private static string Plain(string message)
    {
        var end = message.IndexOf("): ", StringComparison.Ordinal);
        return message.StartsWith('(') && end > 0 ? message[(end + 3)..] : message;
    }

    private sealed class TreeBuilder(YamlSource source, ErrorList errors)
    {
        private const int MaximumDepth = 40; // the reader calls itself for each level

        private readonly Parser parser = new(new StringReader(source.Content));

        /// <summary>Where the part begins that was read last.</summary>
        public Place Reached => parser.Current is { } current ? source.PlaceOf(current.Start) : new Place(source.File, 1, 1);

        public YamlMap? Document()
        {
            Next(); // stream start
            Next();
            if (parser.Current is not DocumentStart)
            {
                errors.Add(new Place(source.File, 1, 1), "the file is empty");
                return null;
            }
            Next();
            var value = Value(0);
            Next();
            Next();
            if (parser.Current is DocumentStart second)
                errors.Add(source.PlaceOf(second.Start), "a file holds one document; a second one begins here");
            if (value is YamlMap map)
                return map;
            errors.Add(value.Place, "the file must be a mapping of names to values");
            return null;
        }

        private void Next() => parser.MoveNext();

        private YamlValue Value(int depth)
        {
            var current = parser.Current ?? throw new YamlException("the file ends too early");
            var place = source.PlaceOf(current.Start);
            if (depth > MaximumDepth)
                throw new YamlException(current.Start, current.End, $"nested deeper than {MaximumDepth} levels");
            switch (current)
            {
                case Scalar scalar:
                    return new YamlText(place, scalar.Value, scalar.Style == ScalarStyle.Plain, source, (int)scalar.Start.Index);
                case SequenceStart:
                    return List(place, depth);
                case MappingStart:
                    return Map(place, depth);
                default:
                    throw new YamlException(current.Start, current.End, "anchors and aliases (& and *) are not used in policies");
            }
        }

        private YamlList List(Place place, int depth)
        {
            var items = new List<YamlValue>();
            for (Next(); parser.Current is not SequenceEnd; Next())
                items.Add(Value(depth + 1));
            return new YamlList(place, items);
        }

        private YamlMap Map(Place place, int depth)
        {
            var entries = new List<KeyValuePair<YamlText, YamlValue>>();
            var seen = new HashSet<string>(StringComparer.Ordinal);
            for (Next(); parser.Current is not MappingEnd; Next())
            {
                var key = Value(depth + 1);
                Next();
                var value = Value(depth + 1);
                if (key is not YamlText name)
                    errors.Add(key.Place, "a name is expected here");
                else if (!seen.Add(name.Text))
                    errors.Add(name.Place, $"'{name.Text}' is given twice");
                else
                    entries.Add(new(name, value));
            }
            return new YamlMap(place, entries);
        }
    }
}
