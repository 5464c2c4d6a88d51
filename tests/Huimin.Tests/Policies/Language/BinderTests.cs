namespace Huimin.Tests.Policies.Language;

public sealed class BinderTests : IDisposable
{
    private readonly PolicyFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string? Error(string expression)
    {
        var errors = folder.Write("city/aid.yaml", PolicyFolder.Aid(define: $"  tried: \"{expression}\"")).Errors();
        errors.Count.ShouldBeLessThanOrEqualTo(1, string.Join('\n', errors));
        return errors.Count == 0 ? null : errors[0];
    }

    [Theory]
    [InlineData("24 months * standard")]
    [InlineData("2 years * standard + financial_assets")]
    [InlineData("monthly(rigid_expense_12m) + standard")]
    [InlineData("yearly(standard) - rigid_expense_12m")]
    [InlineData("max(0, standard - wage_sum) * 30%")]
    [InlineData("max(0, 0, standard)")]
    [InlineData("standard / wage_sum > 60%")]
    [InlineData("sum(members where counted and age >= 60: wage)")]
    [InlineData("any(members: disability_kind in [intellectual, mental] and sex = female)")]
    [InlineData("max(members: age) >= 80")]
    [InlineData("count(members: age on died_on > 60)")]
    [InlineData("any(members: household.hukou = hukou)")]
    [InlineData("known(financial_assets) and first_known(financial_assets, 0) < 24 months * standard")]
    [InlineData("vehicles in [0, 1] ? standard : 0")]
    [InlineData("hukou = urban")]
    [InlineData("any(members: birth_date < 1950-01-01)")]
    [InlineData("-standard + 2 * standard")]
    [InlineData("any(members: months_between(died_on, month_start) > 6)")]
    [InlineData("standard / (vehicles - 1)")]
    public void Bind_WellTyped_NoError(string expression) => Error(expression).ShouldBeNull();

    [Theory]
    [InlineData("standard + vehicles", "a count cannot be added to yuan/month; an amount of money belongs to 'parameters:'")]
    [InlineData("standard < vehicles", "yuan/month cannot be compared with a count")]
    [InlineData("standard + financial_assets", "yuan cannot be added to yuan/month; multiply by a number of months")]
    [InlineData("standard + rigid_expense_12m", "convert with monthly() or yearly()")]
    [InlineData("standard * standard", "cannot be multiplied by")]
    [InlineData("standard / 0", ":19:20: this divides by zero")]
    [InlineData("vehicles / (2 - 2 * 1)", "this divides by zero")]
    [InlineData("0.0000000000001 + 12345678901.123456789", "'12345678901.123456789' has too many digits")]
    [InlineData("months_between(month_start, standard)", "'months_between' needs dates, and this is yuan/month")]
    [InlineData("months_between(month_start)", "'months_between' takes two dates")]
    [InlineData("month_between(month_start, month_end)", "there is no function 'month_between'; did you mean 'months_between'?")]
    [InlineData("vehicles / standard", "cannot be divided by")]
    [InlineData("monthly(standard)", "yuan/year is expected here")]
    [InlineData("hukou = urbann", "'urbann' is not one of urban, rural; did you mean 'urban'?")]
    [InlineData("hukou < urban", "'urban' is not defined here")]
    [InlineData("wage", "'wage' is a fact of a member; use it inside sum(members: …)")]
    [InlineData("sum(members: vehicles)", "'vehicles' is a fact of the household; write household.vehicles")]
    [InlineData("age", "only a member has an age")]
    [InlineData("count(members: wage)", "'count(members: …)' cannot take yuan/month")]
    [InlineData("sum(members: birth_date)", "cannot take a date")]
    [InlineData("vehicles = 0 and standard", "a condition is expected here, and this is yuan/month")]
    [InlineData("hukou = urban ? standard : rooms", "both sides of ':' must be alike")]
    [InlineData("aid", "'aid' is a programme; write aid.eligible or aid.amount")]
    [InlineData("aidd.eligible", "there is no programme or parameter 'aidd'; did you mean 'aid'?")]
    [InlineData("aid.eligble", "'aid' has no 'eligble'; did you mean 'eligible'?")]
    [InlineData("standard[vehicles]", "'standard' is not a table")]
    [InlineData("round(standard)", "there is no function 'round'")]
    [InlineData("vehicles == 1", "equality is written with one sign")]
    [InlineData("vehicles < 1 < 2", "two values are compared at a time")]
    [InlineData("vehicles < 1 && dwellings < 2", "write 'and'")]
    [InlineData("vehicles +", "the expression ends where a value is expected")]
    [InlineData("(vehicles", "the expression ends where ')' is expected")]
    [InlineData("vehicles @ 2", "the character '@' means nothing here")]
    [InlineData("99999999999999999999999999999999999999", "not a number that can be used")]
    public void Bind_Wrong_SaysWhy(string expression, string expected) => Error(expression).ShouldNotBeNull().ShouldContain(expected);

    [Fact]
    public void Bind_ErrorInsideExpression_PointsAtTheName() =>
        Error("wage_sum + wage_sumn").ShouldBe("policies/city/aid.yaml:19:22: 'wage_sumn' is not defined here; did you mean 'wage_sum'?");

    [Theory]
    [InlineData("vehicles", "the amount must be yuan/month, and this is a count")]
    [InlineData("financial_assets", "the amount must be yuan/month, and this is yuan")]
    public void Bind_AmountOfAnotherType_IsAnError(string amount, string expected) =>
        folder.Write("city/aid.yaml", PolicyFolder.Aid(amount: amount)).Errors().ShouldHaveSingleItem().ShouldContain(expected);

    [Theory]
    [InlineData("人均{standrad}元", "'standrad' is not defined here")]
    [InlineData("人均{standard元", "the '{' has no '}'")]
    [InlineData("由{parts of standard}组成", "is not a sum of facts")]
    public void BindWording_Wrong_SaysWhy(string sentence, string expected) =>
        folder.Write("city/aid.yaml", PolicyFolder.Aid().Replace("else: 不符合", $"else: \"{sentence}\"", StringComparison.Ordinal))
            .Errors().ShouldHaveSingleItem().ShouldContain(expected);
}
