using Huimin.Platform;
using Huimin.Platform.Privacy.Retention;

namespace Huimin.Tests.Platform.Privacy.Retention;

public sealed class RetentionRulesTests
{
    private const string Header = "record,keep,unit,from,action,law,law_en,source\n";

    [Fact]
    public void Load_InstalledFile_HasARuleForEveryKindAndNeverDeletesTheTrail()
    {
        var rules = RetentionRules.Load();
        rules.Select(r => r.Kind.Code).ShouldBe(RetentionKind.All.Select(k => k.Code), ignoreOrder: true);
        rules.Single(r => r.Kind.Code == "audit_record").ShouldSatisfyAllConditions(r => r.Action.ShouldBe(RetentionAction.Archive), r => r.Length.ShouldBe(6));
        // The sources say that contact data go when they are no longer needed, and not when that is.
        rules.Single(r => r.Kind.Code == "person_contact").Action.ShouldBe(RetentionAction.Keep);
        rules.Where(r => r.Law.Length == 0).ShouldAllBe(r => r.IsPlaceholder);
    }

    [Theory]
    [InlineData("sessions,6,months,ended,delete,法,Law,x", "第2行 record：没有这种记录")]
    [InlineData("account_session,six,months,ended,delete,法,Law,x", "第2行 keep：应为0至1000的整数")]
    [InlineData("account_session,-6,months,ended,delete,法,Law,x", "第2行 keep：应为0至1000的整数")]
    [InlineData("account_session,5,months,ended,delete,法,Law,x", "第2行 keep：法律规定至少6个月")]
    [InlineData("account_session,185,days,ended,delete,法,Law,x", "第2行 keep：法律规定至少6个月")]
    [InlineData("account_session,0,years,ended,delete,法,Law,x", "第2行 keep：法律规定至少6个月")]
    [InlineData("account_session,6,weeks,ended,delete,法,Law,x", "第2行 unit：应为 days、months、years")]
    [InlineData("account_session,6,0,ended,delete,法,Law,x", "第2行 unit：应为")]
    [InlineData("account_session,6,months,created,delete,法,Law,x", "第2行 from：应为 ended")]
    [InlineData("account_session,6,months,ended,burn,法,Law,x", "第2行 action：应为 delete、keep")]
    [InlineData("audit_record,6,months,written,delete,法,Law,x", "第2行 action：应为 archive")]
    [InlineData("person_contact,1,years,left,delete,法,Law,x", "第2行 action：应为 anonymise、keep")]
    [InlineData("person_contact,1,years,left,keep,法,Law,x", "第2行 keep：期限未定的应为空")]
    [InlineData("account_session,6,months,ended,delete,,,x", "第2行 law：缺少法律条款")]
    [InlineData("account_session,6,months,ended,delete,法,Law,", "第2行 source：缺少出处")]
    [InlineData("account_session,6,months,ended,delete,法,Law", "应有8列，实有7列")]
    [InlineData("account_session,6,months,ended,delete,法,Law,x\naccount_session,7,months,ended,delete,法,Law,x", "第3行 record：这种记录已有规定")]
    public void Read_WrongLine_NamesLineAndColumn(string lines, string expected) =>
        Should.Throw<CannotRunException>(() => RetentionRules.Read(new StringReader(Header + lines), "rules.csv")).Message.ShouldContain(expected);

    [Fact]
    public void Read_WrongHeader_IsRefused() =>
        Should.Throw<CannotRunException>(() => RetentionRules.Read(new StringReader("record,keep\n"), "rules.csv")).Message.ShouldContain("首行");

    [Theory]
    [InlineData("account_session,6,months,ended,delete,法,Law,x", "2026-08-31", "2026-02-28")]
    [InlineData("account_session,6,months,ended,delete,法,Law,x", "2026-11-22", "2026-05-22")]
    [InlineData("data_check_consent,3,years,withdrawn,delete,,,placeholder", "2028-02-29", "2025-02-28")]
    [InlineData("data_check_consent,10,days,withdrawn,delete,,,placeholder", "2026-11-22", "2026-11-12")]
    [InlineData("person_contact,,,left,keep,,,placeholder", "2026-11-22", null)]
    public void Before_OfADay_IsTheFirstDayThatStays(string line, string today, string? before) =>
        RetentionRules.Read(new StringReader(Header + line), "rules.csv").Single().Before(DateOnly.Parse(today, System.Globalization.CultureInfo.InvariantCulture))
            .ShouldBe(before is null ? null : DateOnly.Parse(before, System.Globalization.CultureInfo.InvariantCulture));
}
