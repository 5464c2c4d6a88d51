namespace Huimin.Reports.Numbers;

/// <summary>
/// Tells whether a number with a measure word counts something. Chinese writes small numbers into names (两项补贴, 三位一体,
/// 一老一小), so a number in characters has to prove it: by 余 or 近, or by a measure word of persons and places, or by a thing that a
/// verb acts on.
/// </summary>
internal static class Countings
{
    private static readonly string[] Verbs =
    [
        "推出", "实施", "建成", "新增", "新建", "改造", "设立", "创建", "打造", "获评", "入选", "开展", "举办", "承办", "完成", "出台", "制定", "争取", "列入", "安排", "选派", "表彰", "命名", "培育", "建立",
        "建设", "成立", "办理", "救助", "资助", "培训", "招聘", "检查", "整改", "发现", "共有", "现有", "拥有", "达到", "确定", "命中", "编制", "印发", "组建", "召开", "扶持", "评选", "选树", "投入", "处置",
    ];

    private static readonly Dictionary<string, string> NotFollowedBy = new(StringComparer.Ordinal)
    {
        ["人"] = "民员口大均社才数力身生格群体文性工",
        ["名"] = "称单录义师牌",
        ["位"] = "于居列一",
        ["元"] = "旦宵素",
        ["户"] = "籍均外口",
        ["对"] = "于象口外上接照标比",
        ["家"] = "庭长园乡",
        ["处"] = "理置罚于在",
        ["所"] = "有以在需属",
        ["座"] = "谈",
        ["条"] = "例件款",
        ["项"] = "目",
        ["期"] = "间限末初待",
        ["场"] = "所馆景地",
        ["次"] = "序产日年数",
        ["起"] = "来草点步始",
        ["单"] = "独元人",
        ["集"] = "中体团合",
        ["具"] = "有体备",
        ["只"] = "有能要",
        ["支"] = "持付出部撑援",
        ["台"] = "账阶",
        ["本"] = "级市地年次科",
        ["份"] = "额",
        ["种"] = "植",
        ["部"] = "委分署级队长",
        ["张"] = "贴",
        ["件"] = "套",
        ["市"] = "级场政直区",
        ["市民"] = "政",
        ["县"] = "级城直",
        ["村"] = "级",
        ["镇"] = "级",
        ["社区"] = "居",
        ["篇"] = "章幅",
        ["老人"] = "家",
        ["类"] = "似型",
    };

    private static readonly string[] Furniture = ["评论", "阅读", "浏览", "点赞", "转发", "点击", "回复", "跟帖", "赞", "人参与", "收藏"];

    /// <summary>Whether the measure word goes on as another word: 2024元旦, 6部门.</summary>
    public static bool IsCutFromWord(string text, UnitWord unit, int end) =>
        end < text.Length && NotFollowedBy.TryGetValue(unit.Word, out var followers) && followers.Contains(text[end], StringComparison.Ordinal);

    /// <summary>What a page says about itself: 0条评论.</summary>
    public static bool IsOfThePage(string text, int unitStart, int unitEnd) => Furniture.Any(word =>
        string.CompareOrdinal(text, unitEnd, word, 0, word.Length) == 0 || string.CompareOrdinal(text, unitStart, word, 0, word.Length) == 0);

    /// <summary>Whether a number counts with that measure word there.</summary>
    /// <param name="text">All of it.</param>
    /// <param name="number">Where the number stands.</param>
    /// <param name="unit">The measure word behind it.</param>
    /// <param name="unitEnd">Where that ends.</param>
    /// <param name="clause">The clause up to the number.</param>
    public static bool Counts(string text, Numeral number, UnitWord unit, int unitEnd, ReadOnlySpan<char> clause) => unit.Word switch
    {
        "周岁" or "岁" => ContainsAny(text.AsSpan(Math.Max(0, number.Start - 16), Math.Min(text.Length - Math.Max(0, number.Start - 16), 40)), ["年龄", "延长", "放宽", "上限", "下限"]),
        "小时" => number.Value != 24 && ContainsAny(clause, ["时长", "服务", "照护", "培训", "学时", "志愿", "累计"]) && !clause.EndsWith("每"),
        "年" => clause.EndsWith("连续"),
        _ when number.IsChinese => CountsInCharacters(text, number, unit, unitEnd, clause),
        _ => !(unit.IsNoun && unit.Unit != "person" && number.HasMagnitude),
    };

    private static bool CountsInCharacters(string text, Numeral number, UnitWord unit, int unitEnd, ReadOnlySpan<char> clause)
    {
        var before = clause.Length > 0 ? clause[^1] : ' ';
        if (before is '几' or '数' or '第' or '每' or '这' or '那' or '其' or '哪')
            return false;
        if (number.IsBare)
            return number.IsMore || before is '近' or '超' or '逾' or '上' or '约' || clause.EndsWith("超过");
        if (number.Value >= 100 || number.IsMore)
            return true;
        if (number.Value <= 1 || unit.IsNoun)
            return false;
        if (unit.Unit is "person" or "household" or "couple" or "yuan" or "person_time" or "bed" || unit.Word is "家" or "处" or "所" or "座" or "场" or "期" or "辆" or "台" or "起" or "例" or "件")
            return unit.Word != "位" || !text.AsSpan(unitEnd).StartsWith("一体");
        var behind = Behind(text, unitEnd);
        var isThing = behind.IsEmpty ? UnitWords.OfNoun(clause) is not null : UnitWords.BeginsWithNoun(behind) is not null;
        return unit.Word is "项" or "个" or "条" or "部" or "支" && isThing && ContainsAny(clause, Verbs);
    }

    private static ReadOnlySpan<char> Behind(string text, int at)
    {
        var rest = text.AsSpan(at, Math.Min(14, text.Length - at));
        var end = rest.IndexOfAny(",。;、:\n");
        return end < 0 ? rest : rest[..end];
    }

    private static bool ContainsAny(ReadOnlySpan<char> text, ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (text.Contains(word, StringComparison.Ordinal))
                return true;
        }

        return false;
    }
}
