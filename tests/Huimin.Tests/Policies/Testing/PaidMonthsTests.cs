using Huimin.Policies;

namespace Huimin.Tests.Policies.Testing;

public sealed class PaidMonthsTests : IDisposable
{
    private readonly PolicyFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static Dictionary<Month, Money> Paid(params (string Month, long Fen)[] months) => months.ToDictionary(m => Month.Parse(m.Month), m => new Money(m.Fen));

    private PaidMonths Compare(Dictionary<Month, Money> paid, string household = "{}")
    {
        var pack = folder.Write("city/aid.yaml", PolicyFolder.Aid(amount: "standard - rigid_expense")).Pack();
        var family = JsonFamily.Read($$"""{"region": "371302001001", "household": {{household}}, "members": [{"id": "a"}]}""", pack);
        return PaidMonths.Compare(paid, pack.Find("aid")!, -1, _ => family, month => pack.In(month));
    }

    [Fact]
    public void Compare_TooLittleAndTooMuch_AreKeptApart()
    {
        var settled = Compare(Paid(("2025-02", 70000), ("2025-01", 50000), ("2025-03", 60000)));

        settled.Arrears.ShouldBe(new Money(10000));
        settled.Overpaid.ShouldBe(new Money(10000));
        settled.Months.Select(m => m.Month.Number).ShouldBe([1, 2, 3]);
        settled.IsDetermined.ShouldBeTrue();
    }

    [Fact]
    public void Compare_NoLongerDue_IsOverpaid() => Compare(Paid(("2025-01", 60000)), """{"dwellings": 2}""").Overpaid.ShouldBe(new Money(60000));

    [Fact]
    public void Compare_NotDecided_SettlesNothing()
    {
        var settled = Compare(Paid(("2025-01", 50000)), """{"rigid_expense": null}""");

        settled.IsDetermined.ShouldBeFalse();
        (settled.Arrears, settled.Overpaid).ShouldBe((Money.Zero, Money.Zero));
    }

    [Theory]
    [InlineData("expect: {eligible: true, arrears: 1}", "", "'arrears:' needs 'paid:'")]
    [InlineData("expect: {eligible: true}", "paid: {2025-13: 5}", "'2025-13' is not a month")]
    [InlineData("expect: {eligible: true}", "paid: {2025-01: x}", "'x' is not an amount of yuan")]
    public void Read_WrongExample_SaysWhat(string expect, string paid, string expected)
    {
        var aid = PolicyFolder.Aid().Replace("expect: {eligible: true}", expect, StringComparison.Ordinal).Replace("    month: 2025-03", $"    {paid}\n    month: 2025-03", StringComparison.Ordinal);

        folder.Write("city/aid.yaml", aid).Errors().ShouldHaveSingleItem().ShouldContain(expected);
    }

    [Fact]
    public void Run_ExampleOfPaidMonths_SaysWhatCameOut()
    {
        var aid = PolicyFolder.Aid().Replace("expect: {eligible: true}", "expect: {amount: 600, arrears: 300, overpaid: 0}", StringComparison.Ordinal).Replace("    month: 2025-03", "    paid: {2025-01: 500, 2025-02: 500}\n    month: 2025-03", StringComparison.Ordinal);

        PackTest.Run(folder.Write("city/aid.yaml", aid).Pack()).Examples[0].Failures.ShouldBe(["aid arrears are 200.00, expected 300.00"]);
    }
}
