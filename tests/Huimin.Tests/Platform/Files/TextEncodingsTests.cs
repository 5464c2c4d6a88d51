using System.Text;
using Huimin.Platform.Files;

namespace Huimin.Tests.Platform.Files;

public class TextEncodingsTests
{
    private const string Text = "户编号,姓名,住址\nH1,张三,兰山区解放路1号\nH2,李四,罗庄区湖东路2号\n";

    public static TheoryData<string, bool> Encodings => new()
    {
        { "utf-8", false }, { "utf-8", true }, { "utf-16", false }, { "utf-16", true },
        { "utf-16BE", false }, { "utf-16BE", true }, { "GB18030", false }, { "GBK", false },
    };

    [Theory, MemberData(nameof(Encodings))]
    public void Detect_EveryEncodingOfTheOffice_ReadsTheSameText(string name, bool mark)
    {
        _ = TextEncodings.Gb18030;
        var encoding = Encoding.GetEncoding(name);
        using var stream = new MemoryStream([.. mark ? encoding.GetPreamble() : [], .. encoding.GetBytes(Text)]);

        using var reader = new StreamReader(stream, TextEncodings.Detect(stream), detectEncodingFromByteOrderMarks: false);

        reader.ReadToEnd().ShouldBe(Text);
    }

    [Fact]
    public void Detect_Utf8WithABrokenByte_StaysUtf8AndShowsTheDamage()
    {
        using var stream = new MemoryStream([.. Encoding.UTF8.GetBytes(Text), 0xFF, .. Encoding.UTF8.GetBytes(Text)]);

        using var reader = new StreamReader(stream, TextEncodings.Detect(stream));

        reader.ReadToEnd().ShouldBe(Text + "\uFFFD" + Text);
    }

    [Fact]
    public void Detect_CharacterCutAtTheEndOfTheSample_StaysUtf8()
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes("a" + new string('惠', 400_000)));

        TextEncodings.Detect(stream).ShouldBeOfType<UTF8Encoding>();
    }

    [Fact]
    public void Detect_NothingOrAsciiOnly_IsUtf8()
    {
        TextEncodings.Detect(new MemoryStream()).ShouldBeOfType<UTF8Encoding>();
        TextEncodings.Detect(new MemoryStream("a,b\n"u8.ToArray())).ShouldBeOfType<UTF8Encoding>();
    }
}
