using Huimin.Platform.Documents;

namespace Huimin.Tests.Platform.Documents;

/// <summary>A decision with everything that an official document can have.</summary>
internal static class SampleDocument
{
    public static OfficialDocument Decision { get; } = new()
    {
        Issuer = "沂水县民政局文件",
        Number = OfficialDocument.NumberOf("沂水民救", 2026, 12),
        Title = "关于2026年第四季度最低生活保障\n审核确认情况的通报",
        Addressee = "各乡镇人民政府、街道办事处",
        Parts =
        [
            new DocumentParagraph("根据《最低生活保障审核确认办法》（民发〔2021〕57号）有关规定，县民政局对2026年第四季度各乡镇（街道）报送的最低生活保障申请进行了审核确认，现将有关情况通报如下。"),
            new DocumentHeading(1, "总体情况"),
            new DocumentParagraph("本季度共受理申请368件，其中审核通过312件，涉及保障对象547人，每月发放保障金286,410.50元；不予确认56件，均已书面告知申请人并说明理由。"),
            new DocumentHeading(2, "办理时限"),
            new DocumentParagraph("平均办理时限为18个工作日，比上季度缩短3个工作日，没有超期办理的情形。"),
            new DocumentHeading(2, "公示情况"),
            new DocumentHeading(3, "公示范围"),
            new DocumentParagraph("审核结果在申请家庭所在村（社区）公示7天，公示期间收到异议2件，均已复核。"),
            new DocumentHeading(1, "分乡镇情况"),
            new DocumentTable(
                [new("乡镇（街道）", 3), new("受理（件）", 2, DocumentAlign.Right), new("通过（件）", 2, DocumentAlign.Right), new("月保障金（元）", 3, DocumentAlign.Right), new("备注", 3, DocumentAlign.Left)],
                [.. Enumerable.Range(1, 30).Select(i => (IReadOnlyList<string>)[$"第{i}镇", $"{i * 3}", $"{i * 2}", $"{i * 1834.5:#,##0.00}", i == 2 ? "含特困供养转入1户，待补充县级核对报告" : ""])],
                "2026年第四季度最低生活保障审核确认情况表"),
            new DocumentHeading(1, "下一步要求"),
            new DocumentParagraph("各乡镇（街道）要严格执行动态管理，对家庭成员、收入和财产发生变化的保障对象及时复核。"),
        ],
        Attachments = ["2026年第四季度新增最低生活保障对象名单", "不予确认对象及理由汇总表（含乡镇街道复核意见和申请人签收情况，共五十六件）"],
        Signature = "沂水县民政局",
        Date = new DateOnly(2026, 11, 29),
        CopyTo = "临沂市民政局，县财政局，县审计局，县乡村振兴服务中心，县残疾人联合会",
        PrintedBy = "沂水县民政局办公室",
        PrintedOn = new DateOnly(2026, 11, 30),
    };
}
