namespace Huimin.Platform;

/// <summary>A text whose two languages stand in a catalogue, of lines or of indicators, and not in the localizer.</summary>
internal sealed class BothLanguages(string chinese, string english) : FormattableString
{
    public string In(bool inEnglish) => inEnglish && english.Length > 0 ? english : chinese;

    public override string Format => "{0}";

    public override int ArgumentCount => 1;

    public override object?[] GetArguments() => [Texts.Pick(chinese, english)];

    public override object? GetArgument(int index) => Texts.Pick(chinese, english);

    public override string ToString(IFormatProvider? formatProvider) => Texts.Pick(chinese, english);
}
