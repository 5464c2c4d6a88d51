using FsCheck;
using FsCheck.Fluent;
using Huimin.Platform.People;
using Huimin.Platform.Values;

namespace Huimin.Tests.Platform.Values;

public class CitizenIdTests
{
    private static Arbitrary<CitizenId> Ids() =>
        (from region in Gen.Elements(110105, 371302, 440524, 510104, 610902, 820000)
         from day in Gen.Choose(new DateOnly(1880, 1, 1).DayNumber, new DateOnly(2026, 12, 31).DayNumber)
         from sequence in Gen.Choose(0, 999)
         select CitizenId.Create(region, DateOnly.FromDayNumber(day), sequence)).ToArbitrary();

    [Fact]
    public void TryParse_GT61_RightAndWrongCheckCharacter()
    {
        CitizenId.TryParse("11010519491231002X", out var id, out _).ShouldBeTrue();
        id.Birth.ShouldBe(new DateOnly(1949, 12, 31));
        id.Sex.ShouldBe(Sex.Female);

        CitizenId.TryParse("110105194912310021", out _, out var error).ShouldBeFalse();
        error.ShouldBe("身份证号校验码与前17位不符");
    }

    [Fact]
    public void Parse_GT62_BirthIn1880IsValid()
    {
        var id = CitizenId.Parse("440524188001010014");

        id.Birth.ShouldBe(new DateOnly(1880, 1, 1));
        id.Sex.ShouldBe(Sex.Male);
    }

    [Theory]
    [InlineData("１１０１０５１９４９１２３１００２Ｘ")]
    [InlineData("11010519491231002x")]
    [InlineData(" 11010519491231002X　")]
    [InlineData("110105491231002")]
    public void Parse_OtherWritings_GiveTheSameNumber(string text) =>
        CitizenId.Parse(text).ToString().ShouldBe("11010519491231002X");

    [Fact]
    public void Parse_FifteenDigitsOfAPersonBornBefore1900_UsesThe19thCentury() =>
        CitizenId.Parse("440524800101998").Birth.ShouldBe(new DateOnly(1880, 1, 1));

    [Theory]
    [InlineData("", "为空")]
    [InlineData("1101051949123100", "18位")]
    [InlineData("11010519491231002XX", "18位")]
    [InlineData("1101051949123A002X", "字符")]
    [InlineData("1101051949123100X2", "字符")]
    [InlineData("980105194912310026", "省级")]
    [InlineData("110105194902310023", "出生日期")]
    [InlineData("110105202302290028", "出生日期")]
    [InlineData("110105194900310023", "出生日期")]
    [InlineData("110105490231002", "出生日期")]
    [InlineData("=10105194912310021", "字符")]
    public void TryParse_BrokenNumber_NamesTheRuleWithoutTheNumber(string text, string rule)
    {
        CitizenId.TryParse(text, out _, out var error).ShouldBeFalse();

        error.ShouldNotBeNull().ShouldContain(rule);
        if (text.Length > 0)
            error.ShouldNotContain(text);
    }

    [Fact]
    public void Masked_AnyNumber_ShowsTwoAndTwo() =>
        CitizenId.Parse("11010519491231002X").Masked.ShouldBe("11**************2X");

    [Fact]
    public void Parse_EveryCreatedNumber_IsAFixedPoint() =>
        Prop.ForAll(Ids(), id => CitizenId.Parse(id.ToString()) == id && CitizenId.Parse(id.ToString()).Birth == id.Birth)
            .QuickCheckThrowOnFailure();

    [Fact]
    public void TryParse_AnyOneCharacterChanged_IsCaught() =>
        Prop.ForAll(Ids(), Gen.Choose(0, 17).ToArbitrary(), Gen.Choose(1, 9).ToArbitrary(), (id, position, shift) =>
        {
            var text = id.ToString().ToCharArray();
            text[position] = text[position] == 'X' ? (char)('0' + shift) : (char)('0' + (text[position] - '0' + shift) % 10);
            return !CitizenId.TryParse(text, out _, out _);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void TryParse_TwoDifferentNeighboursSwapped_IsCaught() =>
        Prop.ForAll(Ids(), Gen.Choose(0, 15).ToArbitrary(), (id, position) =>
        {
            var text = id.ToString().ToCharArray();
            if (text[position] == text[position + 1])
                return true;
            (text[position], text[position + 1]) = (text[position + 1], text[position]);
            return !CitizenId.TryParse(text, out _, out _);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void TryParse_AnyText_NeverThrows() =>
        Prop.ForAll<string?>(text =>
        {
            var good = CitizenId.TryParse(text, out _, out var error);
            return good == (error is null);
        }).QuickCheckThrowOnFailure();
}
