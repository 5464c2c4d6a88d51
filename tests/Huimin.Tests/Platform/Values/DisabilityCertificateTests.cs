using Huimin.Platform.Values;

namespace Huimin.Tests.Platform.Values;

public class DisabilityCertificateTests
{
    [Fact]
    public void Parse_GT64_GivesCitizenKindAndGrade()
    {
        var certificate = DisabilityCertificate.Parse("11010519491231002X41");

        certificate.Citizen.ShouldBe(CitizenId.Parse("11010519491231002X"));
        certificate.Kind.ShouldBe(DisabilityKind.Physical);
        certificate.Grade.ShouldBe(1);
        certificate.IsSevere.ShouldBeTrue();
        certificate.ToString().ShouldBe("11010519491231002X41");
    }

    [Fact]
    public void Parse_Replacement_KeepsItsCount()
    {
        var certificate = DisabilityCertificate.Parse("11010519491231002x63b2");

        certificate.Replacement.ShouldBe(2);
        certificate.IsSevere.ShouldBeFalse();
        certificate.ToString().ShouldBe("11010519491231002X63B2");
    }

    [Theory]
    [InlineData("11010519491231002X", "20位")]
    [InlineData("11010519491231002X41B123", "20位")]
    [InlineData("11010519491231002141", "前18位")]
    [InlineData("11010519491231002X81", "类别")]
    [InlineData("11010519491231002X01", "类别")]
    [InlineData("11010519491231002X45", "等级")]
    [InlineData("11010519491231002X41C1", "后缀")]
    [InlineData("11010519491231002X41B0", "后缀")]
    [InlineData("11010519491231002X41B", "后缀")]
    public void TryParse_BrokenNumber_NamesThePart(string text, string part)
    {
        DisabilityCertificate.TryParse(text, out _, out var error).ShouldBeFalse();

        error.ShouldNotBeNull().ShouldContain(part);
    }
}
