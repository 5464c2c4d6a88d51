using System.Reflection;
using System.Text.RegularExpressions;

namespace Huimin.Tests;

/// <summary>The directions between the parts, as docs say them; compiled references hold most of them, these the rest.</summary>
public sealed class ArchitectureTests
{
    private static readonly string Root = FindRoot();

    [Fact]
    public void Policies_References_AreNoDatabaseAndNoWeb()
    {
        var references = typeof(Huimin.Policies.Month).Assembly.GetReferencedAssemblies().Select(a => a.Name!).ToList();
        references.ShouldNotContain(name => name.StartsWith("Microsoft.EntityFrameworkCore", StringComparison.Ordinal)
            || name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal)
            || name.StartsWith("Huimin", StringComparison.Ordinal));
    }

    [Fact]
    public void Reports_References_AreNoDatabaseAndNoWeb()
    {
        var references = typeof(Huimin.Reports.ReportReader).Assembly.GetReferencedAssemblies().Select(a => a.Name!).ToList();
        references.ShouldNotContain(name => name.StartsWith("Microsoft.EntityFrameworkCore", StringComparison.Ordinal)
            || name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal)
            || name.StartsWith("Huimin", StringComparison.Ordinal));
    }

    [Fact]
    public void Platform_References_KnowNoProvider()
    {
        var references = typeof(Huimin.Platform.CannotRunException).Assembly.GetReferencedAssemblies().Select(a => a.Name!).ToList();
        references.ShouldNotContain(name => name.Contains("Npgsql", StringComparison.Ordinal)
            || name.Contains("Sqlite", StringComparison.Ordinal)
            || name.StartsWith("Huimin.Data", StringComparison.Ordinal));
    }

    /// <summary>What two business lines share belongs to the platform.</summary>
    [Fact]
    public void Modules_KnowThePlatformAndNotEachOther()
    {
        typeof(Huimin.Platform.CannotRunException).Assembly.GetReferencedAssemblies().ShouldNotContain(a => a.Name == "Huimin.Modules");
        var modules = Path.Combine(Root, "src", "Huimin.Modules");
        var names = Directory.EnumerateDirectories(modules).Select(d => Path.GetFileName(d)).Where(n => n is not ("bin" or "obj")).ToList();
        var crossings = names.SelectMany(name => Directory.EnumerateFiles(Path.Combine(modules, name), "*.*", SearchOption.AllDirectories)
            .Where(f => f.EndsWith(".cs", StringComparison.Ordinal) || f.EndsWith(".razor", StringComparison.Ordinal))
            .Where(f => names.Exists(other => other != name && File.ReadAllText(f).Contains($"Huimin.Modules.{other}", StringComparison.Ordinal))));
        crossings.ShouldBeEmpty();
    }

    [Fact]
    public void Sources_Names_AreOfTheField()
    {
        var banned = new Regex("(Manager|Helper|Util|Utils|Common|Impl|Dto|Repository|Processor)$", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
        var types = new[] { typeof(Huimin.Policies.Month), typeof(Huimin.Reports.ReportReader), typeof(Huimin.Platform.CannotRunException), typeof(Huimin.Modules.AllModules), typeof(Huimin.Data.Sqlite.SqliteDatabase), typeof(Huimin.Data.Postgres.PostgresDatabase) }
            .SelectMany(t => t.Assembly.GetTypes()).Where(t => t.Namespace?.StartsWith("Huimin", StringComparison.Ordinal) == true && t.DeclaringType is null);
        types.Where(t => banned.IsMatch(t.Name)).ShouldBeEmpty();
    }

    [Fact]
    public void Sources_Namespaces_AreTheirFolders()
    {
        var wrong = new List<string>();
        foreach (var project in new[] { "Huimin.Reports", "Huimin.Platform", "Huimin.Modules", "Huimin.Data.Sqlite", "Huimin.Data.Postgres", "Huimin.Web" })
        {
            var folder = Path.Combine(Root, "src", project);
            foreach (var file in Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories).Where(f => !IsBuilt(f)))
            {
                var match = Regex.Match(File.ReadAllText(file), @"^namespace (?<name>[\w.]+);", RegexOptions.Multiline | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
                var expected = string.Join('.', new[] { project }.Concat(Path.GetRelativePath(folder, Path.GetDirectoryName(file)!).Split(Path.DirectorySeparatorChar).Where(p => p != ".")));
                if (match.Success && match.Groups["name"].Value != expected)
                    wrong.Add($"{Path.GetRelativePath(Root, file)}: {match.Groups["name"].Value}, expected {expected}");
            }
        }

        wrong.ShouldBeEmpty();
    }

    [Fact]
    public void Tests_Files_StandWhereTheirSourcesStand()
    {
        var tests = Path.Combine(Root, "tests", "Huimin.Tests");
        var folders = Directory.EnumerateFiles(tests, "*Tests.cs", SearchOption.AllDirectories).Where(f => !IsBuilt(f))
            .Select(f => Path.GetRelativePath(tests, Path.GetDirectoryName(f)!)).Where(f => f != ".").Distinct();
        folders.Where(f => !Directory.Exists(Path.Combine(Root, "src", $"Huimin.{f}"))).ShouldBeEmpty();
    }

    [Fact]
    public void Migrations_Versions_AreTheSameOnBothDatabases()
    {
        static IEnumerable<string> Names(string project) =>
            Directory.EnumerateFiles(Path.Combine(Root, "src", project, "Migrations"), "*.sql").Select(f => Path.GetFileName(f)).Order();
        Names("Huimin.Data.Sqlite").ShouldBe(Names("Huimin.Data.Postgres"));
    }

    private static bool IsBuilt(string file) =>
        file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
        || file.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(Path.GetDirectoryName(Assembly.GetExecutingAssembly().Location)!);
        while (!File.Exists(Path.Combine(folder.FullName, "Huimin.slnx")))
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside the source tree.");
        return folder.FullName;
    }
}
