using Huimin.Platform.Regions;
using Huimin.Platform.Registers;

namespace Huimin.Modules.ChildWelfare;

/// <summary>Who protects children at each level 未成年人保护工作队伍 (民发〔2019〕34号, 未成年人保护法 article 81).</summary>
internal static class ProtectionStaff
{
    public static RegisterType Directors { get; } = Post("child_directors", RegionLevel.Village, $"儿童主任", $"每个村（居）至少一名儿童主任，负责走访、建档和发现报告。", RegisterSamples.Directors);

    public static RegisterType Supervisors { get; } = Post("child_supervisors", RegionLevel.Township, $"儿童督导员", $"每个乡镇（街道）至少一名儿童督导员，指导和督促儿童主任。", RegisterSamples.Supervisors);

    public static RegisterType Officers { get; } = Post("child_protection_officers", RegionLevel.County, $"未保专干", $"县级未成年人保护专干，协调各部门处置个案。", RegisterSamples.Officers);

    public static RegisterType VolunteerTeams { get; } = new("child_volunteer_teams", RegionLevel.County, $"儿童关爱志愿服务队", $"关爱儿童的志愿服务队：结对儿童、开展活动、惠及儿童数。")
    {
        Highest = RegionLevel.City,
        Named = new EntryName($"服务队名称"),
        Fields =
        [
            Field.Choice("kind", $"服务类型", new Choice("company", $"陪伴关爱"), new Choice("counsel", $"心理辅导"), new Choice("campus", $"校园家庭"), new Choice("study", $"学业辅导")) with { IsRequired = true },
            Field.Text("leader", $"负责人") with { IsRequired = true, InList = true },
            Field.Number("members", $"志愿者人数", 100_000) with { IsRequired = true },
            Field.Phone("duty_phone", $"联系电话") with { IsSecret = false },
        ],
        Category = "kind",
        Quantity = "members",
        OnlyOne = OnlyOne.PerName,
        Records =
        [
            new RecordKind("session", $"活动")
            {
                Fields = [Field.Text("theme", $"主题") with { IsRequired = true }, Field.Text("venue", $"地点"), Field.Number("children", $"惠及儿童人次", 100_000) with { IsRequired = true }],
                Quantity = "children",
            },
            new RecordKind("pairing", $"结对")
            {
                Fields = [Field.Person("child", $"结对儿童") with { IsRequired = true }, Field.Text("volunteer", $"志愿者") with { IsRequired = true }],
                Person = "child",
            },
        ],
        Sample = RegisterSamples.VolunteerTeams,
    };

    private static RegisterType Post(string code, RegionLevel level, FormattableString name, FormattableString purpose, RegisterSample sample) => new(code, level, name, purpose)
    {
        Named = new EntryName($"姓名"),
        Fields =
        [
            Field.Choice("post", $"任职方式", new Choice("full_time", $"专职"), new Choice("part_time", $"兼职"), new Choice("purchased", $"购买服务")) with { IsRequired = true },
            Field.Choice("education", $"学历", new Choice("college", $"大专及以上"), new Choice("senior", $"高中或中专"), new Choice("other", $"其他")) with { InList = true },
            Field.Phone("phone", $"联系电话"),
            Field.YesNo("clean_record", $"从业查询无违法犯罪记录") with { IsRequired = true },
        ],
        Category = "post",
        States = EntryStates.InPost,
        Coverage = Coverage.Every(level),
        OnlyOne = OnlyOne.PerNameAndRegion,
        Records =
        [
            new RecordKind("training", $"培训")
            {
                Fields = [Field.Text("theme", $"培训主题") with { IsRequired = true }, Field.Number("hours", $"学时", 500) with { Decimals = 1 }, Field.YesNo("passed", $"考核合格")],
                Quantity = "hours",
            },
            new RecordKind("appraisal", $"考核")
            {
                Fields = [Field.Choice("grade", $"考核等次", new Choice("excellent", $"优秀"), new Choice("competent", $"称职"), new Choice("basic", $"基本称职"), new Choice("failed", $"不称职")) with { IsRequired = true }],
                Category = "grade",
            },
        ],
        Sample = sample,
    };
}
