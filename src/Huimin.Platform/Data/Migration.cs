using System.Globalization;
using System.Reflection;

namespace Huimin.Platform.Data;

/// <summary>One hand-written step of a provider's schema, from the file <c>Migrations/NNNN_name.sql</c>.</summary>
public sealed record Migration(int Version, string Name, string Sql)
{
    /// <summary>The migrations embedded in a provider's assembly, in order.</summary>
    public static IReadOnlyList<Migration> In(Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        return [.. assembly.GetManifestResourceNames()
            .Where(name => name.EndsWith(".sql", StringComparison.Ordinal))
            .Select(name => Read(assembly, name))
            .OrderBy(m => m.Version)];
    }

    private static Migration Read(Assembly assembly, string resource)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        var file = resource.Split('.')[^2];
        var (number, name) = (file[..4], file[5..]);
        return new Migration(int.Parse(number, CultureInfo.InvariantCulture), name, reader.ReadToEnd());
    }
}
