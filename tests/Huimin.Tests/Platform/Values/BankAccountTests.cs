using FsCheck;
using FsCheck.Fluent;
using Huimin.Platform.Values;

namespace Huimin.Tests.Platform.Values;

public class BankAccountTests
{
    [Fact]
    public void TryParse_GT65_LuhnPassesAndFails()
    {
        BankAccount.TryParse("6228480000000000000", false, out var card, out _).ShouldBeTrue();
        card.Masked.ShouldBe("***************0000");

        BankAccount.TryParse("6228480000000000001", false, out _, out var error).ShouldBeFalse();
        error.ShouldBe("银行卡号校验位不符");
    }

    [Fact]
    public void TryParse_Passbook_IsExemptFromLuhn() =>
        BankAccount.TryParse("6228480000000000001", true, out _, out _).ShouldBeTrue();

    [Fact]
    public void Parse_Groups_DropsBlanks() =>
        BankAccount.Parse("6228 4800 0000 0000 000").ToString().ShouldBe("6228480000000000000");

    [Theory]
    [InlineData("", false, "16至19位")]
    [InlineData("622848000000000", false, "16至19位")]
    [InlineData("62284800000000000000", false, "16至19位")]
    [InlineData("6228-4800-0000-0000", false, "数字")]
    [InlineData("1234567", true, "8至32位")]
    [InlineData("123456789012345678901234567890123", true, "过长")]
    public void TryParse_BrokenNumber_NamesTheRule(string text, bool passbook, string rule)
    {
        BankAccount.TryParse(text, passbook, out _, out var error).ShouldBeFalse();

        error.ShouldNotBeNull().ShouldContain(rule);
    }

    [Fact]
    public void TryParse_ExactlyOneLastDigit_CompletesAnyCard() =>
        Prop.ForAll(Gen.Choose(0, 9).ListOf(18).ToArbitrary(), digits =>
        {
            var stem = string.Concat(digits);
            return Enumerable.Range(0, 10).Count(last => BankAccount.TryParse($"{stem}{last}", false, out _, out _)) == 1;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void TryParse_AnyOneDigitChanged_IsCaught() =>
        Prop.ForAll(Gen.Choose(0, 18).ToArbitrary(), Gen.Choose(1, 9).ToArbitrary(), (position, shift) =>
        {
            var text = "6228480000000000000".ToCharArray();
            text[position] = (char)('0' + (text[position] - '0' + shift) % 10);
            return !BankAccount.TryParse(text, false, out _, out _);
        }).QuickCheckThrowOnFailure();
}
