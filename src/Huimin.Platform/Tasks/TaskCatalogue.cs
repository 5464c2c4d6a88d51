using Huimin.Platform.Modules;
using Huimin.Platform.Registers;

namespace Huimin.Platform.Tasks;

/// <summary>The kinds of tasks and their sources, of the platform and of its business lines.</summary>
public sealed class TaskCatalogue
{
    private readonly Dictionary<string, TaskKind> kinds;

    public TaskCatalogue(ModuleCatalogue modules)
    {
        ArgumentNullException.ThrowIfNull(modules);
        Dates = [new FindDates(), new FindRegisterWork(new RegisterCatalogue(modules.Modules)), .. modules.Modules.SelectMany(m => m.TaskSources)];
        Kinds = [.. TaskKinds.All, .. Dates.SelectMany(s => s.Kinds).Except(TaskKinds.All)];
        kinds = Kinds.ToDictionary(k => k.Code, StringComparer.Ordinal);
    }

    public IReadOnlyList<TaskKind> Kinds { get; }

    /// <summary>What compares a pass over the city with the awards.</summary>
    public ITaskSource Differences { get; } = new FindDifferences();

    /// <summary>Everything that dates and registers bring about.</summary>
    public IReadOnlyList<ITaskSource> Dates { get; }

    /// <summary>Null for a kind of a line that this program does not have.</summary>
    public TaskKind? Find(string code) => kinds.GetValueOrDefault(code);
}
