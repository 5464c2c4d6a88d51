namespace Huimin.Policies;

/// <summary>
/// A business line 业务条线 of a civil-affairs bureau: every programme belongs to one, and the posts of officers are given by line.
/// </summary>
/// <param name="Code">What policies and posts write.</param>
public sealed record BusinessLine(string Code, string Name, string NameEn)
{
    /// <summary>The whole catalogue, in the order in which a bureau lists its offices.</summary>
    public static IReadOnlyList<BusinessLine> All { get; } =
    [
        new("social_assistance", "社会救助", "Social assistance"),
        new("disability", "残疾人福利", "Welfare of disabled people"),
        new("child_welfare", "儿童福利", "Child welfare"),
        new("elder_care", "养老服务", "Elderly care"),
        new("marriage", "婚姻登记", "Marriage registration"),
        new("funerals", "殡葬", "Funerals"),
        new("social_organizations", "社会组织", "Social organisations"),
        new("charity", "慈善", "Charity"),
        new("volunteering", "志愿服务", "Volunteering"),
        new("governance", "基层治理", "Community governance"),
        new("place_names", "区划地名", "Divisions and place names"),
        new("projects", "项目", "Projects"),
        new("hotline", "热线", "Hotline"),
        new("bureau", "机关", "Bureau"),
    ];

    /// <summary>The line of a code, or null if there is none.</summary>
    public static BusinessLine? Find(string code) => All.FirstOrDefault(l => l.Code == code);

    /// <summary>The line of a programme that was read.</summary>
    public static BusinessLine Of(Programme programme)
    {
        ArgumentNullException.ThrowIfNull(programme);
        return Find(programme.Line) ?? throw new ArgumentException($"'{programme.Line}' is not a business line.", nameof(programme));
    }
}
