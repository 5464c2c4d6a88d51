using System.Runtime.CompilerServices;

namespace Huimin.Tests;

/// <summary>Keys and anchors of a run of the tests lie in a folder of their own, not beside those of the program.</summary>
internal static class TestKeys
{
    [ModuleInitializer]
    internal static void Choose()
    {
        var folder = Directory.CreateTempSubdirectory("huimin-keys-").FullName;
        Environment.SetEnvironmentVariable("HUIMIN_KEYS", folder);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
    }
}
