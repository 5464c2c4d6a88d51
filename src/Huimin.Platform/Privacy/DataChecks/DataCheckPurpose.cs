namespace Huimin.Platform.Privacy.DataChecks;

/// <summary>A purpose for which data of people may be asked of others 核对用途; what was agreed to for one serves no other.</summary>
/// <param name="Code">How it is stored: <c>means.dibao</c>.</param>
/// <param name="Programme">Code of the programme that the check decides.</param>
/// <param name="Name">In words.</param>
public sealed record DataCheckPurpose(string Code, string Programme, FormattableString Name)
{
    /// <summary>The closed list: the programmes whose applicants agree to a check (社会救助法 articles 13 and 40).</summary>
    public static IReadOnlyList<DataCheckPurpose> All { get; } =
    [
        new DataCheckPurpose("means.dibao", "dibao", $"低保经济状况核对"),
        new DataCheckPurpose("means.dibao_marginal", "dibao_marginal", $"低保边缘家庭经济状况核对"),
        new DataCheckPurpose("means.tekun", "tekun", $"特困人员经济状况核对"),
        new DataCheckPurpose("means.rigid_expense_family", "rigid_expense_family", $"刚性支出困难家庭经济状况核对"),
        new DataCheckPurpose("means.temporary_assistance", "temporary_assistance", $"临时救助经济状况核对"),
    ];

    /// <exception cref="CannotRunException">It is not on the list.</exception>
    public static DataCheckPurpose Require(string code) =>
        All.FirstOrDefault(p => p.Code == code) ?? throw new CannotRunException($"请从列表中选择核对用途。");
}
