using Huimin.Policies;

namespace Huimin.Platform.Programmes.Publishing;

/// <summary>Why a text in a field of the value form cannot be a value of the parameter.</summary>
internal static class ValueRefusal
{
    /// <summary>What a value of this kind looks like, said of the field that holds another.</summary>
    public static CannotRunException Of(Parameter parameter, string field, string text) => parameter.Unit switch
    {
        "yuan" or "yuan/month" or "yuan/year" => new CannotRunException($"“{field}”填的“{text}”不是金额，应写作 600 或 600.50，至多到分。"),
        "ratio" => new CannotRunException($"“{field}”填的“{text}”不是比例，应写作 30% 或 0.3。"),
        "date" => new CannotRunException($"“{field}”填的“{text}”不是日期，应写作 2026-11-01。"),
        "bool" => new CannotRunException($"“{field}”填的“{text}”不是“是”或“否”。"),
        _ => new CannotRunException($"“{field}”填的“{text}”不是整数，应写作 3。"),
    };
}
