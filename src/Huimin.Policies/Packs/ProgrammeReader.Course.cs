namespace Huimin.Policies;

/// <summary>What a programme says about its course: when it starts, how long it lasts, what a warning asks of a worker.</summary>
internal sealed partial class ProgrammeReader
{
    internal static readonly (string Word, ProgrammeStart Value)[] StartWords =
    [
        ("month_after_decision", ProgrammeStart.MonthAfterDecision), ("month_of_decision", ProgrammeStart.MonthOfDecision),
        ("month_of_application", ProgrammeStart.MonthOfApplication), ("month_after_application", ProgrammeStart.MonthAfterApplication),
        ("month_of_event", ProgrammeStart.MonthOfEvent), ("month_after_event", ProgrammeStart.MonthAfterEvent),
    ];

    private static ProgrammeStart Starts(Fields fields, ProgrammeStart otherwise) => fields.Choice("starts", required: false, otherwise, StartWords);

    private WarningDays? Handling(Programme programme, YamlMap? map)
    {
        if (map is null)
            return null;
        var fields = new Fields(map, errors);
        var days = new List<int>();
        foreach (var step in new[] { "accept", "visit", "close" })
        {
            if (fields.Text(step, required: true) is not { } text)
                continue;
            if (int.TryParse(text.Text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) && number is > 0 and <= 250)
                days.Add(number);
            else
                errors.Add(text.Place, $"'{step}:' is a number of working days from 1 to 250");
        }
        fields.Done();
        if (programme.Kind != ProgrammeKind.Warning)
            errors.Add(map.Place, "only a warning is handled");
        if (days is not [var accept, var visit, var close])
            return null;
        if (accept > visit || visit > close)
            errors.Add(map.Place, "a warning is accepted first, then the family visited, then it is closed; all days count from the first");
        return new WarningDays(accept, visit, close);
    }

    /// <summary>A literal, or a parameter that has one value for the whole place.</summary>
    private NumberNode? Lasts(YamlText? text, Binder binder, bool inMember, References used)
    {
        if (text is null || binder.Bind(text, inMember, used) is not { } node)
            return null;
        if (node is ConstantNode { Type.Kind: ValueKind.Months } literal && literal.Value.Round(new Rounding(1, RoundingDirection.Nearest)) is >= 1 and <= 1200 && literal.Value.Fraction.Bottom == 1)
            return literal;
        if (node is ParameterNode { Type.Kind: ValueKind.Months, Key: null, Parameter.Dimensions.Count: 0 } parameter)
            return parameter;
        errors.Add(text.At(0), "'lasts:' is a number of months such as '12 months', or a parameter of months with one value for the whole place");
        return null;
    }
}
