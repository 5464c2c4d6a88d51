using System.Collections.Frozen;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;

namespace Huimin.Platform;

/// <summary>
/// Every text that a person reads: the Chinese stands in the code and is the key, its English stands in <c>english.json</c>.
/// Pages choose the language of their reader, everything else follows <see cref="CultureInfo.CurrentUICulture"/>. Whole
/// numbers print with grouping, days and months as 2026-11-01. An English text may give a form for one and a form for many,
/// <c>{0} person|{0} persons</c>, chosen by the first whole number.
/// </summary>
public static class Texts
{
    private static volatile FrozenDictionary<string, string> englishTexts = ReadEnglish(typeof(Texts).Assembly).ToFrozenDictionary(StringComparer.Ordinal);
    private static readonly Values ChineseValues = new(english: false);
    private static readonly Values EnglishValues = new(english: true);

    /// <summary>Whether the current language is English: any but Chinese.</summary>
    public static bool English => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName != "zh";

    /// <summary>The English of every text, for the test that none is missing.</summary>
    public static IReadOnlyDictionary<string, string> AllEnglish => englishTexts;

    /// <summary>A text in the current language: <c>Texts.Of($"应有{expected}列，实有{found}列")</c>.</summary>
    public static string Of(FormattableString chinese) => In(English, chinese);

    /// <summary>A text in the language asked for, with whatever texts are among its values.</summary>
    public static string In(bool english, FormattableString chinese)
    {
        ArgumentNullException.ThrowIfNull(chinese);
        if (chinese is BothLanguages both)
            return both.In(english);
        var values = chinese.GetArguments();
        return string.Format(english ? EnglishValues : ChineseValues, Form(english, chinese.Format, values), values);
    }

    /// <summary>A text without values. Of another name than the others: an interpolated string would take this one.</summary>
    internal static string Find(bool english, string chinese) => english ? englishTexts.GetValueOrDefault(chinese, chinese) : chinese;

    /// <summary>What exists in both languages in the policies or the data.</summary>
    public static string Pick(string chinese, string english) => English && english.Length > 0 ? english : chinese;

    /// <summary>甲、乙、丙.</summary>
    public static string List(IEnumerable<string> items) => string.Join(English ? ", " : "、", items);

    /// <summary>Makes the language the current one for the work that follows.</summary>
    public static void Speak(bool english) => CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(english ? "en" : "zh-CN");

    /// <summary>The text with its placeholders, in the form for one or for many.</summary>
    internal static string Form(bool english, string chinese, object?[] values)
    {
        var text = Find(english, chinese);
        var bar = english ? text.IndexOf('|', StringComparison.Ordinal) : -1;
        if (bar < 0)
            return text;
        var one = Array.Find(values, v => v is int or long) is { } number && Convert.ToInt64(number, CultureInfo.InvariantCulture) == 1;
        return one ? text[..bar] : text[(bar + 1)..];
    }

    /// <summary>Adds the English of an assembly's texts; once for each.</summary>
    public static void Add(Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        lock (EnglishValues)
            englishTexts = englishTexts.Concat(ReadEnglish(assembly)).DistinctBy(t => t.Key, StringComparer.Ordinal).ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>Every <c>english.json</c> of an assembly: each part of the program keeps its texts beside it.</summary>
    private static IEnumerable<KeyValuePair<string, string>> ReadEnglish(Assembly assembly)
    {
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.EndsWith("english.json", StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            using var reader = new StreamReader(stream, Encoding.UTF8);
            foreach (var text in JsonSerializer.Deserialize<Dictionary<string, string>>(reader.ReadToEnd())!)
                yield return text;
        }
    }

    /// <summary>How values stand in a text; a format such as <c>{port:D}</c> or <c>{seconds:0.0}</c> has the last word.</summary>
    private sealed class Values(bool english) : IFormatProvider, ICustomFormatter
    {
        public object? GetFormat(Type? formatType) => formatType == typeof(ICustomFormatter) ? this : null;

        public string Format(string? format, object? arg, IFormatProvider? formatProvider) => arg switch
        {
            FormattableString text => In(english, text),
            IFormattable value when !string.IsNullOrEmpty(format) => value.ToString(format, CultureInfo.InvariantCulture),
            int or long => ((IFormattable)arg).ToString("#,##0", CultureInfo.InvariantCulture),
            DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            IFormattable value => value.ToString(null, CultureInfo.InvariantCulture),
            _ => arg?.ToString() ?? "",
        };
    }
}
