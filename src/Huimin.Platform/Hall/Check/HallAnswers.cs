using System.Globalization;
using System.Text.Json;

namespace Huimin.Platform.Hall.Check;

/// <summary>One question page of the check, with the names of its fields.</summary>
/// <param name="Member">The member that it asks about, from 1; 0 for the family.</param>
public sealed record CheckStep(string Code, int Member, IReadOnlyList<string> Fields);

/// <summary>
/// What somebody answers to find out what they may be entitled to. It lies in the address and nowhere else: no name, no number, nothing
/// stored. Becomes a family as the policies read one.
/// </summary>
public sealed class HallAnswers
{
    public const int MostPeople = 10;

    private static readonly string[] OfMember = ["y", "o", "d", "k", "x", "i", "c", "f", "s", "pa", "ma", "w", "p"];

    private static readonly string[] States = ["none", "severe_disability", "severe_illness", "in_prison", "out_of_contact", "dead", "missing"];

    private readonly IReadOnlyDictionary<string, string> given;

    public HallAnswers(IEnumerable<KeyValuePair<string, string>> query) =>
        given = query.Where(q => q.Value.Length is > 0 and <= 20).GroupBy(q => q.Key, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First().Value, StringComparer.Ordinal);

    /// <summary>States of a parent that a page offers.</summary>
    public static IReadOnlyList<string> ParentStates => States;

    public string this[string field] => given.GetValueOrDefault(field, "");

    public int People => Number("n", 1, MostPeople) ?? 0;

    /// <summary>Every page in order, as far as the answers tell.</summary>
    public IReadOnlyList<CheckStep> Steps =>
    [
        new("hukou", 0, ["hukou"]), new("people", 0, ["n"]),
        .. Enumerable.Range(1, People).Select(m => new CheckStep($"member{m}", m, [.. OfMember.Select(f => f + m)])),
        new("property", 0, ["a", "h", "v", "b", "r"]),
    ];

    /// <summary>The answers that the page does not ask, to be sent along.</summary>
    public IEnumerable<KeyValuePair<string, string>> Besides(CheckStep? step) =>
        given.Where(g => IsField(g.Key) && step?.Fields.Contains(g.Key, StringComparer.Ordinal) != true).OrderBy(g => g.Key, StringComparer.Ordinal);

    /// <summary>What is wrong with a page's answers; null when it is complete.</summary>
    public FormattableString? Problem(CheckStep step)
    {
        ArgumentNullException.ThrowIfNull(step);
        return step.Code switch
        {
            "hukou" => Unless(this["hukou"] is "urban" or "rural", $"请选择户籍类别。"),
            "people" => Unless(People > 0, $"请填家里共同生活的人数，1到{MostPeople}。"),
            "property" => Unless(step.Fields.All(f => this[f].Length == 0 || Number(f, 0, 100_000_000) is not null), $"金额和数量请写整数。"),
            _ => ProblemOf(step.Member),
        };
    }

    public DateOnly? Birth(int member) =>
        Number($"y{member}", 1900, 2100) is { } year && Number($"o{member}", 1, 12) is { } month ? new DateOnly(year, month, 1) : null;

    /// <summary>A family in the form that the policies read.</summary>
    /// <param name="region">12-digit code.</param>
    /// <param name="today">By which ages are told.</param>
    public string ToJson(long region, DateOnly today)
    {
        var necessary = Number("r", 0, 100_000_000) ?? 0;
        return JsonSerializer.Serialize(new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["region"] = region.ToString("D12", CultureInfo.InvariantCulture),
            ["household"] = new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["hukou"] = this["hukou"],
                ["financial_assets"] = Number("a", 0, 100_000_000) ?? 0,
                ["dwellings"] = Number("h", 0, 100) ?? 1,
                ["vehicles"] = Number("v", 0, 100) ?? 0,
                ["business_registrations"] = Number("b", 0, 100) ?? 0,
                ["rigid_expense"] = decimal.Round(necessary / 12m, 2),
                ["rigid_expense_12m"] = necessary,
                ["medical_expense_12m"] = necessary,
            },
            ["members"] = Enumerable.Range(1, People).Select(m => Member(m, today)).ToList(),
        });
    }

    /// <summary>Age in full years; null where the birth is not told.</summary>
    public int? Age(int member, DateOnly today) => Birth(member) is { } birth ? today.Year - birth.Year - (today.Month < birth.Month ? 1 : 0) : null;

    private Dictionary<string, object> Member(int m, DateOnly today)
    {
        var age = Age(m, today) ?? 0;
        var facts = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["birth_date"] = (Birth(m) ?? today).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["disability_kind"] = Number($"d{m}", 1, 4) is null ? "none" : this[$"k{m}"] is { Length: > 0 } kind ? kind : "physical",
            ["disability_grade"] = Number($"d{m}", 1, 4) ?? 0,
            ["serious_illness"] = this[$"i{m}"] == "yes",
            ["self_care_failed"] = Number($"c{m}", 0, 6) ?? 0,
            ["can_work"] = age is >= 16 and < 60 && this[$"x{m}"] != "yes",
            ["has_capable_supporter"] = this[$"f{m}"] != "no",
            ["study"] = this[$"s{m}"] is { Length: > 0 } study ? study : "none",
            ["wage"] = Number($"w{m}", 0, 10_000_000) ?? 0,
            ["transfer_income"] = Number($"p{m}", 0, 10_000_000) ?? 0,
        };
        if (age < 18)
        {
            var (father, mother) = (Parent($"pa{m}"), Parent($"ma{m}"));
            (facts["father_state"], facts["mother_state"]) = (father, mother);
            if (father != "none" && mother != "none")
                facts["guardianship"] = father is "dead" or "missing" && mother is "dead" or "missing" ? "orphan" : "de_facto_unattended";
        }

        return facts;
    }

    private string Parent(string field) => States.Contains(this[field], StringComparer.Ordinal) ? this[field] : "none";

    private FormattableString? ProblemOf(int member)
    {
        if (Birth(member) is null)
            return $"请填出生的年份和月份，例如1952年3月。";
        if (this[$"k{member}"] is { Length: > 0 } kind && kind is not ("vision" or "hearing" or "speech" or "physical" or "intellectual" or "mental" or "multiple"))
            return $"请选择残疾类别。";
        if (this[$"s{member}"] is { Length: > 0 } study && study is not ("none" or "compulsory" or "senior" or "vocational" or "college"))
            return $"请选择在校学段。";
        return Unless(((string[])["d", "c", "w", "p"]).All(f => this[f + member].Length == 0 || Number(f + member, 0, 10_000_000) is not null), $"金额和数量请写整数。");
    }

    private static FormattableString? Unless(bool fine, FormattableString problem) => fine ? null : problem;

    private int? Number(string field, int least, int most) =>
        int.TryParse(this[field], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number : null;

    private bool IsField(string name) => name is "in" or "hukou" or "n" or "a" or "h" or "v" or "b" or "r"
        || (OfMember.FirstOrDefault(f => name.StartsWith(f, StringComparison.Ordinal) && int.TryParse(name.AsSpan(f.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var m) && m >= 1 && m <= MostPeople) is not null);
}
