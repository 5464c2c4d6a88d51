using Huimin.Reports.Text;

namespace Huimin.Tests.Reports.Text;

public sealed class NormalTextTests
{
    [Theory]
    [InlineData("16.19萬(wàn)名農(nóng)村低保,、1.32萬(wàn)名", "16.19万名农村低保、1.32万名")]
    [InlineData("有效保障,，取得成效,。", "有效保障,取得成效。")]
    [InlineData("救助 5.5 万人次", "救助5.5万人次")]
    [InlineData("１２％（全市）", "12%(全市)")]
    [InlineData("<p>建成<b>22</b>个&nbsp;</p><script>var a = 5;</script><!-- 3个 -->", "\n建成22个\n")]
    [InlineData("<http://x.cn/a>3", "<http://x.cn/a>3")]
    [InlineData("村(社区)干部(aBc)", "村(社区)干部(aBc)")]
    public void Of_Text_IsWrittenOneWay(string original, string normal) => NormalText.Of(original).Characters.ShouldBe(normal);

    [Fact]
    public void Quote_Range_IsTheOriginal()
    {
        const string original = "保障 3.75萬(wàn)名城鄉(xiāng)特困,、";
        var normal = NormalText.Of(original);
        var at = normal.Characters.IndexOf("3.75", StringComparison.Ordinal);
        normal.Quote(at, at + "3.75万名城乡".Length).ShouldBe((3, "3.75萬(wàn)名城鄉"));
    }

    [Fact]
    public void Simplify_CharactersOfReports_AreKnown() =>
        string.Concat("戶億畝餘眾萬個養老機構殯葬對象傷殘婦兒童關愛".Select(TraditionalCharacters.Simplify)).ShouldBe("户亿亩余众万个养老机构殡葬对象伤残妇儿童关爱");
}
