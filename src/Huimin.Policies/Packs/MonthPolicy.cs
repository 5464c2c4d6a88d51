using System.Collections.Concurrent;

namespace Huimin.Policies;

/// <summary>A pack in one month: every parameter with the value in force on the month's first day. Immutable; shared by threads.</summary>
public sealed partial class MonthPolicy
{
    private readonly string?[] whyNot;
    private readonly string?[] whyNotEn;
    private readonly ConcurrentDictionary<IReadOnlyList<Citation>, IReadOnlyList<string>> cited = new(ReferenceEqualityComparer.Instance);

    internal MonthPolicy(PolicyPack pack, Month month, IReadOnlyList<ParameterOverride> set)
    {
        Pack = pack;
        Month = month;
        var overrides = set.GroupBy(o => o.In(pack)).ToDictionary(g => g.Key, g => g.ToList());
        var tables = new ParameterTable?[pack.ParameterCount];
        foreach (var parameter in pack.Programmes.SelectMany(p => p.Parameters))
        {
            var row = parameter.RowOn(month.FirstDay);
            var cells = row?.Cells.ToArray<ParameterCell?>() ?? new ParameterCell?[parameter.PartCount * parameter.CellsPerPart];
            var changed = overrides.GetValueOrDefault(parameter, []);
            foreach (var change in changed)
                change.Apply(parameter, cells);
            if (Array.TrueForAll(cells, c => c is not null))
                tables[parameter.Slot] = new ParameterTable(parameter, changed.Count == 0 ? row : null, cells!);
        }
        Tables = tables!;
        Birthdays = [.. Enumerable.Range(0, Math.Min(200, month.Year)).Select(age => month.FirstDay.AddYears(-age).DayNumber)];
        whyNot = new string?[pack.Programmes.Count];
        whyNotEn = new string?[pack.Programmes.Count];
        foreach (var programme in pack.Programmes)
        {
            if (programme.Rule.Used.Parameters.Where(p => tables[p.Slot] is null).MinBy(p => p.Slot) is not { } missing)
                continue;
            whyNot[programme.Index] = $"{month.Year}年{month.Number}月没有有效的“{missing.Name}”，本待遇在{pack.Name}未施行";
            whyNotEn[programme.Index] = $"No {missing.NameEn} is in force in {month}; the programme is not in force in {pack.NameEn}";
        }
    }

    public PolicyPack Pack { get; }

    public Month Month { get; }

    /// <summary>By <see cref="Parameter.Slot"/>; null where no row is in force, which only programmes that are not in force would ask for.</summary>
    internal ParameterTable[] Tables { get; }

    /// <summary>By age: the day on which somebody of this age on the first of the month was born at the latest.</summary>
    internal int[] Birthdays { get; }

    /// <summary>Whether every parameter that the programme needs has a value in this month.</summary>
    public bool IsInForce(Programme programme) => whyNot[programme.Index] is null;

    /// <summary>A value in force in the month that the programme uses is a placeholder: none was published for this place.</summary>
    public bool RestsOnPlaceholder(Programme programme) => programme.Rule.Used.Parameters.Any(p => Tables[p.Slot]?.Row is { IsPlaceholder: true });

    /// <summary>The sentence that says which parameter is missing; null for a programme in force.</summary>
    public string? WhyNotInForce(Programme programme, bool english = false) => (english ? whyNotEn : whyNot)[programme.Index];

    /// <summary>The last month of a recognition that begins in this month; null if it has no end.</summary>
    public Month? ValidUntil(Programme programme) => programme.Lasts is ParameterNode { Parameter: var parameter, Part: var part }
        ? Programme.ValidUntil(Month, Tables[parameter.Slot]?.Single(part))
        : programme.ValidUntil(Month);

    /// <summary>The articles to cite in this month, of a list that a policy holds.</summary>
    internal IReadOnlyList<string> Cited(IReadOnlyList<Citation> law) => law.Count == 0 ? [] : cited.GetOrAdd(law, static (l, day) => Citation.On(l, day), Month.FirstDay);

    /// <summary>An evaluator for one thread.</summary>
    public FamilyEvaluator CreateEvaluator() => new(this);
}
