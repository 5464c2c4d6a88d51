using Huimin.Platform.Privacy;
using Huimin.Platform.Values;

namespace Huimin.Tests.Platform.Privacy;

public class MaskingTests
{
    [Fact]
    public void Mask_EveryKind_KeepsOnlyWhatTellsApart()
    {
        Masking.CitizenId("371302198001011234").ShouldBe("37**************34");
        Masking.CitizenId("371302800101123").ShouldBe("*************23");
        Masking.Phone("13812345678").ShouldBe("138****5678");
        Masking.Phone("0539-8123456").ShouldBe("0539-*****56");
        Masking.BankAccount("6222021612345671234").ShouldBe("***************1234");
        Masking.BankAccount("存折12345678").ShouldBe("******5678");
        Masking.Name("张小雨").ShouldBe("张*");
        Masking.Name("𬱖明").ShouldBe("𬱖*");
        Masking.PublicName("张三").ShouldBe("张*");
        Masking.PublicName("张小三").ShouldBe("张*三");
        Masking.PublicName("欧阳建华").ShouldBe("欧**华");
        Masking.PublicName("𬱖小𬱖").ShouldBe("𬱖*𬱖");
        Masking.Cell("37").ShouldBe("37");
        Masking.Cell("371302198001011234").ShouldBe("37**************34");
        Masking.Cell("37130219800101123").ShouldBe("***************23");
        Masking.Cell("37130219800101").ShouldBe("371*********01");
    }

    [Theory]
    [InlineData("13812345678", "13812345678")]
    [InlineData(" +86 138-1234-5678", "13812345678")]
    [InlineData("（0539）8123456", "0539-8123456")]
    [InlineData("010 65001234", "010-65001234")]
    [InlineData("02165001234", "021-65001234")]
    public void Phone_WaysOfWriting_AreOne(string text, string number)
    {
        PhoneNumber.TryParse(text, out var phone, out _).ShouldBeTrue();
        phone.ToString().ShouldBe(number);
    }

    [Theory]
    [InlineData("")]
    [InlineData("8123456")]
    [InlineData("12812345678")]
    [InlineData("138123456789")]
    [InlineData("0539-01234567")]
    [InlineData("1381234567a")]
    [InlineData("00861381234567800861")]
    public void Phone_NoNumber_IsRefusedWithoutRepeatingIt(string text)
    {
        PhoneNumber.TryParse(text, out _, out var error).ShouldBeFalse();
        if (text.Length > 0)
            error.ShouldNotContain(text);
    }
}
