using Huimin.Platform.Cases.Types;
using Huimin.Platform.Modules;

namespace Huimin.Platform.Cases;

/// <summary>The kinds of matters that the program's business lines declare.</summary>
public sealed class CaseCatalogue
{
    private readonly Dictionary<string, CaseType> types;

    /// <exception cref="InvalidOperationException">Two lines declare the same code, or a type is not whole.</exception>
    public CaseCatalogue(ModuleCatalogue modules)
    {
        ArgumentNullException.ThrowIfNull(modules);
        Types = [.. modules.Modules.SelectMany(m => m.CaseTypes), .. EscalatedReview.Types];
        types = Types.ToDictionary(t => t.Code, StringComparer.Ordinal);
        foreach (var type in Types)
        {
            if (type.Steps.Select(s => s.Code).Distinct(StringComparer.Ordinal).Count() != type.Steps.Count)
                throw new InvalidOperationException($"Case type {type.Code} has two steps of one code.");
            if (type.Forms.Select((f, i) => f.Number == i + 1).Contains(false) || type.Forms.Count == 0)
                throw new InvalidOperationException($"The forms of case type {type.Code} are numbered 1, 2, 3 …");
        }
    }

    public IReadOnlyList<CaseType> Types { get; }

    public CaseType? Find(string code) => types.GetValueOrDefault(code);

    /// <summary>The type of a stored case.</summary>
    /// <exception cref="CannotRunException">This program has no such type: its line was taken out.</exception>
    public CaseType Of(string code) => Find(code) ?? throw new CannotRunException($"本程序没有“{code}”这类事项，对应的业务条线可能没有安装。");
}
