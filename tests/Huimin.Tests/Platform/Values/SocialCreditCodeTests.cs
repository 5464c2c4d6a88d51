using FsCheck;
using FsCheck.Fluent;
using Huimin.Platform.Values;

namespace Huimin.Tests.Platform.Values;

public class SocialCreditCodeTests
{
    private const string Valid = "91350100M000100Y43";

    [Fact]
    public void TryParse_GT63_RightAndWrongCheckCharacter()
    {
        SocialCreditCode.TryParse(Valid, out var code, out _).ShouldBeTrue();
        code.Prefix.ShouldBe("91");
        code.RegionPrefix.ShouldBe("350100");
        code.OrganizationCode.ShouldBe("M000100Y4");

        SocialCreditCode.TryParse("91350100M000100Y44", out _, out var error).ShouldBeFalse();
        error.ShouldNotBeNull().ShouldContain("校验码");
    }

    [Fact]
    public void Parse_LowerCase_IsNormalised() => SocialCreditCode.Parse("91350100m000100y43").ToString().ShouldBe(Valid);

    [Theory]
    [InlineData("", "18位")]
    [InlineData("91350100M000100Y4", "18位")]
    [InlineData("91350100I000100Y43", "不允许的字符")]
    [InlineData("91350100O000100Y43", "不允许的字符")]
    [InlineData("9135A100M000100Y43", "区划代码")]
    public void TryParse_BrokenCode_NamesTheRule(string text, string rule)
    {
        SocialCreditCode.TryParse(text, out _, out var error).ShouldBeFalse();

        error.ShouldNotBeNull().ShouldContain(rule);
    }

    [Fact]
    public void TryParse_AnyOneCharacterChanged_IsCaught() =>
        Prop.ForAll(Gen.Choose(0, 17).ToArbitrary(), Gen.Elements("0123456789ABCDEFGHJKLMNPQRTUWXY".ToCharArray()).ToArbitrary(),
            (position, character) =>
            {
                var text = Valid.ToCharArray();
                var changed = text[position] != character;
                text[position] = character;
                return SocialCreditCode.TryParse(text, out _, out _) != changed;
            }).QuickCheckThrowOnFailure();
}
