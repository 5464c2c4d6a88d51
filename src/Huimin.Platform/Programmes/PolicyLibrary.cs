using System.Collections.Concurrent;
using Huimin.Platform.Ui;
using Huimin.Policies;

namespace Huimin.Platform.Programmes;

/// <summary>The city's policy pack, read when the first page needs it and kept as long as the program runs.</summary>
/// <param name="root">Folder of the policy packs.</param>
/// <param name="layer">The city's layer: <c>linyi</c>.</param>
public sealed class PolicyLibrary(string root, string layer)
{
    private readonly Lazy<PackReading> reading = new(() => PolicyPack.Read(root, layer));
    private readonly ConcurrentDictionary<Month, MonthPolicy> months = new();

    /// <summary>Null when the policies hold errors.</summary>
    public PolicyPack? Pack => reading.Value.Pack;

    public IReadOnlyList<PolicyError> Errors => reading.Value.Errors;

    /// <summary>The policy of a month; only when there is a <see cref="Pack"/>.</summary>
    public MonthPolicy In(Month month) => months.GetOrAdd(month, static (m, pack) => pack.In(m), Pack!);

    /// <summary>What people call a programme; its code when the policies do not know it.</summary>
    public string Name(string code, Words words)
    {
        ArgumentNullException.ThrowIfNull(words);
        return Pack?.Find(code) is { } programme ? words.Pick(programme.Name, programme.NameEn) : code;
    }

    /// <summary>The name inside a sentence, where English writes it small.</summary>
    public string NameInSentence(string code, Words words)
    {
        var name = Name(code, words);
        return words.English ? char.ToLowerInvariant(name[0]) + name[1..] : name;
    }
}
