using System.Reflection;

namespace Huimin.Platform.Operations;

/// <summary>What the system page says of the running program: since when, and with which settings.</summary>
public sealed class ServerFacts(TimeProvider clock)
{
    private readonly List<(FormattableString Name, string Value)> settings = [];

    /// <summary>Number of the release, and of the commit where the build knew it.</summary>
    public static string Version { get; } = Short(typeof(ServerFacts).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0");

    public DateTimeOffset StartedAt { get; } = clock.GetUtcNow();

    public TimeSpan Uptime => clock.GetUtcNow() - StartedAt;

    public IReadOnlyList<(FormattableString Name, string Value)> Settings => settings;

    /// <summary>A setting that everybody who may see the page may read: no password, no key, no connection string.</summary>
    public void Setting(FormattableString settingName, string value) => settings.Add((settingName, value));

    public void Setting(FormattableString settingName, long value) => Setting(settingName, value.ToString("#,##0", System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>The first ten digits name a commit.</summary>
    private static string Short(string version) =>
        version.IndexOf('+', StringComparison.Ordinal) is > 0 and var plus && version.Length > plus + 11 ? version[..(plus + 11)] : version;
}
