using Huimin.Platform.Privacy;

namespace Huimin.Platform.Cases.Types;

/// <summary>
/// A relative outside the household who has to support a member by law 法定赡养、抚养、扶养人, as the application names them: asked about beside
/// the family and never counted into it. Need not be on record, nor live in this city.
/// </summary>
/// <param name="CitizenId">18 characters.</param>
/// <param name="Relation">In the applicant's words: 长子.</param>
public sealed record LegalSupporter(string Name, string CitizenId, string Relation)
{
    /// <summary>Field of the form that names them.</summary>
    public const string Field = "supporters";

    /// <summary>Kind of the paper by which they agree to be asked about; without it nobody asks.</summary>
    public const string Paper = "supporters_authorisation";

    private const int Most = 10;

    /// <summary>The good lines of an answer: <c>王五 371323198001010011 长子</c>, one for each.</summary>
    public static IReadOnlyList<LegalSupporter> In(string answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return [.. Lines(answer).Select(Read).OfType<LegalSupporter>()];
    }

    /// <summary>What is wrong with an answer; null for a good one.</summary>
    public static FormattableString? Problem(string answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        var lines = Lines(answer);
        if (lines.Length > Most)
            return $"最多写{Most}个人，其余的在调查时登记";
        foreach (var (i, line) in lines.Index())
        {
            if (line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is not [_, var number, _, ..])
                return $"第{i + 1}行应写姓名、身份证号、关系，用空格分开";
            if (!Values.CitizenId.TryParse(number, out _, out var reason))
                return $"第{i + 1}行：{reason}";
        }

        if (lines.Select(Read).DistinctBy(s => s?.CitizenId).Count() < lines.Length)
            return $"有两行是同一个身份证号";
        return null;
    }

    /// <summary>As it is kept: one space between the parts.</summary>
    public static string Plain(string answer) => Problem(answer) is null ? string.Join('\n', In(answer).Select(s => $"{s.Name} {s.CitizenId} {s.Relation}")) : answer;

    public static string Masked(string answer) => string.Join('\n', In(answer).Select(s => $"{s.Name} {Masking.CitizenId(s.CitizenId)} {s.Relation}"));

    /// <summary>Spaces and separators as any keyboard types them.</summary>
    private static string[] Lines(string answer) =>
        answer.Replace('\u3000', ' ').Replace('\t', ' ').Replace('，', ' ').Replace(',', ' ').Replace('、', ' ').Split(['\r', '\n', '；', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static LegalSupporter? Read(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var name, var number, var relation, .. var rest] && Values.CitizenId.TryParse(number, out var id, out _)
        ? new LegalSupporter(name, id.ToString(), string.Join(' ', [relation, .. rest]))
        : null;
}
