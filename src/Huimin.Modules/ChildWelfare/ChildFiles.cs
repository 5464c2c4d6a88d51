using Huimin.Platform.Regions;
using Huimin.Platform.Registers;

namespace Huimin.Modules.ChildWelfare;

/// <summary>One file for each child who needs care 儿童档案. Names are shown as 张* wherever the file is.</summary>
internal static class ChildFiles
{
    /// <summary>Days between two growth plans of a child in an institution. Practice of the bureau; no law sets it.</summary>
    private const int PlanDays = 180;

    public static RegisterType Children { get; } = new("children", RegionLevel.Village, $"儿童档案", $"孤儿、事实无人抚养、困境和留守儿童一人一档，按监护等级定期走访。")
    {
        Subject = RegisterSubject.Person,
        Named = new EntryName($"姓名") { IsMasked = true },
        Fields =
        [
            Field.Choice("category", $"类别", new Choice("orphan", $"孤儿"), new Choice("de_facto_unattended", $"事实无人抚养儿童"), new Choice("hardship", $"困境儿童"), new Choice("left_behind", $"留守儿童"), new Choice("mobile", $"流动儿童")) with { IsRequired = true },
            Field.Choice("guardianship_level", $"监护等级", new Choice("normal", $"监护正常"), new Choice("insufficient", $"监护不足"), new Choice("improper", $"监护失当"), new Choice("missing", $"监护缺失")) with { IsRequired = true, InList = true },
            Field.Text("guardian", $"监护人") with { IsSecret = true, IsRequired = true },
            Field.Choice("guardian_relation", $"监护人身份", new Choice("parent", $"父母"), new Choice("grandparent", $"祖父母、外祖父母"), new Choice("relative", $"其他亲属"), new Choice("institution", $"儿童福利机构"), new Choice("other", $"其他")) with { IsRequired = true },
            Field.Phone("guardian_phone", $"监护人电话"),
            Field.Entry("director", $"儿童主任", "child_directors"),
            Field.Text("school", $"就读学校"),
            Field.LongText("needs", $"困难和需求") with { IsSecret = true },
        ],
        Category = "category",
        OnlyOne = OnlyOne.PerPerson,
        Coverage = Coverage.EveryRecipient("orphan_living"),
        // Levels as in Hubei; the intervals are the bureau's to set, no national rule does.
        Interval = new RecordInterval("visit", "guardianship_level", new Dictionary<string, int> { ["normal"] = 90, ["insufficient"] = 30, ["improper"] = 15, ["missing"] = 7 }),
        Records =
        [
            new RecordKind("visit", $"走访")
            {
                Fields =
                [
                    Field.Choice("living", $"生活状况", new Choice("good", $"良好"), new Choice("fair", $"一般"), new Choice("poor", $"较差")) with { IsRequired = true },
                    Field.Choice("study", $"学习状况", new Choice("good", $"良好"), new Choice("fair", $"一般"), new Choice("dropped", $"失学辍学"), new Choice("none", $"未到学龄")) with { IsRequired = true },
                    Field.Choice("safety", $"监护和安全", new Choice("safe", $"未发现风险"), new Choice("risk", $"有风险，已处置"), new Choice("report", $"已强制报告")) with { IsRequired = true },
                    Field.LongText("notes", $"走访记录") with { IsSecret = true },
                ],
                Category = "safety",
            },
            new RecordKind("assessment", $"监护评估")
            {
                Fields =
                [
                    Field.Choice("level", $"评估等级", new Choice("normal", $"监护正常"), new Choice("insufficient", $"监护不足"), new Choice("improper", $"监护失当"), new Choice("missing", $"监护缺失")) with { IsRequired = true },
                    Field.Text("assessor", $"评估人") with { IsRequired = true },
                ],
                Category = "level",
            },
            new RecordKind("help", $"关爱帮扶")
            {
                Fields =
                [
                    Field.Choice("kind", $"帮扶内容", new Choice("study", $"助学"), new Choice("medical", $"助医"), new Choice("counsel", $"心理辅导"), new Choice("goods", $"物资"), new Choice("other", $"其他")) with { IsRequired = true },
                    Field.Money("worth", $"金额或折价"),
                    Field.Text("helper", $"帮扶单位"),
                ],
                Category = "kind",
                Amount = "worth",
            },
        ],
        Sample = RegisterSamples.Children,
    };

    /// <summary>儿童福利机构管理办法 (民政部令63): one file per child with the papers of entry, health, study and leaving.</summary>
    public static RegisterType InInstitutions { get; } = new("institution_children", RegionLevel.Village, $"机构养育儿童业务档案", $"每名机构养育儿童的应有材料、缺项和成长计划。")
    {
        Subject = RegisterSubject.Person,
        Named = new EntryName($"姓名") { IsMasked = true },
        Fields =
        [
            Field.Text("institution", $"养育机构") with { IsRequired = true, InList = true },
            Field.Choice("guardianship", $"监护性质", new Choice("temporary", $"临时监护"), new Choice("long_term", $"长期监护"), new Choice("entrusted", $"委托养育")) with { IsRequired = true },
            Field.Checklist("documents", $"应有材料", new Choice("entry", $"入院登记"), new Choice("police", $"公安报案和查找亲属证明"), new Choice("notice", $"寻亲公告"), new Choice("health", $"入院体检"), new Choice("dna", $"血样和DNA入库"), new Choice("household", $"户籍登记"), new Choice("school", $"就学材料"), new Choice("insurance", $"医疗保险"), new Choice("plan", $"成长计划")) with { InList = true },
        ],
        Category = "guardianship",
        Quantity = "documents",
        OnlyOne = OnlyOne.PerPerson,
        Interval = new RecordInterval("plan", null, new Dictionary<string, int> { [""] = PlanDays }),
        Records =
        [
            new RecordKind("plan", $"成长计划") { Fields = [Field.Text("author", $"制定人") with { IsRequired = true }, Field.LongText("goals", $"目标和措施") with { IsSecret = true, IsRequired = true }] },
            new RecordKind("service", $"养育服务")
            {
                Fields = [Field.Choice("item", $"服务项目", new Choice("health", $"医疗保健"), new Choice("rehabilitation", $"康复"), new Choice("education", $"教育"), new Choice("social", $"社会工作"), new Choice("foster", $"家庭寄养")) with { IsRequired = true }, Field.Text("worker", $"服务人员")],
                Category = "item",
            },
        ],
        Sample = RegisterSamples.InInstitutions,
    };
}
