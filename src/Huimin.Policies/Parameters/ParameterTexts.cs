namespace Huimin.Policies;

/// <summary>A value of a parameter as explanations tell it; written once for all families for whom it holds.</summary>
internal sealed class ParameterTexts
{
    public ParameterTexts(ParameterTable table, ValueType type, Number value, string? published)
    {
        var (zh, en) = ValueText.Both(value, type);
        if (published is not null)
            (zh, en) = ($"{zh}（公布为{Parameter.Quote(published, english: false)}）", $"{en} (published as {Parameter.Quote(published, english: true)})");
        var parameter = table.Parameter;
        Use = new ParameterUse(parameter, table.Row, zh, en);
        Node = new ExplanationNode(NodeKind.Parameter, parameter.ToString(), parameter.Name, parameter.NameEn, null, zh, en, table.Row?.Law ?? []) { Row = table.Row };
    }

    public ParameterUse Use { get; }

    /// <summary>Without the facts on which the value depends.</summary>
    public ExplanationNode Node { get; }
}
